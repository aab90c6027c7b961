"""Determinants, sums, products, powers, transposes and inverses of matrices of numbers."""

import re
from collections.abc import Callable

from sympy import Expr, ImmutableMatrix
from sympy.matrices import MatrixBase

from tutor.check.certifying.families.asking import (
    ASK,
    CheckAnswer,
    Match,
    first_fit,
    patterns,
    tree_of,
)
from tutor.check.certifying.families.judging import no_value_check, value_check
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.question import Question
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError
from tutor.check.reading.tree import (
    Call,
    FunctionName,
    Integer,
    Matrix,
    Negation,
    Node,
    Power,
    Product,
    Relation,
    RelationOperator,
    Sum,
    Symbol,
)
from tutor.check.symbolic.build import build
from tutor.check.symbolic.outcome import BuildError
from tutor.check.trees import contains, letters, walk
from tutor.vocabulary.verdict import Certificate, Equality, Method

_LARGEST = 5
_HIGHEST_POWER = 10
_SINGULAR = ("undefined", "not exist", "no inverse", "not invertible", "singular", "none")
_MATRIX = r"(?:the )?(?:following )?(?:\d ?(?:x|×|\\times|by) ?\d )?(?:(?:matrix|matrices)\b)?:? ?"
_NAMED = re.compile(r"^[A-Z] ?= ?(?=\\begin|\[|\\left)")
_DETERMINANT = r"(?:the )?determinant of"


def _determinant(match: Match, question: Question) -> CheckAnswer | None:
    matrix = _matrix(match["a"])
    if not isinstance(matrix, Matrix) or len(matrix.rows) != len(matrix.rows[0]):
        return None
    return value_check(Call(FunctionName.DET, (matrix,)), question)


def _inverse(match: Match, _: Question) -> CheckAnswer | None:
    matrix = _matrix(match["a"])
    if not isinstance(matrix, Matrix) or len(matrix.rows) != len(matrix.rows[0]):
        return None
    built = _built(matrix)
    if built is None:
        return None
    if built.det() == 0:
        return no_value_check("the determinant is 0: there is no inverse", _SINGULAR)
    return _matrix_check(built.inv(), scaled=True)


def _transpose(match: Match, _: Question) -> CheckAnswer | None:
    matrix = _matrix(match["a"])
    built = _built(matrix) if isinstance(matrix, Matrix) else None
    return None if built is None else _matrix_check(built.T)


def _worked(match: Match, _: Question) -> CheckAnswer | None:
    """A formula of matrices and numbers that says itself what to do."""
    tree = _matrix(match["a"])
    noun = (match.groupdict().get("noun") or "").lower()
    fitting = {"product": Product, "sum": Sum, "difference": Sum}.get(noun, Product | Sum | Power)
    if tree is None or not isinstance(tree, fitting) or not contains(tree, Matrix):
        return None
    return _check_of(tree)


def _together(join: Callable[[Node, Node], Node]) -> Callable[[Match, Question], CheckAnswer | None]:
    def make(match: Match, _: Question) -> CheckAnswer | None:
        left, right = _matrix(match["a"]), _matrix(match["b"])
        if not isinstance(left, Matrix) or not isinstance(right, Matrix):
            return None
        return _check_of(join(left, right))

    return make


def _product(left: Node, right: Node) -> Node:
    return Product((left, right))


def _sum(left: Node, right: Node) -> Node:
    return Sum((left, right))


def _difference(left: Node, right: Node) -> Node:
    return Sum((left, Negation(right)))


def _taken_away(left: Node, right: Node) -> Node:
    return _difference(right, left)


_TWO = rf"{_MATRIX}(?P<a>.+?),? (?:and|by|with) {_MATRIX}(?P<b>.+)"
_ONE = rf"{_MATRIX}(?P<a>.+)"

_PATTERNS = patterns(
    (rf"(?:{ASK} )?{_DETERMINANT} {_ONE}", _determinant),
    (rf"(?:{ASK} )?(?:the )?(?:multiplicative )?inverse of {_ONE}", _inverse),
    (rf"invert {_ONE}", _inverse),
    (rf"{ASK} (?:the )?transpose of {_ONE}", _transpose),
    (rf"{ASK} (?:the )?(?:matrix )?(?P<noun>product|sum|difference):? {_ONE}", _worked),
    (rf"(?:{ASK} (?:the )?(?:matrix )?product of|multiply) {_TWO}", _together(_product)),
    (rf"(?:{ASK} (?:the )?(?:matrix )?sum of|add) {_TWO}", _together(_sum)),
    (rf"{ASK} (?:the )?(?:matrix )?difference of {_TWO}", _together(_difference)),
    (rf"subtract {_MATRIX}(?P<a>.+?) from {_MATRIX}(?P<b>.+)", _together(_taken_away)),
    (rf"(?:{ASK}|multiply:?|add:?|simplify:?|perform the (?:indicated )?operations?:) {_ONE}", _worked),
)


