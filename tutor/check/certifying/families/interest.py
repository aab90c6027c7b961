"""Simple and compound interest with all of it said: principal, rate, time, how often it is added."""

from dataclasses import dataclass
from fractions import Fraction

from tutor.check.certifying.families.amounts import Amount
from tutor.check.certifying.families.money import (
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
from tutor.check.certifying.families.plain_numbers import number_in
from tutor.check.reading.tree import Unit

_YEARLY = r"(?:per year|per annum|a year|annually|p\.a\.|each year|yearly)"
_FOR = r"(?: for (?P<time>\d+(?:\.\d+)?|\d+ \d/\d) (?P<period>years?|months?))"
_PRINCIPAL = (
    rf"(?:(?:if )?(?:you|ann|tom|maria|someone) (?:invests?|deposits?) (?P<sum>{SUM})"
    rf"|(?:if )?(?P<sum_>{SUM}) (?:is|was|are) (?:invested|deposited))"
)
_RATE = rf"(?:an? (?P<annual>annual |yearly )?(?:interest )?rate of )?(?P<rate>{RATE})"
_AT = rf"(?: at|,? in(?:to)? an account (?:that pays|paying)) {_RATE}"
_SIMPLE = (
    rf"(?:(?: (?P<yearly>{_YEARLY}))?,? (?:annual )?simple (?:annual )?interest(?: (?P<yearly_>{_YEARLY}))?)"
)
_COMPOUND = (
    rf"(?: {_YEARLY})?(?: (?:annual )?(?:compound )?interest(?: {_YEARLY})?)?,? compounded"
    r" (?P<often>annually|yearly|semi-?annually|half-yearly|quarterly|monthly)"
)
_PERIODS = {"a": 1, "y": 1, "s": 2, "h": 2, "q": 4, "m": 12}
_FIND = r"(?:what (?:is|will be)|find|calculate|determine|compute|how much is)"
_INTEREST = (
    r"(?:how much (?:simple |compound )?interest (?:is|will be) earned(?: in total)?"
    rf"|{_FIND} the (?:total )?(?:simple |compound )?interest(?: earned)?)"
)
_AFTER = r"(?: (?:after (?P<after>\d+) years?|at the end))?"
_BALANCE = (
    rf"(?:{_FIND} the (?:final |total |future |accumulated )?(?:amount|balance|value)(?: of the investment)?"
    rf"|how much (?:money )?(?:is|will be) in the account|(?:what|how much) will it be worth){_AFTER}"
)
_LENT = r"(?:a loan of |an investment of |a principal of |a deposit of )?"
_MOST_PERIODS = 600


@dataclass(frozen=True, slots=True)
class _Deposit:
    """What is laid out, at which yearly rate, for how many years."""

    principal: Fraction
    rate: Fraction
    years: Fraction
    unit: Unit


def _deposit(match: Match) -> _Deposit | None:
    groups = match.groupdict()
    money, rate = money_in(groups.get("sum") or groups.get("sum_")), rate_in(match["rate"])
    times = {groups[name] for name in ("time", "after") if groups.get(name)}
    if money is None or rate is None or len(times) != 1:
        return None
    years = number_in(times.pop())
    if years is None:
        return None
    if (groups.get("period") or "years").lower().startswith("month"):
        if groups.get("after") or not any(groups.get(name) for name in ("yearly", "yearly_", "annual")):
            return None
        years /= 12
    return _Deposit(money.value, rate, years, money.unit)


def _simple(whole: int) -> Find:
    """The interest alone, or together with the principal."""

    def find(match: Match) -> Amount | None:
        given = _deposit(match)
        if given is None:
            return None
        value = given.principal * (whole + given.rate * given.years)
        return Amount(value, "the balance" if whole else "the interest", given.unit)

    return find


def _compound(whole: int) -> Find:
    """As `_simple`, where the interest of each period earns interest."""

    def find(match: Match) -> Amount | None:
        given = _deposit(match)
        often = _PERIODS[match["often"].lower()[0]]
        count = given.years * often if given else Fraction(0)
        if given is None or count.denominator != 1 or not 0 < count <= _MOST_PERIODS:
            return None
        grown = given.principal * (1 + given.rate / often) ** int(count)
        value = grown if whole else grown - given.principal
        return Amount(value, "the balance" if whole else "the interest", given.unit)

    return find


_PATTERNS = compiled(
    (
        (
            rf"{_FIND} the simple interest (?:earned |paid |due )?on {_LENT}(?P<sum>{SUM})"
            rf"(?: (?:invested|borrowed|deposited))? at {_RATE}(?: (?:simple )?interest)?"
            rf"(?: (?P<yearly>{_YEARLY}))?{_FOR}",
            _simple(0),
        ),
        (
            rf"{_FIND} the simple interest (?:earned |paid |due )?on {_LENT}(?P<sum>{SUM}){_FOR} at {_RATE}"
            rf"(?: (?:simple )?interest)?(?: (?P<yearly>{_YEARLY}))?",
            _simple(0),
        ),
        (rf"{_PRINCIPAL}{_AT}{_SIMPLE}{_FOR}[.,] {_INTEREST}", _simple(0)),
        (rf"{_PRINCIPAL}{_AT}{_SIMPLE}{_FOR}?[.,] {_BALANCE}", _simple(1)),
        (rf"{_PRINCIPAL}{_FOR}{_AT}{_SIMPLE}[.,] {_INTEREST}", _simple(0)),
        (rf"{_PRINCIPAL}{_FOR}{_AT}{_SIMPLE}[.,] {_BALANCE}", _simple(1)),
        (rf"{_PRINCIPAL}{_AT}{_COMPOUND}{_FOR}[.,] {_INTEREST}", _compound(0)),
        (rf"{_PRINCIPAL}{_AT}{_COMPOUND}{_FOR}?[.,] {_BALANCE}", _compound(1)),
        (rf"{_PRINCIPAL}{_FOR}{_AT}{_COMPOUND}[.,] {_BALANCE}", _compound(1)),
    )
)


def recognize(problem: str) -> Check | None:
    """How to check interest, or what a deposit has grown to."""
    return recognized(_PATTERNS, problem)
