"""Tasks about numbers: percentages, statistics, numerals, prime factors, sequences, units."""

import itertools
import re
import statistics
from collections.abc import Callable, Sequence
from fractions import Fraction

from tutor.check.certifying.problems.makers import Maker, Match
from tutor.check.certifying.problems.numbers import node_of, number_of
from tutor.check.certifying.problems.sentences import Sentence
from tutor.check.certifying.problems.slots import list_in, tree_in
from tutor.check.certifying.problems.tasks import ConvertUnit, Factorize, FindValue, Form, Task, WriteInBase
from tutor.check.comparing.units import match_units
from tutor.check.reading.tree import Integer, Node, Percent, Root
from tutor.check.reading.units import names_only_units, read_unit
from tutor.check.understanding import understood

_BASES = {
    "binary": 2,
    "octal": 8,
    "decimal": 10,
    "hexadecimal": 16,
    "two": 2,
    "eight": 8,
    "ten": 10,
    "sixteen": 16,
}
_LARGEST_FACTORED = 10**12
_LONGEST_SEQUENCE = 10_000
_FEWEST_TERMS = 3


def _numbers(sentence: Sentence, match: Match, *slots: str) -> list[Fraction] | None:
    """The numbers in several slots; a % behind one is dropped."""
    found = []
    for slot in slots:
        tree = tree_in(sentence, match[slot])
        value = number_of(tree.value if isinstance(tree, Percent) else tree)
        if value is None:
            return None
        found.append(value)
    return found


def _numbers_of(items: Sequence[Node] | None) -> list[Fraction] | None:
    """The values of three numerals or more."""
    numbers = [number_of(item) for item in items or ()]
    values = [number for number in numbers if number is not None]
    return values if _FEWEST_TERMS <= len(values) == len(numbers) else None


def worked_out(compute: Callable[..., Fraction], *slots: str, percent: bool = False) -> Maker:
    """A value that is computed from the numbers in the slots; `percent` when it is a number of percent."""

    def make(sentence: Sentence, match: Match) -> Task | None:
        numbers = _numbers(sentence, match, *slots)
        if numbers is None:
            return None
        try:
            value = node_of(compute(*numbers))
        except ZeroDivisionError:
            return None
        return FindValue(Percent(value) if percent else value, Form.NUMBER)

    return make


def changed(sign: int) -> Maker:
    """A number raised or lowered by a rate of percent."""

    def make(sentence: Sentence, match: Match) -> Task | None:
        numbers = _numbers(sentence, match, "old" if match["old"] else "old_", "rate")
        return (
            None
            if numbers is None
            else FindValue(node_of(numbers[0] * (1 + sign * numbers[1] / 100)), Form.NUMBER)
        )

    return make


def before_discount(sentence: Sentence, match: Match) -> Task | None:
    """The price that a discount has lowered."""
    slots = ("part", "rate") if match["part"] else ("part_", "rate_")
    numbers = _numbers(sentence, match, *slots)
    if numbers is None or numbers[1] >= 100:
        return None
    return FindValue(node_of(numbers[0] / (1 - numbers[1] / 100)), Form.NUMBER)


def statistic(sentence: Sentence, match: Match) -> Task | None:
    """A measure of a list of numbers."""
    values = _numbers_of(list_in(sentence, match["math"]))
    if values is None:
        return None
    name = " ".join(match["measure"].lower().split())
    if name.endswith("standard deviation"):
        variance = _STATISTICS[name.replace("standard deviation", "variance")](values)
        return None if variance is None else FindValue(Root(node_of(variance)), Form.NUMBER)
    found = _STATISTICS[name](values)
    return None if found is None else FindValue(node_of(found), Form.NUMBER)


def _mode(values: Sequence[Fraction]) -> Fraction | None:
    found = statistics.multimode(values)
    return found[0] if len(found) == 1 else None


_STATISTICS: dict[str, Callable[[Sequence[Fraction]], Fraction | None]] = {
    "mean": lambda values: sum(values, Fraction(0)) / len(values),
    "average": lambda values: sum(values, Fraction(0)) / len(values),
    "arithmetic mean": lambda values: sum(values, Fraction(0)) / len(values),
    "median": statistics.median,
    "mode": _mode,
    "range": lambda values: max(values) - min(values),
    "population variance": statistics.pvariance,
    "sample variance": statistics.variance,
}


def prime_factors(sentence: Sentence, match: Match) -> Task | None:
    """A whole number to be written as a product of primes."""
    tree = tree_in(sentence, match["math"])
    if not isinstance(tree, Integer) or not 1 < tree.value <= _LARGEST_FACTORED:
        return None
    return Factorize(tree.value)


def in_base(sentence: Sentence, match: Match) -> Task | None:
    """A numeral to be written in another base."""
    number = number_of(tree_in(sentence, match["math"])) or _numeral(sentence.text_of(match["math"]) or "")
    base = _base(sentence, match["base"] or match.groupdict().get("base_") or "")
    given = match.groupdict().get("given")
    if given and _base(sentence, given) != 10:
        number = _in_base(sentence.text_of(match["math"]) or "", _base(sentence, given))
    if number is None or number.denominator != 1 or number < 0 or base is None:
        return None
    return WriteInBase(int(number), base)


