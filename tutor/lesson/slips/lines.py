"""A line as what slips are made of: its links, or alternatives as one equation; and what stood before it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tutor.check.givens import formulas
from tutor.check.reading.tree import (
    Application,
    Call,
    Congruence,
    FunctionName,
    Integer,
    ListOf,
    Negation,
    Node,
    PlusMinus,
    Product,
    Relation,
    RelationOperator,
    Sum,
    Symbol,
)
from tutor.check.steps.facts import Facts, facts_from, links_of, put_in, tree_of
from tutor.check.steps.links import Link, claims, is_definition, links
from tutor.check.steps.surroundings import Remark
from tutor.check.trees import applied, contains, letters, rewritten
from tutor.lesson.quoted import quoted
from tutor.lesson.slips.alike import same_statement, same_terms

_EARLIER = 3
_ALTERNATIVES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """The links of a statement. Alternatives (x = 2 or x = -3) are `joined`: a product is 0."""

    text: str
    links: tuple[Link, ...]
    joined: bool = False

    @property
    def equations(self) -> tuple[Link, ...]:
        """Those with letters that are no chain of equal expressions."""
        return self.links if len(self.links) == 1 and self.links[0].letters else ()


def line_of(text: str) -> Line | None:
    """A statement as a line; None where it makes no claim that slips are known for."""
    tree = tree_of(text)
    if isinstance(tree, str):
        return None
    parts = list(claims(tree))
    if len(parts) == 1 and isinstance(parts[0], ListOf):
        parts = [item for item in parts[0].items if isinstance(item, Relation)]
    found = [list(links(part)) if isinstance(part, Relation) else _congruent(part) for part in parts]
    if not found or not all(found):
        return None
    if len(found) > 1:
        joined = _alternatives(found)
        return Line(text, (joined,), joined=True) if joined is not None else None
    if len(found[0]) == 1 and (signs := _both_signs(found[0][0])) is not None:
        return Line(text, (signs,), joined=True)
    return Line(text, tuple(found[0]))


def _alternatives(found: Sequence[list[Link]]) -> Link | None:
    """x = 2 or x = -3 as (x - 2)(x + 3) = 0."""
    if any(len(each) != 1 for each in found):
        return None
    alone = [each[0] for each in found]
    names = {each.letters for each in alone}
    if len(names) != 1 or len(alone) > _ALTERNATIVES or not all(each.is_equality for each in alone):
        return None
    return _joined((each.left, each.right) for each in alone)


def _both_signs(link: Link) -> Link | None:
    """x = 1 ± 3 as (x - 4)(x + 2) = 0."""
    if not link.is_equality or contains(link.left, PlusMinus) or not contains(link.right, PlusMinus):
        return None
    plus = rewritten(link.right, lambda inner: inner.operand if isinstance(inner, PlusMinus) else None)
    minus = rewritten(
        link.right, lambda inner: Negation(inner.operand) if isinstance(inner, PlusMinus) else None
    )
    return _joined((link.left, right) for right in (plus, minus))


def _joined(sides: Iterable[tuple[Node, Node]]) -> Link:
    """One equation with the solutions of several: the product of the differences of their sides is 0."""
    factors = tuple(Sum((left, Negation(right))) for left, right in sides)
    return Link(Product(factors), RelationOperator.EQUAL, Integer(0))


def _congruent(part: Node) -> list[Link]:
    """a ≡ b (mod n) as a mod n = b."""
    if not isinstance(part, Congruence):
        return []
    return [
        Link(Call(FunctionName.MOD, (one, part.modulus)), RelationOperator.EQUAL, other)
        for one, other in pairwise(part.operands)
    ]


@dataclass(frozen=True, slots=True)
class Past:
    """What stood before a line: the statements and the problem's formulas, the latest first."""

    facts: Facts
    links: tuple[Link, ...]
    expressions: tuple[Node, ...]

    def equations_for(self, link: Link) -> list[Link]:
        """The latest equations or inequalities about the same letters.

        An earlier form of one of them is left out: the work went on from the later one.
        """
        if applied(link.left) or applied(link.right):
            return []
        alike = [known for known in self.links if known.letters & link.letters and _is_condition(known)]
        shared = [known for known in alike if known.letters == link.letters] or alike
        found: list[Link] = []
        for known in list(dict.fromkeys(shared))[:_EARLIER]:
            if not any(same_statement(known, later) for later in found):
                found.append(known)
        return found

    def expressions_for(self, link: Link, chain: Sequence[Link]) -> list[Node]:
        """What the right side of a link should be equal to, the nearest first."""
        if not is_definition(link):
            inside = put_in(link.left, self.facts) if link.is_equality else link.left
            return list(dict.fromkeys([link.left, inside]))
        earlier = [
            known.right for known in (*chain, *self.links) if known.left == link.left and known != link
        ]
        inside = put_in(link.left, self.facts)
        named = [inside] if inside != link.left else []
        asked = [each for each in self.expressions if letters(each) == letters(link.right)]
        derived = [*named, *earlier] if _is_derived(link) else [*earlier, *named]
        return list(dict.fromkeys([*derived, *asked]))[: _EARLIER + 1]


def past_of(before: Sequence[str], problem: str) -> Past:
    """What is known before a line."""
    said = quoted(problem)
    facts = facts_from([Remark(text) for text in before], formulas(problem))
    known = [link for text in (*said, *before) for link in _known_links(text)]
    expressions = [tree for text in said if not isinstance(tree := tree_of(text), str | Relation | ListOf)]
    return Past(facts, tuple(reversed(known)), tuple(expressions))


def _known_links(text: str) -> Iterator[Link]:
    line = line_of(text)
    found = line.links if line is not None else links_of(text)
    yield from (link for link in found if not link.has_words)


def _is_function(link: Link) -> bool:
    return bool(applied(link.left) or applied(link.right))


def _is_condition(link: Link) -> bool:
    """Whether it says something of its letters: x² - 9 = (x - 3)(x + 3) does not."""
    return not _is_function(link) and not (link.is_equality and same_terms(link.left, link.right))


def _is_derived(link: Link) -> bool:
    return isinstance(link.left, Application) and link.left.order > 0


def is_solved(link: Link) -> bool:
    """x = 3."""
    return isinstance(link.left, Symbol) and not letters(link.right)
