"""How numbers, names, operations, functions and calculus are printed."""

from typing import Final

from tutor.check.reading import tree as t
from tutor.check.reading.cursor import FUNCTION_LETTERS
from tutor.check.reading.forms import Form, Level, at, form, items, shows, words
from tutor.check.reading.notation import CHARACTERS, LETTER

_CONSTANTS: Final = {t.ConstantName.PI: "π", t.ConstantName.INFINITY: "∞"}
_GREEK: Final = {
    text: character
    for character, (kind, text) in CHARACTERS.items()
    if kind == LETTER and character not in "ϕϵµ"
}


@shows(t.Integer)
def _integer(node: t.Node) -> Form:
    assert isinstance(node, t.Integer)
    return Level.ATOM, str(node.value)


@shows(t.Decimal)
def _decimal(node: t.Node) -> Form:
    assert isinstance(node, t.Decimal)
    return Level.ATOM, node.digits + ("..." if node.continues else "")


@shows(t.RepeatingDecimal)
def _repeating(node: t.Node) -> Form:
    assert isinstance(node, t.RepeatingDecimal)
    return Level.ATOM, node.digits + "".join(digit + "\u0305" for digit in node.period)


@shows(t.BaseLiteral)
def _based(node: t.Node) -> Form:
    assert isinstance(node, t.BaseLiteral)
    return Level.ATOM, f"{node.digits}_{node.base}"


@shows(t.MixedNumber)
def _mixed(node: t.Node) -> Form:
    assert isinstance(node, t.MixedNumber)
    return Level.TERM, f"{node.whole} {node.numerator}/{node.denominator}"


@shows(t.Percent)
def _percent(node: t.Node) -> Form:
    assert isinstance(node, t.Percent)
    return Level.OPERAND, at(node.value, Level.ATOM) + "%"


@shows(t.Degrees)
def _degrees(node: t.Node) -> Form:
    assert isinstance(node, t.Degrees)
    return Level.OPERAND, at(node.value, Level.ATOM) + "°"


@shows(t.Constant)
def _constant(node: t.Node) -> Form:
    assert isinstance(node, t.Constant)
    return Level.ATOM, _CONSTANTS.get(node.name, node.name.value)


@shows(t.Symbol)
def _symbol(node: t.Node) -> Form:
    assert isinstance(node, t.Symbol)
    return Level.ATOM, _GREEK.get(node.name, node.name)


@shows(t.Text)
def _text(node: t.Node) -> Form:
    assert isinstance(node, t.Text)
    return Level.ATOM, words(node.text)


@shows(t.Negation)
def _negation(node: t.Node) -> Form:
    assert isinstance(node, t.Negation)
    return Level.SUM, "-" + at(node.operand, Level.TERM)


@shows(t.PlusMinus)
def _plus_minus(node: t.Node) -> Form:
    assert isinstance(node, t.PlusMinus)
    return Level.SUM, ("∓" if node.minus_first else "±") + at(node.operand, Level.TERM)


@shows(t.Sum)
def _sum(node: t.Node) -> Form:
    assert isinstance(node, t.Sum)
    first, *others = node.terms
    text = form(first)[1] if isinstance(first, t.Negation | t.PlusMinus) else at(first, Level.TERM)
    for term in others:
        if isinstance(term, t.Negation):
            text += " - " + at(term.operand, Level.TERM)
        elif isinstance(term, t.PlusMinus):
            text += (" ∓ " if term.minus_first else " ± ") + at(term.operand, Level.TERM)
        else:
            text += " + " + at(term, Level.TERM)
    return Level.SUM, text


@shows(t.Product)
def _product(node: t.Node) -> Form:
    assert isinstance(node, t.Product)
    first, *others = node.factors
    text = at(first, Level.PRODUCT) if isinstance(first, t.Fraction) else at(first, Level.OPERAND)
    for before, factor in zip(node.factors, others, strict=False):
        text += ("" if _is_coefficient(before, factor) else "*") + at(factor, Level.OPERAND)
    return Level.PRODUCT, text


def _is_coefficient(before: t.Node, factor: t.Node) -> bool:
    """3x, 3x^2, 3π and 3(x + 1) need no sign between them."""
    if not isinstance(before, t.Integer | t.Decimal) or (isinstance(before, t.Decimal) and before.continues):
        return False
    head = factor.base if isinstance(factor, t.Power) else factor
    if isinstance(head, t.Symbol):
        return head.name[0].isalpha() and "(" not in head.name and head.name not in {"e", "E"}
    return isinstance(head, t.Sum) or head == t.Constant(t.ConstantName.PI)


@shows(t.Fraction)
def _fraction(node: t.Node) -> Form:
    assert isinstance(node, t.Fraction)
    joined = isinstance(node.numerator, t.Product | t.Fraction)
    upper = at(node.numerator, Level.PRODUCT if joined else Level.OPERAND)
    return Level.PRODUCT, f"{upper}/{at(node.denominator, Level.OPERAND)}"


@shows(t.Power)
def _power(node: t.Node) -> Form:
    assert isinstance(node, t.Power)
    simple = isinstance(node.exponent, t.Integer) or (
        isinstance(node.exponent, t.Symbol) and len(node.exponent.name) == 1
    )
    raised = form(node.exponent)[1]
    return Level.OPERAND, f"{at(node.base, Level.ATOM)}^{raised if simple else f'({raised})'}"


