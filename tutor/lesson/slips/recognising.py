"""Which slip made a wrong line: the rules are tried on what stood before it, and what they make compared.

A slip is named only where what its rule makes is the wrong line: equal side by side, or else the same
equation up to a factor. Where several rules make it, one that makes a sum just as it is written comes
before one that only makes its value; of those the first in the order of the catalogue is named, and
slips of a single sign or number come after all others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tutor.check.reading.show import show
from tutor.check.reading.tree import Integral, Limit, Node
from tutor.check.steps.links import Link
from tutor.check.trees import contains
from tutor.lesson.slip import Slip
from tutor.lesson.slips import arithmetic
from tutor.lesson.slips.alike import (
    same_sides,
    same_statement,
    same_term_by_term,
    same_terms,
    solves,
    without_constant,
)
from tutor.lesson.slips.catalogue import MISWRITINGS, MOVINGS, REWRITINGS
from tutor.lesson.slips.lines import Line, Past, is_solved, line_of, past_of
from tutor.lesson.slips.making import WrongLink, once, wrong_links, wrong_terms
from tutor.lesson.slips.miswriting import is_one_step
from tutor.lesson.slips.rule import Moving, Rewriting, Rule

_BOTH_SIGNS = re.compile(r"±|\\pm(?![A-Za-z])")

Rules = Sequence[Rewriting | Moving]

_REWRITING_OR_MOVING: tuple[Rewriting | Moving, ...] = (*REWRITINGS, *MOVINGS)
_GENERAL = frozenset(rule.name for rule in arithmetic.SIGNS)
_SPECIFIC = tuple(rule for rule in _REWRITING_OR_MOVING if rule.name not in _GENERAL)
_SINGLE = tuple(rule for rule in _REWRITING_OR_MOVING if rule.name in _GENERAL)


def recognise(before: Sequence[str], wrong: str, problem: str = "") -> Slip | None:
    """The slip in a line that is known to be wrong; None where no rule makes just this line."""
    if before and all(map(_BOTH_SIGNS.search, (before[-1], wrong))):
        plus = [_BOTH_SIGNS.sub("+", text) for text in (*before, wrong)]
        if (slip := _recognised(plus[:-1], plus[-1], problem)) is not None:
            return slip
    return _recognised(before, wrong, problem)


def _recognised(before: Sequence[str], wrong: str, problem: str) -> Slip | None:
    line = line_of(wrong)
    return None if line is None else next(slips_in(line, past_of(before, problem)), None)


def slips_in(line: Line, past: Past) -> Iterator[Slip]:
    """Every slip that makes the line, the most specific first."""
    doubtful = [link for link in line.links if not _is_right(link, line, past)]
    for link in doubtful:
        yield from _made_terms(link, line, past, _REWRITING_OR_MOVING, as_written=True)
    for rules in (_SPECIFIC, _SINGLE):
        for link in doubtful:
            yield from _made_terms(link, line, past, rules)
            yield from _made_links(link, line, past, rules)
    for link in doubtful:
        yield from miswritten(link, line, past)


def _is_right(link: Link, line: Line, past: Past) -> bool:
    """Whether a link of the line is plainly in order."""
    if link.has_words:
        return True
    if link.is_equality and any(
        _equal(source, link.right) for source in past.expressions_for(link, line.links)
    ):
        return True
    return any(same_statement(known, link) for known in past.equations_for(link) if link in line.equations)


def _made_terms(
    link: Link, line: Line, past: Past, rules: Rules, *, as_written: bool = False
) -> Iterator[Slip]:
    if not link.is_equality:
        return
    sources = past.expressions_for(link, line.links)
    rewritings = [rule for rule in rules if isinstance(rule, Rewriting)]
    for found in wrong_terms(sources, rewritings):
        right = without_constant(link.right) if contains(found.source, Integral) else link.right
        if as_written and not same_term_by_term(found.made, right):
            continue
        if contains(right, Limit) and not contains(found.made, Limit):
            continue  # the limit is still to be taken: its value says nothing of how it was written
        if same_terms(found.made, right) and not same_terms(found.source, found.made):
            yield _slip(found.rule, found.source)


def _made_links(link: Link, line: Line, past: Past, rules: Rules) -> Iterator[Slip]:
    """Equal sides first, then the same equation otherwise written, then one of the solutions."""
    if link not in line.equations:
        return
    if line.joined:  # what solutions stand for says little of how an equation before was written
        rules = sorted(rules, key=lambda rule: not (isinstance(rule, Moving) and rule.solves))
    made = list(wrong_links(past.equations_for(link), rules))
    for agrees in (same_sides, same_statement):
        for found in made:
            if _leaves_a_side(found, link):
                continue
            if agrees(found.made, link) and not same_statement(found.source, found.made):
                yield _slip(found.rule, found.source)
    for found in made:
        alone = isinstance(found.rule, Moving) and found.rule.solves and is_solved(link)
        if alone and solves(link, found.made) and not solves(link, found.source):
            yield _slip(found.rule, found.source)


def _leaves_a_side(found: WrongLink, link: Link) -> bool:
    """Whether a side is as before that would have changed."""
    if not isinstance(found.rule, Moving) or not found.rule.changes_both:
        return False
    sides = ((found.source.left, link.left), (found.source.right, link.right))
    return any(same_terms(one, other) for one, other in sides)


def miswritten(link: Link, line: Line, past: Past) -> Iterator[Slip]:
    """A number whose right value makes the line right.

    What stands left of a sign in a chain is what the wrong result was made from: it counts in equations only.
    """
    equations = past.equations_for(link) if link in line.equations else []
    sources = past.expressions_for(link, line.links) if link.is_equality else []
    for rule in MISWRITINGS:
        near = [known for known in equations if rule.any_steps or is_one_step(known, link)]
        rights = once(link.right, rule.miswritten)
        lefts = once(link.left, rule.miswritten) if near else []
        if (
            any(
                (rule.any_steps or is_one_step(source, right)) and _equal(source, right)
                for right in rights
                for source in sources
            )
            or any(_fits(replace(link, right=right), near) for right in rights)
            or any(same_sides(replace(link, left=left), known) for left in lefts for known in near)
        ):
            yield _slip(rule, equations[0] if equations else sources[0] if sources else link)


def _fits(link: Link, equations: Sequence[Link]) -> bool:
    """Whether an equation is the same as one before, or states a solution of all of them."""
    if not equations:
        return False
    if any(same_statement(known, link) for known in equations):
        return True
    return is_solved(link) and all(solves(link, known) for known in equations)


def _equal(source: Node, right: Node) -> bool:
    if contains(source, Integral):
        right = without_constant(right)
    return same_terms(source, right)


def _slip(rule: Rule, source: Node | Link) -> Slip:
    return Slip(rule.name, rule.sentence, _shown(source))


def _shown(source: Node | Link) -> str:
    if isinstance(source, Link):
        return f"{show(source.left)} {source.operator.value} {show(source.right)}"
    return show(source)
