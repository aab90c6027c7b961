"""Slips with matrices."""

from collections.abc import Iterator
from typing import Final

from tutor.check.reading.tree import Call, FunctionName, Matrix, Node, Product, Sum
from tutor.lesson.slips.rule import Rewriting
from tutor.lesson.slips.terms import negative


def _entrywise(node: Node) -> Iterator[Node]:
    if not isinstance(node, Product) or not all(isinstance(factor, Matrix) for factor in node.factors):
        return
    first, *others = (factor.rows for factor in node.factors if isinstance(factor, Matrix))
    if len(others) == 1 and len(first) == len(others[0]) and len(first[0]) == len(others[0][0]):
        yield Matrix(
            tuple(
                tuple(Product((a, b)) for a, b in zip(row, other, strict=True))
                for row, other in zip(first, others[0], strict=True)
            )
        )


def _other_order(node: Node) -> Iterator[Node]:
    """AB as BA."""
    if isinstance(node, Product) and all(isinstance(factor, Matrix) for factor in node.factors):
        yield Product(node.factors[::-1])


def _determinant_sign(node: Node) -> Iterator[Node]:
    """ad - bc as ad + bc, or as bc - ad."""
    if not isinstance(node, Call) or node.function is not FunctionName.DET:
        return
    matrix = node.arguments[0]
    if isinstance(matrix, Matrix) and [len(row) for row in matrix.rows] == [2, 2]:
        (a, b), (c, d) = matrix.rows
        yield Sum((Product((a, d)), Product((b, c))))
        yield Sum((Product((b, c)), negative(Product((a, d)))))


RULES: Final = (
    Rewriting(
        "matrix-entrywise",
        "The matrices were multiplied entry by entry; each entry is a row times a column.",
        _entrywise,
    ),
    Rewriting(
        "matrix-order",
        "The matrices were multiplied in the other order.",
        _other_order,
    ),
    Rewriting(
        "determinant-sign",
        "The determinant has a wrong sign: it is ad − bc.",
        _determinant_sign,
    ),
)
