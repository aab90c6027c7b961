"""Clock times: how long something lasts from one to another, when it ends, when it began."""

import re
from collections.abc import Callable
from fractions import Fraction

from tutor.check.certifying.families.amounts import Amount, certify_amount
from tutor.check.certifying.families.durations import HOUR, MINUTE, of_clock_face
from tutor.check.certifying.families.moments import (
    DAY,
    HALF_DAY,
    MOMENT,
    SPAN,
    Clock,
    Moment,
    elapsed,
    moment,
    moment_in,
    on_halves,
    span_in,
    told,
)
from tutor.check.certifying.families.plain_numbers import plain_words
from tutor.check.certifying.families.small_words import BIG_WORD
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.reading.tree import ClockTime, Integer, Node, Product, Quantity, Ratio, Symbol, Text
from tutor.vocabulary.verdict import Certificate, Method

Match = re.Match[str]
Check = Callable[[Node], Certificate]

_SHOWS = (
    r"film|movie|lesson|class|show|concert|meeting|game|match|party|exam|test|race|shift|play|lecture|course"
    r"|program|programme|store|shop|library|school day|workout|practice"
)
_RIDES = (
    r"train|bus|car|ferry|ship|boat|coach|tram|driver|truck|hiker|cyclist|runner|student|person|plane|flight"
)
_THING = rf"(?:an?|the|my|his|her) (?:(?P<show>{_SHOWS})|(?P<ride>{_RIDES}))"


# words for days and parts of days: no places
_DAYS = (
    r"(?!(?:today|tomorrow|yesterday|tonight|day|night|morning|noon|midday|midnight|afternoon|evening|weekends?|weekdays?"
    r"|week|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\b)"
)


def _at_place(group: str) -> str:
    return rf"(?: (?:from |in |at )?(?:the )?(?P<{group}>{_DAYS}{BIG_WORD}))?"


_BEGINS = (
    r"(?:leaves|left|departs|departed|starts|started|begins|began|opens|opened|takes off|sets off)"
    f"{_at_place('here')}"
)
_ENDS = (
    r"(?:arrives|arrived|ends|ended|finishes|finished|lands|landed|closes|closed|reaches)"
    f"{_at_place('there')}"
)
_NEXT = r"(?P<next> (?:on )?(?:the )?(?:next|following) (?:day|morning))?"
_FROM = rf"(?P<start>{MOMENT})"
_TO = rf"(?P<end>{MOMENT}){_NEXT}"
_IT = rf"(?:it|he|she|the (?P<asked>{_SHOWS}|{_RIDES}|trip|journey|ride|drive|voyage))"
_HOW_LONG = r"how (?:long|much time|many (?P<unit>minutes|hours))"
_LASTS = (
    rf"(?:{_HOW_LONG} (?:does|did|will) {_IT} (?:take|last|run|travel)"
    rf"|how many (?P<unit_>minutes|hours) (?:is|was) it open"
    rf"|how long (?:is|was) (?:the (?P<asked_>{_SHOWS}|trip|journey|ride|drive|flight|voyage)|it open)"
    rf"|(?:what is|find) the (?:duration|length) of the (?P<asked__>{_SHOWS}|trip|journey|ride|drive|flight))"
)
_THEN = r"(?:,? and(?: it)?|\. it)"
_SPAN = rf"(?P<span>{SPAN})"
_WHEN = r"(?:when|at what time|what time)"
_OWN = rf"(?:it|he|she|the (?P<asked>{_SHOWS}|{_RIDES}))"
_WHEN_ENDS = rf"{_WHEN} (?:does|did|will) {_OWN} (?:end|finish|arrive|close|be over|get there|land)"
_WHEN_BEGINS = rf"{_WHEN} (?:does|did) {_OWN} (?:start|begin|leave|depart)"
_TRIPS = frozenset({"trip", "journey", "ride", "drive", "voyage", "flight"})
_LONGEST = 240


def _lasting(match: Match, problem: str) -> Check | None:
    """A number of minutes, or of hours where they are asked for."""
    start, end = moment_in(match["start"]), moment_in(match["end"])
    groups = match.groupdict()
    if start is None or end is None or not _same_thing(groups):
        return None
    minutes = elapsed(start, end, next_day=bool(groups.get("next")))
    if minutes is None:
        return None
    asked = (groups.get("unit") or groups.get("unit_") or "").lower()
    hours = asked == "hours"
    whole = 60 if hours else 1
    half_day_more = start.clock is not Clock.FULL is not end.clock and Clock.BARE in (start.clock, end.clock)
    amount = Amount(
        Fraction(minutes, whole),
        "the time",
        HOUR if hours else MINUTE,
        doubtful=frozenset({Fraction(minutes + HALF_DAY, whole)} if half_day_more else ()),
        needs_unit=not asked,
        in_unit=bool(asked),
    )
    return lambda answer: certify_amount(amount, problem, answer if asked else of_clock_face(answer))


