"""Prices that are raised, lowered, taxed, tipped on: what comes out, what is saved or added."""

import re
from fractions import Fraction

from tutor.check.certifying.families.amounts import Amount
from tutor.check.certifying.families.money import (
    NAMED_ITEM,
    RATE,
    SUM,
    Check,
    Find,
    Match,
    compiled,
    money_in,
    rate_in,
    recognized,
)
from tutor.check.certifying.families.small_words import BIG_WORD

_PRICE = (
    r"(?:(?:the (?:original |regular |normal |list |marked |usual |full )?price of )?"
    rf"{NAMED_ITEM} (?:(?:originally|normally|regularly|usually) )?(?:costs?|is priced at|was priced at"
    r"|sells for|sold for|has an? (?:regular |original |list |marked )?price of|is marked at|is)"
    rf" (?P<price>{SUM}))"
)
_AND = r"(?:,? and(?: then)? |\. |, |\. then |,? but )"
_IT = r"(?:it |its price |the price |the (?P=noun) |the store |the shop )?"
_DOWN_WORD = r"(?:reduced|discounted|marked down|lowered|decreased|cut)"
_UP_WORD = r"(?:increased|raised|marked up)"


def _change(index: int) -> str:
    """A change of a price by a rate."""
    return (
        rf"(?:(?:is|was) (?:then )?"
        rf"(?:{_DOWN_WORD} by (?P<down{index}>{RATE})|{_UP_WORD} by (?P<up{index}>{RATE})"
        rf"|(?:on sale )?(?:for |at )?(?P<off{index}>{RATE}) off"
        rf"|(?:sold|offered|on sale) (?:with|at) an? (?P<at{index}>{RATE}) discount)"
        rf"|(?:offers|gives) an? (?P<gives{index}>{RATE}) discount"
        rf"|goes on sale (?:for|at) (?P<sale{index}>{RATE}) off"
        rf"|(?:goes up|rises|increases) by (?P<rises{index}>{RATE})"
        rf"|(?:goes down|falls|drops|decreases) by (?P<falls{index}>{RATE}))"
    )


_FURTHER = (
    rf"(?:(?:,? and|,)? then (?:by )?(?:a further|another|an additional) (?P<further>{RATE})"
    rf"|(?:,? and|,|\.)(?: then)? {_IT}{_change(2)})?"
)
_TAX_ADDED = (
    rf"(?:(?:,? and|,|\.)(?: then)? (?:an? )?(?P<tax>{RATE}) (?:sales )?tax is (?:then )?added"
    r"(?: to the (?:sale|discounted|reduced|new) price)?)?"
)
_FIND = r"(?:what (?:is|was|will be)|find|calculate|determine|compute)"
_NEW = (
    rf"(?:{_FIND} (?:the|its) (?:new|sale|final|discounted|reduced|selling|increased) (?:price|cost)"
    r"(?: of the (?P=noun))?"
    r"|how much do(?:es)? (?:it|the (?P=noun)) cost (?:now|after the (?:discount|reduction|increase))"
    r"|what does (?:it|the (?P=noun)) cost now)"
)
_SAVED = (
    rf"(?:how much (?:money )?(?:do you save|is saved|is the discount|is taken off)"
    rf"|{_FIND} the (?:amount of (?:the )?discount|discount amount))"
)
_WITH_TAX = r"(?:,? (?:including|with|after) (?:the )?(?:sales )?tax)"
_TOTAL = rf"{_FIND} the (?:total|final) (?:cost|price|amount)(?: of the (?P=noun))?{_WITH_TAX}?"
_TAX_IS = rf"(?:the )?(?:sales )?tax (?:rate )?is (?P<tax>{RATE})"
_TAX_ASKED = (
    rf"(?:how much (?:sales )?tax (?:is|will be) (?:paid|charged|added)|how much is the (?:sales )?tax"
    rf"|{_FIND} the (?:amount of (?:the )?)?(?:sales )?tax(?: amount)?)"
)
_BILL = (
    rf"(?:an?|the|your) (?:restaurant |dinner |lunch )?(?:bill|meal|check|dinner|lunch)"
    rf" (?:is|was|costs|cost|comes to|came to|totals) (?P<price>{SUM})"
)
_TIPPED = rf"(?:you (?:want to )?leave|you add|she leaves|he leaves|they leave) an? (?P<tip>{RATE}) tip"
_TIP_ASKED = rf"(?:how much (?:is|was) the tip|{_FIND} the (?:amount of the )?tip)"
_TIP_TOTAL = (
    rf"(?:{_FIND} the total(?: cost| bill| amount)?(?:,? (?:including|with) (?:the )?tip)?"
    r"|how much (?:do|did|will) (?:you|she|he|they) pay (?:in total|altogether|in all))"
)
_DIRECT = r"(?:what is|how much is|find|calculate|compute)"


# a sale price has no tax in it
_BEFORE_TAX = re.compile(
    rf"{_FIND} (?:the|its) (?:new|sale|discounted|reduced|selling|increased) (?:price|cost)", re.IGNORECASE
)


