"""Sentences about where a function is defined, and where it is not."""

from sympy import Complement, FiniteSet, Reals

from tutor.check.certifying.claims import claimed_values
from tutor.check.certifying.functions.asked import Asked, CheckAnswer
from tutor.check.certifying.functions.given_regions import certify_region
from tutor.check.certifying.functions.matching import kind_of
from tutor.check.certifying.functions.natural_domain import natural_domain
from tutor.check.certifying.functions.phrases import ASK, CALLED, NOTATION, function
from tutor.check.certifying.verdicts import unchecked
from tutor.check.comparing.regions import region_from
from tutor.check.reading.tree import Node, SetOf
from tutor.vocabulary.verdict import Certificate

_LABELS = ("domain", "the domain", "d", "d_f", "df")


def _defined(asked: Asked) -> CheckAnswer | None:
    found = asked.function("math")
    domain = None if found is None else natural_domain(found.body, found.variable)
    if (
        found is None
        or domain is None
        or region_from(domain) is None
        or not _is_letter(asked, found.variable)
    ):
        return None
    return lambda answer: certify_region(
        domain, answer, "the domain", (found.variable,), _LABELS, asked.problem
    )


def _undefined(asked: Asked) -> CheckAnswer | None:
    """Single numbers where a denominator vanishes."""
    found = asked.function("math")
    domain = None if found is None else natural_domain(found.body, found.variable)
    if found is None or domain is None or not _is_letter(asked, found.variable):
        return None
    outside = Complement(Reals, domain)
    if not isinstance(outside, FiniteSet):
        return None

    def check(answer: Node) -> Certificate:
        claim = claimed_values(answer, found.variable)
        if claim is None or claim.everything:
            return unchecked(f"the answer is no value for {found.variable}")
        return certify_region(
            outside, SetOf(claim.values), "not defined", (found.variable,), (), asked.problem
        )

    return check


def _is_letter(asked: Asked, variable: str) -> bool:
    named = asked.match.groupdict().get("letter")
    given = asked.function("math")
    if given is None or not asked.calls(given):
        return False
    return named is None or asked.sentence.text_of(named) == variable


_LETTER = r"(?P<letter>⟦\d+⟧|[A-Za-z])"
_VALUES = rf"(?:for|at) (?:what|which)(?: real)? (?:values?|numbers?)(?: of)? {_LETTER} is"
_ALL = rf"{ASK} (?:all )?(?:the )?(?:real )?(?:values?|numbers?)(?: of)? {_LETTER} for which"
recognize = kind_of(
    (
        (
            rf"{ASK} (?:the )?(?:(?:natural|implied|maximal|largest possible|largest) )?domain (?:of|for) "
            rf"{function()}{NOTATION}",
            _defined,
        ),
        (
            rf"(?:for|let|given|if) {function()}[,.:;] {ASK} (?:the|its) domain(?: of {CALLED})?{NOTATION}",
            _defined,
        ),
        (rf"{ASK} (?:the )?domain[.:] {function()}", _defined),
        (rf"{_VALUES} {function()} (?:defined|a real number|real)", _defined),
        (rf"{_ALL} {function()} is (?:defined|a real number|real)", _defined),
        (rf"{_VALUES} {function()} (?:undefined|not defined)", _undefined),
        (rf"{_ALL} {function()} is (?:undefined|not defined)", _undefined),
        (
            rf"{ASK} (?:the )?(?:excluded values?|restrictions?|values? (?:that must be|to be) excluded)"
            rf" (?:of|for|on|from the domain of) {function()}",
            _undefined,
        ),
    )
)
