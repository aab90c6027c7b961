"""Speed, distance and time of what moves steadily, or on the average."""

from fractions import Fraction

from tutor.check.certifying.families.amounts import Amount
from tutor.check.certifying.families.money import Check, Match, compiled, recognized
from tutor.check.certifying.families.plain_numbers import number_in
from tutor.check.comparing.units import match_units
from tutor.check.reading.tree import Unit
from tutor.check.reading.units import read_unit

_THING = (
    r"(?:an?|the) (?P<noun>car|train|bus|cyclist|bicycle|bike|truck|plane|airplane|runner|boat|ship"
    r"|motorcycle|driver|van|lorry|person|man|woman|student|hiker|snail|horse)"
)
_IT = r"(?:it|he|she|the (?P=noun))"
_MOVES = (
    r"(?:travels|travelled|traveled|drives|drove|covers|covered|goes|went|moves|moved|runs|ran|rides|rode"
    r"|walks|walked|flies|flew|cycles|cycled)"
)
_MOVE = r"(?:travel|drive|cover|go|move|run|ride|walk|fly|cycle)"
_DIGITS = r"\d[\d,]*(?:\.\d+)?|\d+ \d/\d"
_METERS = r"(?:km|m|mi|ft|feet|miles?|kilomet(?:er|re)s?|met(?:er|re)s?)"
_HOURS = r"(?:hours?|hrs?|h|minutes?|min|seconds?|sec|s)"
_PER = rf"(?:{_METERS}(?:/| per ){_HOURS}|kph|mph)"
_LENGTH = rf"(?P<length>{_DIGITS}) ?(?P<meters>{_METERS})"
_TIME = rf"(?P<time>{_DIGITS}) ?(?P<hours>{_HOURS})"
_SPEED = (
    r"(?:at )?(?:an? (?:constant |steady |average |uniform )?speed of )?"
    rf"(?P<speed>{_DIGITS}) ?(?P<per>{_PER})"
)
_IN = rf"(?:,? in (?P<asked>{_PER}|{_METERS}|{_HOURS}))?"
_FIND = r"(?:what (?:is|was)|find|calculate|determine)"
_SPEED_ASKED = (
    rf"(?:{_FIND} (?:(?:its|his|her) (?:average )?speed|the (?:average )?speed(?: of the (?P=noun))?)"
    rf"|how fast (?:is|was) {_IT} (?:going|moving|travell?ing)(?: on average)?){_IN}"
)
_HOW_FAR = (
    rf"(?:how far (?:does|will|did) {_IT} {_MOVE}|{_FIND} the distance(?: travell?ed)?"
    rf"|how many (?P<asked_>{_METERS}) (?:does|will|did) {_IT} {_MOVE}){_IN}"
)

_KMH = Fraction(18, 5)  # km/h in one m/s: a bare number may be either


def _number(match: Match, group: str) -> Fraction | None:
    return number_in(match[group])


def _asked(match: Match, natural: Unit) -> Unit | None:
    """The unit asked for, else the natural one; None where they do not go together."""
    groups = match.groupdict()
    text = groups.get("asked") or groups.get("asked_")
    unit = read_unit(text) if text else natural
    return unit if unit and match_units(unit, natural).factor is not None else None


def _amount(match: Match, value: Fraction, what: str, natural: Unit) -> Amount | None:
    """The value in the unit asked for; where none is named, only a usual one goes without saying."""
    asked = _asked(match, natural)
    factor = match_units(asked, natural).factor if asked else None
    if asked is None or factor is None:
        return None
    groups = match.groupdict()
    said = bool(groups.get("asked") or groups.get("asked_"))
    usual = natural.factors[-1][0] == "hour" or natural.factors == (("meter", 1), ("second", -1))
    needs = not said and (what == "the time" or (what == "the speed" and not usual))
    elsewhere = {value * _KMH} if not said and natural.factors == (("meter", 1), ("second", -1)) else set()
    return Amount(value * factor, what, asked, doubtful=frozenset(elsewhere), needs_unit=needs)


def _speed(match: Match) -> Amount | None:
    length, time = _number(match, "length"), _number(match, "time")
    meters, hours = read_unit(match["meters"]), read_unit(match["hours"])
    if length is None or not time or meters is None or hours is None:
        return None
    natural = Unit((*meters.factors, *((name, -power) for name, power in hours.factors)))
    return _amount(match, length / time, "the speed", natural)


def _distance(match: Match) -> Amount | None:
    given = _speed_in(match)
    time, hours = _number(match, "time"), read_unit(match["hours"])
    if given is None or time is None or hours is None:
        return None
    speed, meters, per = given
    factor = match_units(per, hours).factor
    return None if factor is None else _amount(match, speed * time * factor, "the distance", meters)


def _duration(match: Match) -> Amount | None:
    given = _speed_in(match)
    length, unit = _number(match, "length"), read_unit(match["meters"])
    if given is None or length is None or unit is None:
        return None
    speed, meters, per = given
    factor = match_units(meters, unit).factor
    return None if factor is None or not speed else _amount(match, length * factor / speed, "the time", per)


def _speed_in(match: Match) -> tuple[Fraction, Unit, Unit] | None:
    """How many of which length in one of which time."""
    speed, unit = _number(match, "speed"), read_unit(match["per"])
    if speed is None or unit is None or len(unit.factors) != 2:
        return None
    (length, _), (time, _) = unit.factors
    return speed, Unit(((length, 1),)), Unit(((time, 1),))


_PATTERNS = compiled(
    (
        (rf"(?:if )?{_THING} {_MOVES} {_LENGTH} in {_TIME}[.,] {_SPEED_ASKED}", _speed),
        (rf"{_FIND} the (?:average )?speed of {_THING} that {_MOVES} {_LENGTH} in {_TIME}{_IN}", _speed),
        (rf"(?:if )?{_THING} {_MOVES} {_SPEED} for {_TIME}[.,] {_HOW_FAR}", _distance),
        (rf"(?:if )?{_THING} {_MOVES} for {_TIME} {_SPEED}[.,] {_HOW_FAR}", _distance),
        (rf"how far (?:does|will) {_THING} {_MOVE} in {_TIME} {_SPEED}", _distance),
        (
            rf"(?:if )?{_THING} {_MOVES} {_SPEED}[.,] how (?:long|many (?P<asked>{_HOURS}))"
            rf" (?:does|will) (?:it|{_IT}) take(?: (?:it|him|her))? to {_MOVE} {_LENGTH}",
            _duration,
        ),
        (
            rf"how (?:long|many (?P<asked>{_HOURS})) (?:does|will|would) it take (?:{_THING} )?to {_MOVE}"
            rf" {_LENGTH} {_SPEED}",
            _duration,
        ),
    )
)


def recognize(problem: str) -> Check | None:
    """How to check a speed, a distance, a time on the way."""
    return recognized(_PATTERNS, problem)
