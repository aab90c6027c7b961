"""Percentages: of a number, as a share, of change, and backwards to the whole or the original price."""

import re
from collections.abc import Callable
from fractions import Fraction as Exact

from tutor.check.certifying.families.asking import ASK, CheckAnswer, Match, first_fit, patterns
from tutor.check.certifying.families.judging import value_check
from tutor.check.certifying.tasks import FindValue
from tutor.check.certifying.values import certify_value
from tutor.check.certifying.verdicts import refuted, supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.question import Question
from tutor.check.expressions import UnbuildableError
from tutor.check.reading.tree import Fraction, Integer, Negation, Node, Percent, Product, Quantity
from tutor.check.trees import contains
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_MONEY = {"¤": "dollar", "dollar": "dollar", "usd": "dollar", "€": "euro", "euro": "euro", "£": "pound"}
_GAINS = frozenset({"increase", "gain", "growth", "rise"})
_LOSSES = frozenset({"decrease", "loss", "drop", "reduction", "fall"})


def _n(name: str) -> str:
    """A number, which may be an amount of money."""
    return rf"[¤€£]? ?(?P<{name}>{_NUMBER})(?: (?:dollars|euros?|USD))?"


_P = rf"(?P<p>{_NUMBER}) ?(?:\\?%|percent\b|per cent\b)"
_AS_PERCENT = r"(?:percent|per cent|percentage|\\?%)"


def _amount(work: Callable[[dict[str, Exact]], Exact]) -> Callable[[Match, Question], CheckAnswer | None]:
    """A maker for a number worked out from the numbers of the sentence."""

    def make(match: Match, question: Question) -> CheckAnswer | None:
        try:
            worth = work(_numbers(match))
        except ZeroDivisionError:
            return None
        return value_check(_node(worth), question, _currency(match.string))

    return make


def _share(match: Match, question: Question) -> CheckAnswer | None:
    """A number of percent: 15% or 15; 0.15 says it otherwise."""
    numbers = _numbers(match)
    if not numbers["n"]:
        return None
    worth = 100 * numbers["a"] / numbers["n"]
    return lambda answer: _judge_percent(worth, answer, question)


def _change(match: Match, question: Question) -> CheckAnswer | None:
    """From the first number to the second; a fall may be told by its size in words or by its sign."""
    numbers = _numbers(match)
    if not numbers["n"] or numbers["a"] == numbers["n"]:
        return None
    worth = 100 * (numbers["a"] - numbers["n"]) / numbers["n"]
    said = (match["direction"] or "").lower()
    if (said in _GAINS and worth < 0) or (said in _LOSSES and worth > 0):
        return None
    return lambda answer: _judge_change(worth, answer, question, falls=said in _LOSSES)


def _judge_change(worth: Exact, answer: Node, question: Question, *, falls: bool) -> Certificate:
    value = split_label(answer).value
    if isinstance(value, Quantity) and isinstance(value.value, Percent) and len(value.unit.factors) == 1:
        name = value.unit.factors[0][0]
        if name not in _GAINS | _LOSSES:
            return unchecked("the unit was not checked")
        if (name in _LOSSES) is (worth > 0):
            return refuted(Method.EVALUATED, f"it is {'an increase' if worth > 0 else 'a decrease'}")
        return _judge_percent(abs(worth), value.value, question)
    if worth > 0 or falls:
        found = _judge_percent(abs(worth), answer, question)
        turned = falls and found.status is CertificateStatus.REFUTED
        if turned and _judge_percent(worth, answer, question).status is CertificateStatus.PROVED:
            return supported(Method.EVALUATED, "the size of the decrease, with a sign")
        return found
    found = _judge_percent(worth, answer, question)
    if found.status is CertificateStatus.REFUTED:
        unsigned = _judge_percent(-worth, answer, question)
        if unsigned.status is CertificateStatus.PROVED:
            return supported(Method.EVALUATED, "the size is right; that it is a decrease is not said")
    return found


def _judge_percent(worth: Exact, answer: Node, question: Question) -> Certificate:
    value = split_label(answer).value
    bare = _without_sign(value)
    if isinstance(bare, Quantity) or contains(bare, Percent):
        return unchecked("the answer is no number of percent")
    found = certify_value(FindValue(_node(worth)), bare, question)
    if found.status is not CertificateStatus.REFUTED or bare is not value:
        return found
    share = certify_value(FindValue(_node(worth / 100)), bare, question)
    same = share.status in (CertificateStatus.PROVED, CertificateStatus.SUPPORTED)
    return supported(Method.EVALUATED, f"equal, but not in percent: {found.detail}") if same else found


def _without_sign(value: Node) -> Node:
    """The number before the sign of percent."""
    if isinstance(value, Negation) and isinstance(value.operand, Percent):
        return Negation(value.operand.value)
    return value.value if isinstance(value, Percent) else value


def _numbers(match: Match) -> dict[str, Exact]:
    found = {name: text for name, text in match.groupdict().items() if text and name in {"a", "n", "p"}}
    return {name: Exact(text.replace(",", "")) for name, text in found.items()}


def _node(worth: Exact) -> Node:
    """As a product, so that the number itself is no repetition of what was asked."""
    size = Fraction(Integer(abs(worth.numerator)), Integer(worth.denominator))
    return Product((Integer(1), size if worth >= 0 else Negation(size)))


