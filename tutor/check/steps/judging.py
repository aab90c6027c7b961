"""The verdict on one statement: every link of every chain in it, with what was said before."""

from collections.abc import Sequence
from dataclasses import replace

from sympy import Expr, Poly
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression, worked
from tutor.check.reading.tree import Congruence, Integral, ListOf, Node, Relation, RelationOperator, Symbol
from tutor.check.steps.arithmetic import judge_arithmetic, judge_congruence
from tutor.check.steps.facts import Facts, facts_from, put_in, tree_of
from tutor.check.steps.findings import breaks, follows, holds, together, unsure
from tutor.check.steps.following import judge_following
from tutor.check.steps.links import Link, claims, is_definition, links
from tutor.check.steps.surroundings import Remark, tempered
from tutor.check.trees import letters, walk
from tutor.vocabulary.verdict import Comparison, Reason, Verdict, VerdictStatus

_ORDERS = frozenset(
    {
        RelationOperator.LESS,
        RelationOperator.LESS_EQUAL,
        RelationOperator.GREATER,
        RelationOperator.GREATER_EQUAL,
        RelationOperator.NOT_EQUAL,
    }
)
_EQUALS = frozenset({RelationOperator.EQUAL, RelationOperator.IDENTICAL, RelationOperator.APPROXIMATELY})


def judge(remark: Remark, earlier: Sequence[str]) -> Verdict:
    """One statement after those before it in the trace."""
    tree = tree_of(remark.statement)
    if isinstance(tree, str):
        return unsure(tree.partition(": ")[2], Reason(tree.partition(": ")[0]))
    parts = list(claims(tree))
    if not parts:
        return unsure("nothing is claimed", Reason.NOTHING_CLAIMED)
    facts = facts_from(earlier)
    verdicts: list[Verdict] = []
    for part in parts:
        verdicts.append(_judge_claim(part, facts))
        for link in links(part) if isinstance(part, Relation) else ():
            facts.add(link)
    return tempered(together(verdicts), remark)


def _judge_claim(claim: Node, facts: Facts) -> Verdict:
    try:
        if isinstance(claim, Congruence):
            return judge_congruence(claim.operands, claim.modulus)
        if isinstance(claim, Relation):
            return _judge_chain(claim, facts)
        if isinstance(claim, ListOf):
            return _judge_alternatives(claim, facts)
    except UnbuildableError as error:
        return unsure(error.detail, error.reason)
    return unsure("no method for this kind of statement")


def _judge_chain(relation: Relation, facts: Facts) -> Verdict:
    """Definitions at the head count only when nothing else could be decided."""
    found = [(link, _judge_link(link, facts)) for link in links(relation)]
    found = [(link, _broken_identity(link, verdict, found)) for link, verdict in found]
    decided = [verdict for _, verdict in found if verdict.status is not VerdictStatus.UNDECIDED]
    weighty = [
        verdict
        for link, verdict in found
        if verdict.status is not VerdictStatus.UNDECIDED or not (is_definition(link) and decided)
    ]
    return together(weighty)


def _judge_link(link: Link, facts: Facts) -> Verdict:
    if link.has_words:
        return unsure("a quantity in words")
    if not link.letters:
        return judge_arithmetic(link)
    if link.operator in _EQUALS:
        return _judge_equality(link, facts)
    if link.operator in _ORDERS:
        return _judge_order(link, facts)
    return unsure("no method for this kind of relation")


def _judge_equality(link: Link, facts: Facts) -> Verdict:
    identity = None if is_definition(link) else _compare(link)
    if identity is not None and identity.equal:
        return holds(identity.detail or "both sides are identical")
    known = _with_known(link, facts)
    if known is not None:
        return known
    if link.is_equality:
        return judge_following(link, facts)
    return unsure("an approximation with unknowns")


def _judge_order(link: Link, facts: Facts) -> Verdict:
    return _with_known(link, facts) or unsure("an inequality with unknowns")


def _with_known(link: Link, facts: Facts) -> Verdict | None:
    """With letters replaced by their known values; a contradiction says only that another case is meant."""
    replaced = Link(put_in(link.left, facts), link.operator, put_in(link.right, facts))
    if replaced == link:
        return None
    if not replaced.letters:
        verdict = judge_arithmetic(replaced)
        return follows(verdict.detail) if verdict.status is VerdictStatus.HOLDS else None
    identity = _compare(replaced) if link.is_equality else None
    return follows("by what was said before") if identity is not None and identity.equal else None


def _judge_alternatives(claim: ListOf, facts: Facts) -> Verdict:
    """x = 3 or x = -1: each alternative on its own; all must follow."""
    verdicts = [_judge_claim(item, facts) for item in claim.items]
    if all(verdict.status in (VerdictStatus.HOLDS, VerdictStatus.FOLLOWS) for verdict in verdicts):
        return follows("; ".join(dict.fromkeys(verdict.detail for verdict in verdicts)))
    return unsure("alternatives that were not derived")


def _broken_identity(link: Link, verdict: Verdict, chain: Sequence[tuple[Link, Verdict]]) -> Verdict:
    """A difference in a chain of identities: only where another link is an identity in the same letters.

    A single equation with unknowns may be one to solve; 2x + 4 = 2(x + 2) = 2x + 6 is a slip. The degree
    must be kept, for a chain may end in an equation to solve.
    """
    if verdict.status is not VerdictStatus.UNDECIDED or not link.is_equality:
        return verdict
    others = [
        known
        for known, found in chain
        if known is not link and found.status is VerdictStatus.HOLDS and known.letters == link.letters
    ]
    if not others or is_definition(link) or letters(link.left) != letters(link.right):
        return verdict
    result = _compare(link)
    if result is None or not is_different(result) or not _same_degree(link):
        return verdict
    return breaks(result.detail)


def _same_degree(link: Link) -> bool:
    try:
        degrees = [_degree(expression(side)) for side in (link.left, link.right)]
    except (UnbuildableError, BasePolynomialError):
        return False
    return degrees[0] == degrees[1]


def _degree(value: Expr) -> int:
    return int(Poly(value, *sorted(value.free_symbols, key=str)).total_degree())


def _compare(link: Link) -> Comparison | None:
    try:
        sides = [expression(side) for side in (link.left, link.right)]
    except UnbuildableError:
        return None
    variables = {variable for side in (link.left, link.right) for variable in _integrated(side)}
    if variables:
        return _compare_antiderivatives(sides, variables)
    return compare_values(worked(sides[0]), worked(sides[1]))


def _integrated(node: Node) -> list[str]:
    """The variables of the indefinite integrals in it."""
    return [inner.variable for inner in walk(node) if isinstance(inner, Integral) and inner.lower is None]


def _compare_antiderivatives(sides: Sequence[Expr], variables: set[str]) -> Comparison | None:
    """Indefinite integrals are equal up to a constant: their derivatives are compared."""
    if len(variables) > 1:
        return None
    variable = expression(Symbol(variables.pop()))
    result = compare_values(*(worked(side.diff(variable)) for side in sides))
    return replace(result, detail="equal derivatives") if result.equal else None
