"""Sentences about largest and smallest values, critical points and points of inflection."""

from collections.abc import Callable

from sympy import Expr, Interval, Poly, Reals
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.functions.asked import Asked, CheckAnswer
from tutor.check.certifying.functions.extreme_values import Extreme, certify_extreme
from tutor.check.certifying.functions.matching import kind_of
from tutor.check.certifying.functions.phrases import ASK, function
from tutor.check.certifying.functions.places import Places, certify_places
from tutor.check.certifying.functions.slopes import Curve, curve_of
from tutor.check.certifying.verdicts import unchecked
from tutor.check.expressions import expression
from tutor.check.reading.tree import Interval as Bounded
from tutor.check.reading.tree import Node, Relation, RelationOperator, Symbol
from tutor.check.trees import letters
from tutor.vocabulary.verdict import Certificate, CertificateStatus

_DIGITS = 30
_NEAR = 10**-20


def _greatest(asked: Asked) -> CheckAnswer | None:
    """Over all numbers, or over a closed interval."""
    curve = curve_of(asked.function("math"))
    if curve is None:
        return None
    candidates = (
        _over_all(curve, _sign(asked)) if not asked.match.groupdict().get("interval") else _on(asked, curve)
    )
    if not candidates:
        return None
    sign = _sign(asked)
    heights = [(place, curve.height(place)) for place in candidates]
    best = max(heights, key=lambda point: (sign * point[1]).evalf(_DIGITS))[1]
    found = [point for point in heights if abs((point[1] - best).evalf(_DIGITS)) < _NEAR]
    return _extreme(asked, found)


def _sign(asked: Asked) -> int:
    return 1 if asked.match["kind"].lower() in ("maximum", "largest", "greatest", "highest", "max") else -1


def _over_all(curve: Curve, sign: int) -> list[Expr] | None:
    """A polynomial of even degree turns to one side at both ends."""
    try:
        polynomial = Poly(curve.body, curve.variable)
    except BasePolynomialError:
        return None
    if curve.domain != Reals or polynomial.degree() % 2 or not (polynomial.LC() * sign).is_negative:
        return None
    found = curve.zeros(1)
    return None if found is None else list(found)


def _on(asked: Asked, curve: Curve) -> list[Expr] | None:
    """The ends of a closed interval of the domain, and the places between where the slope is 0."""
    ends = _ends(asked.tree("interval"), curve.variable.name)
    zeros = curve.zeros(1)
    if ends is None or zeros is None or not ends[0] < ends[1]:
        return None
    interval = Interval(*ends)
    if interval.is_subset(curve.domain) is not True:
        return None
    return [*ends, *(zero for zero in zeros if interval.contains(zero) == True)]  # noqa: E712 - sympy's True


def _ends(node: Node | None, variable: str) -> tuple[Expr, Expr] | None:
    match node:
        case Bounded(lower=lower, upper=upper, lower_open=False, upper_open=False):
            pass
        case Relation(operands=(lower, Symbol(name=name), upper), operators=signs) if (
            name == variable and signs == (RelationOperator.LESS_EQUAL,) * 2
        ):
            pass
        case _:
            return None
    if letters(lower) or letters(upper):
        return None
    ends = expression(lower), expression(upper)
    return ends if all(end.is_real and end.is_finite for end in ends) else None


def _local(asked: Asked) -> CheckAnswer | None:
    """The one place where the slope changes its sign so."""
    curve = curve_of(asked.function("math"))
    changes = None if curve is None else curve.changes(1)
    if curve is None or changes is None:
        return None
    found = [(place, curve.height(place)) for place, change in changes.items() if change == -_sign(asked)]
    return _extreme(asked, found) if len(found) == 1 else None


def _extreme(asked: Asked, found: list[tuple[Expr, Expr]]) -> CheckAnswer:
    groups = asked.match.groupdict()
    given = asked.function("math")
    extreme = Extreme(
        tuple(found),
        given.variable if given else "x",
        f"the {asked.match['kind'].lower()} value",
        asked.problem,
        only_value=bool(groups.get("value")),
        name=given.name if given else "",
    )
    if "place" in groups:
        places = Places(tuple(found), extreme.variable, extreme.what, numbers=True)
        return lambda answer: certify_places(places, answer)
    return lambda answer: certify_extreme(extreme, answer)


def _zeros(order: int, what: str) -> Callable[[Asked], CheckAnswer | None]:
    """Places where the slope vanishes (1), points where the graph bends the other way (2)."""

    def make(asked: Asked) -> CheckAnswer | None:
        curve = curve_of(asked.function("math"))
        if curve is None:
            return None
        found = curve.zeros(order) if order == 1 else curve.changes(order)
        if found is None:
            return None
        numbers = (asked.match.groupdict().get("noun") or "").lower().startswith(("number", "value"))
        points = tuple((place, curve.height(place)) for place in found)
        places = Places(points, curve.variable.name, what, points=order == 2, numbers=numbers)
        if order == 1 and curve.domain != Reals:
            return lambda answer: _with_gaps(certify_places(places, answer))
        return lambda answer: certify_places(places, answer)

    return make


def _with_gaps(found: Certificate) -> Certificate:
    """Some books count the gaps of the domain too."""
    refuted = found.status is CertificateStatus.REFUTED
    return unchecked("places where it is not defined may be meant too") if refuted else found


_EXTREME = r"(?P<kind>maximum|minimum|largest|smallest|greatest|least|highest|lowest)"
_VALUE = r"(?P<value> values?)?"
_OVER = (
    r",? (?:on|over|in|for)(?: the)?(?: closed)?(?: interval)?"
    r" (?P<interval>⟦\d+⟧|\[[^\[\]()]+\]|\S+ ?(?:<=|≤|\\leq?) ?.+)"
)
_WHOLE = rf"{ASK} (?:the )?(?:(?:absolute|global) )?{_EXTREME}{_VALUE} (?:of|for) {function()}"
_PLACE = r"(?P<place>(?:value of )?(?:⟦\d+⟧|[a-z])(?:-value|-coordinate)?)"
_REACHED = r"(?:has|have|reach(?:es)?|attains?|take(?:s)? on|assumes?|achieves?)"
recognize = kind_of(
    (
        (rf"{_WHOLE}{_OVER}", _greatest),
        (rf"{_WHOLE}", _greatest),
        (
            rf"{ASK} (?:the )?{_EXTREME}{_VALUE} that {function()} {_REACHED}",
            _greatest,
        ),
        (
            rf"(?:for|at) (?:what|which) {_PLACE} (?:does|do) {function()} {_REACHED} (?:its|a|the)"
            rf" {_EXTREME}(?: value)?",
            _greatest,
        ),
        (
            rf"{ASK} (?:the )?{_PLACE} (?:at|for) which {function()} {_REACHED} (?:its|a|the) {_EXTREME}"
            r"(?: value)?",
            _greatest,
        ),
        (rf"{ASK} (?:the )?(?:local|relative) {_EXTREME}{_VALUE} (?:of|for) {function()}", _local),
        (
            rf"{ASK} (?:all )?(?:of )?(?:the )?critical (?P<noun>points?|numbers?) (?:of|for) {function()}",
            _zeros(1, "critical points"),
        ),
        (
            rf"{ASK} (?:all )?(?:of )?(?:the )?stationary (?P<noun>points?) (?:of|for) {function()}",
            _zeros(1, "stationary points"),
        ),
        (
            rf"{ASK} (?:all )?(?:of )?(?:the )?(?:inflection points?|points? of inflection)"
            rf" (?:of|for) {function()}",
            _zeros(2, "inflection points"),
        ),
    )
)
