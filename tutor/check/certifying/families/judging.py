"""Checks of answers that are one number or one point, against values worked out from the problem."""

from collections.abc import Sequence

from tutor.check.certifying.families.asking import CheckAnswer
from tutor.check.certifying.tasks import FindValue
from tutor.check.certifying.values import certify_value
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import Named, bindings, split_label
from tutor.check.comparing.question import Question
from tutor.check.comparing.shown import shown
from tutor.check.expressions import expression
from tutor.check.reading.tree import Application, Labelled, Node, Quantity, Text, TupleOf
from tutor.check.trees import letters
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

LENGTHS = frozenset({"unit"})
_NO_VALUE = ("undefined", "not defined", "does not exist", "infinite", "no slope")
_NAMES = (("x", "y", "z"), ("h", "k"))


def value_check(worth: Node, question: Question, units: frozenset[str] = frozenset()) -> CheckAnswer:
    """The answer must be this number; it may carry one of the units."""

    def check(answer: Node) -> Certificate:
        if not fits_unit(answer, units):
            return unchecked("the unit was not checked")
        return certify_value(FindValue(worth), answer, question)

    return check


def fits_unit(answer: Node, units: frozenset[str]) -> bool:
    """Whether the answer has no unit, or one of these alone."""
    value = split_label(answer).value
    if not isinstance(value, Quantity):
        return True
    return len(value.unit.factors) == 1 and value.unit.factors[0] in {(name, 1) for name in units}


def no_value_check(reason: str, words: Sequence[str] = _NO_VALUE) -> CheckAnswer:
    """The answer must say in words that there is none."""

    def check(answer: Node) -> Certificate:
        value = split_label(answer).value
        if isinstance(value, Text):
            said = any(word in value.text.lower() for word in words)
            return proved(Method.SOLVED, reason) if said else unchecked("the words were not understood")
        plain = not letters(value) and not isinstance(value, Labelled)
        return refuted(Method.SOLVED, reason) if plain else unchecked("the answer is no value")

    return check


def point_check(expected: tuple[Node, ...], question: Question) -> CheckAnswer:
    """The answer must be this point: (1, 2), M(1, 2), x = 1 and y = 2."""

    def check(answer: Node) -> Certificate:
        claimed = coordinates(answer)
        if claimed is None or len(claimed) != len(expected) or any(letters(one) for one in claimed):
            return unchecked("the answer is no point")
        found = [
            certify_value(FindValue(right), one, question)
            for right, one in zip(expected, claimed, strict=True)
        ]
        shows = f"the point is ({', '.join(shown(expression(one)) for one in expected)})"
        return together(found, shows)

    return check


def together(found: Sequence[Certificate], shows: str) -> Certificate:
    """One certificate for all parts: as weak as the weakest, wrong when one is."""
    statuses = {one.status for one in found}
    for status, make in ((CertificateStatus.REFUTED, refuted), (CertificateStatus.UNCHECKED, None)):
        if status in statuses:
            weak = next(one for one in found if one.status is status)
            return make(Method.EVALUATED, shows) if make else unchecked(weak.detail)
    if statuses == {CertificateStatus.PROVED}:
        return proved(Method.EVALUATED, shows)
    weak = next(one for one in found if one.status is not CertificateStatus.PROVED)
    return supported(weak.method, f"{shows}; {weak.detail}")


def coordinates(answer: Node) -> tuple[Node, ...] | None:
    """The coordinates a point is given by."""
    bound = bindings(answer)
    if bound:
        return _in_order(bound)
    value = split_label(answer).value
    if isinstance(value, TupleOf):
        return value.items
    if isinstance(value, Application) and value.name.isupper() and not value.order:
        return value.arguments if len(value.arguments) > 1 else None
    return None


def _in_order(bound: list[Named]) -> tuple[Node, ...] | None:
    """Values by their names x, y, z or h, k, whatever index the names have."""
    by_name = {one.label.name.partition("_")[0]: one.value for one in bound if one.label}
    for names in _NAMES:
        wanted = names[: len(bound)]
        if set(by_name) == set(wanted):
            return tuple(by_name[name] for name in wanted)
    return None
