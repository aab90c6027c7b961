"""Certificates for trigonometric equations: what is asked for, in which unit, and which judgement fits."""

import re
from dataclasses import replace
from typing import Final

from sympy import Expr, pi

from tutor.check.certifying.domain import Domain
from tutor.check.certifying.problems.tasks import Solve, Wanted
from tutor.check.certifying.trigonometry.angles import Angles, angles_of
from tutor.check.certifying.trigonometry.circle import Circle, on_circle
from tutor.check.certifying.trigonometry.claimed import Claimed, Family, claimed
from tutor.check.certifying.trigonometry.judging import Judge
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.families import has_pi
from tutor.check.comparing.question import Question
from tutor.check.expressions import expression
from tutor.check.reading.tree import Degrees, Node
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import contains
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

_ALL: Final = re.compile(r"\b(solv\w*|solutions?|roots?|zeros?|all|general)\b", re.IGNORECASE)
_DEGREES: Final = re.compile(r"\bin degrees?\b", re.IGNORECASE)
_RADIANS: Final = re.compile(r"\bin radians?\b", re.IGNORECASE)
_RIGHT: Final = (CertificateStatus.PROVED, CertificateStatus.SUPPORTED)


def certify_angles(
    task: Solve, domain: Domain | None, answer: Node, question: Question
) -> Certificate | None:
    """All solutions in the domain, or all there are; None for what is no equation of sines and their like."""
    circle = on_circle(task.equation, task.unknown)
    angles = None if circle is None else angles_of(circle)
    if circle is None or angles is None:
        return None
    if task.wanted not in (Wanted.ALL, Wanted.REAL):
        return unchecked(f"which solutions are {task.wanted} is not worked out")
    claim = claimed(answer, task.unknown)
    if claim is None:
        return unchecked(f"the answer is no value for {task.unknown}")
    if claim.everything or angles.everything:
        return _certify_everything(claim, angles, domain)
    if not _is_unit_clear(circle, domain, answer):
        return unchecked("whether degrees are meant is not clear")
    sides = (expression(task.equation.operands[0]), expression(task.equation.operands[1]))
    in_degrees = contains(answer, Degrees) or (domain is not None and domain.in_degrees)
    unknown = expression(Letter(task.unknown))
    asks_all = _ALL.search(question.text) is not None
    judge = Judge(sides, unknown, circle, angles, in_degrees, question.asks_rounding, asks_all)
    return _certify(judge, claim, domain, question)


def _is_unit_clear(circle: Circle, domain: Domain | None, answer: Node) -> bool:
    """Whether numbers without a sign are radians; with x° in the equation nothing says what x = 30° means."""
    with_sign = contains(answer, Degrees) or (domain is not None and domain.in_degrees)
    if circle.speed.has(pi):
        return not with_sign
    if domain is not None:
        is_open = domain.leaves_unit_open or (circle.leaves_unit_open and not domain.in_radians)
        return not is_open
    return not circle.leaves_unit_open or (has_pi(answer) and not with_sign)


def _certify_everything(claim: Claimed, angles: Angles, domain: Domain | None) -> Certificate:
    if not angles.everything:
        return refuted(Method.SOLVED, "not every number is a solution")
    if angles.gaps or domain is not None:
        return unchecked("every number is a solution where the equation has a value")
    if claim.everything:
        return proved(Method.SOLVED, "both sides are identical")
    return refuted(Method.SOLVED, "every number is a solution")


def _certify(judge: Judge, claim: Claimed, domain: Domain | None, question: Question) -> Certificate:
    found = _judged(judge, claim.families, domain)
    if found.status in _RIGHT:
        return _in_unit(found, claim.families, domain, question)
    if _are_bare_numbers(claim.families) and (domain is None or not domain.in_radians):
        return _in_degrees(judge, claim.families, domain, found)
    return found


def _judged(judge: Judge, families: tuple[Family, ...], domain: Domain | None) -> Certificate:
    singles = all(family.is_single for family in families)
    if domain is None:
        return judge.judge_bare(families) if singles else judge.judge_families(families)
    if not domain.is_bounded:
        return unchecked("the interval could not be understood")
    if singles:
        return judge.judge_within(families, domain)
    return unchecked("an interval is given, the answer goes beyond it")


def _in_unit(
    found: Certificate, families: tuple[Family, ...], domain: Domain | None, question: Question
) -> Certificate:
    """Right, but perhaps not in the unit that is asked for or in which the interval is given."""
    asks_degrees, asks_radians = (bool(unit.search(question.text)) for unit in (_DEGREES, _RADIANS))
    if domain is not None and not (asks_degrees or asks_radians):
        asks_degrees, asks_radians = domain.in_degrees, domain.in_radians
    if asks_degrees is asks_radians:
        return found
    asked, other = ("degrees", "radians") if asks_degrees else ("radians", "degrees")
    fits = [_is_zero(family) or _is_in_degrees(family.node) is asks_degrees for family in families]
    return found if all(fits) else supported(found.method, f"right in {other}, but {asked} are asked for")


def _in_degrees(
    judge: Judge, families: tuple[Family, ...], domain: Domain | None, found: Certificate
) -> Certificate:
    """30 and 150 may be meant as degrees without their sign."""
    turned = tuple(_turned(family) for family in families)
    other = _judged(replace(judge, in_degrees=True), turned, domain)
    if other.status in _RIGHT and domain is not None and domain.in_degrees:
        return supported(other.method, "right in degrees; the sign ° is missing")
    is_wrong = other.status is CertificateStatus.REFUTED
    if is_wrong and found.status is CertificateStatus.REFUTED:
        return other if domain is not None and domain.in_degrees else found
    return unchecked("whether degrees are meant is not clear")


def _turned(family: Family) -> Family:
    start: Expr = family.start * pi / 180
    return Family(start, family.period, Degrees(family.node))


def _are_bare_numbers(families: tuple[Family, ...]) -> bool:
    return bool(families) and all(family.is_single and family.start.is_Rational for family in families)


def _is_zero(family: Family) -> bool:
    return family.is_single and bool(family.start == 0)


def _is_in_degrees(node: Node) -> bool:
    return contains(node, Degrees) and not has_pi(node)
