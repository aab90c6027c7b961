"""Tasks about points, lines, parabolas and matrices."""

from fractions import Fraction

from tutor.check.certifying.problems.makers import Maker, Match, right_side
from tutor.check.certifying.problems.numbers import node_of, point_of
from tutor.check.certifying.problems.sentences import Sentence
from tutor.check.certifying.problems.slots import equation_in, only_letter, tree_in
from tutor.check.certifying.problems.tasks import (
    FindMatrix,
    FindPoint,
    FindRootPoint,
    FindValue,
    FindVertex,
    Form,
    MatrixOperation,
    SlopeOfLine,
    Task,
)
from tutor.check.reading.tree import Integer, Matrix, Product, Root
from tutor.check.trees import letters, substituted


def _points(sentence: Sentence, match: Match) -> list[tuple[Fraction, Fraction]] | None:
    points = [point_of(tree_in(sentence, match[slot])) for slot in ("first", "second")]
    found = [point for point in points if point is not None]
    return found if len(found) == 2 else None


def slope_between(sentence: Sentence, match: Match) -> Task | None:
    """The slope of the line through two points."""
    points = _points(sentence, match)
    if points is None or points[0][0] == points[1][0]:
        return None
    (x, y), (u, v) = points
    return FindValue(node_of((v - y) / (u - x)), Form.NUMBER)


def distance(sentence: Sentence, match: Match) -> Task | None:
    """The distance between two points."""
    points = _points(sentence, match)
    if points is None:
        return None
    (x, y), (u, v) = points
    return FindValue(Root(node_of((u - x) ** 2 + (v - y) ** 2)), Form.NUMBER)


def midpoint(sentence: Sentence, match: Match) -> Task | None:
    """The middle of two points."""
    points = _points(sentence, match)
    if points is None:
        return None
    (x, y), (u, v) = points
    return FindPoint((node_of((x + u) / 2), node_of((y + v) / 2)))


def slope_of_line(sentence: Sentence, match: Match) -> Task | None:
    """The slope of a line given by its equation in x and y."""
    equation = equation_in(sentence, match["math"])
    if equation is None or len(equation.operands) != 2 or letters(equation) != {"x", "y"}:
        return None
    return SlopeOfLine(equation)


def vertex(sentence: Sentence, match: Match) -> Task | None:
    """The vertex of the graph of a quadratic function."""
    function = right_side(sentence, match["math"])
    variable = None if function is None else only_letter(function)
    return None if function is None or variable is None else FindVertex(function, variable)


def intercept(sentence: Sentence, match: Match) -> Task | None:
    """Where a graph crosses an axis."""
    function = right_side(sentence, match["math"])
    variable = None if function is None else only_letter(function)
    if function is None or variable is None:
        return None
    if match["axis"].lower() == "y":
        return FindPoint((Integer(0), substituted(function, {variable: Integer(0)})), on_axis=True)
    return FindRootPoint(function, variable)


def matrix(operation: MatrixOperation) -> Maker:
    """The determinant or the inverse of a matrix."""

    def make(sentence: Sentence, match: Match) -> Task | None:
        tree = tree_in(sentence, match["math"])
        return FindMatrix(operation, (tree,)) if isinstance(tree, Matrix) else None

    return make


def matrix_product(sentence: Sentence, match: Match) -> Task | None:
    """The product of two matrices, written as one or said."""
    slots = [match["math"], match["second"]] if match["math"] else [match["math_"]]
    trees = [tree_in(sentence, slot) for slot in slots]
    factors = [part for tree in trees for part in (tree.factors if isinstance(tree, Product) else (tree,))]
    found = [part for part in factors if isinstance(part, Matrix)]
    if len(found) != 2 or len(factors) != 2:
        return None
    return FindMatrix(MatrixOperation.PRODUCT, tuple(found))
