"""Solutions of a trigonometric equation as one writes them: in the interval's unit, or as families."""

from sympy import Expr, Integer, Rational, Symbol, latex, pi

from tutor.check.certifying.domain import domain_of
from tutor.check.certifying.problems.tasks import Solve
from tutor.check.certifying.trigonometry.angles import Angles, angles_of
from tutor.check.certifying.trigonometry.circle import Circle, on_circle
from tutor.check.certifying.trigonometry.judging import solutions_in
from tutor.check.expressions import expression
from tutor.check.reading.tree import Symbol as Letter


def proposed_angles(task: Solve) -> str | None:
    """All solutions as LaTeX; None where they are not parts of a turn, or the equation is another."""
    circle = on_circle(task.equation, task.unknown)
    angles = None if circle is None else angles_of(circle)
    if circle is None or angles is None or angles.everything:
        return None
    if not all(angle.is_exact for angle in angles.zeros):
        return None
    texts = _families(circle, angles) if task.domain is None else _within(circle, angles, task)
    if texts is None:
        return None
    name = latex(expression(Letter(task.unknown)))
    return ", ".join(f"{name} = {text}" for text in texts) if texts else r"\text{no solution}"


def _within(circle: Circle, angles: Angles, task: Solve) -> list[str] | None:
    domain = None if task.domain is None else domain_of(task.domain)
    found = None if domain is None or not domain.is_bounded else solutions_in(domain, circle, angles)
    if found is None or domain is None:
        return None
    values = sorted(found.values(), key=float)
    return [_in_degrees(value) if domain.in_degrees else latex(value) for value in values]


def _in_degrees(value: Expr) -> str:
    return rf"{latex(value * 180 / pi)}^\circ"


def _families(circle: Circle, angles: Angles) -> list[str]:
    """One family for all angles that follow each other evenly, else one for each."""
    turns = sorted(angle.turns for angle in angles.zeros)
    step = Rational(1, len(turns)) if turns else Integer(1)
    if all(turn - turns[0] == number * step for number, turn in enumerate(turns)):
        turns = turns[:1]
    else:
        step = Integer(1)
    period = circle.value(step) - circle.value(Integer(0))
    steps = latex(period * Symbol("n"))
    return [f"{latex(start)} + {steps}" if (start := circle.value(turn)) else steps for turn in turns]