def _factor(match: Match, index: int) -> Fraction | None:
    """What the price is multiplied by; 1 when nothing changed."""
    groups = match.groupdict()
    down = [groups.get(f"{name}{index}") for name in ("down", "off", "at", "gives", "sale", "falls")]
    up = [groups.get(f"{name}{index}") for name in ("up", "rises")]
    for texts, sign in ((down, -1), (up, 1)):
        for text in filter(None, texts):
            rate = rate_in(text)
            return None if rate is None or (sign < 0 and rate > 1) else 1 + sign * rate
    return Fraction(1)


def _new_price(match: Match) -> Amount | None:
    price, first, second = money_in(match["price"]), _factor(match, 1), _factor(match, 2)
    if price is None or first is None or second is None:
        return None
    groups = match.groupdict()
    further = rate_in(groups["further"]) if groups.get("further") else Fraction(0)
    taxed = groups.get("tax") or groups.get("tax_")
    tax = rate_in(taxed) if taxed else Fraction(0)
    if further is None or tax is None or further > 1:
        return None
    if tax and _BEFORE_TAX.search(match[0]):
        return None
    if {first > 1, second > 1} == {True, False} and further:
        return None
    value = price.value * first * second * (1 + (further if first > 1 else -further)) * (1 + tax)
    return Amount(value, "the new price", price.unit)


def _saving(match: Match) -> Amount | None:
    price, factor = money_in(match["price"]), _factor(match, 1)
    if price is None or factor is None or factor >= 1:
        return None
    return Amount(price.value * (1 - factor), "the amount saved", price.unit)


def _added(group: str, what: str, wholes: int) -> Find:
    """A rate of a price, alone or together with the whole of it."""

    def find(match: Match) -> Amount | None:
        price, rate = money_in(match["price"]), rate_in(match[group])
        if price is None or rate is None:
            return None
        return Amount(price.value * (rate + wholes), what, price.unit)

    return find


def _direct(match: Match) -> Amount | None:
    price = money_in(match["price"] or match["price_"] or match["price__"])
    rate = rate_in(match["tip"])
    if price is None or rate is None:
        return None
    discount = re.search(r"\bdiscount\b", match[0], re.IGNORECASE) is not None
    left = frozenset({price.value * (1 - rate)} if discount else ())
    return Amount(price.value * rate, "the amount", price.unit, doubtful=left)


_PATTERNS = compiled(
    (
        (rf"(?:if )?{_PRICE}{_AND}{_IT}{_change(1)}{_FURTHER}{_TAX_ADDED}[.,] {_NEW}", _new_price),
        (rf"{_PRICE}{_AND}{_IT}{_change(1)}[.,] {_SAVED}", _saving),
        (
            rf"{_PRICE}{_AND}{_IT}{_change(1)}(?:(?:,? and|\.|,)(?: then)?"
            rf" (?:an? )?(?P<tax>{RATE}) (?:sales )?tax is (?:then )?added"
            r"(?: to the (?:sale|discounted|reduced|new) price)?"
            rf"|\. (?:the )?(?:sales )?tax (?:rate )?is (?P<tax_>{RATE}))\. {_TOTAL}",
            _new_price,
        ),
        (rf"(?:if )?{_PRICE}(?: before tax)?{_AND}{_TAX_IS}[.,] {_TOTAL}", _added("tax", "the total", 1)),
        (rf"(?:if )?{_PRICE}(?: before tax)?{_AND}{_TAX_IS}[.,] {_TAX_ASKED}", _added("tax", "the tax", 0)),
        (rf"{_PRICE},? plus (?P<tax>{RATE}) (?:sales )?tax\. {_TOTAL}", _added("tax", "the total", 1)),
        (rf"{_BILL}(?:\.|,| and) {_TIPPED}\. {_TIP_ASKED}", _added("tip", "the tip", 0)),
        (rf"{_BILL}(?:\.|,| and) {_TIPPED}\. {_TIP_TOTAL}", _added("tip", "the total", 1)),
        (rf"{_BILL}\. {_DIRECT} (?:a|an|the) (?P<tip>{RATE}) tip", _added("tip", "the tip", 0)),
        (
            rf"{_DIRECT} an? (?P<tip>{RATE}) (?:tip|discount|commission|sales tax) on"
            rf" (?:an? (?P<price>{SUM}) (?:{BIG_WORD} )?"
            r"(?:bill|meal|purchase|sale|dinner|lunch|check|item|shirt)"
            rf"|an? (?:bill|meal|purchase|sale|dinner|check) of (?P<price_>{SUM})|(?P<price__>{SUM}))",
            _direct,
        ),
        (
            rf"(?:if )?(?P<price>{SUM}) is"
            rf" (?:increased by (?P<up1>{RATE})|(?:decreased|reduced) by (?P<down1>{RATE}))"
            rf"[.,] {_FIND} the (?:new|resulting) (?:amount|price|value)",
            _new_price,
        ),
        (
            r"(?:an?|the|his|her) (?:annual |monthly |weekly )?(?:salary|wage|rent) (?:of|is)"
            rf" (?P<price>{SUM})(?:\.|,| and)? (?:it )?{_change(1)}\. {_FIND} the new (?:salary|wage|rent)",
            _new_price,
        ),
    )
)


def recognize(problem: str) -> Check | None:
    """How to check a price, a saving, a tax, a tip."""
    return recognized(_PATTERNS, problem)
