"""Sums, products, determinants and inverses of small matrices, and an unknown entry."""

from collections.abc import Iterator
from random import Random

from sympy import Matrix, Rational, symbols

from tutor.lesson.generating.chance import nonzero
from tutor.lesson.generating.draft import Draft, Generator
from tutor.lesson.generating.typeset import bracketed, chain, matrix, plus, power, scaled, times
from tutor.lesson.item import WorkedStep

Rows = list[list[int]]


def _rows(rng: Random, height: int, width: int, largest: int) -> Rows:
    return [[rng.randint(-largest, largest) for _ in range(width)] for _ in range(height)]


def _times_and_minus(a: int, b: int, c: int, d: int) -> str:
    """ad - bc, written out."""
    return rf"{times(a, d)} - {bracketed(b)} \cdot {bracketed(c)}"


def _combination(rng: Random, level: int) -> Draft:
    """A + B; pA + B; pA - qB of three columns."""
    width = 3 if level == 3 else 2
    one, two = (_rows(rng, 2, width, 9 if level < 3 else 12) for _ in range(2))
    p = 1 if level == 1 else rng.randint(2, 6)
    q = rng.choice((1, -1)) if level < 3 else -rng.randint(2, 6)
    texts = [matrix(rows) for rows in (one, two)]
    whole = plus(scaled(p, texts[0]), scaled(q, texts[1]))
    value = [
        [a + b for a, b in zip(*rows, strict=True)]
        for rows in zip(_multiple(p, one), _multiple(q, two), strict=True)
    ]
    steps = []
    for factor, rows in ((p, one), (-q, two)):
        if factor > 1:
            multiplied = chain(scaled(factor, matrix(rows)), matrix(_multiple(factor, rows)))
            steps.append(WorkedStep("Multiply every entry by the factor before it.", multiplied))
    a, b = p * one[0][0], q * two[0][0]
    steps.append(WorkedStep("Begin with the entry at the upper left.", chain(plus(a, b), a + b)))
    steps.append(WorkedStep("Do the same at each place.", chain(whole, matrix(value))))
    return Draft(
        problem=f"Compute ${whole}$.",
        answer=matrix(value),
        asked="one matrix of the same size",
        idea="Matrices are added entry by entry, and a factor multiplies every entry.",
        steps=tuple(steps),
    )


def _multiple(factor: int, rows: Rows) -> Rows:
    return [[factor * entry for entry in row] for row in rows]


def _product(rng: Random, level: int) -> Draft:
    """A matrix times a column; two of size two; two by three times three by two."""
    height, middle, width = ((2, 2, 1), (2, 2, 2), (2, 3, 2))[level - 1]
    one, two = _rows(rng, height, middle, 9), _rows(rng, middle, width, 9)
    value = (Matrix(one) * Matrix(two)).tolist()
    whole = f"{matrix(one)} {matrix(two)}"
    steps = []
    for row, column in ((0, 0), (height - 1, width - 1)):
        products = plus(*(times(one[row][k], two[k][column]) for k in range(middle)))
        idea = "First row by first column." if (row, column) == (0, 0) else "Last row by last column."
        steps.append(WorkedStep(idea, chain(products, value[row][column])))
    return Draft(
        problem=f"Compute ${whole}$.",
        answer=matrix(value),
        asked=f"one matrix with ${height}$ rows" if level > 1 else "one column",
        idea="An entry of the product is a row of the first matrix times a column of the second.",
        steps=(*steps, WorkedStep("The other entries come in the same way.", chain(whole, matrix(value)))),
    )


def _determinant(rng: Random, level: int) -> Draft:
    """Of size two; of size three with a zero in the first row; of size three."""
    if level == 1:
        rows = _rows(rng, 2, 2, 15)
    else:
        rows = _rows(rng, 3, 3, 5 if level == 2 else 9)
        rows[0] = [nonzero(rng, 9) for _ in range(3)]
        if level == 2:
            rows[0][rng.randrange(3)] = 0
    value = int(Matrix(rows).det())
    return Draft(
        problem=f"Find the determinant of ${matrix(rows)}$.",
        answer=str(value),
        asked="one number",
        idea="Of size two it is one diagonal less the other; larger ones are expanded along a row.",
        steps=tuple(_along_diagonals(rows, value) if level == 1 else _along_first_row(rows, value)),
    )


