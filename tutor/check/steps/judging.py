"""The verdict on one statement: every link of every chain in it, with what was said before."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.check.expressions import UnbuildableError
from tutor.check.reading.tree import (
    ORDERS,
    Congruence,
    Decimal,
    ListOf,
    Node,
    Relation,
    RelationOperator,
)
from tutor.check.steps.alternatives import (
    equations_of,
    has_solutions,
    judge_together,
    may_be_decimal,
    signs_apart,
    values_apart,
)
from tutor.check.steps.arithmetic import (
    could_be_rounded,
    judge_arithmetic,
)
from tutor.check.steps.constants import settled_constants
from tutor.check.steps.contradicting import (
    FROM_BEFORE,
    contradiction,
    is_assignment,
    is_next_angle,
    is_plain_value,
)
from tutor.check.steps.copying import miscopied
from tutor.check.steps.facts import Facts, facts_from, links_of, put_in, tree_of
from tutor.check.steps.findings import breaks, follows, holds, together, unsure
from tutor.check.steps.following import judge_following
from tutor.check.steps.identities import compare_sides
from tutor.check.steps.links import Link, claims, is_definition, links
from tutor.check.steps.misworking import misderived_letter, misworked_value
from tutor.check.steps.operations import judge_operation, with_matrices
from tutor.check.steps.ordering import border_contradiction, order_contradiction
from tutor.check.steps.percent_of import broken_share
from tutor.check.steps.remainders import could_be_of_remainders, judge_congruence
from tutor.check.steps.repeating import lost_by_repeating
from tutor.check.steps.rewriting import broken_identity
from tutor.check.steps.rounded import exact_decimals
from tutor.check.steps.same_numbers import same_numbers
from tutor.check.steps.shares import may_correspond
from tutor.check.steps.surroundings import Leeway, Remark, derives, restates, tempered
from tutor.check.trees import free_letters, letters
from tutor.vocabulary.verdict import Reason, Verdict, VerdictStatus

_ORDERS = ORDERS | {RelationOperator.NOT_EQUAL}
_EQUALS = frozenset({RelationOperator.EQUAL, RelationOperator.IDENTICAL, RelationOperator.APPROXIMATELY})


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the problem besides its equations.

    `decimals` are those its text gives, which are exact. `over_reals` says that its inequalities are about
    all real numbers, `results_only` that it asks for derivatives or integrals and solves no equation.
    """

    decimals: frozenset[Decimal] = frozenset()
    over_reals: bool = False
    results_only: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A statement with its words, the equality before it and the problem it belongs to."""

    remark: Remark
    previous: str
    setting: Setting = Setting()

    @property
    def in_sight(self) -> tuple[Link, ...]:
        """What the equality before it states, where that stands in the words before it."""
        return links_of(self.previous) if self.previous and self.previous in self.remark.before else ()


def judge(
    remark: Remark,
    earlier: Sequence[Remark | str],
    givens: Sequence[str] = (),
    setting: Setting = Setting(),
) -> Verdict:
    """One statement after those before it in the trace, and after the formulas of its problem."""
    tree = tree_of(remark.statement)
    if isinstance(tree, str):
        return unsure(tree.partition(": ")[2], Reason(tree.partition(": ")[0]))
    apart = values_apart(tree)
    parts = list(claims(apart or tree))
    if not parts:
        return unsure("nothing is claimed", Reason.NOTHING_CLAIMED)
    said = [each if isinstance(each, Remark) else Remark(each) for each in earlier]
    facts = facts_from(said, givens)
    stated = [*givens, *(each.statement for each in said)]
    place = Place(remark, next((text for text in reversed(stated) if "=" in text), ""), setting)
    verdicts: list[Verdict] = []
    for part in parts:
        verdict = _judge_claim(part, facts, place)
        if verdict.status is VerdictStatus.UNDECIDED:
            verdict = order_contradiction(part, remark, said, setting.over_reals) or verdict
        if verdict.status is VerdictStatus.UNDECIDED and setting.over_reals:
            verdict = border_contradiction(part, remark, said) or verdict
        verdicts.append(verdict)
        for link in links(part) if isinstance(part, Relation) else ():
            facts.add(link)
    whole = together(verdicts)
    if apart and whole.status is VerdictStatus.BREAKS and may_be_decimal(remark.statement):
        whole = unsure(f"{whole.detail}, unless the comma is a decimal point")
    if whole.status is VerdictStatus.UNDECIDED:
        whole = same_numbers(tree, said, givens) or broken_share(remark.statement) or whole
    return tempered(whole, remark, _leeway(parts, whole))


def _leeway(parts: Sequence[Node], verdict: Verdict) -> Leeway:
    stated = [link for part in parts if isinstance(part, Relation) for link in links(part)]
    return Leeway(
        rounded=any(could_be_rounded(link) for link in stated),
        remainder=any(could_be_of_remainders(link) for link in stated),
        unsolvable=FROM_BEFORE not in verdict.detail,
    )


def _judge_claim(claim: Node, facts: Facts, place: Place) -> Verdict:
    try:
        if isinstance(claim, Congruence):
            return judge_congruence(claim.operands, claim.modulus)
        if isinstance(claim, Relation):
            apart = signs_apart(claim) if _has_equation_in(letters(claim), facts) else None
            return _judge_alternatives(apart, facts, place) if apart else _judge_chain(claim, facts, place)
        if isinstance(claim, ListOf):
            return _judge_alternatives(claim, facts, place)
    except UnbuildableError as error:
        return unsure(error.detail, error.reason)
    return unsure("this kind of statement is not checked")


def _judge_chain(relation: Relation, facts: Facts, place: Place) -> Verdict:
    """Definitions at the head count only when nothing else could be decided."""
    chain = links(relation)
    found = [(link, _judge_link(link, facts, chain, place.setting)) for link in chain]
    found = [(link, broken_identity(link, verdict, found, place.remark)) for link, verdict in found]
    found = [(link, _contradicted(link, verdict, facts, place)) for link, verdict in found]
    decided = [verdict for _, verdict in found if verdict.status is not VerdictStatus.UNDECIDED]
    weighty = [
        verdict
        for link, verdict in found
        if verdict.status is not VerdictStatus.UNDECIDED or not (is_definition(link) and decided)
    ]
    whole = together(weighty)
    ends = Link(chain[0].left, chain[0].operator, chain[-1].right)
    is_value = all(each.is_equality for each in chain) and not free_letters(ends.left)
    if whole.status is VerdictStatus.BREAKS or not is_value:
        return whole
    return misworked_value(ends, facts) or whole  # in f(-2) = -2^2 - 1 = -5 the middle reads either way


def _contradicted(link: Link, verdict: Verdict, facts: Facts, place: Place) -> Verdict:
    """A doubtful equation that the words present as following and that contradicts those before breaks."""
    if verdict.status is not VerdictStatus.UNDECIDED or not link.is_equality or link.has_words:
        return verdict
    if restates(place.remark) and (given := miscopied(link, facts.given)) is not None:
        return breaks(f"the problem has {given} here")
    stated = [known for known in facts.equations if known.letters & link.letters]
    same = [known for known in stated if known.letters == link.letters] if len(link.letters) == 1 else []
    only_assigned = all(is_assignment(known) for known in same or stated)
    if not stated or not derives(place.remark, place.previous, seen=only_assigned):
        return verdict
    if same and only_assigned and all(map(is_plain_value, (*same, link))):
        return verdict  # x = 3, x = -3: values are listed, none is worked out from the other
    if same and is_next_angle(link, same):
        return verdict
    return contradiction(link, facts, place.in_sight) or verdict


def _judge_link(link: Link, facts: Facts, chain: Sequence[Link], setting: Setting) -> Verdict:
    if link.has_words:
        return unsure("a part of it is in words")
    if (
        misworked := misworked_value(link, facts) or misderived_letter(link, facts, setting.results_only)
    ) is not None:
        return misworked
    operation = with_matrices(link, facts.given)
    if (worked_out := judge_operation(operation, setting.results_only)) is not None:
        return worked_out
    if not link.letters:
        exact = exact_decimals(tuple(facts.numbers), setting.decimals)
        found = judge_arithmetic(link, settled_constants(link, facts, chain), exact)
        if found.status is VerdictStatus.BREAKS and may_correspond(link, facts.numbers):
            return unsure(f"{found.detail}, unless the percent stands for that amount")
        return found
    if link.operator in _EQUALS:
        return _judge_equality(link, facts)
    if link.operator in _ORDERS:
        return _judge_order(link, facts)
    return unsure("this kind of statement is not checked")


def _judge_equality(link: Link, facts: Facts) -> Verdict:
    identity = None if is_definition(link) else compare_sides(link)
    if identity is not None and identity.equal:
        return holds(identity.detail or "both sides are identical")
    known = _with_known(link, facts)
    if known is not None:
        return known
    if link.is_equality:
        return judge_following(link, facts)
    return unsure("the lines before do not tell")


def _judge_order(link: Link, facts: Facts) -> Verdict:
    return _with_known(link, facts) or unsure("the lines before do not tell")


def _with_known(link: Link, facts: Facts) -> Verdict | None:
    """With letters replaced by their known values; a contradiction says only that another case is meant."""
    replaced = Link(put_in(link.left, facts), link.operator, put_in(link.right, facts))
    if replaced == link:
        return None
    if not replaced.letters:
        verdict = judge_arithmetic(replaced)
        return follows(verdict.detail) if verdict.status is VerdictStatus.HOLDS else None
    identity = compare_sides(replaced) if link.is_equality else None
    return follows("true with what stands before") if identity is not None and identity.equal else None


def _has_equation_in(names: frozenset[str], facts: Facts) -> bool:
    """Whether an equation to solve is in force; 5 ± 0.1 alone is a measurement."""
    return any(known.letters == names and not is_assignment(known) for known in facts.equations)


def _judge_alternatives(claim: ListOf, facts: Facts, place: Place) -> Verdict:
    """x = 3 or x = -1: all together, else each alternative on its own; all must follow."""
    verdicts = [_judge_claim(item, facts, place) for item in claim.items]
    if (lost := lost_by_repeating(claim, place.previous)) is not None:
        return lost
    if all(verdict.status in (VerdictStatus.HOLDS, VerdictStatus.FOLLOWS) for verdict in verdicts):
        return follows("; ".join(dict.fromkeys(verdict.detail for verdict in verdicts)))
    equations = equations_of(claim)
    broken = [
        verdict
        for equation, verdict in zip(equations, verdicts, strict=False)
        if verdict.status is VerdictStatus.BREAKS and has_solutions(equation)
    ]
    if broken:
        return broken[0]  # none of several values may be one that every equation before refuses
    if equations and (found := judge_together(equations, facts)) is not None:
        return found
    return unsure("the lines before do not tell whether these are the solutions")
