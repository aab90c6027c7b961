"""Clock times and speeds: how long, when it ends, how fast, how far."""

from fractions import Fraction
from random import Random

from tutor.evaluate.generators.choosing import phrase
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation, decimal

_LASTS = (
    "A train leaves at {start} and arrives at {end}. How long does the trip take?",
    "A film starts at {start} and ends at {end}. How long does it last?",
    "A meeting begins at {start} and ends at {end}. How many minutes does it last?",
)
_ENDS = (
    "A film starts at {start} and lasts {span}. When does it end?",
    "A concert begins at {start} and lasts {span}. At what time does it end?",
    "What time is it {span} after {start}?",
)
_SPEED = (
    "A {thing} travels {km} km in {h} hours. What is its average speed?",
    "A {thing} covers {km} km in {h} hours. Find the average speed of the {thing}.",
)
_FAR = ("A {thing} travels at {v} km/h for {h} hours. How far does it travel?",)
_THINGS = ("car", "train", "bus", "truck")
_DAY, _HALF = 1440, 720


def lasts(rng: Random, say: Notation) -> Draft:  # noqa: ARG001 - every author has this shape
    """From one time of day to another."""
    start, minutes = rng.randrange(_DAY), rng.randint(20, 420)
    asks = rng.randrange(3)
    problem = _LASTS[asks].format(start=_clock(start), end=_clock(start + minutes))
    manner = rng.randrange(3)

    def show(value: int) -> str:
        if asks == 2 or manner == 0:
            return f"{value} minutes"
        hours, rest = divmod(value, 60)
        if manner == 1:
            return f"{hours}:{rest:02}"
        return f"{hours} hours {rest} minutes" if hours and rest else f"{value} minutes"

    wrong = [
        (minutes + 40, Mutation.OPERATION),
        (minutes + 60, Mutation.OFF_BY_ONE),
        (minutes + 1, Mutation.OFF_BY_ONE),
        (minutes - 10, Mutation.OFF_BY_ONE),
    ]
    return draft(problem, minutes, wrong, show)


def ends(rng: Random, say: Notation) -> Draft:  # noqa: ARG001
    """When something is over."""
    start, hours, rest = rng.randrange(_DAY), rng.randint(1, 4), rng.choice((5, 10, 15, 20, 30, 45, 50))
    end = (start + 60 * hours + rest) % _DAY
    problem = phrase(
        rng,
        _ENDS,
        start=_clock(start),
        span=f"{hours} hours {rest} minutes" if hours > 1 else f"1 hour {rest} minutes",
    )
    wrong = [
        ((end + _HALF) % _DAY, Mutation.INVERSE),
        ((end + 60) % _DAY, Mutation.OFF_BY_ONE),
        ((start - 60 * hours - rest) % _DAY, Mutation.SIGN),
        ((end + 40) % _DAY, Mutation.OPERATION),
    ]
    return draft(problem, end, wrong, _clock)


def speed(rng: Random, say: Notation) -> Draft:
    """How fast, or how far at a speed."""
    v, h = rng.randint(4, 30) * 5, Fraction(rng.randint(3, 12), 2)
    thing, time = rng.choice(_THINGS), say.math(decimal(h))
    distance = v * h
    unit = rng.choice(("", " km/h", " kilometers per hour"))
    if rng.randrange(2):
        problem = phrase(rng, _FAR, thing=thing, v=say.math(str(v)), h=time)
        wrong = [(v / h, Mutation.INVERSE), (distance + 1, Mutation.OFF_BY_ONE), (v + h, Mutation.OPERATION)]
        return draft(problem, distance, wrong, lambda number: f"{decimal(number)}{' km' if unit else ''}")
    problem = phrase(rng, _SPEED, thing=thing, km=say.math(decimal(distance)), h=time)
    wrong = [
        (distance * h, Mutation.INVERSE),
        (Fraction(v + 1), Mutation.OFF_BY_ONE),
        (distance - h, Mutation.OPERATION),
    ]
    return draft(problem, Fraction(v), wrong, lambda number: f"{decimal(number)}{unit}")


def _clock(minutes: int) -> str:
    hour, rest = divmod(minutes % _DAY, 60)
    return f"{(hour - 1) % 12 + 1}:{rest:02} {'am' if hour < 12 else 'pm'}"