def _along_diagonals(rows: Rows, value: int) -> Iterator[WorkedStep]:
    (a, b), (c, d) = rows
    products = _times_and_minus(a, b, c, d)
    yield WorkedStep("Multiply along the two diagonals.", chain(matrix(rows, "vmatrix"), products))
    less = f"{a * d} - {bracketed(b * c)}"
    yield WorkedStep("Subtract the second product from the first.", chain(less, value))


def _along_first_row(rows: Rows, value: int) -> Iterator[WorkedStep]:
    terms = []
    for column, entry in enumerate(rows[0]):
        if not entry:
            continue
        minor = [[other for n, other in enumerate(row) if n != column] for row in rows[1:]]
        (a, b), (c, d) = minor
        small = a * d - b * c
        yield WorkedStep(
            "Strike the row and the column of this entry out.",
            chain(matrix(minor, "vmatrix"), _times_and_minus(a, b, c, d), small),
        )
        terms.append(times(-entry if column == 1 else entry, small))
    yield WorkedStep(
        "Multiply with the entries of the first row, the middle one negative.",
        chain(matrix(rows, "vmatrix"), plus(*terms), value),
    )


def _inverse(rng: Random, level: int) -> Draft:
    """Of determinant 1 or -1; of a small determinant; of any."""
    largest = (8, 11, 19)[level - 1]
    (a, b), (c, d) = rows = _rows(rng, 2, 2, largest)
    size = a * d - b * c
    sizes = ({1, -1}, set(range(2, 8)), set(range(-40, -7)) | set(range(8, 41)))[level - 1]
    if size not in sizes:
        return _inverse(rng, level)
    adjoint = [[d, -b], [-c, a]]
    value = [[Rational(entry, size) for entry in row] for row in adjoint]
    steps = [
        WorkedStep(
            "Find the determinant.", chain(matrix(rows, "vmatrix"), _times_and_minus(a, b, c, d), size)
        ),
        WorkedStep(
            "Swap the diagonal, change the signs beside it, and divide by the determinant.",
            chain(power(matrix(rows), -1), scaled(Rational(1, size), matrix(adjoint)), matrix(value)),
        ),
    ]
    if level > 1:
        check = f"{matrix(rows)} {matrix(value)}"
        steps.append(
            WorkedStep("Check: the product must be the unit matrix.", chain(check, matrix([[1, 0], [0, 1]])))
        )
    return Draft(
        problem=f"Find the inverse of ${matrix(rows)}$.",
        answer=matrix(value),
        asked="the matrix that undoes this one when multiplied with it",
        idea="For size two there is a rule: rearrange the entries, and divide by the determinant.",
        steps=tuple(steps),
    )


def _unknown_entry(rng: Random, level: int) -> Draft:
    """An entry that makes the determinant a given number."""
    x = symbols("x")
    root = nonzero(rng, 12)
    a = rng.randint(2, 9)
    b, c = nonzero(rng, 9), nonzero(rng, 9)
    shift = 0 if level == 1 else nonzero(rng, 9)
    slope = 0 if level < 3 else rng.choice([n for n in range(-6, 7) if n and n * c != a])
    corner, beside = x + shift, slope * x + b
    left = a * corner - c * beside
    value = left.subs(x, root)
    rows = [[a, beside], [c, corner]]
    total, added = left.expand().coeff(x, 1), left.expand().coeff(x, 0)
    whole = chain(matrix(rows, "vmatrix"), value)
    products = f"{times(a, corner)} - {bracketed(times(c, beside))}"
    steps = [
        WorkedStep("Write the determinant as one diagonal less the other.", chain(products, value)),
        *([WorkedStep("Collect the terms.", chain(left.expand(), value))] if level > 1 else []),
        WorkedStep("Bring the numbers to one side.", chain(total * x, value - added)),
        WorkedStep("Divide by the factor of $x$.", chain("x", root)),
    ]
    return Draft(
        problem=f"Find $x$ if ${whole}$.",
        answer=f"x = {root}",
        asked="the entry $x$ that gives the determinant this value",
        idea="Write the determinant out: what is left is an equation in one letter.",
        steps=tuple(steps),
    )


GENERATORS = (
    Generator("matrix-combination", "Sums and multiples of matrices", _combination),
    Generator("matrix-product", "Products of matrices", _product),
    Generator("determinant", "Determinants", _determinant),
    Generator("matrix-inverse", "Inverse matrices", _inverse),
    Generator("determinant-equation", "An unknown entry of a determinant", _unknown_entry),
)
