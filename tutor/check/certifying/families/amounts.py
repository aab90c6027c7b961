"""One number with its unit, as an answer may write it, against the amount that a problem asks for."""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import comb, perm

from tutor.check.certifying.families.durations import HOUR, MINUTE, SECOND, joined
from tutor.check.certifying.families.numerals import CURRENCIES, without_percent
from tutor.check.certifying.families.plain_numbers import Asked, decimal_text, exact, judge
from tutor.check.certifying.families.rounding import (
    Rounding,
    asked_rounding,
    judge_rounded,
    may_be_rounded,
    may_group_digits,
    mentions_rounding,
)
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import label_of, split_label
from tutor.check.comparing.rounding import rounds_to, written
from tutor.check.comparing.units import as_quantity, lifted, match_units
from tutor.check.expressions import expression
from tutor.check.reading.tree import (
    Application,
    Integer,
    Labelled,
    ListOf,
    Node,
    Omitted,
    Percent,
    PlusMinus,
    Quantity,
    Ratio,
    Relation,
    RelationOperator,
    Sum,
    Text,
    TupleOf,
    Unit,
)
from tutor.check.reading.units import unit_text
from tutor.check.trees import contains, letters, rewritten, walk
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

_CHAINED = (RelationOperator.EQUAL, RelationOperator.APPROXIMATELY)
_NO_NUMBER = (Relation, ListOf, Quantity, PlusMinus, Text, Ratio, TupleOf, Omitted)
_COUNTS = {"C": comb, "nCr": comb, "P": perm, "nPr": perm}
_DESCRIBING = frozenset({"different", "distinct", "possible", "unique", "such", "seating"})
_NAMES = re.compile(
    r"[A-Za-z]{1,3}|(?:the )?(?:(?:final|new|sale|total|original|average) )?"
    r"(?:answer|total|result|price|cost|speed|time|distance|number of ways)",
    re.IGNORECASE,
)
_LARGEST_COUNTED = 1000
_TIMES = (HOUR, MINUTE, SECOND)
_CENTS = Unit((("cent", 1),))
_SIGNS = {"dollar": "$", "euro": "€", "pound sterling": "£"}
CENT = Rounding(Fraction(1, 100))


@dataclass(frozen=True, slots=True)
class Amount:
    """What is asked for.

    `counted` are nouns that may follow the number, `doubtful` are the values of other readings.
    A bare number is not enough where it `needs_unit`, another unit not where it is asked for `in_unit`.
    """

    value: Fraction
    what: str
    unit: Unit | None = None
    counted: frozenset[str] = frozenset()
    percent: bool = False
    doubtful: frozenset[Fraction] = frozenset()
    needs_unit: bool = False
    in_unit: bool = False

    @property
    def doubts(self) -> frozenset[Fraction]:
        """Numbers that may be meant in another way, as 0.25 for 25% and 0.90 for 90 cents."""
        hundredths = self.percent or self.unit == _CENTS
        return (self.doubtful | ({self.value / 100} if hundredths else set())) - {self.value}

    @property
    def shows(self) -> str:
        """The amount in words."""
        return f"{self.what} is {self._text}"

    @property
    def _text(self) -> str:
        number = decimal_text(self.value)
        if self.percent or self.unit is None:
            return number + "%" * self.percent
        sign = _SIGNS.get(self.unit.factors[0][0]) if len(self.unit.factors) == 1 else None
        cents = CENT.shown(self.value) if CENT.of(self.value) == self.value else number
        if sign:
            shown = number if self.value.denominator == 1 else cents
            return f"about {sign}{shown.removeprefix('about ')}" if "about" in shown else sign + shown
        return f"{number} {unit_text(self.unit, plural=self.value != 1)}"


def certify_amount(amount: Amount, problem: str, answer: Node) -> Certificate:
    """The last member of what may be a chain of equations; the others must agree with it."""
    members = _members(answer)
    if members is None:
        return unchecked("the answer is no single number")
    nodes, about = members
    rounding = asked_rounding(problem, amount.value)
    if rounding is None and mentions_rounding(problem):
        return unchecked("rounded in a way that is not understood")
    final = nodes[-1] if rounding or len(nodes) == 1 or about == len(nodes) else nodes[about - 1]
    found = _judge(amount, problem, rounding, final)
    if found.status is CertificateStatus.PROVED and not all(_agrees(amount, node) for node in nodes):
        return unchecked("the answer names several numbers")
    return found


def _members(answer: Node) -> tuple[tuple[Node, ...], int] | None:
    """The members of a chain without a name before it, and how many stand before the first ≈."""
    if isinstance(answer, Labelled):
        answer = split_label(answer).value
    if not isinstance(answer, Relation):
        return (answer,), 1
    if any(operator not in _CHAINED for operator in answer.operators):
        return None
    nodes, about = answer.operands, len(answer.operands)
    if RelationOperator.APPROXIMATELY in answer.operators:
        about = answer.operators.index(RelationOperator.APPROXIMATELY) + 1
    label = label_of(nodes[0])
    named = label is not None and not label.arguments and _NAMES.fullmatch(label.name)
    if named or isinstance(nodes[0], Omitted):
        nodes, about = nodes[1:], max(about - 1, 1)
    return nodes, about


