"""Sentences about inverse functions: an answer must give back what the function was given."""

import re

from sympy import Expr, Integer, Intersection, Poly, Rational, Reals, Symbol

from tutor.check.certifying.families.plain_numbers import Asked as Number
from tutor.check.certifying.families.plain_numbers import certify_number
from tutor.check.certifying.functions.asked import Asked, CheckAnswer, Function
from tutor.check.certifying.functions.injective import is_injective
from tutor.check.certifying.functions.matching import kind_of
from tutor.check.certifying.functions.natural_domain import HIGHEST_DEGREE, natural_domain
from tutor.check.certifying.functions.phrases import ASK, CALLED, function
from tutor.check.certifying.functions.value_range import value_range
from tutor.check.certifying.roots import real_solutions
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.inequalities import solution_set
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.proofs import is_expandable
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import ORDERS, Application, Decimal, ListOf, Node, Power, Relation
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import applied, contains, letters, renamed
from tutor.vocabulary.verdict import Certificate, Equality, Method

_TRIED = (
    Integer(1),
    Integer(2),
    Integer(3),
    Integer(0),
    Integer(-1),
    Integer(5),
    Rational(1, 2),
    Integer(-4),
)
_NEAR = 0.05
_INVERSE_OF = r"{}(?:\^\{{?\(?-1\)?\}}?|⁻¹)(?:\({}\))?"

Witness = tuple[Expr, Expr, Expr]


def _inverse(asked: Asked) -> CheckAnswer | None:
    given = asked.function("math")
    if given is None or not asked.calls(given) or not _is_named(asked, given):
        return None
    if not given.name and "function" not in asked.sentence.words.lower():
        return None  # of 5 - x as a number
    variable = expression(Letter(given.variable))
    body = expression(given.body)
    if not is_injective(body, variable) or natural_domain(given.body, given.variable) is None:
        return None
    return lambda answer: _certify(given, body, variable, answer)


def _is_named(asked: Asked, given: Function) -> bool:
    """Whether what is asked for is the inverse of this function at its letter."""
    text = asked.match.groupdict().get("asked")
    if text is None:
        return True
    wanted = _INVERSE_OF.format(re.escape(given.name), re.escape(given.variable))
    return bool(given.name and re.fullmatch(wanted, re.sub(r"\s", "", asked.sentence.text_of(text) or "")))


def _certify(given: Function, body: Expr, variable: Symbol, answer: Node) -> Certificate:
    answer, limited = _without_limit(answer)
    claimed = _claimed(given, answer)
    if claimed is None or applied(claimed) or letters(claimed) != {given.variable}:
        return unchecked(f"the answer is no expression in {given.variable}")
    found = expression(claimed)
    if not is_expandable(found):
        return unchecked("the answer is too large")
    witness = _witness(given, body, variable, found)
    if witness and contains(claimed, Decimal) and _is_near(witness):
        return unchecked("the numbers may be rounded")
    if witness:
        return refuted(Method.SUBSTITUTED, _shown(given, witness))
    real = Symbol(variable.name, real=True)
    there, back = (value.subs(variable, real) for value in (body, found))
    results = [compare_values(back.subs(real, there), real), compare_values(there.subs(real, back), real)]
    shows = f"put into {_name(given)}, it gives {given.variable} back"
    if any(result.equality is Equality.PROVED for result in results):
        fault = _domain_fault(given, claimed, limited)
        return (
            supported(Method.SUBSTITUTED, f"{shows}, {fault}") if fault else proved(Method.SUBSTITUTED, shows)
        )
    if any(result.equality is Equality.NUMERIC for result in results):
        return supported(Method.SUBSTITUTED, shows)
    return unchecked("neither shown right nor wrong")


def _claimed(given: Function, answer: Node) -> Node | None:
    """The right side of f⁻¹(x) = … or y = …, or the answer itself."""
    match answer:
        case Relation(operands=(Power(base=Letter(name=name)), body)) if name == given.name:
            return body
    named = split_label(answer)
    if isinstance(named.value, Relation):
        return None
    label = named.label
    if label is None or (label.name == "y" and not label.arguments and given.variable != "y"):
        return named.value
    if label.name != f"{given.name or 'f'}⁻¹" or len(label.arguments) > 1:
        return None
    return renamed(named.value, dict.fromkeys(label.arguments, given.variable))