def recognize(problem: str) -> CheckAnswer | None:
    """One operation on matrices whose entries are numbers."""
    if not re.search(r"matri|matrix|determinant|\[\[", problem, re.IGNORECASE):
        return None
    try:
        return first_fit(_PATTERNS, problem)
    except (UnbuildableError, BuildError):
        return None


def _matrix(text: str) -> Node | None:
    """A formula of matrices without letters; "A = [[1, 2], [3, 4]]" is the matrix it names."""
    tree = tree_of(_NAMED.sub("", text.strip()))
    if tree is None or letters(tree) or isinstance(tree, Relation):
        return None
    sizes = [max(len(one.rows), len(one.rows[0])) for one in walk(tree) if isinstance(one, Matrix)]
    powers = [one.exponent for one in walk(tree) if isinstance(one, Power)]
    small = all(isinstance(one, Integer) and one.value <= _HIGHEST_POWER for one in powers)
    return tree if small and max(sizes, default=0) <= _LARGEST else None


def _built(tree: Node) -> MatrixBase | None:
    """None for what is no matrix, or has entries that are no numbers."""
    built = build(tree)
    if not isinstance(built, MatrixBase) or not all(isinstance(one, Expr) and one.is_number for one in built):
        return None
    return built


def _check_of(tree: Node) -> CheckAnswer | None:
    built = _built(tree)
    return None if built is None else _matrix_check(built)


def _matrix_check(right: MatrixBase, *, scaled: bool = False) -> CheckAnswer:
    """The answer must be this matrix, worked out; `scaled` allows a factor before it."""

    def check(answer: Node) -> Certificate:
        given = _claimed(answer)
        if given is None or not contains(given, Matrix) or letters(given):
            return unchecked("the answer is no matrix of numbers")
        try:
            built = _built(given)
        except BuildError as error:
            return unchecked(str(error))
        if built is None:
            return unchecked("the answer is no matrix of numbers")
        return _judge(right, built, plain=_is_plain(given, scaled=scaled))

    return check


def _judge(right: MatrixBase, given: MatrixBase, *, plain: bool) -> Certificate:
    shows = f"the matrix is {_rows(right)}"
    if right.shape != given.shape:
        return refuted(Method.EVALUATED, f"{shows}, with {right.rows} rows and {right.cols} columns")
    found = [compare_values(a, b) for a, b in zip(right, given, strict=True)]
    if any(is_different(one) for one in found):
        return refuted(Method.EVALUATED, shows)
    if not all(one.equality is Equality.PROVED for one in found):
        return unchecked("an entry could not be compared exactly")
    return (
        proved(Method.EVALUATED, shows) if plain else supported(Method.EVALUATED, "equal, but not worked out")
    )


def _claimed(answer: Node) -> Node | None:
    """The matrix behind its name: A^{-1} = …, AB = …; the last of a chain only where all are alike."""
    if not isinstance(answer, Relation):
        return answer
    named, value = answer.operands[0], answer.operands[-1]
    if answer.operators != (RelationOperator.EQUAL,) or contains(named, Matrix):
        return None
    plain = (Symbol, Product, Power, Negation, Integer, Call, Sum)
    return value if all(isinstance(one, plain) for one in walk(named)) else None


def _is_plain(given: Node, *, scaled: bool) -> bool:
    """One matrix, of entries that are numbers and no sums or products."""
    if scaled and isinstance(given, Product) and len(given.factors) == 2:
        factor, given = given.factors
        if contains(factor, Sum, Matrix):
            return False
    if not isinstance(given, Matrix):
        return False
    return not any(contains(entry, Sum, Product, Power) for row in given.rows for entry in row)


def _rows(matrix: MatrixBase) -> str:
    entries = ImmutableMatrix(matrix).tolist()
    return "[" + ", ".join(f"[{', '.join(shown(one) for one in row)}]" for row in entries) + "]"
