"""Answers to a trigonometric equation, held against all of its solutions."""

from dataclasses import dataclass
from typing import Final

from sympy import Expr, Float, Rational, ilcm, nan, pi, zoo

from tutor.check.certifying.domain import Domain
from tutor.check.certifying.trigonometry.angles import Angles, vanishes_at
from tutor.check.certifying.trigonometry.circle import Circle
from tutor.check.certifying.trigonometry.claimed import Family
from tutor.check.certifying.trigonometry.places import Place, Placing
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.shown import shown
from tutor.vocabulary.verdict import Certificate, Equality, Method

_MOST_PLACES: Final = 400
_EQUAL: Final = (Equality.PROVED, Equality.NUMERIC)


@dataclass(frozen=True, slots=True)
class Judge:
    """An equation with all its solutions; values are shown in degrees where the problem or answer does."""

    sides: tuple[Expr, Expr]
    unknown: Expr
    circle: Circle
    angles: Angles
    in_degrees: bool = False
    rounded: bool = False
    asks_all: bool = True

    def judge_within(self, families: tuple[Family, ...], domain: Domain) -> Certificate:
        """Single values, against the solutions in an interval."""
        asked = solutions_in(domain, self.circle, self.angles)
        if asked is None:
            return unchecked("the solutions in the interval could not be counted")
        placed = self._placed([(family.start, family) for family in families])
        if isinstance(placed, Certificate):
            return placed
        for place, family in zip(placed, families, strict=True):
            if (place.angle, place.turns) not in asked:
                return refuted(Method.SUBSTITUTED, f"{self._named(family.start)} is not in the interval")
        found = {(place.angle, place.turns) for place in placed}
        missing = [place for place in asked if place not in found]
        if missing:
            return self._missing(*missing[0], given=bool(families))
        if not asked:
            return proved(Method.SOLVED, "there is no solution in the interval")
        return self._complete(placed, f"{_counted(len(asked))} in the interval")

    def judge_families(self, families: tuple[Family, ...]) -> Certificate:
        """Families over all whole numbers, against all solutions."""
        steps = [self._step(family) for family in families if not family.is_single]
        if not all(step.is_Rational and step != 0 for step in steps):
            return unchecked("a period that does not go with that of the equation")
        span = int(ilcm(*[step.p for step in steps], 1))
        claims = [
            (family.start + number * family.period, family)
            for family in families
            for number in range(self._count(family, span))
        ]
        if max(len(claims), span * len(self.angles.zeros)) > _MOST_PLACES:
            return unchecked("periods too far apart to compare")
        placed = self._placed(claims)
        if isinstance(placed, Certificate):
            return placed
        found = {(place.angle, place.turns % span) for place in placed}
        everywhere = [(angle, turns) for turns in range(span) for angle in range(len(self.angles.zeros))]
        missing = [place for place in everywhere if place not in found]
        if missing and any(family.is_single for family in families):
            return unchecked("whether all of it repeats is not clear")
        if missing:
            return self._missing(*missing[0], given=True)
        period = shown(self.circle.value(Rational(1)) - self.circle.value(Rational(0)))
        return self._complete(placed, f"{_counted(len(self.angles.zeros))} in a period of {period}")

    def judge_bare(self, families: tuple[Family, ...]) -> Certificate:
        """Single values where no interval is given: only what is wrong in every interval can be told."""
        zeros = self.angles.zeros
        if not families and not zeros:
            return proved(Method.SOLVED, "there is no real solution")
        placed = self._placed([(family.start, family) for family in families])
        if isinstance(placed, Certificate):
            return placed
        missing = [number for number in range(len(zeros)) if all(place.angle != number for place in placed)]
        if missing and (self.asks_all or not families):
            return self._missing(missing[0], 0, given=bool(families))
        if missing:
            return unchecked("one of many solutions; which of them is meant is not said")
        return unchecked("the solutions of one period; there are more, for no interval is given")

    def _step(self, family: Family) -> Expr:
        """How many turns lie between two neighbours of a family."""
        return self.circle.turns(family.start + family.period) - self.circle.turns(family.start)

    def _count(self, family: Family, span: int) -> int:
        """How many members of a family there are before it has gone on by `span` turns."""
        return 1 if family.is_single else int(span / abs(self._step(family)))

    def _placed(self, claims: list[tuple[Expr, Family]]) -> list[Place] | Certificate:
        """The place of every claim; what is certainly no solution, or can't be told, ends it."""
        placing = Placing(self.circle, self.angles, self.rounded)
        found = [placing.of(value, family.node) for value, family in claims]
        for place, (value, _) in zip(found, claims, strict=True):
            if place is None:
                return refuted(Method.SUBSTITUTED, self._shown_at(value))
        placed = [place for place in found if place is not None]
        if any(place.equality not in _EQUAL for place in placed):
            return unchecked("a value that could not be substituted exactly")
        return placed

    def _complete(self, placed: list[Place], counted: str) -> Certificate:
        if all(place.equality is Equality.PROVED for place in placed):
            return proved(Method.SUBSTITUTED, f"{counted}, substituted back; there are no others")
        return supported(Method.COMPARED, f"{counted}, equal in numbers")

    def _missing(self, angle: int, turns: int, given: bool) -> Certificate:
        value = self.circle.value(self.angles.zeros[angle].turns + turns)
        return refuted(Method.SOLVED, f"{self._named(value)} is {'also ' if given else ''}a solution")

    def _named(self, value: Expr) -> str:
        if self.in_degrees:
            degrees = value * 180 / pi
            return f"{self.unknown} = {shown(degrees if degrees.is_Rational else degrees.evalf(10))}°"
        has_decimal = value.has(Float)
        return f"{self.unknown} = {shown(value.evalf(8) if has_decimal else value)}"

    def _shown_at(self, value: Expr) -> str:
        turns = self.circle.turns(value)
        left, right = (side.subs(self.unknown, value) for side in self.sides)
        has_none = any(vanishes_at(pole, turns) is Equality.PROVED for pole in self.circle.poles)
        if has_none or left.has(nan, zoo) or right.has(nan, zoo):
            return f"the equation has no value at {self._named(value)}"
        return f"{self._named(value)} gives {shown(left)} and {shown(right)}"


def _counted(number: int) -> str:
    return {1: "the solution", 2: "both solutions"}.get(number, f"all {number} solutions")


def solutions_in(domain: Domain, circle: Circle, angles: Angles) -> dict[tuple[int, int], Expr] | None:
    """Every solution in a domain by its place; None where there are too many, or an end is too near."""
    turns = sorted(circle.turns(end).evalf(30) for end in domain.ends)
    first, last = int(turns[0]) - 2, int(turns[-1]) + 2
    if (last - first) * max(1, len(angles.zeros)) > _MOST_PLACES:
        return None
    found: dict[tuple[int, int], Expr] = {}
    for whole in range(first, last + 1):
        for number, angle in enumerate(angles.zeros):
            value = circle.value(angle.turns + whole)
            inside = domain.contains(value)
            if inside is None:
                return None
            if inside:
                found[number, whole] = value
    return found
