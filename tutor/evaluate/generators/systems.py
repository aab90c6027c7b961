"""Systems of two and of three linear equations with one solution."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import enumerated, point_slips, show_named
from tutor.evaluate.generators.choosing import nonzero, phrase
from tutor.evaluate.generators.generated import Draft, draft
from tutor.evaluate.generators.notation import Notation

Matrix = Sequence[Sequence[Fraction | int]]

_ASK = (
    "Solve the system: {system}",
    "Solve the system of equations {system}.",
    "Solve {system}.",
    "Solve for {letters}: {system}",
    "Find the solution of the system {system}.",
    "Solve the following system of equations: {system}",
)


def two_unknowns(rng: Random, say: Notation) -> Draft:
    """Two equations in x and y."""
    return _system(rng, say, rng.choice((("x", "y"), ("x", "y"), ("a", "b"))))


def three_unknowns(rng: Random, say: Notation) -> Draft:
    """Three equations in x, y and z."""
    return _system(rng, say, ("x", "y", "z"))


def _system(rng: Random, say: Notation, names: tuple[str, ...]) -> Draft:
    size = len(names)
    solution = tuple(Fraction(rng.randint(-7, 7)) for _ in names)
    rows = [[nonzero(rng, 5) for _ in names] for _ in names]
    while not determinant(rows):
        rows = [[rng.randint(-5, 5) for _ in names] for _ in range(size)]
    sides = [sum(a * value for a, value in zip(row, solution, strict=True)) for row in rows]
    lines = [f"{_side(say, row, names)} = {side}" for row, side in zip(rows, sides, strict=True)]
    problem = phrase(rng, _ASK, system=_together(rng, say, lines), letters=", ".join(map(say.math, names)))
    return draft(problem, solution, point_slips(solution), show_named(rng, say, names))


def _side(say: Notation, row: Sequence[int], names: Sequence[str]) -> str:
    return say.sum([say.term(a, name) for a, name in zip(row, names, strict=True) if a])


def _together(rng: Random, say: Notation, lines: Sequence[str]) -> str:
    if say.latex and rng.randrange(3) == 0:
        return say.math("\\begin{cases} " + " \\\\ ".join(lines) + " \\end{cases}")
    written = [say.math(line) for line in lines]
    return ", ".join(written) if rng.randrange(2) else enumerated(written)


def determinant(rows: Matrix) -> Fraction:
    """By expansion along the first row."""
    if len(rows) == 1:
        return Fraction(rows[0][0])
    total = Fraction(0)
    for column, value in enumerate(rows[0]):
        minor = [[*row[:column], *row[column + 1 :]] for row in rows[1:]]
        total += (-1) ** column * value * determinant(minor)
    return total