def _witness(given: Function, body: Expr, variable: Symbol, found: Expr) -> Witness | None:
    """A place, the value there, and where the answer leads back to instead."""
    domain = natural_domain(given.body, given.variable)
    for place in _TRIED:
        if domain is None or domain.contains(place) != True:  # noqa: E712 - sympy's True
            continue
        height = body.subs(variable, place)
        back = found.subs(variable, height)
        if height.is_real and is_different(compare_values(back, place)) and back.is_real is not False:
            return place, height, back
    return None


def _is_near(witness: Witness) -> bool:
    """Whether rounding alone may have led astray."""
    place, _, back = witness
    return bool(back.is_finite and abs((back - place).evalf(15)) <= _NEAR * (1 + abs(place)))


def _shown(given: Function, witness: Witness) -> str:
    place, height, back = (shown(value) for value in witness)
    return f"{given.name or 'f'}({place}) = {height}, but at {height} it gives {back}"


def _name(given: Function) -> str:
    return "the function" if given.name in ("", "y") else given.name


def _without_limit(answer: Node) -> tuple[Node, Relation | None]:
    """x² + 2, x ≥ 0: the expression and the numbers it is given for."""
    match answer:
        case ListOf(items=(body, Relation(operators=(sign, *_)) as limit)) if sign in ORDERS:
            return body, limit
    return answer, None


def _domain_fault(given: Function, claimed: Node, limited: Relation | None) -> str:
    """x² + 2 is the inverse of √(x - 2) for x ≥ 0 alone."""
    values, domain = value_range(given.body, given.variable), natural_domain(claimed, given.variable)
    if limited is not None:
        allowed = solution_set(limited) if letters(limited) == {given.variable} else None
        domain = None if allowed is None or domain is None else Intersection(domain, allowed)
        if domain is None:
            return "but its domain was not compared"
    if values is not None and domain is not None:
        return "" if values == domain else "but not every number is a value of the function"
    polynomial = expression(given.body).is_polynomial(expression(Letter(given.variable)))
    whole = polynomial and natural_domain(given.body, given.variable) == Reals  # x²/x has a gap
    return "" if whole else "but its domain was not compared"


def _at_a_value(asked: Asked) -> CheckAnswer | None:
    """f⁻¹(5), by solving f(x) = 5."""
    given, wanted = asked.function("math"), asked.tree("asked")
    match wanted:
        case Application(name=name, arguments=(argument,), order=0, inverse=True):
            pass
        case _:
            return None
    if given is None or given.name != name or letters(argument):
        return None
    variable = expression(Letter(given.variable))
    body, domain = expression(given.body), natural_domain(given.body, given.variable)
    low = not body.is_polynomial(variable) or Poly(body, variable).degree() <= HIGHEST_DEGREE
    solutions = real_solutions(body - expression(argument), variable) if low else None
    if domain is None or solutions is None or len(solutions.real) != 1:
        return None
    place = solutions.real[0]
    if not is_injective(body, variable) or domain.contains(place) != True:  # noqa: E712 - sympy's True
        return None
    number = Number(place, f"{name}⁻¹({shown(expression(argument))})", asked.problem, r"x|y")
    return lambda answer: certify_number(number, _value(answer))


def _value(answer: Node) -> Node:
    """The right side of f⁻¹(5) = 2."""
    match answer:
        case Relation(operands=(Application(inverse=True), value)):
            return value
    return answer


_SAID = r"(?:(?:if|given(?: that)?|let|for|suppose(?: that)?) )?"
_THEN = r"[,.;:]? (?:then )?"
recognize = kind_of(
    (
        (rf"{ASK} (?:an? |the )?inverse(?: function)? (?:of|for|to) {function()}", _inverse),
        (rf"{_SAID}{function()}{_THEN}{ASK} (?:the|its) inverse(?: function)?(?: of {CALLED})?", _inverse),
        (
            rf"{_SAID}{function()}{_THEN}{ASK} (?:a formula for )?(?:the inverse(?: function)?,? )?"
            r"(?P<asked>.+)",
            _inverse,
        ),
        (rf"{_SAID}{function()}{_THEN}{ASK} (?:the value of )?(?P<asked>.+)", _at_a_value),
        (
            rf"{ASK} (?:the value of )?(?P<asked>.+?) (?:if|given(?: that)?|when|where|for) {function()}",
            _at_a_value,
        ),
        (
            rf"{ASK} (?:a formula for )?(?P<asked>.+?) (?:if|given(?: that)?|when|where|for) {function()}",
            _inverse,
        ),
    )
)
