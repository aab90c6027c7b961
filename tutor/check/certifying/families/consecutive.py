"""Consecutive numbers with a known sum or product: which they are, or one of them."""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from math import prod

from tutor.check.certifying.families.amounts import Amount, certify_amount
from tutor.check.certifying.families.plain_numbers import plain_words, whole_in
from tutor.check.certifying.problems.numbers import number_of
from tutor.check.certifying.verdicts import proved, refuted, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.reading.tree import (
    ListOf,
    Node,
    Quantity,
    Relation,
    RelationOperator,
    SetOf,
    TupleOf,
)
from tutor.vocabulary.verdict import Certificate, Method

Match = re.Match[str]
Check = Callable[[Node], Certificate]

_COUNT = r"(?P<count>two|three|four|five|2|3|4|5)"
_KIND = r"consecutive (?P<kind>(?:even |odd )?)(?P<sign>(?:positive )?)"
_NUMBERS = r"(?P<noun>integers|whole numbers|natural numbers|numbers)"
_HOW = r"(?P<how>sum|product)"
_VALUE = r"(?P<value>-?\d{1,3}(?:,\d{3})+|-?\d{1,9})"
_THEM = (
    r"(?:find (?:them|all of them|(?:the|(?:all )?(?:two|three|four|five)) (?:numbers|integers))"
    r"|what are (?:they|the (?:two |three |four |five )?(?:numbers|integers))"
    r"|(?:what is|find) the (?P<which>larger|largest|greater|greatest|smaller|smallest|middle|least)"
    r"(?: (?:one|number|integer|of them|of the (?:two|three|four|five) (?:numbers|integers)"
    r"|of the (?:numbers|integers)))?)"
)
_RUN = rf"{_COUNT} (?P<before>(?:positive )?){_KIND}{_NUMBERS}"
_OTHER = _HOW.replace("how", "how_")
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:if )?the {_HOW} of {_RUN} is {_VALUE}[.,] {_THEM}",
        rf"{_RUN} (?:have an? {_HOW} of|add up to) {_VALUE}[.,] {_THEM}",
        rf"find (?:the )?{_RUN} (?:whose {_HOW} is|(?:with|that have) an? {_OTHER} of|that add up to)"
        rf" {_VALUE}",
    )
)
_LONGEST = 200
_LARGEST = 10**9


def recognize(problem: str) -> Check | None:
    """How to check consecutive numbers."""
    words = plain_words(problem)
    if not words or len(words) > _LONGEST:
        return None
    found = next((match for pattern in _PATTERNS if (match := pattern.fullmatch(words))), None)
    runs = _runs(found) if found else []
    if found is None or not runs:
        return None
    which = (found.groupdict().get("which") or "").lower()
    if not which:
        return partial(_certify_runs, runs)
    one = _one_of(runs[0], which) if len(runs) == 1 else None
    return None if one is None else partial(certify_amount, Amount(Fraction(one), "it"), problem)


def _runs(match: Match) -> list[tuple[int, ...]]:
    """All runs with that sum or product; none where it is not said which numbers are meant."""
    groups = match.groupdict()
    count, value = whole_in(match["count"]), int(match["value"].replace(",", ""))
    if count is None or abs(value) > _LARGEST:
        return []
    parity = match["kind"].strip().lower()
    step = 2 if parity else 1
    multiplied = "product" in (groups.get("how"), groups.get("how_"))
    lowest = _lowest(match)
    runs = []
    for first in _beginnings(value, count, step, multiplied=multiplied):
        run = tuple(range(first, first + step * count, step))
        fits = (prod(run) if multiplied else sum(run)) == value
        if fits and (not parity or first % 2 == (parity == "odd")) and (lowest is None or first >= lowest):
            runs.append(run)
    said = lowest is not None or match["noun"].lower() == "integers"
    return runs if said or (len(runs) == 1 and not multiplied) else []


def _lowest(match: Match) -> int | None:
    """The smallest number that may be meant; None for any integer."""
    if match["before"].strip() or match["sign"].strip() or match["noun"].lower() == "natural numbers":
        return 1
    return 0 if match["noun"].lower() == "whole numbers" else None


def _beginnings(value: int, count: int, step: int, *, multiplied: bool) -> range:
    if multiplied:
        bound = round(abs(value) ** (1 / count)) + step * count + 1
        return range(-bound, bound + 1)
    first = (value - step * count * (count - 1) // 2) // count
    return range(first, first + 1)


def _one_of(run: tuple[int, ...], which: str) -> int | None:
    if which == "middle":
        return run[len(run) // 2] if len(run) % 2 else None
    if which in {"larger", "greater", "smaller"} and len(run) != 2:
        return None
    return run[0] if which in {"smaller", "smallest", "least"} else run[-1]


def _certify_runs(runs: list[tuple[int, ...]], answer: Node) -> Certificate:
    """All the numbers, in any order; of two runs both."""
    given = _numbers(answer)
    if given is None:
        return unchecked("the answer is no list of numbers")
    shows = f"they are {' or '.join(', '.join(map(str, run)) for run in runs)}"
    if sorted(given) == sorted(number for run in runs for number in run):
        return proved(Method.EVALUATED, shows)
    if any(sorted(given) == sorted(run) for run in runs):
        return unchecked(f"{shows}; one of these may be enough")
    return refuted(Method.EVALUATED, shows) if len(given) > 1 else unchecked("the answer is one number")


def _numbers(answer: Node) -> list[Fraction] | None:
    match answer:
        case ListOf(items=items) | TupleOf(items=items) | SetOf(elements=items):
            parts = [_numbers(item) for item in items]
            found = [part for part in parts if part is not None]
            return [one for part in found for one in part] if len(found) == len(parts) else None
    value = split_label(answer).value
    if isinstance(value, Relation) and set(value.operators) == {RelationOperator.EQUAL}:
        value = value.operands[-1]  # n + 1 = 19
    if isinstance(value, ListOf | TupleOf):
        return _numbers(value)
    number = number_of(value) if not isinstance(value, Relation | Quantity) else None
    return None if number is None else [number]
