"""A derivative, an integral or a matrix worked out: such a line claims a result, it solves nothing."""

from collections.abc import Sequence

from sympy import MatrixBase

from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression, is_unfinished, worked
from tutor.check.reading.tree import Decimal, Derivative, Evaluation, Integral, Matrix, Node, Symbol
from tutor.check.steps.findings import breaks, holds
from tutor.check.steps.links import Link
from tutor.check.symbolic.build import build
from tutor.check.symbolic.outcome import BuildError
from tutor.check.trees import applied, contains, letters, substituted
from tutor.vocabulary.verdict import Verdict

_CONSTANTS = frozenset({"C", "c", "K", "k"})


def with_matrices(link: Link, given: Sequence[Link]) -> Link:
    """A + 2B with the problem's matrices for its letters; a line that only names one stays."""
    if isinstance(link.left, Symbol) or not link.is_equality:
        return link
    named: dict[str, Node] = {
        known.left.name: known.right
        for known in given
        if isinstance(known.left, Symbol) and isinstance(known.right, Matrix)
    }
    return Link(substituted(link.left, named), link.operator, substituted(link.right, named))


def judge_operation(link: Link, results_only: bool = False) -> Verdict | None:
    """A break where something else was worked out than is said; of matrices also that it is right.

    With `results_only` a derivative that is set equal to a number is no equation to solve.
    """
    if not link.is_equality or link.has_words:
        return None
    if any(contains(side, Matrix) for side in (link.left, link.right)):
        return _judge_matrices(link)
    if applied(link.left) or applied(link.right) or contains(link.right, Decimal, Derivative):
        return None
    try:
        match link.left:
            case Derivative(variable=str(name)):
                return _judge_derivative(link, name, results_only)
            case Integral(variable=name, lower=None):
                return _judge_antiderivative(link, name)
            case Evaluation(lower=Node()) | Integral(lower=Node()):
                return _judge_value(link)
    except UnbuildableError:
        return None
    return None


def _judge_derivative(link: Link, name: str, results_only: bool) -> Verdict | None:
    """In one letter; set equal to a number it may be an equation after all."""
    if letters(link.left) != {name} or not letters(link.right) <= {name}:
        return None
    derived, said = worked(expression(link.left)), expression(link.right)
    if is_unfinished(derived) or (derived.free_symbols and not said.free_symbols and not results_only):
        return None
    result = compare_values(derived, said)
    return breaks(f"it is {shown(derived)}; {result.detail}") if is_different(result) else None


def _judge_antiderivative(link: Link, name: str) -> Verdict | None:
    if letters(link.left) != {name} or not {name} <= letters(link.right) <= {name} | _CONSTANTS:
        return None
    by = expression(Symbol(name))
    derived = [worked(expression(side).diff(by)) for side in (link.left, link.right)]
    if any(is_unfinished(one) for one in derived):
        return None
    result = compare_values(*derived)
    return (
        breaks(f"differentiated back it is something else: {result.detail}") if is_different(result) else None
    )


def _judge_value(link: Link) -> Verdict | None:
    """Between limits: the letter inside has no say; what stands right of an integral is judged elsewhere."""
    if len(letters(link.left)) != 1 or not letters(link.right) <= letters(link.left):
        return None
    if letters(link.right) and not isinstance(link.right, Evaluation | Integral):
        return None
    if isinstance(link.left, Integral) and not isinstance(link.right, Evaluation):
        return None
    found, said = worked(expression(link.left)), worked(expression(link.right))
    if any(side.free_symbols or is_unfinished(side) for side in (found, said)):
        return None
    return breaks(f"{shown(found)} ≠ {shown(said)}") if is_different(compare_values(found, said)) else None


def _judge_matrices(link: Link) -> Verdict | None:
    """Entry by entry, where there are no letters."""
    if link.letters or any(contains(side, Decimal) for side in (link.left, link.right)):
        return None
    try:
        left, right = build(link.left), build(link.right)
    except BuildError:
        return None
    if not (isinstance(left, MatrixBase) and isinstance(right, MatrixBase)):
        return None
    if left.shape != right.shape:
        return breaks(f"the left side has {_shape(left)}, the right side {_shape(right)}")
    for row in range(left.rows):
        for column in range(left.cols):
            one, other = left[row, column], right[row, column]
            result = compare_values(one, other)
            if is_different(result):
                return breaks(f"row {row + 1}, column {column + 1}: {shown(one)} ≠ {shown(other)}")
            if not result.equal:
                return None
    return holds("both sides have the same entries")


def _shape(matrix: MatrixBase) -> str:
    return f"{matrix.rows} rows and {matrix.cols} columns"
