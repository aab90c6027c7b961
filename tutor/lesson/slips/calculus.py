"""Slips of calculus: derivatives and integrals by rules that are nearly right, bounds the wrong way round."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

import sympy
from sympy import Expr, Symbol

from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.outcome import Parsed
from tutor.check.reading.tree import (
    Derivative,
    Evaluation,
    Fraction,
    Integer,
    Integral,
    Limit,
    Negation,
    Node,
    Sum,
)
from tutor.check.understanding import understood
from tutor.lesson.slips.rule import MakeTerms, Rewriting

Outer = Callable[[Expr], Expr]


@dataclass(slots=True)
class _Differentiating:
    """Derivatives by the rules of school, one of them wrong. `used` tells whether it was needed."""

    wrong: str
    used: bool = field(default=False)

    def of(self, found: Expr, by: Symbol) -> Expr:
        """The derivative, wrong in one way."""
        if not found.has(by):
            return self._or(found != 0, "constant-kept", found, sympy.S.Zero)
        if found == by:
            return sympy.S.One
        if found.is_Add:
            return sympy.Add(*(self.of(term, by) for term in found.args))
        if found.is_Mul:
            return self._product(found, by)
        if found.is_Pow:
            return self._power(found, by)
        if isinstance(found, sympy.Function) and len(found.args) == 1:
            return self._chain(self._outer(found), found.args[0], by)
        return found.diff(by)

    def _or(self, applies: bool, name: str, wrong: Expr, right: Expr) -> Expr:
        if applies and self.wrong == name:
            self.used = True
            return wrong
        return right

    def _chain(self, outer: Expr, inner: Expr, by: Symbol) -> Expr:
        slope = self.of(inner, by)
        return self._or(slope != 1, "chain-inner", outer, outer * slope)

    def _outer(self, found: Expr) -> Expr:
        inner = found.args[0]
        if isinstance(found, sympy.cos):
            return self._or(True, "cosine-sign", sympy.sin(inner), -sympy.sin(inner))
        if isinstance(found, sympy.sin):
            return self._or(True, "cosine-sign", -sympy.cos(inner), sympy.cos(inner))
        return found.fdiff(1)

    def _power(self, found: Expr, by: Symbol) -> Expr:
        base, exponent = found.as_base_exp()
        if not exponent.has(by):
            lowered = self._or(exponent != 1, "exponent-not-lowered", exponent * base**exponent, sympy.nan)
            if lowered is sympy.nan:
                right = exponent * base ** (exponent - 1)
                lowered = self._or(True, "exponent-not-multiplied", base ** (exponent - 1), right)
            return self._chain(lowered, base, by)
        if not base.has(by):
            right = found * sympy.log(base)
            outer = self._or(True, "power-rule-for-exponential", exponent * base ** (exponent - 1), right)
            return self._chain(outer, exponent, by)
        return found.diff(by)

    def _product(self, found: Expr, by: Symbol) -> Expr:
        constant, rest = found.as_independent(by, as_Add=False)
        top, bottom = rest.as_numer_denom()
        if bottom.has(by):
            return constant * self._quotient(top, bottom, by)
        if not rest.is_Mul:
            slope = self.of(rest, by)
            return self._or(constant != 1, "coefficient-lost", slope, constant * slope)
        first, second = rest.args[0], sympy.Mul(*rest.args[1:])
        slopes = self.of(first, by), self.of(second, by)
        right = slopes[0] * second + first * slopes[1]
        wrong = self._or(True, "product-of-derivatives", slopes[0] * slopes[1], right)
        return constant * self._or(True, "product-rule-sign", slopes[0] * second - first * slopes[1], wrong)

    def _quotient(self, top: Expr, bottom: Expr, by: Symbol) -> Expr:
        if not top.has(by):
            return self._power_of_bottom(top, bottom, by)
        slopes = self.of(top, by), self.of(bottom, by)
        first, second = slopes[0] * bottom, top * slopes[1]
        right = (first - second) / bottom**2
        found = self._or(True, "quotient-sign", (first + second) / bottom**2, right)
        found = self._or(True, "quotient-order", (second - first) / bottom**2, found)
        found = self._or(True, "quotient-of-derivatives", slopes[0] / slopes[1], found)
        return self._or(True, "quotient-denominator", (first - second) / bottom, found)

    def _power_of_bottom(self, top: Expr, bottom: Expr, by: Symbol) -> Expr:
        base, exponent = bottom.as_base_exp()
        return top * self._power(sympy.Pow(base, -exponent, evaluate=False), by)


@dataclass(slots=True)
class _Integrating:
    """Antiderivatives of sums of simple terms, one rule wrong."""

    wrong: str
    used: bool = field(default=False)

    def of(self, found: Expr, by: Symbol) -> Expr:
        """The antiderivative, wrong in one way; `nan` where there is no rule for it."""
        found = found.expand()
        if found.is_Add:
            return sympy.Add(*(self.of(term, by) for term in found.args))
        constant, rest = found.as_independent(by, as_Add=False)
        if constant == 0:
            return sympy.S.Zero
        return constant * self._basic(rest, by)

    def _basic(self, found: Expr, by: Symbol) -> Expr:
        base, exponent = found.as_base_exp()
        if found == 1:
            return by
        if not exponent.has(by) and (slope := base.diff(by)) and not slope.has(by):
            return self._power(base, exponent, slope)
        if isinstance(found, sympy.exp | sympy.sin | sympy.cos):
            slope = found.args[0].diff(by)
            return self._function(found, slope) if not slope.has(by) and slope != 0 else sympy.nan
        return sympy.nan

    def _power(self, base: Expr, exponent: Expr, slope: Expr) -> Expr:
        if exponent == -1:
            wrong = {"not-divided": sympy.log(base), "multiplied-inner": slope * sympy.log(base)}
            return self._one_of(wrong, slope, sympy.log(base) / slope)
        raised = base ** (exponent + 1)
        right = raised / (exponent + 1)
        rules: dict[str, Expr] = {
            "not-divided": raised,
            "divided-by-old": raised / exponent if exponent != 0 else sympy.nan,
            "exponent-not-raised": base**exponent / (exponent + 1),
            "differentiated": exponent * base ** (exponent - 1),
            "multiplied": (exponent + 1) * raised,
        }
        if self.wrong in rules:
            self.used = True
            return rules[self.wrong] / slope
        return self._one_of({"inner-ignored": right, "multiplied-inner": right * slope}, slope, right / slope)

    def _function(self, found: Expr, slope: Expr) -> Expr:
        inner = found.args[0]
        right = {sympy.exp: found, sympy.sin: -sympy.cos(inner), sympy.cos: sympy.sin(inner)}[found.func]
        if self.wrong == "sine-sign" and not isinstance(found, sympy.exp):
            self.used = True
            return -right / slope
        return self._one_of({"inner-ignored": right, "multiplied-inner": right * slope}, slope, right / slope)

    def _one_of(self, rules: dict[str, Expr], slope: Expr, right: Expr) -> Expr:
        if slope != 1 and self.wrong in rules:
            self.used = True
            return rules[self.wrong]
        return right


def differentiated(wrong: str) -> MakeTerms:
    """Derivatives with one rule wrong."""

    def make(node: Node) -> Iterator[Node]:
        if not isinstance(node, Derivative) or node.order != 1:
            return
        by = Symbol(node.variable or "x")
        slip = _Differentiating(wrong)
        found = _made(node.expression, lambda inner: slip.of(inner, by))
        if found is not None and slip.used:
            yield found

    return make


def integrated(*wrong: str) -> MakeTerms:
    """Integrals with one rule wrong, between bounds where there are some."""

    def make(node: Node) -> Iterator[Node]:
        if not isinstance(node, Integral):
            return
        by = Symbol(node.variable)
        for name in wrong:
            slip = _Integrating(name)
            found = _made(node.integrand, lambda inner, slip=slip: slip.of(inner, by))  # type: ignore[misc]
            if found is None or not slip.used:
                continue
            if node.lower is not None and node.upper is not None:
                yield Evaluation(found, node.upper, node.lower, node.variable)
            else:
                yield found

    return make


def _bounds_swapped(node: Node) -> Iterator[Node]:
    """F(a) - F(b) for F(b) - F(a)."""
    if isinstance(node, Integral | Evaluation) and node.lower is not None:
        yield Negation(node)


def _lower_bound_added(node: Node) -> Iterator[Node]:
    """F(b) + F(a)."""
    for inner, variable, lower, upper in _bounded(node):
        yield Sum((Evaluation(inner, upper, None, variable), Evaluation(inner, lower, None, variable)))


def _lower_bound_left_out(node: Node) -> Iterator[Node]:
    """F(b) alone."""
    for inner, variable, _, upper in _bounded(node):
        yield Evaluation(inner, upper, None, variable)


def _bounded(node: Node) -> Iterator[tuple[Node, str | None, Node, Node]]:
    if isinstance(node, Evaluation) and node.lower is not None:
        yield node.expression, node.variable, node.lower, node.upper
    if isinstance(node, Integral) and node.lower is not None and node.upper is not None:
        whole = _made(node.integrand, lambda inner: _Integrating("").of(inner, Symbol(node.variable)))
        if whole is not None:
            yield whole, node.variable, node.lower, node.upper


def _zero_over_zero(node: Node) -> Iterator[Node]:
    """0/0 as 0, or as 1."""
    if isinstance(node, Limit) and isinstance(node.expression, Fraction):
        yield Integer(0)
        yield Integer(1)


def _made(node: Node, change: Outer) -> Node | None:
    """What `change` makes of a tree's expression, as a tree again."""
    try:
        changed = change(expression(node))
    except (UnbuildableError, ArithmeticError, TypeError, ValueError):
        return None
    if changed.has(sympy.nan, sympy.zoo, sympy.oo):
        return None
    reading = understood(sympy.latex(changed, ln_notation=True))
    return reading.tree if isinstance(reading, Parsed) else None


