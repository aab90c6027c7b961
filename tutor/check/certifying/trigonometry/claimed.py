"""What an answer claims: single values, and families a + p·n for every whole n."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sympy import Expr, Poly, Pow, S, Symbol, expand
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.claims import claimed_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import (
    Degrees,
    Fraction,
    ListOf,
    NamedSet,
    Node,
    Relation,
    RelationOperator,
    SetBuilder,
    SetName,
    SetOperation,
    SetOperator,
)
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import letters, rewritten

_WHOLE_NUMBERS: Final = frozenset({"k", "n", "m", "l", "ell", "j", "K", "N"})
_ANY_INTEGER: Final = re.compile(
    r"(?:[\s,;.(~]|\\[,;:! ]|\\q?quad(?![a-z]))+"
    r"(?:(?:where|for(?: (?:all|any|every))?|with|and)\s+)?"
    r"(?:(?:(?P<letter>[knmljKN])\s*(?:\\in(?![a-z])|∈|\bin\b|\bis\b|\bbe\b|\bbeing\b)?\s*"
    r"(?:(?:an|any|some|every|an arbitrary)\s+)?"
    r"(?:integers?\b|\\(?:mathbb|mathbf|Bbb)\s*\{?\s*Z\s*\}?|\\Z(?![a-z])|ℤ|Z\b|the integers\b))"
    r"|(?:(?:any|all|every|each|an|some)\s+integers?\s+(?:values? of\s+)?(?P<named>[knmljKN])))"
    r"[\s).]*$"
)
_WORDS: Final = re.compile(r"\\(?:text|mathrm|textrm|mbox)\s*\{([^{}]*)\}")
_DELIMITERS: Final = re.compile(r"\$+|\\[()]|(?<!\\)\\[\[\]]")


def without_integer_note(answer: str) -> str:
    """The answer without "where n is any integer" or n ∈ ℤ at its end: that is what n means anyway."""
    plain = _WORDS.sub(r" \1 ", _DELIMITERS.sub(" ", answer)).strip()
    found = None if plain.startswith(("{", "\\{", "\\left")) else _ANY_INTEGER.search(plain)
    letter = found and (found["letter"] or found["named"])
    if found is None or not letter:
        return answer
    kept = plain[: found.start()].rstrip(" ,;(\\")
    return kept if re.search(rf"(?<![A-Za-z\\]){letter}(?![A-Za-z])", kept) else answer


@dataclass(frozen=True, slots=True)
class Family:
    """start + period·n for every whole n; of a single value the period is 0. `node` is how it is written."""

    start: Expr
    period: Expr
    node: Node

    @property
    def is_single(self) -> bool:
        return bool(self.period == 0)


@dataclass(frozen=True, slots=True)
class Claimed:
    """All families of an answer; `everything` when all numbers are claimed."""

    families: tuple[Family, ...] = ()
    everything: bool = False

    @property
    def singles(self) -> bool:
        return all(family.is_single for family in self.families)


def claimed(answer: Node, unknown: str) -> Claimed | None:
    """What is claimed for the unknown; None when it can't be told."""
    parts = [claimed_values(part, unknown) for part in _parts(answer, unknown)]
    if any(part is None for part in parts):
        return None
    claims = [part for part in parts if part is not None]
    if any(claim.everything for claim in claims):
        return Claimed(everything=True) if len(claims) == 1 else None
    found: list[Family] = []
    for claim in claims:
        for node in claim.values:
            families = _families(node)
            if families is None:
                return None
            found += families
    return Claimed(tuple(found))


def _parts(answer: Node, unknown: str) -> Iterator[Node]:
    """Sets of families {a + p·n : n ∈ ℤ} and their unions, without braces."""
    match answer:
        case Relation(operands=(Letter(name=name), SetBuilder() | SetOperation() as inner)) if (
            name == unknown
        ):
            yield from _parts(inner, unknown)
        case SetOperation(operator=SetOperator.UNION, operands=operands):
            for operand in operands:
                yield from _parts(operand, unknown)
        case SetBuilder(element=element, conditions=(condition,)) if _is_any_integer(condition, element):
            yield element
        case ListOf(items=items) if any(isinstance(item, SetBuilder) for item in items):
            for item in items:
                yield from _parts(item, unknown)
        case _:
            yield answer


def _is_any_integer(condition: Node, element: Node) -> bool:
    match condition:
        case Relation(operands=(letter, NamedSet(name=SetName.INTEGERS, part="")), operators=(sign,)):
            return sign is RelationOperator.IN and letters(letter) == letters(element)
    return False


def _families(node: Node) -> list[Family] | None:
    """A value as a family; one with (-1)ⁿ is two of them, for even and for odd n."""
    node = rewritten(node, _whole_in_degrees)
    value, own = expression(node), letters(node)
    if not own:
        return [Family(value, S.Zero, node)] if value.is_real else None
    if len(own) != 1 or not own <= _WHOLE_NUMBERS or len(value.free_symbols) != 1:
        return None
    plain = value.free_symbols.pop()
    whole = Symbol("n", integer=True)
    if any(power.free_symbols and power.base == -1 for power in value.atoms(Pow)):
        cases = [value.xreplace({plain: 2 * whole + odd}) for odd in (0, 1)]
    else:
        cases = [value.xreplace({plain: whole})]
    lines = [_line(expand(case), whole) for case in cases]
    return None if None in lines else [Family(*line, node) for line in lines if line]


def _whole_in_degrees(node: Node) -> Node | None:
    """225/2° as half of 225°: nothing is divided by an angle."""
    match node:
        case Fraction(numerator=top, denominator=Degrees(value=bottom)):
            return Degrees(Fraction(top, bottom))
    return None


def _line(value: Expr, parameter: Symbol) -> tuple[Expr, Expr] | None:
    try:
        line = Poly(value, parameter)
    except BasePolynomialError:
        return None
    if line.degree() != 1:
        return None
    period, start = line.all_coeffs()
    is_known = not (start.free_symbols or period.free_symbols) and start.is_real and period.is_real
    return (start, period) if is_known else None
