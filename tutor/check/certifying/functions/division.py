"""Sentences about dividing polynomials: quotient and remainder, in any of the ways they are written."""

from sympy import Expr, Poly, div
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.functions.asked import Asked, CheckAnswer
from tutor.check.certifying.functions.judged import judged
from tutor.check.certifying.functions.matching import kind_of
from tutor.check.certifying.functions.phrases import ASK
from tutor.check.certifying.problems.slots import only_letter
from tutor.check.certifying.verdicts import supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.outcome import conjunction
from tutor.check.comparing.proofs import is_expandable
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import DivisionWithRemainder, Fraction, ListOf, Node, Relation, Sum
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import letters
from tutor.vocabulary.verdict import Certificate, Equality, Method

_HIGHEST_DEGREE = 100
_QUOTIENTS = frozenset({"q", "quotient", "the quotient"})
_REMAINDERS = frozenset({"r", "remainder", "the remainder"})


def _division(asked: Asked) -> tuple[Poly, Poly, Poly] | None:
    """Quotient, remainder and divisor of two polynomials in the same letter."""
    top, bottom = asked.function("math"), asked.expression("divisor")
    if top is None or bottom is None or only_letter(bottom) != top.variable:
        return None
    variable = expression(Letter(top.variable))
    above, below = expression(top.body), expression(bottom)
    if not (is_expandable(above) and is_expandable(below)):
        return None
    try:
        polynomials = [Poly(side, variable) for side in (above, below)]
    except BasePolynomialError:
        return None
    if not all(one.domain.is_ZZ or one.domain.is_QQ for one in polynomials):
        return None
    if polynomials[1].degree() < 1 or polynomials[0].degree() > _HIGHEST_DEGREE:
        return None
    dividend, divisor = (one.to_field() for one in polynomials)
    quotient, remainder = div(dividend, divisor)
    return quotient, remainder, divisor


def _divide(asked: Asked) -> CheckAnswer | None:
    found = _division(asked)
    return None if found is None else lambda answer: _certify(*found, answer)


def _certify(quotient: Poly, remainder: Poly, divisor: Poly, answer: Node) -> Certificate:
    q, r, d = (part.as_expr() for part in (quotient, remainder, divisor))
    shows = f"the quotient is {shown(q)}, the remainder {shown(r)}"
    parts = _parts(answer)
    if parts is not None:
        given = [expression(part) for part in parts]
        return judged(conjunction([compare_values(a, b) for a, b in zip((q, r), given, strict=True)]), shows)
    value = split_label(answer).value
    if isinstance(value, Relation | ListOf):
        return unchecked("the answer is no quotient with a remainder")
    whole = judged(compare_values(q + r / d, expression(value)), shows)
    if whole.status != "proved":
        alone = compare_values(q, expression(value)).equality is Equality.PROVED
        return supported(Method.EVALUATED, f"{shows}; the answer gives no remainder") if alone else whole
    if r == 0 or _is_mixed(value, q, single=not divisor.is_monomial):
        return whole
    return supported(Method.EVALUATED, f"{shows}; equal, but not divided")


def _is_mixed(value: Node, quotient: Expr, single: bool) -> bool:
    """The quotient and a fraction; several fractions where the divisor is one term."""
    terms = value.terms if isinstance(value, Sum) else (value,)
    wholes = [term for term in terms if not _is_broken(term)]
    rest = sum((expression(term) for term in wholes), start=expression(Letter("x")) * 0)
    broken = len(terms) - len(wholes)
    return (broken == 1 or (broken > 1 and not single)) and compare_values(
        rest, quotient
    ).equality is Equality.PROVED


def _is_broken(term: Node) -> bool:
    inner = getattr(term, "operand", term)
    return isinstance(inner, Fraction) and bool(letters(inner.denominator))


def _parts(answer: Node) -> tuple[Node, Node] | None:
    """Quotient and remainder, told apart by their names or by the word between them."""
    if isinstance(answer, DivisionWithRemainder):
        return answer.quotient, answer.remainder
    if not isinstance(answer, ListOf) or len(answer.items) != 2:
        return None
    first, second = (split_label(item) for item in answer.items)
    names = [named.label.name.lower() if named.label else "" for named in (first, second)]
    if names[0] in (_QUOTIENTS | {""}) and names[1] in _REMAINDERS:
        return first.value, second.value
    return (second.value, first.value) if names[1] in _QUOTIENTS and names[0] in _REMAINDERS else None


def _remainder(asked: Asked) -> CheckAnswer | None:
    found = _division(asked)
    return None if found is None else lambda answer: _certify_part(found[1].as_expr(), "remainder", answer)


def _quotient(asked: Asked) -> CheckAnswer | None:
    found = _division(asked)
    return None if found is None else lambda answer: _certify_quotient(*found, answer)


def _certify_quotient(quotient: Poly, remainder: Poly, divisor: Poly, answer: Node) -> Certificate:
    """The quotient alone; with the remainder over the divisor it says more than is asked."""
    found = _certify_part(quotient.as_expr(), "quotient", answer)
    value = split_label(answer).value
    if found.status != "refuted":
        return found
    whole = quotient.as_expr() + remainder.as_expr() / divisor.as_expr()
    is_whole = compare_values(whole, expression(value)).equality is not Equality.DIFFERENT
    return unchecked("the quotient with its remainder may be meant") if is_whole else found


def _certify_part(part: Expr, what: str, answer: Node) -> Certificate:
    named = split_label(answer)
    names = _REMAINDERS if what == "remainder" else _QUOTIENTS
    if named.label is not None and named.label.name.lower() not in names:
        return unchecked(f"the answer is no {what}")
    if isinstance(named.value, Relation | ListOf | DivisionWithRemainder):
        return unchecked(f"the answer is no {what}")
    return judged(compare_values(part, expression(named.value)), f"the {what} is {shown(part)}")


_MATH = r"(?:the )?(?:polynomial )?(?P<math>.+?)"
_BY = r"(?:the )?(?:polynomial |binomial )?(?P<divisor>.+?)"
_USING = r"(?:,? (?:using|by|with) (?:polynomial )?(?:long|synthetic) division)?"
_WHEN = rf"(?:when|if) {_MATH} is divided by {_BY}{_USING}"
recognize = kind_of(
    (
        (rf"divide {_MATH} by {_BY}{_USING}", _divide),
        (rf"use (?:polynomial )?(?:long|synthetic) division to divide {_MATH} by {_BY}", _divide),
        (rf"{ASK} (?:the )?quotient and (?:the )?remainder {_WHEN}", _divide),
        (rf"{ASK} (?:the )?remainder {_WHEN}", _remainder),
        (
            rf"{ASK} (?:the )?remainder (?:of|from)(?: the division of)? {_MATH} (?:divided )?by {_BY}",
            _remainder,
        ),
        (rf"{ASK} (?:the )?quotient {_WHEN}", _quotient),
    )
)
