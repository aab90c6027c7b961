"""Times of day and spans of time in words: reading them, and how long it is from one to another."""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tutor.check.certifying.families.plain_numbers import number_in, whole_in

DAY, HALF_DAY, HOUR = 1440, 720, 60
_HALF = r"(?:am|pm|a\.m\.?|p\.m\.?)"
MOMENT = rf"(?:\d{{1,2}}:\d\d(?: ?{_HALF})?|\d{{1,2}} ?{_HALF}|(?:12 )?noon|midnight)"
_FORM = re.compile(r"(?P<hour>\d{1,2})(?::(?P<minute>\d\d))? ?(?P<half>[ap]\.?m\.?)?", re.IGNORECASE)
_COUNT = r"(?:\d+(?:\.\d+)?|\d+ \d/\d|an?|one|two|three|four|five|six)"
SPAN = (
    rf"(?:{_COUNT} (?:hours?|hrs?|h)(?:(?:,? and|,)? \d+ (?:minutes?|mins?|min))?|\d+ (?:minutes?|mins?|min)"
    rf"|(?:{_COUNT}|an) hours? and a half|{_COUNT} and a half hours|half an hour"
    r"|(?:a|three) quarters? of an hour)"
)
_HOURS_AND_MINUTES = re.compile(
    rf"(?:(?P<hours>{_COUNT}) (?:hours?|hrs?|h))?(?:(?:,? and|,)? ?(?P<minutes>\d+) (?:minutes?|mins?|min))?",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(rf"(?P<hours>{_COUNT})(?: hours?)? and a half(?: hours)?", re.IGNORECASE)


class Clock(StrEnum):
    """How a time of day is told: with am or pm, on 24 hours, or not to be seen."""

    HALVES = "am or pm"
    FULL = "24 hours"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Moment:
    """Minutes after midnight, as written where the clock is bare."""

    minutes: int
    clock: Clock


def moment_in(text: str) -> Moment | None:
    """9:40, 9:40 am, 5 pm, 21:05, noon, midnight."""
    text = text.lower().strip()
    if text.endswith("noon") or text == "midnight":
        return Moment(0 if text == "midnight" else HALF_DAY, Clock.HALVES)
    found = _FORM.fullmatch(text)
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        return on_halves(hour, minute, found["half"].replace(".", ""))
    full = hour > 12 or found["hour"].startswith("0")
    return moment(hour, minute, full=full)


def moment(hour: int, minute: int, *, full: bool) -> Moment | None:
    """A time without am or pm."""
    if hour >= 24 or minute >= HOUR:
        return None
    return Moment(hour * HOUR + minute, Clock.FULL if full else Clock.BARE)


def on_halves(hour: int, minute: int, half: str) -> Moment | None:
    """12 am is midnight, 12 pm is noon."""
    if not 1 <= hour <= 12 or minute >= HOUR:
        return None
    return Moment(hour % 12 * HOUR + minute + (HALF_DAY if half == "pm" else 0), Clock.HALVES)


def span_in(text: str) -> int | None:
    """Whole minutes: 2 hours 20 minutes, 1.5 hours, an hour and a half, 45 minutes."""
    text = text.lower().strip()
    if text == "half an hour":
        return 30
    if found := re.fullmatch(r"(a|three) quarters? of an hour", text):
        return 15 if found[1] == "a" else 45
    if found := _AND_A_HALF.fullmatch(text):
        return _minutes(found["hours"], Fraction(1, 2))
    found = _HOURS_AND_MINUTES.fullmatch(text)
    if found is None or not (found["hours"] or found["minutes"]):
        return None
    hours = _minutes(found["hours"], Fraction(0)) if found["hours"] else 0
    return None if hours is None else hours + int(found["minutes"] or 0)


def _minutes(hours: str, more: Fraction) -> int | None:
    number = Fraction(1) if hours in {"a", "an"} else number_in(hours)
    if number is None:
        whole = whole_in(hours)
        number = None if whole is None else Fraction(whole)
    minutes = None if number is None else (number + more) * HOUR
    return int(minutes) if minutes is not None and minutes.denominator == 1 else None


def elapsed(start: Moment, end: Moment, *, next_day: bool = False) -> int | None:
    """Minutes from one to the other; None where am or pm would make a difference and is not said."""
    difference = end.minutes - start.minutes
    clocks = {start.clock, end.clock}
    if next_day:
        return None if Clock.BARE in clocks and clocks != {Clock.BARE, Clock.FULL} else difference + DAY
    by_day = difference % DAY
    if Clock.BARE not in clocks or Clock.FULL in clocks:
        return by_day or None
    by_half = difference % HALF_DAY or HALF_DAY
    return by_day if by_day == by_half else None


def told(minutes: int, clock: Clock) -> str:
    """A time of day as that clock tells it."""
    hour, minute = divmod(minutes % DAY, HOUR)
    if clock is Clock.HALVES:
        return f"{(hour - 1) % 12 + 1}:{minute:02} {'am' if hour < 12 else 'pm'}"
    return f"{hour}:{minute:02}"