def _base(sentence: Sentence, slot: str) -> int | None:
    text = (sentence.text_of(slot) or "").strip().lower()
    base = _BASES.get(text) or (int(text) if text.isdigit() else None)
    return base if base is not None and 2 <= base <= 36 else None


def _numeral(text: str) -> Fraction | None:
    """D9_16, which begins like a letter."""
    found = re.fullmatch(r"\s*([0-9A-Za-z]+)_\{?(\d+)\}?\s*", text)
    return _in_base(found.group(1), int(found.group(2))) if found else None


def _in_base(digits: str, base: int | None) -> Fraction | None:
    """1011 read in a base that is said in words."""
    if base is None or not re.fullmatch(r"\w+", digits.strip()):
        return None
    try:
        return Fraction(int(digits.strip(), base))
    except ValueError:
        return None


def convert(sentence: Sentence, match: Match) -> Task | None:
    """A quantity to be given in another unit."""
    number = _numbers(sentence, match, "math")
    texts = [_plain(sentence, match[slot]) for slot in ("unit", "target")]
    units = [read_unit(text) if names_only_units(text) else None for text in texts]
    if number is None or units[0] is None or units[1] is None:
        return None
    if match_units(units[1], units[0]).factor is None:
        return None
    return ConvertUnit(number[0], units[0], units[1])


def _plain(sentence: Sentence, slot: str) -> str:
    """A unit's text, from a formula too."""
    text = sentence.text_of(slot) or slot
    return re.sub(r"\\(?:text|mathrm)\s*\{([^{}]*)\}", r"\1", text)


def term(sentence: Sentence, match: Match) -> Task | None:
    """The n-th term of a sequence whose kind is said and whose beginning is given."""
    return _of_sequence(sentence, match, total=False)


def total(sentence: Sentence, match: Match) -> Task | None:
    """The sum of the first n terms."""
    return _of_sequence(sentence, match, total=True)


def _of_sequence(sentence: Sentence, match: Match, total: bool) -> Task | None:
    start = _beginning(sentence, match)
    count = number_of(tree_in(sentence, match["count"]))
    if start is None or count is None or count.denominator != 1 or not 1 <= count <= _LONGEST_SEQUENCE:
        return None
    terms = _terms(match["kind"].lower(), *start, int(count))
    return FindValue(node_of(sum(terms, Fraction(0)) if total else terms[-1]), Form.NUMBER)


def _beginning(sentence: Sentence, match: Match) -> tuple[Fraction, Fraction] | None:
    """First term and difference or ratio."""
    groups = match.groupdict()
    if groups.get("first"):
        said = _numbers(sentence, match, "first", "step")
        return None if said is None else (said[0], said[1])
    values = _numbers_of(list_in(sentence, match["math"]))
    return None if values is None else _first_and_step(match["kind"].lower(), values)


def _first_and_step(kind: str, values: Sequence[Fraction]) -> tuple[Fraction, Fraction] | None:
    """Only when every given term fits."""
    if kind == "geometric" and 0 in values:
        return None
    pairs = list(itertools.pairwise(values))
    steps = {b - a if kind == "arithmetic" else b / a for a, b in pairs}
    return (values[0], steps.pop()) if len(steps) == 1 else None


def _terms(kind: str, first: Fraction, step: Fraction, count: int) -> list[Fraction]:
    found = [first]
    while len(found) < count:
        found.append(found[-1] + step if kind == "arithmetic" else found[-1] * step)
    return found


def series(sentence: Sentence, match: Match) -> Task | None:
    """a + b + c + … as far as a last term, or without end."""
    parts = re.split(r"\+\s*(?:\\l?c?dots|\.\.\.+|…)\s*", sentence.text_of(match["math"]) or "")
    if len(parts) != 2:
        return None
    values = _summands(parts[0])
    last = number_of(tree_in(sentence, parts[1].strip(" +"))) if parts[1].strip(" +") else None
    if values is None or len(values) < _FEWEST_TERMS:
        return None
    kind = (match.groupdict().get("kind") or "arithmetic").lower()
    start = _first_and_step(kind, values)
    if start is None:
        return None
    if last is None:
        return (
            FindValue(node_of(start[0] / (1 - start[1])), Form.NUMBER)
            if kind == "geometric" and abs(start[1]) < 1
            else None
        )
    return _finite_series(kind, start, last)


def _finite_series(kind: str, start: tuple[Fraction, Fraction], last: Fraction) -> Task | None:
    terms = [start[0]]
    while terms[-1] != last and len(terms) < _LONGEST_SEQUENCE:
        terms = [*terms, _terms(kind, terms[-1], start[1], 2)[1]]
        if kind == "arithmetic" and (last - terms[-1]) * start[1] < 0:
            return None
    return FindValue(node_of(sum(terms, Fraction(0))), Form.NUMBER) if terms[-1] == last else None


def _summands(text: str) -> list[Fraction] | None:
    """The terms of a sum, with their signs."""
    reading = understood(text)
    tree = getattr(reading, "tree", None)
    values = [number_of(part) for part in getattr(tree, "terms", ())]
    found = [value for value in values if value is not None]
    return found if len(found) == len(values) else None
