"""`show`: a tree as plain text that reads back to the same tree.

Products are written with `*` but after a number (`3x`). Nothing but cases needs
LaTeX. Words that would not read back as words stand in quotation marks.
"""

from collections.abc import Callable
from enum import IntEnum
from typing import Final

from tutor.check.reading import tree as t
from tutor.check.reading.cursor import FUNCTION_LETTERS
from tutor.check.reading.limits import DEFAULT
from tutor.check.reading.notation import CHARACTERS, LETTER, TEXT
from tutor.check.reading.outcome import UnreadError
from tutor.check.reading.phrases import read_phrase
from tutor.check.reading.tokens import tokenize
from tutor.check.reading.units import unit_text


class Level(IntEnum):
    """How tightly a printed form holds together; a looser one is put in brackets."""

    LIST = 0
    ARROW = 1
    RELATION = 2
    SETS = 3
    MODULO = 4
    SUM = 5
    TERM = 6
    PRODUCT = 7
    OPERAND = 8
    ATOM = 9


def show(node: t.Node) -> str:
    """Plain text for people that `read` reads back."""
    return _form(node)[1]


Form = tuple[Level, str]


def _form(node: t.Node) -> Form:
    return _FORMS[type(node)](node)


def _at(node: t.Node, level: Level) -> str:
    """The text of `node` where at least `level` is needed."""
    found, text = _form(node)
    return text if found >= level else f"({text})"


def _items(nodes: tuple[t.Node, ...], level: Level = Level.RELATION) -> str:
    return ", ".join(_at(node, level) for node in nodes)


def _integer(node: t.Node) -> Form:
    assert isinstance(node, t.Integer)
    return Level.ATOM, str(node.value)


def _decimal(node: t.Node) -> Form:
    assert isinstance(node, t.Decimal)
    return Level.ATOM, node.digits + ("..." if node.continues else "")


def _repeating(node: t.Node) -> Form:
    assert isinstance(node, t.RepeatingDecimal)
    return Level.ATOM, node.digits + "".join(digit + "\u0305" for digit in node.period)


def _based(node: t.Node) -> Form:
    assert isinstance(node, t.BaseLiteral)
    return Level.ATOM, f"{node.digits}_{node.base}"


def _mixed(node: t.Node) -> Form:
    assert isinstance(node, t.MixedNumber)
    return Level.TERM, f"{node.whole} {node.numerator}/{node.denominator}"


def _percent(node: t.Node) -> Form:
    assert isinstance(node, t.Percent)
    return Level.OPERAND, _at(node.value, Level.ATOM) + "%"


def _degrees(node: t.Node) -> Form:
    assert isinstance(node, t.Degrees)
    return Level.OPERAND, _at(node.value, Level.ATOM) + "°"


_CONSTANTS: Final = {t.ConstantName.PI: "π", t.ConstantName.INFINITY: "∞"}
_GREEK: Final = {
    text: character
    for character, (kind, text) in CHARACTERS.items()
    if kind == LETTER and character not in "ϕϵµ"
}


def _constant(node: t.Node) -> Form:
    assert isinstance(node, t.Constant)
    return Level.ATOM, _CONSTANTS.get(node.name, node.name.value)


def _symbol(node: t.Node) -> Form:
    assert isinstance(node, t.Symbol)
    return Level.ATOM, _GREEK.get(node.name, node.name)


def _text(node: t.Node) -> Form:
    assert isinstance(node, t.Text)
    return Level.ATOM, words(node.text)


def words(text: str) -> str:
    """Words as they are where they read back as words, else in quotation marks."""
    try:
        tokens = tokenize(text, DEFAULT)
    except UnreadError:
        tokens = []
    plain = len(tokens) == 2 and tokens[0].kind == TEXT and tokens[0].text == text
    if plain and len(text) > 1 and text[-1].isalpha() and read_phrase(text) is None and "(" not in text:
        return text
    return '"' + text.replace('"', "'") + '"'


def _negation(node: t.Node) -> Form:
    assert isinstance(node, t.Negation)
    return Level.SUM, "-" + _at(node.operand, Level.TERM)


def _plus_minus(node: t.Node) -> Form:
    assert isinstance(node, t.PlusMinus)
    return Level.SUM, ("∓" if node.minus_first else "±") + _at(node.operand, Level.TERM)


def _sum(node: t.Node) -> Form:
    assert isinstance(node, t.Sum)
    first, *others = node.terms
    text = _form(first)[1] if isinstance(first, t.Negation | t.PlusMinus) else _at(first, Level.TERM)
    for term in others:
        if isinstance(term, t.Negation):
            text += " - " + _at(term.operand, Level.TERM)
        elif isinstance(term, t.PlusMinus):
            text += (" ∓ " if term.minus_first else " ± ") + _at(term.operand, Level.TERM)
        else:
            text += " + " + _at(term, Level.TERM)
    return Level.SUM, text


