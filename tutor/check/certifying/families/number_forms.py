"""The same number written otherwise: decimal, percent, fraction, mixed number, power of ten, rounded."""

import re
from collections.abc import Callable
from fractions import Fraction

from tutor.check.certifying.families.numerals import (
    FAULTS,
    read_number,
    shown_as,
    without_money,
    without_percent,
    worth_of,
)
from tutor.check.certifying.families.plain_numbers import exact, plain_words
from tutor.check.certifying.families.rounding import (
    PLACE,
    Rounding,
    asked_rounding,
    judge_rounded,
    mentions_rounding,
    place_of,
)
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.rounding import rounds_to, written
from tutor.check.expressions import expression
from tutor.check.reading.tree import (
    Labelled,
    Node,
    Omitted,
    Percent,
    Product,
    Quantity,
    Relation,
    RelationOperator,
    Symbol,
)
from tutor.check.trees import contains
from tutor.vocabulary.verdict import Certificate, Method

Match = re.Match[str]

_WRITE = r"(?:convert|write|express|change|turn|rewrite|give|represent)"
_X = r"(?P<x>.{1,60}?)"
_NOUN = (
    r"(?:the )?(?:(?:repeating |recurring |terminating )?"
    r"(?:decimal|fraction|percent(?:age)?|number|mixed (?:number|fraction)|improper fraction)(?: number)? )?"
)
_INTO = r"(?:as|to|into|in)"
_LOWEST = (
    r"(?:,? (?:in|reduced to|to) (?:its |the )?(?:simplest|lowest|reduced) (?:form|terms)"
    r"| in simplified form)?"
)
_ROUNDED = rf"(?:,? (?:and )?(?:rounded|correct|correctly rounded|round(?: it)?)(?: off)? to {PLACE})?"
_FORM = (
    r"(?:an? )?(?P<form>(?:terminating |repeating |recurring )?decimal(?: number| form)?"
    r"|percent(?:age)?(?: form)?"
    r"|(?:simplified |reduced |common |proper |single )?fraction(?: form)?|mixed (?:number|fraction|numeral)"
    r"|improper fraction|scientific notation|standard (?:form|notation)"
    r"|(?:ordinary|decimal) (?:form|notation)|ordinary number)"
)
_SENTENCES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_WRITE} {_NOUN}{_X} {_INTO} {_FORM}{_LOWEST}{_ROUNDED}",
        rf"what is {_NOUN}{_X} (?:as|written as|expressed as|in) {_FORM}{_LOWEST}{_ROUNDED}",
        r"(?:what is|find|give) the (?P<form>decimal|percent|percentage|fraction)"
        rf" (?:form|equivalent|representation) (?:of|for) {_NOUN}{_X}",
    )
)
_ROUND = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"round(?: off)? (?:the number )?(?P<x>.{{1,40}}?)(?: off)?,? (?:correct )?to {PLACE}",
        r"(?:what is|give|write|express) (?P<x>.{1,40}?),? (?:rounded|correct|correctly rounded)(?: off)?"
        rf" to {PLACE}",
    )
)
_LONGEST = 200
_CHAINED = (RelationOperator.EQUAL, RelationOperator.APPROXIMATELY)
_OF_WHOLE_NUMBERS = frozenset({"fraction", "mixed number", "improper fraction"})
_THIRDS = frozenset({3, 6, 7, 9, 11, 12})
_THREE_DIGITS = Fraction(1, 1000)
_NO_NUMBER = "the answer is no single number"


def recognize(problem: str) -> Callable[[Node], Certificate] | None:
    """How to check a number that is to be written in another form, or rounded."""
    words = plain_words(problem)
    if not words or len(words) > _LONGEST:
        return None
    for pattern in (*_ROUND, *_SENTENCES):
        found = pattern.fullmatch(words)
        check = (_to_round if pattern in _ROUND else _to_write)(found, problem) if found else None
        if check is not None:
            return check
    return None


