"""What is said while a run goes on: the time left only when it can be known."""

import io
from collections.abc import Iterator

from tutor.evaluate.protocol.results.sample import Grade, Sample
from tutor.evaluate.protocol.running.pace import Pace, Written
from tutor.evaluate.protocol.running.telling import tell


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def sample(number: int) -> Sample:
    right = Grade("equal", "")
    return Sample("q", 1, number, 7, "5", "5", False, "complete", False, 10, 20, 30, right)


def drawn(clock: Clock, count: int, seconds: float, written: Written) -> Iterator[Sample]:
    for number in range(1, count + 1):
        clock.now += seconds
        written.tokens += 50
        yield sample(number)


def pace_of(clock: Clock, planned: int, width: int, done: int = 0) -> Pace:
    return Pace(done, planned, width, Written(), clock)


def test_the_first_of_a_batch_tells_no_time_left() -> None:
    """One of sixteen has ended after 116 s: fifteen are nearly done, and 800 won't take 26 hours."""
    clock = Clock()
    pace = pace_of(clock, 800, 16)
    for number in range(1, 17):
        clock.now += 116 if number == 1 else 2
        pace.count(sample(number))
        assert (pace.seconds_left is None) == (number < 16)
    assert pace.seconds_left == (116 + 15 * 2) / 16 * 784


def test_time_left_runs_down_between_samples() -> None:
    clock = Clock()
    pace = pace_of(clock, 20, 1, done=5)
    for number in range(1, 6):
        clock.now += 10
        pace.count(sample(number))
    assert pace.seconds_left == 100
    clock.now += 40
    assert pace.seconds_left == 60
    clock.now += 400
    assert pace.seconds_left == 0


def test_lines_say_when_the_time_left_is_not_known_and_how_long_it_took() -> None:
    clock, stream = Clock(), io.StringIO()
    pace = pace_of(clock, 20, 8)
    assert len(list(tell(drawn(clock, 20, 31.0, pace.written), pace, stream))) == 20
    lines = stream.getvalue().splitlines()
    assert lines[0] == "1 of 20 samples, 1 of 1 right, time left not known yet"
    assert lines[7] == "8 of 20 samples, 8 of 8 right, about 6 min left"
    assert lines[-1] == "20 of 20 samples, 20 of 20 right, in 10 min"


def test_a_bar_shows_tokens_and_leaves_nothing_behind() -> None:
    """Tokens of texts under way count: they move while no text has ended."""
    clock, stream = Clock(), Terminal()
    pace = pace_of(clock, 4, 2)
    for number, _ in enumerate(tell(drawn(clock, 4, 10.0, pace.written), pace, stream), start=1):
        assert (pace.there, pace.written.tokens) == (number, 50 * number)
    assert "tokens" in stream.getvalue()
    assert "4/4" in stream.getvalue()
