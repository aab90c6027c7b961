"""Sentences about the values that a function takes."""

from sympy import Set

from tutor.check.certifying.functions.asked import Asked, CheckAnswer
from tutor.check.certifying.functions.given_regions import certify_region
from tutor.check.certifying.functions.matching import kind_of
from tutor.check.certifying.functions.phrases import ASK, CALLED, NOTATION, function
from tutor.check.certifying.functions.value_range import value_range

_LABELS = ("range", "the range", "r", "r_f", "rf")


def _range(asked: Asked) -> CheckAnswer | None:
    found = asked.function("math")
    values: Set | None = None if found is None else value_range(found.body, found.variable)
    if found is None or values is None or not asked.calls(found):
        return None
    names = ("y", found.name) if found.name and found.variable != "y" else ("y",)
    return lambda answer: certify_region(values, answer, "the range", names, _LABELS, asked.problem)


recognize = kind_of(
    (
        (rf"{ASK} (?:the )?range (?:of|for) {function()}{NOTATION}", _range),
        (
            rf"(?:for|let|given|if) {function()}[,.:;] {ASK} (?:the|its) range(?: of {CALLED})?{NOTATION}",
            _range,
        ),
    )
)