def _to_round(found: Match, problem: str) -> Callable[[Node], Certificate] | None:
    tree = read_number(found["x"])
    value = worth_of(without_money(tree)) if tree else None
    rounding = None if value is None else place_of(found, value)
    if value is None or rounding is None or asked_rounding(problem, value) is None:
        return None

    def check(answer: Node) -> Certificate:
        if isinstance(answer, Quantity) and answer.unit != getattr(tree, "unit", None):
            return unchecked("the answer is in another unit")
        given = _last_member(without_money(answer), value)
        return unchecked(_NO_NUMBER) if given is None else judge_rounded(value, rounding, given, "rounded it")

    return check


def _to_write(found: Match, problem: str) -> Callable[[Node], Certificate] | None:
    tree = read_number(found["x"])
    value = worth_of(tree)
    if value is None or tree is None:
        return None
    form = _form_named(found["form"].lower(), tree)
    rounding = asked_rounding(problem, value * 100 if form == "percent" else value)
    if not _is_possible(form, value) or (mentions_rounding(problem) and rounding is None):
        return None

    def check(answer: Node) -> Certificate:
        given = _last_member(answer, value)
        return unchecked(_NO_NUMBER) if given is None else _judge(value, form, rounding, given)

    return check


def _form_named(words: str, given: Node) -> str:
    """Standard form is a power of ten, unless that is what is given."""
    if words.startswith("standard"):
        return "ordinary number" if isinstance(given, Product) else "scientific notation"
    if words.startswith("ordinary") or words == "decimal notation":
        return "ordinary number"
    return next(name for name in FAULTS if name.split()[0] in words)


def _is_possible(form: str, value: Fraction) -> bool:
    if form == "mixed number":
        return abs(value) > 1 and value.denominator > 1
    if form == "improper fraction":
        return abs(value) >= 1
    return form != "scientific notation" or value != 0


def _judge(value: Fraction, form: str, rounding: Rounding | None, given: Node) -> Certificate:
    if form == "percent":
        bare = without_percent(given)
        if bare == given and expression(given) == exact(value):
            return unchecked("it may be meant as a number, not as percent")
        value, given = value * 100, bare
    what = "the percentage" if form == "percent" else "it"
    if contains(given, Percent):
        return unchecked(_NO_NUMBER)
    if rounding is not None:
        return judge_rounded(value, rounding, given, f"{what}, rounded,")
    worth, shows = expression(given), f"{what} is {shown_as(form, value)}"
    if not worth.is_Rational:
        return unchecked(_NO_NUMBER)
    if worth == exact(value):
        fault = FAULTS[form](given)
        return (
            supported(Method.EVALUATED, f"equal, but {fault}") if fault else proved(Method.EVALUATED, shows)
        )
    if form in _OF_WHOLE_NUMBERS and _may_be_rounded(value, Fraction(int(worth.p), int(worth.q))):
        return unchecked("the decimal may be a rounded one")
    digits = written(given)
    if digits is not None and digits.decimal and rounds_to(exact(value), worth, digits.place):
        return supported(Method.COMPARED, f"{shows}, to the digits given")
    return refuted(Method.EVALUATED, shows)


def _may_be_rounded(decimal: Fraction, fraction: Fraction) -> bool:
    """Whether three digits or more of a decimal stand for a simple fraction: 0.333 for 1/3."""
    return fraction.denominator in _THIRDS and 0 < abs(decimal - fraction) <= _THREE_DIGITS


def _last_member(answer: Node, value: Fraction) -> Node | None:
    """The answer behind its name or behind what it was made from; those must have the value too."""
    if isinstance(answer, Labelled):
        answer = split_label(answer).value
    nodes: tuple[Node, ...] = (answer,)
    if isinstance(answer, Relation):
        if any(operator not in _CHAINED for operator in answer.operators):
            return None
        first, *others = answer.operands
        named = isinstance(first, Omitted) or (isinstance(first, Symbol) and len(first.name) == 1)
        nodes = tuple(others) if named else answer.operands
    numbers = [worth_of(node) for node in nodes]
    if numbers[-1] is None or any(number != value for number in numbers[:-1]):
        return None
    return nodes[-1]
