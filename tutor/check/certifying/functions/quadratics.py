"""Sentences about quadratics: discriminant, axis of symmetry, completed square."""

from sympy import Expr, Integer, Poly
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.families.plain_numbers import Asked as Number
from tutor.check.certifying.families.plain_numbers import certify_number
from tutor.check.certifying.functions.asked import Asked, CheckAnswer
from tutor.check.certifying.functions.line import Line
from tutor.check.certifying.functions.matching import kind_of, line_kind
from tutor.check.certifying.functions.phrases import ASK, function
from tutor.check.certifying.problems.slots import only_letter
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.proofs import is_expandable
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import Fraction, Negation, Node, Power, Product, Relation, Sum, Symbol
from tutor.check.reading.tree import Integer as Numeral
from tutor.check.trees import letters
from tutor.vocabulary.verdict import Certificate, Equality, Method


def _coefficients(body: Expr, variable: Expr) -> list[Expr] | None:
    """Of a quadratic with rational coefficients."""
    try:
        polynomial = Poly(body, variable) if is_expandable(body) else None
    except BasePolynomialError:
        return None
    if (
        polynomial is None
        or polynomial.degree() != 2
        or not (polynomial.domain.is_ZZ or polynomial.domain.is_QQ)
    ):
        return None
    return list(polynomial.all_coeffs())


def _discriminant(asked: Asked) -> CheckAnswer | None:
    """Of an expression, or of an equation with everything on its left side."""
    equation, given = asked.equation("math"), asked.function("math")
    if equation is not None and (given is None or not given.name):
        name = only_letter(equation)
        body = expression(equation.operands[0]) - expression(equation.operands[1])
    elif given is not None:
        name, body = given.variable, expression(given.body)
    else:
        return None
    found = None if name is None else _coefficients(body, expression(Symbol(name)))
    if found is None:
        return None
    a, b, c = found
    number = Number(b**2 - 4 * a * c, "the discriminant", asked.problem, r"D|d|Δ|Delta|(?:the )?discriminant")
    return lambda answer: certify_number(number, _last(answer))


def _last(answer: Node) -> Node:
    """The end of b² - 4ac = 9 - 8 = 1."""
    if isinstance(answer, Relation) and letters(answer.operands[0]) == {"a", "b", "c"}:
        return answer.operands[-1] if not letters(answer.operands[-1]) else answer
    return answer


def _axis(asked: Asked) -> Line | None:
    found = asked.function("math")
    if found is None:
        return None
    coefficients = _coefficients(expression(found.body), expression(Symbol(found.variable)))
    if coefficients is None:
        return None
    a, b, _ = coefficients
    return Line(
        Integer(1), Integer(0), -b / (2 * a), across=found.variable, up="y" if found.variable != "y" else "x"
    )


def _completed(asked: Asked) -> CheckAnswer | None:
    """a(x - h)² + k of an expression, or of y = …."""
    found = asked.function("math")
    if found is None:
        return None
    variable = expression(Symbol(found.variable))
    coefficients = _coefficients(expression(found.body), variable)
    if coefficients is None:
        return None
    a, b, c = coefficients
    place = -b / (2 * a)
    square = a * (variable - place) ** 2 + c - a * place**2
    return lambda answer: _certify_square(expression(found.body), square, answer)


def _certify_square(body: Expr, square: Expr, answer: Node) -> Certificate:
    value = split_label(answer).value
    if isinstance(value, Relation):
        return unchecked("the answer is an equation")
    result = compare_values(body, expression(value))
    shows = f"it is {shown(square)}"
    if is_different(result) and body.as_independent(*body.free_symbols, as_Add=True)[0] == 0:
        return unchecked("the square that x² + 6x is a part of may be meant")
    if is_different(result):
        return refuted(Method.EVALUATED, shows)
    if result.equality is not Equality.PROVED:
        return unchecked(result.detail)
    if _is_completed(value):
        return proved(Method.EVALUATED, shows)
    return supported(Method.EVALUATED, "equal, but no completed square")


def _is_completed(node: Node) -> bool:
    """One square of a sum with the letter, maybe multiplied by a number, and numbers."""
    terms = node.terms if isinstance(node, Sum) else (node,)
    named = [term for term in terms if letters(term)]
    return len(named) == 1 and len(terms) <= 2 and _is_square(named[0])


def _is_square(node: Node) -> bool:
    match node:
        case Negation(operand=inner):
            return _is_square(inner)
        case Fraction(numerator=inner, denominator=bottom):
            return not letters(bottom) and _is_square(inner)
        case Product(factors=factors):
            named = [factor for factor in factors if letters(factor)]
            return len(named) == 1 and _is_square(named[0])
        case Power(base=base, exponent=Numeral(value=2)):
            terms = base.terms if isinstance(base, Sum) else (base,)
            return len(terms) <= 2 and any(isinstance(term, Symbol) for term in terms)
    return False


recognize_numbers = kind_of(
    (
        (
            rf"{ASK} (?:the )?discriminant (?:of|for) (?:the )?(?:quadratic )?(?:equation )?{function()}",
            _discriminant,
        ),
        (
            rf"complete the square(?: (?:for|of|in|on))?:? (?:the )?(?:quadratic )?(?:expression )?"
            rf"{function()}",
            _completed,
        ),
        (
            rf"(?:write|rewrite|express|put|convert) {function()} (?:in|into|to)"
            r" (?:vertex|completed[- ]square) form(?: by completing the square)?",
            _completed,
        ),
        (rf"(?:write|rewrite|express) {function()} by completing the square", _completed),
    )
)
recognize_axes = line_kind(
    (
        (
            rf"{ASK} (?:(?:an?|the) )?(?:equation (?:of|for) )?the (?:axis|line) of symmetry"
            rf" (?:of|for) {function()}",
            _axis,
        ),
    )
)