def _same_thing(groups: dict[str, str | None]) -> bool:
    """A question about what was told: a trip of what rides, the film that begins. No zones of time."""
    about = {groups[name].lower() for name in ("show", "ride") if (groups.get(name) or "")}  # type: ignore[union-attr]
    asked = next((groups[name] for name in ("asked", "asked_", "asked__") if groups.get(name)), None)
    if about & {"plane", "flight"} and (groups.get("here") or groups.get("there")):
        return False
    return asked is None or asked.lower() in about or bool(groups.get("ride") and asked.lower() in _TRIPS)


def _ending(match: Match, problem: str) -> Check | None:  # noqa: ARG001 - as every finder
    return _shifted(match, "start", 1)


def _beginning(match: Match, problem: str) -> Check | None:  # noqa: ARG001
    return _shifted(match, "end", -1)


def _shifted(match: Match, known: str, sign: int) -> Check | None:
    at, span = moment_in(match[known]), span_in(match["span"])
    groups = match.groupdict()
    if at is None or not span or span >= DAY or not _same_thing(groups) or groups.get("next"):
        return None
    return lambda answer: _certify_moment(at, at.minutes + sign * span, answer)


def _certify_moment(known: Moment, minutes: int, answer: Node) -> Certificate:
    """A time of day against the right one, as far as am and pm are said."""
    given = _moment_of(split_label(answer).value)
    if given is None:
        return unchecked("the answer is no time of day")
    clock = Clock.HALVES if known.clock is Clock.HALVES else Clock.FULL
    shows = f"it is {told(minutes, clock)}"
    if (given.minutes - minutes) % HALF_DAY:
        return refuted(Method.EVALUATED, shows)
    same = (given.minutes - minutes) % DAY == 0
    if known.clock is Clock.BARE:
        plain = given.clock is Clock.BARE and same
        return (
            proved(Method.EVALUATED, shows) if plain else supported(Method.COMPARED, "am or pm is not said")
        )
    if given.clock is Clock.BARE and not (known.clock is Clock.FULL and same):
        return supported(Method.COMPARED, f"{shows}; the answer does not say am or pm")
    return proved(Method.EVALUATED, shows) if same else refuted(Method.EVALUATED, shows)


def _moment_of(node: Node) -> Moment | None:
    match node:
        case ClockTime(hours=hours, minutes=minutes, half=("am" | "pm") as half):
            return on_halves(hours, minutes, half)
        case Ratio(parts=(Integer(value=hours), Integer(value=minutes))):
            return moment(hours, minutes, full=hours > 12 or hours == 0)
        case Product(factors=(Integer(value=hours), Symbol(name=("a" | "p") as half), Symbol(name="m"))):
            return on_halves(hours, 0, f"{half}m")
        case Text(text=text) if text.lower() in {"noon", "midnight"}:
            return moment_in(text)
        case Quantity(value=Integer(value=12), unit=unit) if unit.factors == (("noon", 1),):
            return moment_in("noon")
    return None


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[Match, str], Check | None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), find)
    for pattern, find in (
        (rf"{_THING} {_BEGINS} at {_FROM}{_THEN} {_ENDS} at {_TO}[.,] {_LASTS}", _lasting),
        (
            rf"{_THING} (?:lasts|runs|is open|goes on|travels) from {_FROM} (?:to|until|till) {_TO}[.,]"
            rf" {_LASTS}",
            _lasting,
        ),
        (
            rf"{_HOW_LONG} (?:is it|is there|are there|passes|pass) (?:from|between) {_FROM} (?:to|and|until)"
            rf" {_TO}",
            _lasting,
        ),
        (
            rf"{_THING} {_BEGINS} at {_FROM}(?:,? and|\.) (?:it )?"
            rf"(?:lasts|takes|goes on for|runs for|travels for) (?:for )?{_SPAN}[.,] {_WHEN_ENDS}",
            _ending,
        ),
        (
            rf"{_THING} {_BEGINS} at {_FROM}(?:,? and|\.) the (?:trip|journey|ride|drive) (?:takes|lasts)"
            rf" {_SPAN}[.,] {_WHEN_ENDS}",
            _ending,
        ),
        (rf"{_THING} (?:lasts|takes) {_SPAN} and {_BEGINS} at {_FROM}[.,] {_WHEN_ENDS}", _ending),
        (rf"what time (?:is it|will it be) {_SPAN} after {_FROM}", _ending),
        (rf"what time (?:is it|was it) {_SPAN} before {_TO}", _beginning),
        (
            rf"{_THING} (?:lasts|takes|lasted|took) {_SPAN} and {_ENDS} at {_TO}[.,] {_WHEN_BEGINS}",
            _beginning,
        ),
        (
            rf"{_THING} {_ENDS} at {_TO}(?:,? and|\.) (?:it )?(?:lasts|lasted|takes|took) {_SPAN}[.,]"
            rf" {_WHEN_BEGINS}",
            _beginning,
        ),
    )
)


def recognize(problem: str) -> Check | None:
    """How to check a span of time or a time of day."""
    words = plain_words(problem)
    if not words or len(words) > _LONGEST:
        return None
    for pattern, find in _PATTERNS:
        found = pattern.fullmatch(words)
        check = find(found, problem) if found else None
        if check is not None:
            return check
    return None
