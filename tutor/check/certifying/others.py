"""Numerals, prime factors, units, points, lines and matrices: worked out, then compared."""

from sympy import Expr, Integer, Poly, Rational, isprime
from sympy import Matrix as SympyMatrix
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.problems.tasks import (
    ConvertUnit,
    Factorize,
    FindMatrix,
    FindPoint,
    FindRootPoint,
    FindVertex,
    MatrixOperation,
    SlopeOfLine,
    WriteInBase,
)
from tutor.check.certifying.usual_factors import may_be_meant
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.members import ordered_items
from tutor.check.comparing.outcome import conjunction
from tutor.check.comparing.shown import shown
from tutor.check.comparing.units import as_quantity, match_units, unit_text
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import (
    BaseLiteral,
    Matrix,
    Node,
    Power,
    Product,
    Quantity,
    Relation,
    Symbol,
    Text,
)
from tutor.check.reading.tree import Integer as Numeral
from tutor.check.trees import letters
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Comparison, Equality, Method


def certify_factors(task: Factorize, answer: Node) -> Certificate:
    """Every base a prime, and the product right."""
    value = split_label(answer).value
    factors = value.factors if isinstance(value, Product) else (value,)
    bases = [factor.base if isinstance(factor, Power) else factor for factor in factors]
    if not all(isinstance(base, Numeral) for base in bases):
        return unchecked("the answer is no product of numbers")
    found = expression(value)
    if found != task.number:
        return refuted(Method.EVALUATED, f"the product is {shown(found)}")
    composite = next((base for base in bases if isinstance(base, Numeral) and not isprime(base.value)), None)
    if composite is not None:
        return refuted(Method.EVALUATED, f"{composite.value} is no prime")
    return proved(Method.EVALUATED, f"{len(set(bases))} different primes, and their product is {task.number}")


def certify_numeral(task: WriteInBase, answer: Node) -> Certificate:
    """Digits in the base asked for; the base itself may be left out."""
    value = split_label(answer).value
    digits = _digits(value)
    if digits is None or (isinstance(value, BaseLiteral) and value.base != task.base):
        return unchecked("the answer is no numeral in that base")
    right = _written(task.number, task.base)
    shows = f"{task.number} in base {task.base} is {right}"
    return proved(Method.EVALUATED, shows) if digits.upper() == right else refuted(Method.EVALUATED, shows)


def certify_conversion(task: ConvertUnit, answer: Node) -> Certificate:
    """The number of target units."""
    match = match_units(task.target, task.unit)
    if match.factor is None:
        return unchecked("units that can't be converted")
    value = task.number * match.factor
    given = split_label(answer).value
    given = given if isinstance(given, Quantity) else as_quantity(given) or given
    number = given.value if isinstance(given, Quantity) else given
    scale = match_units(task.target, given.unit if isinstance(given, Quantity) else None)
    if scale.factor is None:
        return unchecked(scale.detail)
    exact = Rational(value.numerator, value.denominator)
    factor = Rational(scale.factor.numerator, scale.factor.denominator)
    found = _judged(compare_values(exact, expression(number) * factor), f"it is {shown(exact)}")
    units, worth = (task.unit, task.target), value / scale.factor
    if found.status is CertificateStatus.REFUTED and may_be_meant(worth, units, match.factor, number):
        return unchecked("it may be rounded, or worked out with a rounded factor")
    if found.status is CertificateStatus.PROVED and factor != 1:
        return supported(Method.COMPARED, f"equal, but not in {unit_text(task.target)}")
    return found


def certify_point(task: FindPoint, answer: Node) -> Certificate:
    """Coordinate by coordinate; a y-intercept also as a number, as y = 3 or b = 3."""
    named = split_label(answer)
    if task.on_axis and ordered_items(named.value) is None:
        if (
            isinstance(named.value, Relation)
            or letters(named.value)
            or (named.label and named.label.name not in ("y", "b"))
        ):
            return unchecked("the answer is no height")
        height = expression(task.coordinates[-1])
        return _judged(compare_values(height, expression(named.value)), f"it crosses at {shown(height)}")
    return _certify_entries([expression(value) for value in task.coordinates], answer)


