"""Changes looked at backwards: the price before one, and by how many percent something changed."""

from fractions import Fraction

from tutor.check.certifying.families.amounts import Amount
from tutor.check.certifying.families.money import (
    ITEM,
    RATE,
    SUM,
    Check,
    Match,
    compiled,
    money_in,
    rate_in,
    recognized,
)
from tutor.check.certifying.families.plain_numbers import number_in
from tutor.check.certifying.families.small_words import BIG_WORD

_FIND = r"(?:what (?:is|was|will be)|find|calculate|determine|compute)"
_BEFORE = rf"(?:{_FIND} (?:the|its) original price(?: of the {BIG_WORD})?|what did it cost originally)"
_CHANGED = (
    r"(?P<verb>rises|rose|increases|increased|is increased|was increased|goes up|went up|grows|grew"
    r"|is raised|was raised|falls|fell|drops|dropped|decreases|decreased|is decreased|was decreased"
    r"|goes down|went down|is reduced"
    r"|was reduced|changes|changed)"
)
_RISES = ("ris", "ros", "incr", "goes up", "went up", "gr", "is incr", "was incr", "is rais", "was rais")
_QUANTITY = (
    rf"(?:the (?:price|cost|value) of {ITEM}|(?:an?|the|his|her) (?:salary|rent|wage|price)"
    r"|the population of (?:a|the) (?:town|city|village|country)"
    r"|a (?:population|town's population|number|quantity))"
)
_NUMBER = rf"(?:{SUM}|\d[\d,]*(?:\.\d+)?(?: people)?)"
_CHANGE_ASKED = (
    r"(?:(?:what (?:is|was)|find|calculate|determine) the percent(?:age)? (?P<kind>increase|decrease|change)"
    r"(?: in (?:the )?(?:price|salary|rent|population|value|cost|wage))?"
    r"|by what percent(?:age)? did (?:it|the price|the salary|the population|the rent)"
    r" (?P<did>increase|decrease|change))"
)


def _before(match: Match) -> Amount | None:
    price = money_in(match["price"])
    groups = match.groupdict()
    down, up = rate_in(groups.get("down")), rate_in(groups.get("up"))
    if price is None or (down is None and up is None) or (down is not None and down >= 1):
        return None
    factor = 1 - down if down is not None else 1 + (up or 0)
    return Amount(price.value / factor, "the price before", price.unit)


def _percent_change(match: Match) -> Amount | None:
    ends = _numbers(match["old"], match["new"])
    if ends is None or ends[0] == ends[1] or ends[0] == 0:
        return None
    old, new = ends
    verb, kind = match["verb"].lower(), (match["kind"] or match["did"]).lower()
    risen = verb.startswith(_RISES)
    if not verb.startswith("chang") and risen is not (new > old):
        return None
    if kind != "change" and (kind == "increase") is not (new > old):
        return None
    size = 100 * abs(new - old) / old
    value = 100 * (new - old) / old if kind == "change" else size
    return Amount(
        value,
        f"the percent {kind}",
        percent=True,
        counted=frozenset({"increase" if new > old else "decrease"}),
        doubtful=frozenset({-value}),
    )


def _numbers(first: str, second: str) -> tuple[Fraction, Fraction] | None:
    """Two sums in one currency, or two plain numbers."""
    sums = money_in(first), money_in(second)
    if sums[0] and sums[1] and sums[0].unit == sums[1].unit:
        return sums[0].value, sums[1].value
    plain = [number_in(text.removesuffix(" people")) for text in (first, second)]
    return (plain[0], plain[1]) if plain[0] is not None and plain[1] is not None else None


_PATTERNS = compiled(
    (
        (
            rf"after an? (?:(?P<down>{RATE}) (?:discount|reduction)|(?P<up>{RATE}) (?:price )?increase),"
            rf" {ITEM} costs (?P<price>{SUM})\. {_BEFORE}",
            _before,
        ),
        (
            rf"{ITEM} (?:costs|is on sale for|sells for) (?P<price>{SUM}) after"
            rf" (?:an? (?P<down>{RATE}) discount|an? (?P<up>{RATE}) increase)\. {_BEFORE}",
            _before,
        ),
        (
            rf"{ITEM} costs (?P<price>{SUM}),? including (?:an? )?(?P<up>{RATE}) (?:sales )?tax\."
            rf" {_FIND} the (?:price|cost) (?:before|without) (?:the )?tax",
            _before,
        ),
        (
            rf"(?:if )?{_QUANTITY} {_CHANGED} from (?P<old>{_NUMBER}) to (?P<new>{_NUMBER})[.,]"
            rf" {_CHANGE_ASKED}",
            _percent_change,
        ),
    )
)


def recognize(problem: str) -> Check | None:
    """How to check an original price or a rate of change."""
    return recognized(_PATTERNS, problem)
