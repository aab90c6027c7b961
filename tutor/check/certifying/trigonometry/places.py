"""Where a claimed value stands among the solutions: at which angle, how many whole turns on, how surely."""

from dataclasses import dataclass
from typing import Final

from sympy import Expr, Rational, pi

from tutor.check.certifying.trigonometry.angles import NEAR, Angles, vanishes_at
from tutor.check.certifying.trigonometry.circle import Circle
from tutor.check.comparing.rounding import written
from tutor.check.reading.tree import Decimal, Degrees, Node
from tutor.check.trees import walk
from tutor.vocabulary.verdict import Equality

_DIGITS: Final = 50
_NEARLY: Final = 3  # so many half units of the last place: rounded otherwise than we would, or wrong


@dataclass(frozen=True, slots=True)
class Place:
    """The number of the angle and of whole turns; `equality` says how surely it is that one."""

    angle: int
    turns: int
    equality: Equality


@dataclass(frozen=True, slots=True)
class Placing:
    """Finds places; `rounded` where the problem asks for rounding, so that 17° is as good as 17.0°."""

    circle: Circle
    angles: Angles
    rounded: bool = False

    def of(self, value: Expr, node: Node) -> Place | None:
        """The place of a value written as `node`; None for what is certainly no solution."""
        turns = self.circle.turns(value)
        exact = self._exact(turns)
        return exact if exact else self._near(turns, _last_place(node, self.rounded))

    def _exact(self, turns: Expr) -> Place | None:
        for number, angle in enumerate(self.angles.zeros):
            apart = turns - angle.turns
            if apart.is_Integer:
                return Place(number, int(apart), Equality.PROVED)
            if apart.is_Rational:
                continue
            apart = apart.evalf(_DIGITS)
            whole = round(apart)
            if abs(apart - whole) < NEAR:
                return Place(number, int(whole), vanishes_at(self.circle.top, turns))
        return None

    def _near(self, turns: Expr, last_place: Expr) -> Place | None:
        """The solution next to a decimal, where that is rounded from it or nearly so."""
        if last_place == 0:
            return None
        found = []
        for number, angle in enumerate(self.angles.zeros):
            apart = (turns - angle.turns).evalf(_DIGITS)
            whole = round(apart)
            found.append((abs(apart - whole), number, int(whole)))
        if not found:
            return None
        apart, number, whole = min(found)
        half = (last_place * self.circle.speed / (4 * pi)).evalf(_DIGITS)
        if apart > _NEARLY * half:
            return None
        return Place(number, whole, Equality.NUMERIC if apart <= half else Equality.UNDECIDED)


def _last_place(node: Node, rounded: bool) -> Expr:
    """The worth of the last place of the decimals in it, in radians; 0 where there is none."""
    worth = Rational(0)
    for inner in walk(node):
        value = inner.value if isinstance(inner, Degrees) else inner
        form = written(value)
        if form is not None and (isinstance(value, Decimal) or (rounded and inner in (node, Degrees(value)))):
            place = Rational(form.place.numerator, form.place.denominator)
            worth = max(worth, place * pi / 180 if isinstance(inner, Degrees) else place)
            if isinstance(inner, Degrees):
                break
    return worth
