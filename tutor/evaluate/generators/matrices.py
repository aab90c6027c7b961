"""Determinants, products and inverses of small matrices."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import show_number
from tutor.evaluate.generators.choosing import phrase, slips
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation
from tutor.evaluate.generators.systems import determinant

Rows = tuple[tuple[Fraction, ...], ...]

_DETERMINANT = (
    "Find the determinant of {matrix}.",
    "Compute the determinant of the matrix {matrix}.",
    "What is the determinant of {matrix}?",
    "Evaluate {call}.",
)
_PRODUCT = (
    "Compute {product}.",
    "Find the product {product}.",
    "Multiply {a} and {b}.",
    "Compute the matrix product {product}.",
)
_INVERSE = (
    "Find the inverse of {matrix}.",
    "Find the inverse of the matrix {matrix}.",
    "What is the inverse of {matrix}?",
    "Compute the inverse of {matrix}.",
)


def matrix_determinant(rng: Random, say: Notation) -> Draft:
    """Of size two or three."""
    rows = _rows(rng, rng.choice((2, 2, 3)), 6)
    text = say.matrix(rows)
    call = f"\\det {text}" if say.latex else f"det({text})"
    value = determinant(rows)
    problem = phrase(rng, _DETERMINANT, matrix=say.math(text), call=say.math(call))
    return draft(problem, value, slips(value), show_number(rng, say))


def matrix_product(rng: Random, say: Notation) -> Draft:
    """Of two matrices of size two."""
    a, b = _rows(rng, 2, 5), _rows(rng, 2, 5)
    right = _multiplied(a, b)
    texts = [say.matrix(each) for each in (a, b)]
    product = " ".join(texts) if say.latex else " * ".join(texts)
    problem = phrase(rng, _PRODUCT, product=say.math(product), a=say.math(texts[0]), b=say.math(texts[1]))
    entrywise = tuple(tuple(x * y for x, y in zip(r, s, strict=True)) for r, s in zip(a, b, strict=True))
    wrong = [(_multiplied(b, a), Mutation.SWAPPED), (entrywise, Mutation.OPERATION), *_slips(right)]
    return draft(problem, right, wrong, lambda value: say.math(say.matrix(value)))


def matrix_inverse(rng: Random, say: Notation) -> Draft:
    """Of size two."""
    rows = _rows(rng, 2, 6)
    while not determinant(rows):
        rows = _rows(rng, 2, 6)
    (a, b), (c, d) = rows
    size = determinant(rows)
    adjoint: Rows = ((d, -b), (-c, a))
    right = tuple(tuple(each / size for each in row) for row in adjoint)
    problem = phrase(rng, _INVERSE, matrix=say.math(say.matrix(rows)))
    wrong = [(adjoint, Mutation.FACTOR), *_slips(right)]
    return draft(problem, right, wrong, lambda value: say.math(say.matrix(value)))


def _rows(rng: Random, size: int, limit: int) -> Rows:
    return tuple(tuple(Fraction(rng.randint(-limit, limit)) for _ in range(size)) for _ in range(size))


def _multiplied(left: Rows, right: Rows) -> Rows:
    columns = list(zip(*right, strict=True))
    return tuple(
        tuple(sum((x * y for x, y in zip(row, column, strict=True)), Fraction(0)) for column in columns)
        for row in left
    )


def _slips(rows: Rows) -> Iterator[tuple[Rows, Mutation]]:
    yield tuple(zip(*rows, strict=True)), Mutation.SWAPPED
    yield tuple(tuple(-each for each in row) for row in rows), Mutation.SIGN
    yield ((rows[0][0] + 1, *rows[0][1:]), *rows[1:]), Mutation.OFF_BY_ONE
