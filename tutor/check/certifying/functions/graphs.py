"""Sentences about where a graph meets the axes, and the lines it comes near to."""

from sympy import Expr, Integer, Poly, Rational, cancel, div, fraction, together
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.claims import claimed_values
from tutor.check.certifying.functions.asked import Asked, CheckAnswer, Function
from tutor.check.certifying.functions.judged import may_be_rounded
from tutor.check.certifying.functions.line import Line, certify_line
from tutor.check.certifying.functions.matching import kind_of
from tutor.check.certifying.functions.phrases import ASK, function
from tutor.check.certifying.functions.places import Places, certify_places
from tutor.check.certifying.functions.slopes import Curve, curve_of
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.outcome import matching
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import Node
from tutor.vocabulary.verdict import Certificate, Equality, Method


def _x_intercepts(asked: Asked) -> CheckAnswer | None:
    given = asked.function("math")
    curve = curve_of(given)
    zeros = None if curve is None else curve.zeros(0)
    if curve is None or zeros is None or given is None or given.variable == "y":
        return None
    points = tuple((zero, Integer(0)) for zero in zeros)
    places = Places(points, curve.variable.name, "x-intercepts")
    return lambda answer: certify_places(places, answer)


def _quotient(given: Function | None) -> tuple[Curve, Poly, Poly] | None:
    """A rational function as lowest terms."""
    curve = curve_of(given)
    if curve is None:
        return None
    try:
        top, bottom = (Poly(part, curve.variable) for part in fraction(cancel(together(curve.body))))
    except BasePolynomialError:
        return None
    exact = all(part.domain.is_ZZ or part.domain.is_QQ for part in (top, bottom))
    return (curve, top, bottom) if exact and bottom.degree() > 0 and not top.is_zero else None


def _vertical(asked: Asked) -> CheckAnswer | None:
    found = _quotient(asked.function("math"))
    if found is None:
        return None
    curve, _, bottom = found
    poles = bottom.sqf_part().real_roots()
    return lambda answer: _certify_lines(poles, curve.variable.name, answer, "vertical asymptotes")


def _horizontal(asked: Asked) -> CheckAnswer | None:
    given = asked.function("math")
    found = _quotient(given)
    if found is None or given is None or given.variable == "y":
        return None
    _, top, bottom = found
    if top.degree() > bottom.degree():
        return None
    same = top.degree() == bottom.degree()
    height = Rational(top.LC()) / Rational(bottom.LC()) if same else Integer(0)
    return lambda answer: _certify_lines([height], "y", answer, "horizontal asymptotes")


def _slanted(asked: Asked) -> CheckAnswer | None:
    given = asked.function("math")
    found = _quotient(given)
    if found is None or given is None or given.variable != "x":
        return None
    _, top, bottom = found
    if top.degree() != bottom.degree() + 1:
        return None
    slope, height = div(top.to_field(), bottom.to_field())[0].all_coeffs()
    line = Line(slope, Integer(-1), -height)
    return lambda answer: certify_line(line, answer)


def _certify_lines(heights: list[Expr], name: str, answer: Node, what: str) -> Certificate:
    """x = a for each a; the number alone is no equation."""
    claim = claimed_values(answer, name)
    if claim is None or claim.everything:
        return unchecked(f"the answer is no line {name} = …")
    values = [expression(value) for value in claim.values]
    if any(value.free_symbols for value in values):
        return unchecked("the answer has letters of its own")
    shows = f"{what}: " + (", ".join(f"{name} = {shown(height)}" for height in heights) or "none")
    result = matching(heights, values, compare_values)
    if result.equality is Equality.DIFFERENT:
        if may_be_rounded(answer, heights):
            return unchecked("the numbers may be rounded")
        return refuted(Method.SOLVED, shows)
    if result.equality is not Equality.PROVED:
        return unchecked(result.detail)
    items = getattr(answer, "items", (answer,))
    if not values or split_label(items[0]).label is not None:
        return proved(Method.SOLVED, shows)
    return supported(Method.SOLVED, f"{shows}, but the answer is no equation")


recognize = kind_of(
    (
        (rf"{ASK} (?:all )?(?:the )?x-intercepts?(?:\(s\))? (?:of|for) {function()}", _x_intercepts),
        (rf"(?:at what points?|where) does {function()} (?:cross|intersect|meet) the x-axis", _x_intercepts),
        (rf"{ASK} (?:all )?(?:the |any )?vertical asymptotes?(?:\(s\))? (?:of|for) {function()}", _vertical),
        (rf"{ASK} (?:the |any )?horizontal asymptotes?(?:\(s\))? (?:of|for) {function()}", _horizontal),
        (rf"{ASK} (?:the |any )?(?:oblique|slant) asymptotes?(?:\(s\))? (?:of|for) {function()}", _slanted),
    )
)
