"""Slips with derivatives: each a rule of school that is nearly right."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import sympy
from sympy import Expr, Symbol

from tutor.check.reading.tree import Derivative, Node
from tutor.lesson.slips.reworking import reworked
from tutor.lesson.slips.rule import Rewriting


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


def _rule(name: str, sentence: str) -> Rewriting:
    """Derivatives with the rule of this name wrong."""

    def make(node: Node) -> Iterator[Node]:
        if not isinstance(node, Derivative) or node.order != 1:
            return
        by = Symbol(node.variable or "x")
        slip = _Differentiating(name)
        found = reworked(node.expression, lambda inner: slip.of(inner, by))
        if found is not None and slip.used:
            yield found

    return Rewriting(name, sentence, make)


RULES: Final = (
    _rule(
        "chain-inner",
        "The derivative of the inner function is missing (chain rule).",
    ),
    _rule(
        "product-of-derivatives",
        "The factors were differentiated each and multiplied; the product rule is (uv)' = u'v + uv'.",
    ),
    _rule(
        "product-rule-sign",
        "The product rule has a plus: (uv)' = u'v + uv'.",
    ),
    _rule(
        "quotient-sign",
        "The quotient rule has a minus in the numerator: u'v − uv'.",
    ),
    _rule(
        "quotient-order",
        "The numerator of the quotient rule is the other way round: u'v − uv'.",
    ),
    _rule(
        "quotient-of-derivatives",
        "Numerator and denominator were differentiated each; the quotient rule is (u'v − uv')/v².",
    ),
    _rule(
        "quotient-denominator",
        "The denominator of the quotient rule is squared: (u'v − uv')/v².",
    ),
    _rule(
        "exponent-not-lowered",
        "The exponent came down as a factor, but was not lowered by one.",
    ),
    _rule(
        "exponent-not-multiplied",
        "The exponent was lowered, but did not come down as a factor.",
    ),
    _rule(
        "power-rule-for-exponential",
        "The power rule was used where the letter is in the exponent.",
    ),
    _rule(
        "cosine-sign",
        "The sign is wrong: the derivative of sin is cos, that of cos is −sin.",
    ),
    _rule(
        "coefficient-lost",
        "The constant factor in front was lost when differentiating.",
    ),
    _rule(
        "constant-kept",
        "The constant was kept; its derivative is 0.",
    ),
)