def _product(node: t.Node) -> Form:
    assert isinstance(node, t.Product)
    first, *others = node.factors
    text = _at(first, Level.PRODUCT) if isinstance(first, t.Fraction) else _at(first, Level.OPERAND)
    for before, factor in zip(node.factors, others, strict=False):
        text += ("" if _is_coefficient(before, factor) else "*") + _at(factor, Level.OPERAND)
    return Level.PRODUCT, text


def _is_coefficient(before: t.Node, factor: t.Node) -> bool:
    """3x, 3x^2, 3π and 3(x + 1) need no sign between them."""
    if not isinstance(before, t.Integer | t.Decimal) or (isinstance(before, t.Decimal) and before.continues):
        return False
    head = factor.base if isinstance(factor, t.Power) else factor
    if isinstance(head, t.Symbol):
        return head.name[0].isalpha() and "(" not in head.name and head.name not in {"e", "E"}
    return isinstance(head, t.Sum) or head == t.Constant(t.ConstantName.PI)


def _fraction(node: t.Node) -> Form:
    assert isinstance(node, t.Fraction)
    joined = isinstance(node.numerator, t.Product | t.Fraction)
    upper = _at(node.numerator, Level.PRODUCT if joined else Level.OPERAND)
    return Level.PRODUCT, f"{upper}/{_at(node.denominator, Level.OPERAND)}"


def _ratio(node: t.Node) -> Form:
    assert isinstance(node, t.Ratio)
    return Level.SUM, " : ".join(_at(part, Level.PRODUCT) for part in node.parts)


def _remainder(node: t.Node) -> Form:
    assert isinstance(node, t.DivisionWithRemainder)
    return Level.MODULO, f"{_at(node.quotient, Level.SUM)} remainder {_at(node.remainder, Level.SUM)}"


def _power(node: t.Node) -> Form:
    assert isinstance(node, t.Power)
    simple = isinstance(node.exponent, t.Integer) or (
        isinstance(node.exponent, t.Symbol) and len(node.exponent.name) == 1
    )
    raised = _form(node.exponent)[1]
    return Level.OPERAND, f"{_at(node.base, Level.ATOM)}^{raised if simple else f'({raised})'}"


def _root(node: t.Node) -> Form:
    assert isinstance(node, t.Root)
    if node.index == t.Integer(2):
        if isinstance(node.radicand, t.Integer):
            return Level.ATOM, f"√{node.radicand.value}"
        return Level.ATOM, f"√({_form(node.radicand)[1]})"
    return Level.ATOM, f"nthroot({_at(node.radicand, Level.MODULO)}, {_at(node.index, Level.MODULO)})"


def _factorial(node: t.Node) -> Form:
    assert isinstance(node, t.Factorial)
    return Level.OPERAND, _at(node.operand, Level.ATOM) + "!" * node.step


def _binomial(node: t.Node) -> Form:
    assert isinstance(node, t.Binomial)
    return Level.ATOM, f"binomial({_at(node.upper, Level.MODULO)}, {_at(node.lower, Level.MODULO)})"


def _absolute(node: t.Node) -> Form:
    assert isinstance(node, t.AbsoluteValue)
    inner = _at(node.operand, Level.MODULO)
    return Level.ATOM, f"abs({inner})" if "|" in inner else f"|{inner}|"


def _call(node: t.Node) -> Form:
    assert isinstance(node, t.Call)
    if node.function is t.FunctionName.MOD:
        dividend, divisor = (_at(argument, Level.SUM) for argument in node.arguments)
        return Level.MODULO, f"{dividend} mod {divisor}"
    if node.function is t.FunctionName.LOG and len(node.arguments) == 2:
        argument, base = node.arguments
        lower = _at(base, Level.ATOM) if isinstance(base, t.Integer) else f"({_form(base)[1]})"
        return Level.ATOM, f"log_{lower}({_at(argument, Level.MODULO)})"
    return Level.ATOM, f"{node.function.value}({_items(node.arguments, Level.MODULO)})"


def _application(node: t.Node) -> Form:
    assert isinstance(node, t.Application)
    mark = "^(-1)" if node.inverse else "'" * node.order
    name = _GREEK.get(node.name, node.name) if _reads_as_applied(node) else f'"{node.name}"'
    return Level.ATOM, f"{name}{mark}({_items(node.arguments)})"