@shows(t.Root)
def _root(node: t.Node) -> Form:
    assert isinstance(node, t.Root)
    if node.index == t.Integer(2):
        if isinstance(node.radicand, t.Integer):
            return Level.ATOM, f"√{node.radicand.value}"
        return Level.ATOM, f"√({form(node.radicand)[1]})"
    return Level.ATOM, f"nthroot({at(node.radicand, Level.MODULO)}, {at(node.index, Level.MODULO)})"


@shows(t.Factorial)
def _factorial(node: t.Node) -> Form:
    assert isinstance(node, t.Factorial)
    return Level.OPERAND, at(node.operand, Level.ATOM) + "!" * node.step


@shows(t.Binomial)
def _binomial(node: t.Node) -> Form:
    assert isinstance(node, t.Binomial)
    return Level.ATOM, f"binomial({at(node.upper, Level.MODULO)}, {at(node.lower, Level.MODULO)})"


@shows(t.AbsoluteValue)
def _absolute(node: t.Node) -> Form:
    assert isinstance(node, t.AbsoluteValue)
    inner = at(node.operand, Level.MODULO)
    return Level.ATOM, f"abs({inner})" if "|" in inner else f"|{inner}|"


@shows(t.Call)
def _call(node: t.Node) -> Form:
    assert isinstance(node, t.Call)
    if node.function is t.FunctionName.MOD:
        dividend, divisor = (at(argument, Level.SUM) for argument in node.arguments)
        return Level.MODULO, f"{dividend} mod {divisor}"
    if node.function is t.FunctionName.LOG and len(node.arguments) == 2:
        argument, base = node.arguments
        lower = at(base, Level.ATOM) if isinstance(base, t.Integer) else f"({form(base)[1]})"
        return Level.ATOM, f"log_{lower}({at(argument, Level.MODULO)})"
    return Level.ATOM, f"{node.function.value}({items(node.arguments, Level.MODULO)})"


@shows(t.Application)
def _application(node: t.Node) -> Form:
    assert isinstance(node, t.Application)
    mark = "^(-1)" if node.inverse else "'" * node.order
    name = _GREEK.get(node.name, node.name) if _reads_as_applied(node) else f'"{node.name}"'
    return Level.ATOM, f"{name}{mark}({items(node.arguments)})"


def _reads_as_applied(node: t.Application) -> bool:
    """Whether the letter before the bracket is read as a function without quotation marks."""
    if node.name in FUNCTION_LETTERS or (node.order and len(node.name) == 1):
        return True
    single = len(node.name) == 1
    return single and (
        len(node.arguments) > 1 or (node.name.isupper() and isinstance(node.arguments[0], t.Symbol))
    )


@shows(t.Derivative)
def _derivative(node: t.Node) -> Form:
    assert isinstance(node, t.Derivative)
    if node.variable is None:
        return Level.OPERAND, at(node.expression, Level.ATOM) + "'" * node.order
    power = "" if node.order == 1 else f"^{node.order}"
    if isinstance(node.expression, t.Symbol) and node.expression.name.isalpha():
        return Level.PRODUCT, f"d{power} {at(node.expression, Level.ATOM)}/d {node.variable}{power}"
    return Level.SUM, f"d{power}/d {node.variable}{power} ({form(node.expression)[1]})"


@shows(t.Integral)
def _integral(node: t.Node) -> Form:
    assert isinstance(node, t.Integral)
    bounds = ""
    if node.lower is not None and node.upper is not None:
        bounds = f"_({form(node.lower)[1]})^({form(node.upper)[1]})"
    return Level.TERM, f"∫{bounds} ({form(node.integrand)[1]}) d {node.variable}"


@shows(t.Evaluation)
def _evaluation(node: t.Node) -> Form:
    assert isinstance(node, t.Evaluation)
    name = f"{node.variable} = " if node.variable else ""
    inner = f"[{at(node.expression, Level.RELATION)}]_"
    if node.lower is None:
        return Level.OPERAND, f"{inner}({name}{form(node.upper)[1]})"
    return Level.OPERAND, f"{inner}({name}{form(node.lower)[1]})^({form(node.upper)[1]})"


@shows(t.Limit)
def _limit(node: t.Node) -> Form:
    assert isinstance(node, t.Limit)
    point = at(node.point, Level.MODULO)
    if node.side is not t.Side.BOTH:
        point = f"{at(node.point, Level.ATOM)}^{'+' if node.side is t.Side.RIGHT else '-'}"
    return Level.SUM, f"lim_{{{node.variable} → {point}}} ({form(node.expression)[1]})"


@shows(t.SumOver, t.ProductOver)
def _accumulated(node: t.Node) -> Form:
    assert isinstance(node, t.SumOver | t.ProductOver)
    mark = "∑" if isinstance(node, t.SumOver) else "∏"
    bounds = f"_{{{node.variable} = {at(node.lower, Level.MODULO)}}}^({form(node.upper)[1]})"
    return Level.SUM, f"{mark}{bounds} ({form(node.body)[1]})"


@shows(t.Dots)
def _dots(_node: t.Node) -> Form:
    return Level.ATOM, "..."
