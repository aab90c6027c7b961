"""Units of measure: their spellings, what they measure, and reading a unit from words.

A unit of measure has a canonical name ("meter", "km" is "kilometer"). Words that
name no unit of measure count things: "chairs" is ("chair", 1).
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tutor.check.reading.tree import Unit


@dataclass(frozen=True, slots=True)
class Measure:
    """What a unit measures, as powers of base dimensions, and its size in SI units or the base currency."""

    dimension: tuple[tuple[str, int], ...]
    factor: Fraction


# canonical name: spellings, dimension, factor (exact: the inch is 0.0254 m, the pound 0.45359237 kg).
_TABLE: Final = """
meter: m metre meters metres; length; 1
kilometer: km kms kilometre kilometers kilometres; length; 1000
decimeter: dm decimetre decimeters decimetres; length; 1/10
centimeter: cm cms centimetre centimeters centimetres; length; 1/100
millimeter: mm millimetre millimeters millimetres; length; 1/1000
micrometer: μm micrometre micrometers micrometres; length; 1/1000000
nanometer: nm nanometre nanometers nanometres; length; 1/1000000000
inch: in in. inches; length; 127/5000
foot: ft ft. feet; length; 381/1250
yard: yd yds yards; length; 1143/1250
mile: mi miles; length; 201168/125
second: s sec secs seconds; time; 1
millisecond: ms milliseconds; time; 1/1000
minute: min mins minutes; time; 60
hour: h hr hrs hours; time; 3600
day: days; time; 86400
week: wk wks weeks; time; 604800
month: months; month; 1
year: yr yrs years; month; 12
decade: decades; month; 120
century: centuries; month; 1200
gram: g gm grams gramme grammes; mass; 1/1000
kilogram: kg kgs kilograms kilogramme kilogrammes; mass; 1
milligram: mg milligrams; mass; 1/1000000
tonne: tonnes; mass; 1000
ounce: oz oz. ounces; mass; 45359237/1600000000
pound: lb lbs lb. lbs. pounds; mass; 45359237/100000000
ton: tons; mass; 45359237/50000
liter: L l litre liters litres; length 3; 1/1000
milliliter: mL ml cc millilitre milliliters millilitres; length 3; 1/1000000
gallon: gal gals gallons; length 3; 473176473/125000000000
quart: qt qts quarts; length 3; 473176473/500000000000
pint: pt pts pints; length 3; 473176473/1000000000000
cup: cups; length 3; 473176473/2000000000000
tablespoon: tbsp tablespoons; length 3; 473176473/32000000000000
teaspoon: tsp teaspoons; length 3; 473176473/96000000000000
hectare: ha hectares; length 2; 10000
acre: acres; length 2; 316160658/78125
newton: N newtons; mass 1 length 1 time -2; 1
joule: J joules; mass 1 length 2 time -2; 1
kilojoule: kJ kilojoules; mass 1 length 2 time -2; 1000
watt: W watts; mass 1 length 2 time -3; 1
kilowatt: kW kilowatts; mass 1 length 2 time -3; 1000
pascal: Pa pascals; mass 1 length -1 time -2; 1
hertz: Hz; time -1; 1
kelvin: K kelvins; temperature; 1
volt: V volts; volt; 1
ampere: A amp amps amperes; ampere; 1
ohm: Ω ohms; ohm; 1
mole: mol moles; mole; 1
celsius: °C celsius Celsius; celsius; 1
fahrenheit: °F fahrenheit Fahrenheit; fahrenheit; 1
radian: rad rads radians; angle; 1
revolution: rev revs revolutions; revolution; 1
bit: bits; bit; 1
byte: bytes; bit; 8
kilobyte: KB kB kilobytes; bit; 8000
megabyte: MB megabytes; bit; 8000000
gigabyte: GB gigabytes; bit; 8000000000
dollar: dollars USD $; dollar; 1
cent: cents ¢; dollar; 1/100
euro: euros EUR €; euro; 1
pound sterling: GBP £; pound sterling; 1
yen: JPY ¥; yen; 1
rupee: rupees INR ₹; rupee; 1
unit: units; unit; 1
"""


def _measure(dimension: str, factor: str) -> Measure:
    parts = dimension.split()
    if len(parts) > 1 and parts[1].lstrip("-").isdecimal():
        powers = tuple((name, int(power)) for name, power in zip(parts[::2], parts[1::2], strict=True))
    else:
        powers = ((dimension.strip(), 1),)
    return Measure(powers, Fraction(factor.strip()))


def _read_table(table: str) -> tuple[dict[str, str], dict[str, Measure]]:
    spellings: dict[str, str] = {}
    measures: dict[str, Measure] = {}
    for line in table.strip().splitlines():
        name, _, rest = line.partition(": ")
        words, dimension, factor = rest.split(";")
        measures[name] = _measure(dimension, factor)
        spellings |= dict.fromkeys([name, *words.split()], name)
    return spellings, measures


UNITS, MEASURES = _read_table(_TABLE)
_PLURALS: Final = {"foot": "feet", "inch": "inches", "century": "centuries"}
_COMPOUND: Final[dict[str, tuple[tuple[str, int], ...]]] = {
    "mph": (("mile", 1), ("hour", -1)),
    "kph": (("kilometer", 1), ("hour", -1)),
    "kmh": (("kilometer", 1), ("hour", -1)),
    "mpg": (("mile", 1), ("gallon", -1)),
    "rpm": (("revolution", 1), ("minute", -1)),
    "bpm": (("beat", 1), ("minute", -1)),
}
UNITS.update((name, name) for name in _COMPOUND)

SCALES: Final[dict[str, int]] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_POWER_WORDS = {"square": 2, "sq": 2, "sq.": 2, "cubic": 3, "cu": 3, "cu.": 3}
_AFTER_WORDS = {"squared": 2, "cubed": 3}
_JOINING = frozenset({"per", *_POWER_WORDS, *_AFTER_WORDS})
_FILLERS = frozenset({"of", "the", "a", "an", "each", "every", "total", "in", "more", "extra", "one"})
_PIECE = re.compile(r"[A-Za-zμΩ°$€£¥¢]+\.?(?:[-'’][A-Za-z]+)*|\^?\{?[-−]?\d\}?|[²³]|[/·*]|\S")
_CHOICE = re.compile(r"\(?[A-Z]\)")  # no count of c's
_MOST_WORDS = 5


def singular(word: str) -> str:
    """A countable word in the singular, lower case, by the plain rules of English spelling."""
    word = word.lower().rstrip(".")
    for ending, instead in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def read_unit(text: str) -> Unit | None:
    """The unit that `text` spells ("km/h", "square meters", "chairs per set"), or None."""
    bare = text.strip()
    if _CHOICE.fullmatch(bare) and bare.strip("()") not in UNITS:
        return None
    pieces = _PIECE.findall(bare.strip("()").replace("~", " "))
    factors: list[tuple[str, int]] = []
    words: list[str] = []
    sign, pending = 1, 1
    for piece in pieces:
        if piece in {"/", "per", "·", "*"}:
            factors += _factors(words, sign * pending)
            words, pending = [], 1
            sign = -1 if piece in {"/", "per"} else sign
        elif piece in _POWER_WORDS and not words:
            pending = _POWER_WORDS[piece]
        elif (power := _power(piece)) and words:
            factors += _factors(words, sign * pending * power)
            words, pending = [], 1
        elif piece[0].isalpha() or piece in UNITS:
            words.append(piece)
        else:
            return None
        if len(words) > _MOST_WORDS:
            return None
    factors += _factors(words, sign * pending)
    return Unit(tuple(factors)) if factors else None


def _power(piece: str) -> int:
    if piece in _AFTER_WORDS:
        return _AFTER_WORDS[piece]
    digits = piece.strip("^{}").replace("−", "-").translate({0xB2: "2", 0xB3: "3"})
    return int(digits) if digits.lstrip("-").isdecimal() else 0


def _factors(words: list[str], power: int) -> list[tuple[str, int]]:
    meant = [word for word in words if word not in _FILLERS] or words
    if not meant:
        return []
    if len(meant) == 1 and meant[0] in _COMPOUND:
        return [(name, power * inner) for name, inner in _COMPOUND[meant[0]]]
    if all(word in UNITS or word.rstrip(".") in UNITS for word in meant):
        return [(UNITS.get(word) or UNITS[word.rstrip(".")], power) for word in meant]
    name = " ".join([*(word.lower() for word in meant[:-1]), singular(meant[-1])])
    return [(" ".join(meant) if name in UNITS else name, power)]  # CC counts something, cc is a volume


def is_measure(text: str) -> bool:
    """Whether every factor of the unit that `text` spells is a unit of measure, no counted thing."""
    unit = read_unit(text)
    return unit is not None and all(name in MEASURES for name, _ in unit.factors)


def names_only_units(text: str) -> bool:
    """Whether every word names a unit of measure or joins two; in "2 more hours" one would be left out."""
    words = re.findall(r"[A-Za-zμΩ°]+", text)
    known = (
        word in _JOINING or any(UNITS.get(one) in MEASURES for one in (word, word.lower())) for word in words
    )
    return bool(words) and all(known)


def unit_text(unit: Unit, *, plural: bool) -> str:
    """The unit in words that read back: "square" powers as ^2, quotients with a slash."""
    text = ""
    for index, (name, power) in enumerate(unit.factors):
        divides = power < 0 and index > 0
        if index:
            text += "/" if divides else "*"
        text += _plural(name) if plural and not index else name
        size = -power if divides else power
        text += "" if size == 1 else f"^{size}"
    return text


def _plural(name: str) -> str:
    if name in _PLURALS:
        return _PLURALS[name]
    if name.endswith("y") and name[-2:-1] not in set("aeiou"):
        return name[:-1] + "ies"
    last = name.rpartition(" ")[2]
    if UNITS.get(name + "s") == name or (name not in MEASURES and singular(last + "s") == last):
        return name + "s"
    return name
