"""Points in time as people say them."""

from datetime import UTC, datetime, timedelta

import pytest

from tutor.render.when import when_words

NOW = datetime(2026, 3, 12, 21, 0).astimezone()


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=0), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "today 20:00"),
        (timedelta(hours=22), "yesterday 23:00"),
        (timedelta(days=2), "Tuesday 21:00"),
        (timedelta(days=6), "Friday 21:00"),
        (timedelta(days=7), "5 March 21:00"),
        (timedelta(days=365), "12 March 2025"),
        (timedelta(minutes=-5), "today 21:05"),  # a clock that was put back
        (timedelta(days=-3), "15 March 21:00"),
    ],
)
def test_when_something_was(ago: timedelta, words: str) -> None:
    then = (NOW.replace(tzinfo=None) - ago).astimezone()
    assert when_words(then.astimezone(UTC), NOW) == words
