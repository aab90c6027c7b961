"""Linear equations in one letter."""

from random import Random

from sympy import Eq, Rational, symbols

from tutor.lesson.generating.draft import Draft, Generator, nonzero, tex
from tutor.lesson.item import WorkedStep

_X = symbols("x")


def _two_step(rng: Random, level: int) -> Draft:
    """ax + b = c: whole numbers, larger ones, and at last a fraction as the answer."""
    largest = (6, 12, 20)[level - 1]
    factor = rng.choice((-1, 1)) * rng.randint(2, largest)
    added = nonzero(rng, 2 * largest)
    parts = factor if level == 3 else 1
    root = Rational(nonzero(rng, (4 if level == 3 else 1) * largest), parts)
    right = factor * root + added
    left = factor * _X + added
    taken = f"Subtract ${added}$ from both sides." if added > 0 else f"Add ${-added}$ to both sides."
    return Draft(
        problem=f"Solve ${tex(left)} = {tex(right)}$ for $x$.",
        answer=f"x = {tex(root)}",
        asked="the number $x$ that makes the equation true",
        idea="Undo what is done to $x$, the last operation first, on both sides alike.",
        steps=(
            WorkedStep(taken, tex(Eq(factor * _X, right - added, evaluate=False))),
            WorkedStep(f"Divide both sides by ${factor}$.", tex(Eq(_X, root, evaluate=False))),
        ),
    )


GENERATORS = (Generator("two-step-equation", "Equations in two steps", _two_step),)
