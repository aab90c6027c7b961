"""One line of a right solution made wrong: by a slip that students make, or by a random change."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from sympy import Symbol, latex

from tutor.check.reading.tree import Derivative, Evaluation, Integral, Limit
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.solving import all_roots
from tutor.check.steps.differences import difference_of
from tutor.check.steps.judging import judge
from tutor.check.steps.links import Link
from tutor.check.steps.surroundings import Remark
from tutor.check.trees import contains, letters
from tutor.lesson.places import RELATION
from tutor.lesson.slip import Mutation
from tutor.lesson.slips.alike import same_sides, same_statement, same_terms, solves
from tutor.lesson.slips.catalogue import MISWRITINGS, MOVINGS, REWRITINGS
from tutor.lesson.slips.lines import Line, Past, is_solved, line_of, past_of
from tutor.lesson.slips.making import wrong_links, wrong_terms
from tutor.lesson.slips.recognising import miswritten, slips_in
from tutor.lesson.slips.setting import UnsetError, set_link, set_term
from tutor.vocabulary.verdict import VerdictStatus

_MISWRITTEN: Final = frozenset(rule.name for rule in MISWRITINGS)
_WORKED_OUT: Final = (Integral, Derivative, Limit, Evaluation)
_TRIES: Final = 12
_NUMBER: Final = re.compile(r"(?<![\d.])\d+(?![\d.]*\d)")
_SIGN: Final = re.compile(r"(?<=[\w})\]])\s*[+-]\s*(?=[\w\\({])|(?<![\w})\]\^{])-(?=\d)")
_OPERATION: Final = re.compile(r"\\cdot|\\times|\\div")


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A line that a rule makes; of a chain the links up to it."""

    rule: str
    text: str


def mutate(problem: str, lines: Sequence[str], rng: Random, by_rule: bool) -> Mutation | None:
    """Lines with one of them wrong, which the checker confirms to be another; None where none is found."""
    places = list(range(len(lines)))
    rng.shuffle(places)
    for place in places:
        line = line_of(lines[place])
        if line is None:
            continue
        past = past_of(lines[:place], problem)
        if _is_choice(line, past):
            continue
        found = _by_rule(line, past, rng) if by_rule else _by_chance(line, rng)
        if found is not None:
            return _mutation(lines, place, found, rng, past)
    return None


def wrong_lines(line: Line, past: Past) -> Iterator[_Wrong]:
    """Every line that the rules make instead of a right one, in the order of the rules."""
    for place, link in enumerate(line.links):
        if link.has_words:
            continue
        if link.is_equality:
            yield from _wrong_values(line, place, past)
        if link in line.equations and not line.joined:
            yield from _wrong_equations(link, past)
    yield from _miswritten(line)


def is_wrong(right: Line, mutated: Line) -> bool:
    """Whether a changed line says something else than the right one, and that is false."""
    if len(right.links) < len(mutated.links):
        return False
    pairs = list(zip(right.links, mutated.links, strict=False))
    if all(same_sides(one, other) for one, other in pairs):
        return False
    if mutated.equations and right.equations:
        one, other = right.equations[0], mutated.equations[0]
        both_true = same_terms(one.left, one.right)  # an identity, not an equation
        if both_true:
            return not same_terms(other.left, other.right)
        return not same_statement(one, other) and not solves(other, one) and not _keeps_roots(one, other)
    if any(one.letters != other.letters for one, other in pairs):
        return False
    return any(
        other.is_equality and not same_terms(other.left, other.right) and _is_identity_or_given(one, other)
        for one, other in pairs
    )


def _keeps_roots(right: Link, mutated: Link) -> bool:
    """Whether every solution of the right equation solves the changed one."""
    if len(right.letters) != 1:
        return False
    roots = _roots(right)
    if not roots:
        return False
    difference = difference_of(mutated)
    if difference is None:
        return False
    return all(difference.subs(Symbol(next(iter(right.letters))), root).equals(0) for root in roots)


def _is_identity_or_given(right: Link, mutated: Link) -> bool:
    return same_terms(right.left, right.right) or right.left == mutated.left


def _is_choice(line: Line, past: Past) -> bool:
    """u = 3x² + 1 for a new letter: another choice would be a poor one, but no false line."""
    if len(line.links) != 1:
        return False
    link = line.links[0]
    if not isinstance(link.left, Letter) or not letters(link.right):
        return False
    known = [*(each.letters for each in past.links), *map(letters, past.expressions)]
    return not any(link.left.name in names for names in known)


def _by_rule(line: Line, past: Past, rng: Random) -> _Wrong | None:
    found = list(wrong_lines(line, past))
    names = list(dict.fromkeys(each.rule for each in found))
    rng.shuffle(names)
    # numbers can be miswritten in every line: each of these rules comes last, but for one time in five
    names.sort(key=lambda name: name in _MISWRITTEN if rng.random() < 0.8 else False)
    for name in names:
        usable = [each for each in found if each.rule == name and _differs(line, each.text)]
        usable = [each for each in usable if name not in _MISWRITTEN or _is_plain(each, past)]
        if usable:
            return rng.choice(usable)
    return None