def _currency(words: str) -> frozenset[str]:
    """The one currency the sentence speaks of."""
    found = {unit for sign, unit in _MONEY.items() if sign in words.lower()}
    return frozenset(found) if len(found) == 1 else frozenset()


_IT = r"(?:the )?(?:price|cost|bill|item|number|value)"
_OFF = rf"(?:an? )?{_P} (?:discount|reduction|off|price cut|markdown|decrease)"
_RISE = rf"(?:an? )?{_P} (?:increase|price increase|rise|raise|markup|mark-up)"
_ASK_ORIGINAL = (
    r"(?:what was|what is|find|calculate|determine|work out) (?:the|its)"
    r" (?:original|initial|regular|full|list)"
    r" (?:price|cost|value)(?: (?:of the item|before the \w+))?"
)
_OLD_PRICE = _amount(lambda v: v["a"] / (1 - v["p"] / 100))
_OLD_LOWER_PRICE = _amount(lambda v: v["a"] / (1 + v["p"] / 100))
_UP = _amount(lambda v: v["n"] * (1 + v["p"] / 100))
_DOWN = _amount(lambda v: v["n"] * (1 - v["p"] / 100))
_PART = _amount(lambda v: v["n"] * v["p"] / 100)
_WHOLE = _amount(lambda v: 100 * v["a"] / v["p"])
_LESS = r"(?:decreased|reduced|lowered|diminished)"
_MORE = r"(?:increased|raised)"

_PATTERNS = patterns(
    (rf"(?:(?:{ASK}|how much is) )?{_P} of {_n('n')}", _PART),
    (rf"{_n('a')} is (?:what|which) {_AS_PERCENT} of {_n('n')}", _share),
    (rf"(?:{ASK} )?(?:what|which) {_AS_PERCENT} of {_n('n')} is {_n('a')}", _share),
    (rf"(?:what|which) {_AS_PERCENT} is {_n('a')} of {_n('n')}", _share),
    (rf"(?:express|write|give) {_n('a')} as an? {_AS_PERCENT} of {_n('n')}", _share),
    (rf"{ASK} (?:the )?{_AS_PERCENT} (?:that )?{_n('a')} is of {_n('n')}", _share),
    (rf"{_n('a')} is {_P} of (?:what|which)(?: number| amount)?", _WHOLE),
    (rf"{_P} of (?:what|which) number is(?: equal to)? {_n('a')}", _WHOLE),
    (
        rf"if {_P} of a (?:certain )?number is {_n('a')}, (?:then )?(?:what is|find) (?:the|that) number",
        _WHOLE,
    ),
    (
        rf"(?:find|determine) (?:the|a) number(?: if|,? given that) {_P} of (?:it|the number) is {_n('a')}",
        _WHOLE,
    ),
    (rf"{_P} of a (?:certain )?number is {_n('a')}[.,;] (?:find|what is) (?:the|that) number", _WHOLE),
    (rf"(?:increase|raise) {_n('n')} by {_P}", _UP),
    (rf"(?:{ASK} )?{_n('n')} {_MORE} by {_P}", _UP),
    (rf"(?:decrease|reduce|lower) {_n('n')} by {_P}", _DOWN),
    (rf"(?:{ASK} )?{_n('n')} {_LESS} by {_P}", _DOWN),
    (rf"what (?:number )?is {_P} more than {_n('n')}", _UP),
    (rf"what (?:number )?is {_P} less than {_n('n')}", _DOWN),
    (
        rf"{ASK} (?:the )?{_AS_PERCENT} (?:change|(?:of )?"
        rf"(?P<direction>increase|decrease|growth|drop|reduction|gain|loss))"
        rf" (?:from|when (?:something|a (?:number|value|quantity)) (?:changes|goes|increases|decreases) from)"
        rf" {_n('n')} to {_n('a')}",
        _change,
    ),
    (rf"after {_OFF}, {_IT} (?:is|was|costs) {_n('a')}[.;,] {_ASK_ORIGINAL}", _OLD_PRICE),
    (rf"after {_RISE}, {_IT} (?:is|was|costs) {_n('a')}[.;,] {_ASK_ORIGINAL}", _OLD_LOWER_PRICE),
    (rf"(?:an?|the) \w+ (?:costs?|is|sells for) {_n('a')} after {_OFF}[.;,] {_ASK_ORIGINAL}", _OLD_PRICE),
    (
        rf"(?:an?|the) \w+ (?:costs?|is|sells for) {_n('a')} after {_RISE}[.;,] {_ASK_ORIGINAL}",
        _OLD_LOWER_PRICE,
    ),
)


def recognize(problem: str) -> CheckAnswer | None:
    """One question about percentages of given numbers."""
    if "%" not in problem and "per" not in problem.lower():
        return None
    try:
        return first_fit(_PATTERNS, _with_currency(problem))
    except UnbuildableError:
        return None


def _with_currency(problem: str) -> str:
    """Signs of dollars told from delimiters: written as a command, or each of them before a number."""
    text = re.sub(r"\\\$", "¤", problem)
    return text if re.search(r"\$(?!\d)", text) else text.replace("$", "¤")
