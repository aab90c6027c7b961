"""Slips with integrals: antiderivatives by rules that are nearly right, bounds the wrong way round."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import sympy
from sympy import Expr, Symbol

from tutor.check.reading.tree import Evaluation, Integral, Negation, Node, Sum
from tutor.lesson.slips.reworking import reworked
from tutor.lesson.slips.rule import MakeTerms, Rewriting


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


def _integrated(*wrong: str) -> MakeTerms:
    """Integrals with one rule wrong, between bounds where there are some."""

    def make(node: Node) -> Iterator[Node]:
        if not isinstance(node, Integral):
            return
        by = Symbol(node.variable)
        for name in wrong:
            slip = _Integrating(name)
            found = reworked(node.integrand, lambda inner, slip=slip: slip.of(inner, by))  # type: ignore[misc]
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
        whole = reworked(node.integrand, lambda inner: _Integrating("").of(inner, Symbol(node.variable)))
        if whole is not None:
            yield whole, node.variable, node.lower, node.upper


RULES: Final = (
    Rewriting(
        "integral-not-divided",
        "The exponent was raised, but the term was not divided by the new exponent.",
        _integrated("not-divided", "multiplied"),
    ),
    Rewriting(
        "integral-old-exponent",
        "The term was divided by the old exponent; it is divided by the new one.",
        _integrated("divided-by-old"),
    ),
    Rewriting(
        "integral-not-raised",
        "The term was divided by the new exponent, but the exponent was not raised.",
        _integrated("exponent-not-raised"),
    ),
    Rewriting(
        "differentiated-for-integrated",
        "The term was differentiated instead of integrated.",
        _integrated("differentiated"),
    ),
    Rewriting(
        "integral-sine-sign",
        "The sign is wrong: an antiderivative of sin is −cos, one of cos is sin.",
        _integrated("sine-sign"),
    ),
    Rewriting(
        "integral-inner-factor",
        "The factor of the inner function was not divided by.",
        _integrated("inner-ignored", "multiplied-inner"),
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
)