def _reads_as_applied(node: t.Application) -> bool:
    """Whether the letter before the bracket is read as a function without quotation marks."""
    if node.name in FUNCTION_LETTERS or (node.order and len(node.name) == 1):
        return True
    single = len(node.name) == 1
    return single and (
        len(node.arguments) > 1 or (node.name.isupper() and isinstance(node.arguments[0], t.Symbol))
    )


def _derivative(node: t.Node) -> Form:
    assert isinstance(node, t.Derivative)
    if node.variable is None:
        return Level.OPERAND, _at(node.expression, Level.ATOM) + "'" * node.order
    power = "" if node.order == 1 else f"^{node.order}"
    if isinstance(node.expression, t.Symbol) and node.expression.name.isalpha():
        return Level.PRODUCT, f"d{power} {_at(node.expression, Level.ATOM)}/d {node.variable}{power}"
    return Level.SUM, f"d{power}/d {node.variable}{power} ({_form(node.expression)[1]})"


def _integral(node: t.Node) -> Form:
    assert isinstance(node, t.Integral)
    bounds = ""
    if node.lower is not None and node.upper is not None:
        bounds = f"_({_form(node.lower)[1]})^({_form(node.upper)[1]})"
    return Level.TERM, f"∫{bounds} ({_form(node.integrand)[1]}) d {node.variable}"


def _evaluation(node: t.Node) -> Form:
    assert isinstance(node, t.Evaluation)
    name = f"{node.variable} = " if node.variable else ""
    inner = f"[{_at(node.expression, Level.RELATION)}]_"
    if node.lower is None:
        return Level.OPERAND, f"{inner}({name}{_form(node.upper)[1]})"
    return Level.OPERAND, f"{inner}({name}{_form(node.lower)[1]})^({_form(node.upper)[1]})"


def _limit(node: t.Node) -> Form:
    assert isinstance(node, t.Limit)
    point = _at(node.point, Level.MODULO)
    if node.side is not t.Side.BOTH:
        point = f"{_at(node.point, Level.ATOM)}^{'+' if node.side is t.Side.RIGHT else '-'}"
    return Level.SUM, f"lim_{{{node.variable} → {point}}} ({_form(node.expression)[1]})"


def _accumulated(node: t.Node) -> Form:
    assert isinstance(node, t.SumOver | t.ProductOver)
    mark = "∑" if isinstance(node, t.SumOver) else "∏"
    bounds = f"_{{{node.variable} = {_at(node.lower, Level.MODULO)}}}^({_form(node.upper)[1]})"
    return Level.SUM, f"{mark}{bounds} ({_form(node.body)[1]})"


def _interval(node: t.Node) -> Form:
    assert isinstance(node, t.Interval)
    opening, closing = "(" if node.lower_open else "[", ")" if node.upper_open else "]"
    return Level.ATOM, f"{opening}{_items((node.lower, node.upper))}{closing}"


def _set_of(node: t.Node) -> Form:
    assert isinstance(node, t.SetOf)
    return Level.ATOM, f"{{{_items(node.elements)}}}"


def _set_builder(node: t.Node) -> Form:
    assert isinstance(node, t.SetBuilder)
    return Level.ATOM, f"{{{_at(node.element, Level.RELATION)} | {_items(node.conditions)}}}"


def _set_operation(node: t.Node) -> Form:
    assert isinstance(node, t.SetOperation)
    return Level.SETS, f" {node.operator} ".join(_at(operand, Level.MODULO) for operand in node.operands)


def _named_set(node: t.Node) -> Form:
    assert isinstance(node, t.NamedSet)
    if node.part in {"", "+", "-", "*"}:
        return Level.ATOM, node.name + (f"^{node.part}" if node.part else "")
    return Level.ATOM, f"{node.name}_{{{node.part}}}"


def _tuple(node: t.Node) -> Form:
    assert isinstance(node, t.TupleOf)
    return Level.ATOM, f"({_items(node.items)})"


def _matrix(node: t.Node) -> Form:
    assert isinstance(node, t.Matrix)
    return Level.ATOM, "[" + ", ".join(f"[{_items(row)}]" for row in node.rows) + "]"


def _relation(node: t.Node) -> Form:
    assert isinstance(node, t.Relation)
    first, *others = node.operands
    text = _at(first, Level.SETS)
    for operator, operand in zip(node.operators, others, strict=True):
        text += f" {operator} {_at(operand, Level.SETS)}"
    return Level.RELATION, text.lstrip()


def _congruence(node: t.Node) -> Form:
    assert isinstance(node, t.Congruence)
    chain = " ≡ ".join(_at(operand, Level.SUM) for operand in node.operands)
    return Level.RELATION, f"{chain} (mod {_at(node.modulus, Level.SUM)})"


