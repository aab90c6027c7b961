"""Derivatives, integrals, limits, sums and products, all unevaluated: `doit` is for the caller to spend."""

from collections.abc import Callable

import sympy as s

from tutor.check.reading import tree as t
from tutor.check.symbolic.build import Builder, builds
from tutor.check.symbolic.outcome import NoMethodError

_SIDES = {t.Side.BOTH: "+-", t.Side.LEFT: "-", t.Side.RIGHT: "+"}


@builds(t.Derivative)
def derivative(builder: Builder, node: t.Node) -> s.Basic:
    """The derivative; a bare symbol other than the variable is a function of it."""
    assert isinstance(node, t.Derivative)
    if node.variable is None:
        raise NoMethodError("a derivative by no named variable")
    variable = builder.symbol(node.variable)
    expression = builder.expression(node.expression)
    if isinstance(expression, s.Symbol) and expression != variable:
        expression = s.Function(expression.name)(variable)
    return s.Derivative(expression, (variable, node.order))


@builds(t.Integral)
def integral(builder: Builder, node: t.Node) -> s.Basic:
    """The integral, between its bounds when there are any."""
    assert isinstance(node, t.Integral)
    variable, integrand = builder.symbol(node.variable), builder.expression(node.integrand)
    if node.lower is None or node.upper is None:
        return s.Integral(integrand, variable)
    return s.Integral(integrand, (variable, builder.expression(node.lower), builder.expression(node.upper)))


@builds(t.Evaluation)
def evaluation(builder: Builder, node: t.Node) -> s.Basic:
    """The value at the upper bound less the value at the lower."""
    assert isinstance(node, t.Evaluation)
    expression = builder.expression(node.expression)
    free = sorted(expression.free_symbols, key=str)
    if node.variable is None and len(free) != 1:
        raise NoMethodError("bounds for an unknown variable")
    variable = free[0] if node.variable is None else builder.symbol(node.variable)
    value = expression.subs(variable, builder.expression(node.upper))
    if node.lower is not None:
        value -= expression.subs(variable, builder.expression(node.lower))
    return value


@builds(t.Limit)
def limit(builder: Builder, node: t.Node) -> s.Basic:
    """The limit from the side named."""
    assert isinstance(node, t.Limit)
    point = builder.expression(node.point)
    side = "-" if point == s.oo else "+" if point == -s.oo else _SIDES[node.side]
    return s.Limit(builder.expression(node.expression), builder.symbol(node.variable), point, side)


@builds(t.SumOver)
def sum_over(builder: Builder, node: t.Node) -> s.Basic:
    """Σ."""
    assert isinstance(node, t.SumOver)
    return _accumulated(builder, node, s.Sum)


@builds(t.ProductOver)
def product_over(builder: Builder, node: t.Node) -> s.Basic:
    """Π."""
    assert isinstance(node, t.ProductOver)
    return _accumulated(builder, node, s.Product)


def _accumulated(builder: Builder, node: t.SumOver | t.ProductOver, kind: Callable[..., s.Expr]) -> s.Basic:
    bounds = builder.symbol(node.variable), builder.expression(node.lower), builder.expression(node.upper)
    return kind(builder.expression(node.body), bounds)
