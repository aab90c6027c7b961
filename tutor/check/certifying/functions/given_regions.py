"""Sets of numbers as people answer a domain, a range, an interval: read into a region, with its letter."""

from dataclasses import replace

from sympy import Complement, FiniteSet, Reals, Set

from tutor.check.certifying.functions.judged import judged, may_be_rounded
from tutor.check.certifying.verdicts import proved, supported, unchecked
from tutor.check.comparing.members import members
from tutor.check.comparing.regions import Region, compare_regions, open_interval, region_from, region_of
from tutor.check.comparing.shown import shown
from tutor.check.comparing.shown_regions import shown_region
from tutor.check.reading.tree import (
    Application,
    Interval,
    Joint,
    Labelled,
    ListOf,
    NamedSet,
    Negation,
    Node,
    PlusMinus,
    Ratio,
    Relation,
    RelationOperator,
    SetBuilder,
    SetName,
    SetOf,
    SetOperation,
    SetOperator,
    Symbol,
    Text,
)
from tutor.check.trees import contains, letters, rewritten
from tutor.vocabulary.verdict import Certificate, Equality, Method

_FEW = 4


def certify_region(
    expected: Set, answer: Node, what: str, names: tuple[str, ...], labels: tuple[str, ...], problem: str
) -> Certificate:
    """A set of real numbers; its letter must be one of `names`, a word before it one of `labels`."""
    body = _bare(answer, labels)
    given = given_region(answer, names, labels)
    region = region_from(expected)
    if given is None or region is None:
        return unchecked("the answer is no set of real numbers in solved form")
    if given.variable not in (None, *names):
        return unchecked(f"the answer is about {given.variable}, not {names[0]}")
    result = compare_regions(region, replace(given, variable=None))
    shows = f"{what}: {_shown(expected, region, names[0])}"
    if result.equality is Equality.PROVED:
        fault = _fault(body, problem)
        return supported(Method.SOLVED, f"{shows}, but {fault}") if fault else proved(Method.SOLVED, shows)
    ends = (end for piece in region.pieces for end in (piece.lower, piece.upper))
    if result.equality is Equality.DIFFERENT and may_be_rounded(body, ends):
        return unchecked("the numbers may be rounded")
    return judged(result, shows, Method.SOLVED)


def _shown(expected: Set, region: Region, letter: str) -> str:
    outside = Complement(Reals, expected)
    if isinstance(outside, FiniteSet) and len(outside) <= _FEW:
        return f"all real numbers except {' and '.join(map(shown, outside))}"
    return shown_region(region, letter)


def _fault(body: Node, problem: str) -> str:
    words = problem.lower()
    if "interval notation" in words and contains(body, Relation, SetBuilder):
        return "it is not in interval notation"
    if "set-builder" in words or "set builder" in words:
        return "" if contains(body, SetBuilder) else "it is not in set-builder notation"
    return ""


def _bare(answer: Node, labels: tuple[str, ...]) -> Node:
    """Without "domain:" or "D =" before it."""
    match answer:
        case Labelled(label=label, body=body) if label.lower() in labels:
            return body
        case Relation(
            operands=(Text(text=name) | Symbol(name=name), body), operators=(RelationOperator.EQUAL,)
        ):
            return body if name.lower() in labels else answer
        case Ratio(parts=(Symbol(name=name), body)) if name.lower() in labels:
            return body
    return answer


def given_region(answer: Node, names: tuple[str, ...], labels: tuple[str, ...]) -> Region | None:
    """The region an answer describes; f(x) counts as y where y is among the names."""
    node = _reals(rewritten(_bare(answer, labels), lambda inner: _plain(inner, names)))
    if isinstance(node, ListOf):
        return _list(node)
    return region_of(open_interval(node))


def _list(node: ListOf) -> Region | None:
    """Several intervals are meant together, whatever joins them; x ≠ a or x ≠ b is unclear."""
    items = tuple(open_interval(item) for item in node.items)
    if all(isinstance(item, Interval) for item in items):
        return region_of(SetOperation(SetOperator.UNION, items)) if len(items) > 1 else None
    unequal = [item for item in items if _excludes(item)]
    if unequal and not all(isinstance(item, Relation | ListOf) for item in items):
        return _excluded(items)
    if unequal:
        return None if node.joint is Joint.OR else region_of(ListOf(items, Joint.AND))
    found = region_of(ListOf(items, node.joint))
    return found if found is None or found.pieces or node.joint is not Joint.AND else None


def _excludes(node: Node) -> bool:
    return isinstance(node, Relation) and node.operators == (RelationOperator.NOT_EQUAL,)


def _excluded(items: tuple[Node, ...]) -> Region | None:
    """x ≠ 2, -2."""
    first, *others = items
    if not isinstance(first, Relation) or not _excludes(first) or any(letters(other) for other in others):
        return None
    if any(isinstance(other, Relation) for other in others):
        return None
    parts = [first, *(Relation((first.operands[0], other), first.operators) for other in others)]
    return region_of(ListOf(tuple(parts), Joint.AND))


def _plain(node: Node, names: tuple[str, ...]) -> Node | None:
    """x ≠ ±2 as two, f(x) as the height it is, R among sets as ℝ."""
    match node:
        case Relation(
            operands=(left, PlusMinus(operand=size)), operators=(RelationOperator.NOT_EQUAL,) as signs
        ):
            return ListOf((Relation((left, size), signs), Relation((left, Negation(size)), signs)), Joint.AND)
        case Application(arguments=(Symbol(),), order=0, inverse=False) if "y" in names:
            return Symbol("y")
        case SetOperation(operator=SetOperator.DIFFERENCE, operands=(first, second)):
            return SetOperation(SetOperator.DIFFERENCE, (_reals(first), _set(second)))
        case Relation(
            operands=(Symbol() as name, Symbol(name="R")), operators=(RelationOperator.IN,) as signs
        ):
            return Relation((name, NamedSet(SetName.REALS)), signs)
    return None


def _reals(node: Node) -> Node:
    return NamedSet(SetName.REALS) if node == Symbol("R") else node


def _set(node: Node) -> Node:
    """{2}, whose braces the reader takes for a group, and {±2} with both."""
    if isinstance(node, SetOf):
        return SetOf(tuple(members(node) or node.elements))
    return SetOf((node,)) if not letters(node) and not isinstance(node, Interval | NamedSet) else node