def certify_root_point(task: FindRootPoint, answer: Node) -> Certificate:
    """The x-axis is crossed where a linear function vanishes."""
    coefficients = _coefficients(expression(task.function), expression(Symbol(task.variable)))
    if coefficients is None or len(coefficients) != 2:
        return unchecked("not a line")
    root = -coefficients[1] / coefficients[0]
    given = split_label(answer).value
    if ordered_items(given) is None:
        return _judged(compare_values(root, expression(given)), f"it crosses at {shown(root)}")
    return _certify_entries([root, Integer(0)], answer)


def certify_vertex(task: FindVertex, answer: Node) -> Certificate:
    """The parabola turns where its derivative vanishes."""
    variable = expression(Symbol(task.variable))
    function = expression(task.function)
    coefficients = _coefficients(function, variable)
    if coefficients is None or len(coefficients) != 3:
        return unchecked("not a parabola")
    place = -coefficients[1] / (2 * coefficients[0])
    return _certify_entries([place, function.subs(variable, place)], answer)


def certify_slope(task: SlopeOfLine, answer: Node) -> Certificate:
    """a x + b y + c = 0 has the slope -a/b."""
    left, right = (expression(side) for side in task.equation.operands)
    x, y = expression(Symbol("x")), expression(Symbol("y"))
    try:
        line = Poly(left - right, x, y)
    except BasePolynomialError:
        return unchecked("not a line")
    across, up = line.coeff_monomial(x), line.coeff_monomial(y)
    if line.total_degree() != 1 or up == 0:
        return unchecked("not a line with a slope")
    slope = -across / up
    return _judged(
        compare_values(slope, expression(split_label(answer).value)), f"the slope is {shown(slope)}"
    )


def certify_matrix(task: FindMatrix, answer: Node) -> Certificate:
    """Determinant, inverse, product of matrices of numbers."""
    matrices = [
        SympyMatrix([[expression(entry) for entry in row] for row in one.rows]) for one in task.matrices
    ]
    given = split_label(answer).value
    first = matrices[0]
    if task.operation is MatrixOperation.DETERMINANT:
        if not first.is_square:
            return unchecked("not square")
        return _judged(compare_values(first.det(), expression(given)), f"it is {shown(first.det())}")
    if not isinstance(given, Matrix):
        return unchecked("the answer is no matrix")
    made = _made(task.operation, matrices)
    if made is None:
        return unchecked("there is no such matrix")
    entries = [[expression(entry) for entry in row] for row in given.rows]
    if made.shape != (len(entries), len(entries[0])):
        return refuted(Method.EVALUATED, f"the matrix has {made.shape[0]} rows and {made.shape[1]} columns")
    pairs = zip(list(made), [entry for row in entries for entry in row], strict=True)
    return _judged(conjunction([compare_values(a, b) for a, b in pairs]), "worked out entry by entry")


def _made(operation: MatrixOperation, matrices: list[SympyMatrix]) -> SympyMatrix | None:
    first = matrices[0]
    if operation is MatrixOperation.INVERSE:
        return first.inv() if first.is_square and first.det() != 0 else None
    return first * matrices[1] if first.shape[1] == matrices[1].shape[0] else None


def _certify_entries(values: list[Expr], answer: Node) -> Certificate:
    items = ordered_items(split_label(answer).value)
    if items is None or len(items) != len(values):
        return unchecked("the answer is no point")
    shows = f"it is ({', '.join(shown(value) for value in values)})"
    return _judged(
        conjunction([compare_values(a, expression(b)) for a, b in zip(values, items, strict=True)]), shows
    )


def _judged(result: Comparison, shows: str) -> Certificate:
    if result.equality is Equality.PROVED:
        return proved(Method.EVALUATED, shows)
    if result.equality is Equality.NUMERIC:
        return supported(Method.COMPARED, shows)
    return (
        refuted(Method.EVALUATED, shows)
        if result.equality is Equality.DIFFERENT
        else unchecked(result.detail)
    )


def _coefficients(function: Expr, variable: Expr) -> list[Expr] | None:
    try:
        return list(Poly(function, variable).all_coeffs())
    except BasePolynomialError:
        return None


def _digits(node: Node) -> str | None:
    match node:
        case BaseLiteral(digits=digits):
            return digits.lstrip("0")
        case Numeral(value=value):
            return str(value)
        case Symbol(name=name) | Text(text=name) if name.isalnum():
            return name
    return None


def _written(number: int, base: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, base)
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + digits
    return digits or "0"