RULES: Final = (
    Rewriting(
        "chain-inner",
        "The derivative of the inner function is missing (chain rule).",
        differentiated("chain-inner"),
    ),
    Rewriting(
        "product-of-derivatives",
        "The factors were differentiated each and multiplied; the product rule is (uv)' = u'v + uv'.",
        differentiated("product-of-derivatives"),
    ),
    Rewriting(
        "product-rule-sign",
        "The product rule has a plus: (uv)' = u'v + uv'.",
        differentiated("product-rule-sign"),
    ),
    Rewriting(
        "quotient-sign",
        "The quotient rule has a minus in the numerator: u'v − uv'.",
        differentiated("quotient-sign"),
    ),
    Rewriting(
        "quotient-order",
        "The numerator of the quotient rule is the other way round: u'v − uv'.",
        differentiated("quotient-order"),
    ),
    Rewriting(
        "quotient-of-derivatives",
        "Numerator and denominator were differentiated each; the quotient rule is (u'v − uv')/v².",
        differentiated("quotient-of-derivatives"),
    ),
    Rewriting(
        "quotient-denominator",
        "The denominator of the quotient rule is squared: (u'v − uv')/v².",
        differentiated("quotient-denominator"),
    ),
    Rewriting(
        "exponent-not-lowered",
        "The exponent came down as a factor, but was not lowered by one.",
        differentiated("exponent-not-lowered"),
    ),
    Rewriting(
        "exponent-not-multiplied",
        "The exponent was lowered, but did not come down as a factor.",
        differentiated("exponent-not-multiplied"),
    ),
    Rewriting(
        "power-rule-for-exponential",
        "The power rule was used where the letter is in the exponent.",
        differentiated("power-rule-for-exponential"),
    ),
    Rewriting(
        "cosine-sign",
        "The sign is wrong: the derivative of sin is cos, that of cos is −sin.",
        differentiated("cosine-sign"),
    ),
    Rewriting(
        "coefficient-lost",
        "The constant factor in front was lost when differentiating.",
        differentiated("coefficient-lost"),
    ),
    Rewriting(
        "constant-kept",
        "The constant was kept; its derivative is 0.",
        differentiated("constant-kept"),
    ),
    Rewriting(
        "integral-not-divided",
        "The exponent was raised, but the term was not divided by the new exponent.",
        integrated("not-divided", "multiplied"),
    ),
    Rewriting(
        "integral-old-exponent",
        "The term was divided by the old exponent; it is divided by the new one.",
        integrated("divided-by-old"),
    ),
    Rewriting(
        "integral-not-raised",
        "The term was divided by the new exponent, but the exponent was not raised.",
        integrated("exponent-not-raised"),
    ),
    Rewriting(
        "differentiated-for-integrated",
        "The term was differentiated instead of integrated.",
        integrated("differentiated"),
    ),
    Rewriting(
        "integral-sine-sign",
        "The sign is wrong: an antiderivative of sin is −cos, one of cos is sin.",
        integrated("sine-sign"),
    ),
    Rewriting(
        "integral-inner-factor",
        "The factor of the inner function was not divided by.",
        integrated("inner-ignored", "multiplied-inner"),
    ),
    Rewriting(
        "bounds-swapped",
        "The bounds are swapped: it is the value at the upper bound minus that at the lower one.",
        _bounds_swapped,
    ),
    Rewriting(
        "bounds-added",
        "The value at the lower bound was added; it is subtracted.",
        _lower_bound_added,
    ),
    Rewriting(
        "lower-bound-left-out",
        "The value at the lower bound was left out.",
        _lower_bound_left_out,
    ),
    Rewriting(
        "zero-over-zero",
        "0/0 has no value of its own; the fraction must be simplified before the limit is taken.",
        _zero_over_zero,
    ),
)