def _implication(node: t.Node) -> Form:
    assert isinstance(node, t.Implication)
    first, *others = node.statements
    text = _at(first, Level.RELATION)
    for arrow, statement in zip(node.arrows, others, strict=True):
        text += f" {arrow} {_form(statement)[1]}"
    return Level.ARROW, text.lstrip()


def _list(node: t.Node) -> Form:
    assert isinstance(node, t.ListOf)
    joint = ", " if node.joint is t.Joint.COMMA else f" {node.joint} "
    return Level.LIST, joint.join(_quoted(item, Level.ARROW) for item in node.items)


def _quoted(node: t.Node, level: Level) -> str:
    """As `_at`, with words always in quotation marks: beside other words they would run together."""
    return f'"{node.text}"' if isinstance(node, t.Text) else _at(node, level)


def _cases(node: t.Node) -> Form:
    assert isinstance(node, t.Cases)
    rows = " \\\\ ".join(_form(branch)[1] for branch in node.branches)
    return Level.ATOM, f"\\begin{{cases}} {rows} \\end{{cases}}"


def _branch(node: t.Node) -> Form:
    assert isinstance(node, t.Branch)
    condition = "\\text{otherwise}" if node.condition is None else _at(node.condition, Level.RELATION)
    return Level.LIST, f"{_at(node.value, Level.RELATION)} & {condition}"


def _qualified(node: t.Node) -> Form:
    assert isinstance(node, t.Qualified)
    if node.condition.startswith(("∀", "\\forall")):
        return Level.ARROW, f"{node.condition}, {_at(node.body, Level.ARROW)}"
    return Level.LIST, f"{_form(node.body)[1]} {node.condition}"


def _labelled(node: t.Node) -> Form:
    assert isinstance(node, t.Labelled)
    return Level.ARROW, f"{words(node.label)}: {_at(node.body, Level.ARROW)}"


def _choice(node: t.Node) -> Form:
    assert isinstance(node, t.Choice)
    return Level.ATOM, f"({node.letter})"


def _clock(node: t.Node) -> Form:
    assert isinstance(node, t.ClockTime)
    time = f"{node.hours}:{node.minutes:02}"
    return Level.ATOM, f"{time} {node.half}" if node.half else f"{time}:00"


def _quantity(node: t.Node) -> Form:
    assert isinstance(node, t.Quantity)
    simple = isinstance(node.value, t.Integer | t.Decimal | t.MixedNumber)
    value = _form(node.value)[1] if simple else _quoted(node.value, Level.ATOM)
    return Level.TERM, f"{value} {unit_text(node.unit, plural=node.value != t.Integer(1))}"


def _unit(node: t.Node) -> Form:
    assert isinstance(node, t.Unit)
    return Level.ATOM, unit_text(node, plural=True)


def _dots(_node: t.Node) -> Form:
    return Level.ATOM, "..."


def _omitted(_node: t.Node) -> Form:
    return Level.ATOM, ""


_FORMS: Final[dict[type[t.Node], Callable[[t.Node], Form]]] = {
    t.Integer: _integer,
    t.Decimal: _decimal,
    t.RepeatingDecimal: _repeating,
    t.BaseLiteral: _based,
    t.MixedNumber: _mixed,
    t.Percent: _percent,
    t.Degrees: _degrees,
    t.Constant: _constant,
    t.Symbol: _symbol,
    t.Dots: _dots,
    t.Omitted: _omitted,
    t.Text: _text,
    t.Negation: _negation,
    t.PlusMinus: _plus_minus,
    t.Sum: _sum,
    t.Product: _product,
    t.Fraction: _fraction,
    t.Ratio: _ratio,
    t.DivisionWithRemainder: _remainder,
    t.Power: _power,
    t.Root: _root,
    t.Factorial: _factorial,
    t.Binomial: _binomial,
    t.AbsoluteValue: _absolute,
    t.Call: _call,
    t.Application: _application,
    t.Derivative: _derivative,
    t.Integral: _integral,
    t.Evaluation: _evaluation,
    t.Limit: _limit,
    t.SumOver: _accumulated,
    t.ProductOver: _accumulated,
    t.Interval: _interval,
    t.SetOf: _set_of,
    t.SetBuilder: _set_builder,
    t.SetOperation: _set_operation,
    t.NamedSet: _named_set,
    t.TupleOf: _tuple,
    t.Matrix: _matrix,
    t.Relation: _relation,
    t.Congruence: _congruence,
    t.Implication: _implication,
    t.ListOf: _list,
    t.Cases: _cases,
    t.Branch: _branch,
    t.Qualified: _qualified,
    t.Labelled: _labelled,
    t.Choice: _choice,
    t.ClockTime: _clock,
    t.Quantity: _quantity,
    t.Unit: _unit,
}
