"""A line as an answer: any equation of it is right, in the form that is asked for."""

from dataclasses import dataclass

from sympy import Expr, Integer, Poly, Symbol
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.functions.line_forms import LineForm, form_fault
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import without_approximations
from tutor.check.comparing.outcome import conjunction
from tutor.check.comparing.proofs import is_expandable
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import Application, Decimal, Node, Relation, RelationOperator
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import applied, contains, letters
from tutor.vocabulary.verdict import Certificate, Equality, Method

_NEAR = 0.05  # how far a rounded coefficient may be off


@dataclass(frozen=True, slots=True)
class Line:
    """a·x + b·y = c, where x and y go by the names `across` and `up`."""

    a: Expr
    b: Expr
    c: Expr
    across: str = "x"
    up: str = "y"

    def __str__(self) -> str:
        if self.b == 0:
            return f"{self.across} = {shown(self.c / self.a)}"
        slope, height = -self.a / self.b * Symbol(self.across), self.c / self.b
        if slope == 0 or height == 0:
            return f"{self.up} = {shown(slope + height)}"
        text = shown(height)
        end = f"- {text[1:]}" if text.startswith("-") else f"+ {text}"
        return f"{self.up} = {shown(slope)} {end}"


def sloped(slope: Expr, x: Expr, y: Expr, across: str = "x", up: str = "y") -> Line:
    """Through a point with a slope."""
    return Line(slope, Integer(-1), slope * x - y, across, up)


def line_of(equation: Relation, across: str = "x", up: str = "y") -> Line | None:
    """The line of an equation in the two letters; None where it is none."""
    if equation.operators != (RelationOperator.EQUAL,) or not letters(equation) <= {across, up}:
        return None
    if applied(equation):
        return None
    difference = expression(equation.operands[0]) - expression(equation.operands[1])
    x, y = (expression(Letter(name)) for name in (across, up))
    try:
        polynomial = Poly(difference, x, y) if is_expandable(difference) else None
    except BasePolynomialError:
        return None
    if polynomial is None or polynomial.total_degree() != 1:
        return None
    a, b, c = (polynomial.coeff_monomial(each) for each in (x, y, 1))
    return Line(a, b, -c, across, up)


def certify_line(line: Line, answer: Node, form: LineForm = LineForm.ANY) -> Certificate:
    """An equation of the line, whatever its shape, unless a form is asked for."""
    equation = _with_height(without_approximations(answer), line)
    shows = f"the line is {line}"
    if not isinstance(equation, Relation):
        return _certify_side(line, equation, shows)
    given = line_of(equation, line.across, line.up)
    if given is None:
        return unchecked(f"the answer is no equation of a line in {line.across} and {line.up}")
    result = conjunction(
        [
            compare_values(line.a * given.b, line.b * given.a),
            compare_values(line.a * given.c, line.c * given.a),
            compare_values(line.b * given.c, line.c * given.b),
        ]
    )
    if result.equality is Equality.PROVED:
        fault = form_fault(equation, form, line.across, line.up)
        return (
            supported(Method.COMPARED, f"{shows}, but {fault}") if fault else proved(Method.EVALUATED, shows)
        )
    if result.equality is Equality.NUMERIC:
        return supported(Method.COMPARED, shows)
    if result.equality is not Equality.DIFFERENT:
        return unchecked(result.detail)
    if contains(equation, Decimal) and _is_near(line, given):
        return unchecked("the numbers may be rounded")
    return refuted(Method.EVALUATED, shows)


def _with_height(answer: Node, line: Line) -> Node:
    """f(x) = … as y = …."""
    match answer:
        case Relation(
            operands=(Application(arguments=(Letter(name=name),), order=0, inverse=False), body),
            operators=(RelationOperator.EQUAL,),
        ) if name == line.across:
            return Relation((Letter(line.up), body), answer.operators)
    return answer


def _certify_side(line: Line, side: Node, shows: str) -> Certificate:
    """2x + 1 without "y =" says which line is meant, but is no equation."""
    if line.b == 0 or letters(side) != {line.across} or applied(side):
        return unchecked("the answer is no equation")
    height = (line.c - line.a * expression(Letter(line.across))) / line.b
    if compare_values(height, expression(side)).equality is Equality.PROVED:
        return supported(Method.COMPARED, f"{shows}, but the answer is no equation")
    return unchecked("the answer is no equation")


def _is_near(line: Line, given: Line) -> bool:
    """Whether the coefficients are the same up to rounding, when scaled alike."""
    scales = [one.b if line.b != 0 else one.a for one in (line, given)]
    if 0 in scales:
        return False
    pairs = [
        (one / scales[0], other / scales[1])
        for one, other in zip((line.a, line.b, line.c), (given.a, given.b, given.c), strict=True)
    ]
    return all(abs((one - other).evalf(15)) <= _NEAR * (1 + abs(one.evalf(15))) for one, other in pairs)
