"""Sharing in a ratio, and as many times as much for as many times as many."""

import re
from fractions import Fraction

from tutor.check.certifying.families.amounts import Amount, certify_amount
from tutor.check.certifying.families.money import (
    SUM,
    Check,
    Match,
    Money,
    compiled,
    money_in,
    money_words,
    recognized,
)
from tutor.check.certifying.families.plain_numbers import decimal_text, exact, number_in, whole_in
from tutor.check.certifying.families.small_words import BIG_WORD, SMALL
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.rounding import rounds_to, written
from tutor.check.comparing.units import lifted
from tutor.check.expressions import expression
from tutor.check.reading.tree import ListOf, Node, Quantity, Ratio, Relation, Text, TupleOf
from tutor.check.trees import contains, letters
from tutor.vocabulary.verdict import Certificate, Method

_COUNT = r"(?:\d[\d,]*(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_RATIO = r"(?P<ratio>\d+(?: ?: ?\d+){1,3}|\d+ to \d+)"
_SHARED = (
    rf"(?P<whole>{SUM}|\d[\d,]*(?:\.\d+)?)(?: (?:sweets|candies|marbles|coins|books|apples|stickers|points))?"
)
_BETWEEN = (
    r"(?: (?:between|among) (?:(?P<heads>two|three|four) (?:people|friends|children|brothers|sisters)"
    rf"|(?P<one>{BIG_WORD}) and (?P<other>{BIG_WORD})))?"
)
_NOUN = rf"(?!(?:{SMALL})\b)(?P<noun>[a-z]{{2,}}?)(?:e?s)?(?P<of>(?: of {BIG_WORD})?)"
_SAME = r"(?P=noun)(?:e?s)?(?:(?P=of))?"
_SHARE = re.compile(
    rf"(?:divide|share|split) (?:up )?{_SHARED}{_BETWEEN} in(?:to)? (?:the|a) ratio (?:of )?{_RATIO}"
    rf"(?:\. (?:what is|find) the (?P<which>larg(?:er|est)|great(?:er|est)|small(?:er|est)|bigger|biggest)"
    r" (?:share|part|amount|number)|\. how much does (?P<who>[a-z]+) (?:get|receive))?",
    re.IGNORECASE,
)
_LONGEST = 240
_COST_OF = (
    rf"(?:(?:what|how much) (?:do|would|will|does) (?P<many>{_COUNT}|one|an?|each) {_SAME} cost"
    rf"|(?:what is|what would be|find) the (?:unit )?(?:cost|price) (?:of|per|for)"
    rf" (?:(?P<many_>{_COUNT}|one|an?|each) )?{_SAME})(?: at (?:the same|this) (?:rate|price))?"
)
_COST = (
    rf"(?:if )?(?P<count>{_COUNT}) {_NOUN} (?:costs?|sells? for) (?P<price>{SUM})[.,] (?:then )?{_COST_OF}"
)


def _wanted_share(match: Match, parts: list[Fraction]) -> Fraction | None:
    if match["who"]:
        names = [name.lower() for name in (match["one"], match["other"]) if name]
        who = match["who"].lower()
        return parts[names.index(who)] if who in names else None
    which = match["which"].lower()
    pair_only = which.endswith("er")
    if pair_only and len(parts) != 2:
        return None
    return min(parts) if which.startswith("small") else max(parts)


def _parts(match: Match) -> list[Fraction] | None:
    money = money_in(match["whole"])
    whole = money.value if money else number_in(match["whole"])
    ratio = [int(part) for part in re.findall(r"\d+", match["ratio"])]
    heads = whole_in(match["heads"]) if match["heads"] else 2 if match["one"] else len(ratio)
    if whole is None or min(ratio) < 1 or heads != len(ratio):
        return None
    return [whole * part / sum(ratio) for part in ratio]


def _in_ratio(problem: str) -> Check | None:
    words = money_words(problem)
    match = _SHARE.fullmatch(words) if len(words) <= _LONGEST else None
    parts = _parts(match) if match else None
    if match is None or parts is None:
        return None
    money = money_in(match["whole"])
    if match["which"] or match["who"]:
        share = _wanted_share(match, parts)
        if share is None:
            return None
        amount = Amount(share, "the share", money.unit if money else None)
        return lambda answer: certify_amount(amount, problem, answer)
    return lambda answer: _certify_parts(parts, money, answer)


def _certify_parts(parts: list[Fraction], money: Money | None, answer: Node) -> Certificate:
    """In the order of the ratio; another order may mean something."""
    given = _listed(split_label(answer).value, money)
    if given is None or len(given) != len(parts):
        return unchecked("the answer is no list of the parts")
    if any(contains(part, Relation, ListOf, Quantity, Text) or letters(part) for part in given):
        return unchecked("the answer is no list of numbers")
    values = [expression(part) for part in given]
    right = [exact(part) for part in parts]
    shows = f"the parts are {', '.join(map(decimal_text, parts))}"
    if values == right:
        return proved(Method.EVALUATED, shows)
    if sorted(values, key=str) == sorted(right, key=str):
        return unchecked("the parts are in another order")
    forms = [written(part) for part in given]
    if all(
        form is not None and form.decimal and rounds_to(part, value, form.place)
        for form, part, value in zip(forms, right, values, strict=True)
    ):
        return supported(Method.COMPARED, f"{shows}, to the digits given")
    return refuted(Method.EVALUATED, shows)


def _listed(answer: Node, money: Money | None) -> list[Node] | None:
    match answer:
        case ListOf(items=items) | TupleOf(items=items) | Ratio(parts=items):
            return [_without_unit(lifted(item), money) for item in items]
    return None


def _without_unit(node: Node, money: Money | None) -> Node:
    fits = isinstance(node, Quantity) and money is not None and node.unit == money.unit
    return node.value if fits and isinstance(node, Quantity) else node


def _cost(match: Match) -> Amount | None:
    """Twice as many cost twice as much."""
    groups = match.groupdict()
    count = _number(match["count"])
    wanted = (groups["many"] or groups["many_"] or "one").lower()
    many, price = _number("one" if wanted in {"a", "an", "each"} else wanted), money_in(match["price"])
    if not count or not many or price is None:
        return None
    return Amount(price.value * many / count, "the cost", price.unit)


def _number(text: str) -> Fraction | None:
    whole = whole_in(text)
    return number_in(text) if whole is None else Fraction(whole)


_COSTS = compiled([(_COST, _cost)])


def recognize(problem: str) -> Check | None:
    """How to check shares in a ratio, or a cost in proportion."""
    return _in_ratio(problem) or recognized(_COSTS, problem)