def _differs(right: Line, text: str) -> bool:
    mutated = line_of(text)
    if mutated is None or not is_wrong(right, mutated):
        return False
    # a decimal may still be right to the digits given
    return judge(Remark(text), []).status is not VerdictStatus.HOLDS


def _wrong_values(line: Line, place: int, past: Past) -> Iterator[_Wrong]:
    link = line.links[place]
    sources = past.expressions_for(link, line.links)
    for found in wrong_terms(sources[:1], REWRITINGS):
        if same_terms(found.made, link.right) or same_terms(found.source, found.made):
            continue
        try:
            made = set_term(found.made, link.right)
        except UnsetError:
            continue
        yield _Wrong(found.rule.name, f"{_up_to(line, place)} = {made}")


def _wrong_equations(link: Link, past: Past) -> Iterator[_Wrong]:
    if same_terms(link.left, link.right) or contains(link.left, *_WORKED_OUT):
        return  # one expression written otherwise or worked out, no equation
    for found in wrong_links(past.equations_for(link)[:1], (*REWRITINGS, *MOVINGS)):
        if found.made.letters != link.letters or same_statement(found.made, link):
            continue
        try:
            yield _Wrong(found.rule.name, set_link(found.made, link))
        except UnsetError:
            continue


def _miswritten(line: Line) -> Iterator[_Wrong]:
    for number in _NUMBER.finditer(line.text):
        if line.text[: number.start()].endswith(("_", "^", "_{", "^{")):
            continue
        for rule in MISWRITINGS:
            for value in rule.make(int(number.group())):
                if value >= 0:
                    text = line.text[: number.start()] + str(value) + line.text[number.end() :]
                    yield _Wrong(rule.name, text)


def _is_plain(found: _Wrong, past: Past) -> bool:
    """Whether a number written wrong is all that can be seen in the line."""
    line = line_of(found.text)
    if line is None:
        return False
    return any(slip.rule == found.rule for link in line.links for slip in miswritten(link, line, past))


def _up_to(line: Line, place: int) -> str:
    """The text of a chain before the sign of one of its links."""
    signs = list(RELATION.finditer(line.text))
    return line.text[: signs[place].start()].strip() if len(signs) == len(line.links) else line.text


def _by_chance(line: Line, rng: Random) -> _Wrong | None:
    for _ in range(_TRIES):
        text = _changed(line.text, rng)
        if text is not None and text != line.text and _differs(line, text):
            return _Wrong("", text)
    return None


def _changed(text: str, rng: Random) -> str | None:
    """A number, a sign or an operation of a line changed."""
    kinds = [_NUMBER, _NUMBER, _SIGN, _OPERATION]
    found = list(rng.choice(kinds).finditer(text))
    if not found:
        return None
    chosen = rng.choice(found)
    return text[: chosen.start()] + _instead(chosen.group(), rng) + text[chosen.end() :]


def _instead(part: str, rng: Random) -> str:
    if part.isdigit():
        return str(max(1, int(part) + rng.choice((-3, -2, -1, 1, 2, 3))))
    if part.startswith("\\"):
        return "+"
    if part == "-":
        return ""
    return part.replace("+", "-") if "+" in part else part.replace("-", "+")


def _mutation(lines: Sequence[str], place: int, found: _Wrong, rng: Random, past: Past) -> Mutation:
    right = lines[place]
    rest = list(lines[place + 1 :])
    carried = _carried_on(found.text, rest) if rest and rng.random() < 0.5 else None
    after = rest if carried is None else carried
    made = (*lines[:place], found.text, *after)
    makers = _makers(found, past) if found.rule else ()
    return Mutation(made, place, right, found.text, found.rule, carried is not None, makers)


def _makers(found: _Wrong, past: Past) -> tuple[str, ...]:
    """The rules that make just this line: the one that did, and others by which it is no other line."""
    line = line_of(found.text)
    others = [slip.rule for slip in slips_in(line, past)] if line is not None else []
    return tuple(dict.fromkeys([found.rule, *others]))


def _carried_on(wrong: str, rest: Sequence[str]) -> list[str] | None:
    """The last line from the wrong one: of an equation with one solution, that one."""
    line, last = line_of(wrong), line_of(rest[-1])
    if line is None or last is None or not line.equations or not last.equations:
        return None
    link, end = line.equations[0], last.equations[0]
    if not link.is_equality or not is_solved(end) or link.letters != end.letters or is_solved(link):
        return None
    roots = _roots(link)
    return [f"{rest[-1].split('=')[0].strip()} = {latex(roots[0])}"] if len(roots) == 1 else None


def _roots(link: Link) -> list[object]:
    difference = difference_of(link)
    if difference is None or len(difference.free_symbols) != 1:
        return []
    found = all_roots(difference, next(iter(difference.free_symbols)))
    return list(found.real) if found is not None else []