def _judge(amount: Amount, problem: str, rounding: Rounding | None, node: Node) -> Certificate:
    bare = _bare(amount, node)
    if isinstance(bare, str):
        return unchecked(bare)
    number, factor = bare
    if contains(number, *_NO_NUMBER) or letters(number) or (contains(number, Percent) and not amount.percent):
        return unchecked("the answer is no single number")
    worth = expression(number) * exact(factor)
    if worth != exact(amount.value) and (doubt := _doubt(amount, number, factor, rounding)):
        return unchecked(doubt)
    if factor != 1:
        return _converted(amount, worth == exact(amount.value))
    if rounding is not None:
        found = judge_rounded(amount.value, rounding, number, f"{amount.what}, rounded,")
        unrounded = found.status is CertificateStatus.REFUTED and worth == exact(amount.value)
        return supported(Method.EVALUATED, f"{amount.shows}; it is not rounded") if unrounded else found
    if _is_money(amount.unit) and CENT.of(amount.value) != amount.value:
        return _to_the_cent(amount, number)
    return judge(Asked(exact(amount.value), amount.what, problem, shows=amount.shows), number)


def _doubt(amount: Amount, number: Node, factor: Fraction, rounding: Rounding | None) -> str:
    """Why a number that is not the amount may be no mistake; empty when nothing speaks for it."""
    worth = expression(number) * exact(factor)
    if worth.is_Rational and Fraction(int(worth.p), int(worth.q)) in amount.doubts:
        return "it may be meant otherwise"
    if may_group_digits(number, amount.value / factor):
        return "the point may group the digits"
    free = factor != 1 or rounding is None
    return "it may be a rounded number" if free and may_be_rounded(amount.value, number, factor) else ""


def _converted(amount: Amount, equal: bool) -> Certificate:
    """What was said in another unit."""
    if equal and amount.in_unit:
        return supported(Method.EVALUATED, f"{amount.shows}; the answer is in another unit")
    return proved(Method.EVALUATED, amount.shows) if equal else refuted(Method.EVALUATED, amount.shows)


def _to_the_cent(amount: Amount, number: Node) -> Certificate:
    """Money that no coin pays exactly is rounded to the cent without being asked."""
    found = judge_rounded(amount.value, CENT, number, f"{amount.what}, to the cent,")
    if found.status is not CertificateStatus.REFUTED:
        return found
    if expression(number) == exact(amount.value):
        return supported(Method.EVALUATED, f"{amount.shows}; it is not rounded to the cent")
    form = written(number)
    fits = form is not None and rounds_to(exact(amount.value), expression(number), form.place)
    return supported(Method.COMPARED, f"{amount.shows}, to the digits given") if fits else found


def _bare(amount: Amount, node: Node) -> tuple[Node, Fraction] | str:
    """The number that a member gives, and what turns it into the amount's unit; else why it is none."""
    if amount.unit in _TIMES and joined(node) != node:
        if amount.in_unit:
            return "the answer is in other units"
        node = joined(node)
    node = _within_a_sum(lifted(node), amount.unit)
    if amount.unit is not None and not isinstance(node, Quantity):
        node = as_quantity(node) or node
    if isinstance(node, Application):
        node = _counted(node) or node
    if not isinstance(node, Quantity):
        if amount.needs_unit:
            return "the answer may be meant in one unit or another"
        return (without_percent(node) if amount.percent else node), Fraction(1)
    if _is_counted(amount, node.unit):
        return (without_percent(node.value) if amount.percent else node.value), Fraction(1)
    if amount.unit is None:
        return f"the answer is in another unit: {unit_text(node.unit, plural=True)}"
    match = match_units(amount.unit, node.unit)
    return match.detail if match.factor is None else (node.value, match.factor)


def _within_a_sum(node: Node, unit: Unit | None) -> Node:
    """$40 - $6 as 40 - 6."""
    if not isinstance(node, Sum) or not any(isinstance(inner, Quantity) for inner in walk(node)):
        return node

    def bare(inner: Node) -> Node | None:
        return inner.value if isinstance(inner, Quantity) and inner.unit == unit else None

    return rewritten(node, bare)


def _is_counted(amount: Amount, unit: Unit) -> bool:
    """ "different ways": a noun that fits, with words before it that change nothing."""
    if len(unit.factors) != 1 or unit.factors[0][1] != 1:
        return False
    *before, noun = unit.factors[0][0].split()
    return noun in amount.counted and set(before) <= _DESCRIBING


def _is_money(unit: Unit | None) -> bool:
    return unit in CURRENCIES


def _counted(node: Application) -> Node | None:
    """C(8, 3) and P(8, 3) as numbers."""
    numbers = [part.value for part in node.arguments if isinstance(part, Integer)]
    count = _COUNTS.get(node.name)
    if count is None or len(numbers) != 2 or len(node.arguments) != 2 or max(numbers) > _LARGEST_COUNTED:
        return None
    return Integer(count(*numbers))


def _agrees(amount: Amount, node: Node) -> bool:
    """Whether a member of a chain is the amount, or a decimal for it."""
    bare = _bare(amount, node)
    if isinstance(bare, str) or contains(bare[0], *_NO_NUMBER) or letters(bare[0]):
        return False
    worth, form = expression(bare[0]) * exact(bare[1]), written(bare[0])
    if worth == exact(amount.value):
        return True
    return form is not None and form.decimal and rounds_to(exact(amount.value), worth, form.place)
