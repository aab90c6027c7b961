"""Whole numbers: divisors, primes, digits, zeros of a factorial, how many are divisible."""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from math import lcm

from sympy import divisor_count, divisor_sigma, isprime, prime, primepi

from tutor.check.certifying.families.amounts import Amount, certify_amount
from tutor.check.certifying.families.events import number_event
from tutor.check.certifying.families.plain_numbers import plain_words, whole_in
from tutor.check.certifying.verdicts import proved, refuted, unchecked
from tutor.check.comparing.words import plain_words as words_of
from tutor.check.reading.tree import Node, Qualified, Text
from tutor.vocabulary.verdict import Certificate, Method

Match = re.Match[str]
Check = Callable[[Node], Certificate]
Find = Callable[[Match], int | None]

_N = r"(?P<n>\d{1,3}(?:,\d{3})+|\d{1,12})"
_ASK = r"(?:find|what is|compute|calculate|determine|give)"
_COUNT_ASK = r"(?:find|what is|determine|give)"
_INTEGERS = r"(?:positive |natural )?(?:integers|whole numbers|numbers|natural numbers)"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_POWER = r"(?P<base>[0-9]{1,6})(?: ?(?:\^|\*\*) ?\{?(?P<power>[0-9]{1,6})\}?|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6}))"
_BIG = r"(?:\d{1,3}(?:,\d{3})+|\d{1,6})"
_RANGE = (
    rf"(?P<between>from|between) (?P<low>{_BIG}) (?:to|and|through) (?P<high>{_BIG})"
    r"(?P<closed>,? inclusive)?"
)
_CONDITION = r"(?P<condition>[a-z0-9 ]{3,60})"
_LARGEST = 10**12
_MOST_COUNTED = 1_000_000
_SMALLEST_JUDGED = 2  # 1 is neither prime nor composite
_COUNTED = frozenset({"divisor", "factor", "prime", "number", "zero", "integer", "multiple"})


def _number(match: Match, group: str = "n") -> int:
    return int(match[group].replace(",", ""))


def _within(find: Callable[[int], int], largest: int = _LARGEST) -> Find:
    """A function of one positive number of reasonable size."""

    def found(match: Match) -> int | None:
        number = _number(match)
        return int(find(number)) if 0 < number <= largest else None

    return found


def _proper_sum(number: int) -> int:
    return int(divisor_sigma(number)) - number


def _primes_between(match: Match) -> int | None:
    low, high = _number(match, "low"), _number(match, "high")
    if not low < high <= _MOST_COUNTED:
        return None
    inside = sum(isprime(end) for end in (low, high))
    if inside and not _is_closed(match):
        return None
    return int(primepi(high) - primepi(low)) + (isprime(low) and 1)


def _is_closed(match: Match) -> bool:
    """Whether it is said that the ends belong to it."""
    return bool(match["closed"]) or match["between"].lower() == "from"


def _last_digit(match: Match) -> int:
    return pow(int(match["base"]), int(match["power"] or match["raised"].translate(_RAISED)), 10)


def _digit_sum(match: Match) -> int:
    return sum(map(int, str(_number(match))))


def _zeros(number: int) -> int:
    count = 0
    while number := number // 5:
        count += number
    return count


def _least_multiple(match: Match) -> int | None:
    numbers = [int(digits) for digits in re.findall(r"\d+", match["numbers"])]
    return lcm(*numbers) if min(numbers) > 0 and lcm(*numbers) <= _LARGEST else None


def _how_many(match: Match) -> int | None:
    """Counted one by one; where the ends may or may not belong to it, only if that is the same."""
    low, high = _number(match, "low"), _number(match, "high")
    holds = _condition(match["condition"].lower())
    if holds is None or not 0 < low < high <= _MOST_COUNTED // 10:
        return None
    if not _is_closed(match) and (holds(low) or holds(high)):
        return None
    return sum(map(holds, range(low, high + 1)))


def _condition(text: str) -> Callable[[int], bool] | None:
    """One condition, or two of divisibility joined by and, or, but not."""
    text = re.sub(r"^(?:exactly )?multiples of", "multiple of", text)
    if found := re.fullmatch(r"divisible by (?:both )?(\d+) and (?:by )?(\d+)", text):
        a, b = map(int, found.groups())
        return (lambda value: value % a == 0 and value % b == 0) if a and b else None
    if found := re.fullmatch(r"divisible by (?:either )?(\d+) or (?:by )?(\d+)", text):
        a, b = map(int, found.groups())
        return (lambda value: value % a == 0 or value % b == 0) if a and b else None
    if found := re.fullmatch(r"divisible by (\d+) but not (?:divisible )?(?:by )?(\d+)", text):
        a, b = map(int, found.groups())
        return (lambda value: value % a == 0 and value % b != 0) if a and b else None
    if not re.fullmatch(r"(?:not )?divisible by \d+|multiple of \d+|prime|odd|even|perfect squares?", text):
        return None
    if text.startswith("perfect"):
        return lambda value: int(value**0.5 + 0.5) ** 2 == value
    return number_event(text)


def _of_digits(match: Match) -> int | None:
    k = whole_in(match["k"])
    if k is None or not 2 <= k <= 9:
        return None
    count = 9 * 10 ** (k - 1)
    return (
        count // 2
        if match["parity"].strip() and k > 1
        else None
        if match["parity"].strip() or k == 1
        else count
    )


def _sum_of_first(match: Match) -> int | None:
    n = _number(match)
    kind = (match["kind"] or match["odd"] or match["even"] or "").strip().lower()
    if not 0 < n <= _MOST_COUNTED:
        return None
    return n * n if kind == "odd" else n * (n + 1) if kind == "even" else n * (n + 1) // 2


def _sum_of_range(match: Match) -> int | None:
    low, high = _number(match, "low"), _number(match, "high")
    kind = (match["kind"] or "").strip().lower()
    if not 0 <= low < high <= _MOST_COUNTED or not _is_closed(match):
        return None
    first = low if not kind or low % 2 == (kind == "odd") else low + 1
    return sum(range(first, high + 1, 2 if kind else 1))


_FINDS: tuple[tuple[str, Find], ...] = (
    (
        rf"how many (?:positive (?:integer )?)?(?:divisors|factors) does (?:the number )?{_N} have",
        _within(divisor_count),
    ),
    (
        rf"{_COUNT_ASK} the number of (?:positive (?:integer )?)?(?:divisors|factors) of {_N}",
        _within(divisor_count),
    ),
    (
        rf"{_ASK} the sum of (?:all )?(?:of )?(?:the )?(?:positive )?(?:divisors|factors) of {_N}",
        _within(divisor_sigma),
    ),
    (
        rf"{_ASK} the sum of (?:all )?(?:of )?(?:the )?(?:positive )?proper divisors of {_N}",
        _within(_proper_sum),
    ),
    (
        rf"how many (?:prime numbers|primes)(?: are)?(?: there)? (?:less than|below|smaller than|under) {_N}",
        _within(lambda n: primepi(n - 1), _MOST_COUNTED),
    ),
    (rf"how many (?:prime numbers|primes)(?: are)?(?: there)? {_RANGE}", _primes_between),
    (rf"{_ASK} the {_N}(?:st|nd|rd|th) prime(?: number)?", _within(prime, 10_000)),
    (rf"{_ASK} the sum of (?:the |all the )?digits of (?:the number )?{_N}", _digit_sum),
    (rf"{_ASK} the (?:last|units?|ones) digit of {_POWER}", _last_digit),
    (
        rf"how many (?:trailing )?zeroe?s (?:are )?(?:there )?at the end of {_N}!",
        _within(_zeros, _MOST_COUNTED),
    ),
    (
        rf"how many (?:trailing )?zeroe?s does {_N}! (?:have|end (?:with|in))(?: at the end)?",
        _within(_zeros, _MOST_COUNTED),
    ),
    (rf"{_COUNT_ASK} the number of trailing zeroe?s (?:of|in) {_N}!", _within(_zeros, _MOST_COUNTED)),
    (
        rf"{_ASK} the (?:smallest|least|lowest) positive (?:integer|whole number|number|natural number)"
        r" (?:that is |which is )?divisible by (?:all of |each of |both )?"
        r"(?P<numbers>\d{1,4}(?:, \d{1,4})*,? and \d{1,4})",
        _least_multiple,
    ),
    (
        rf"how many {_INTEGERS} {_RANGE} are {_CONDITION}",
        _how_many,
    ),
    (
        r"how many (?P<k>\d|one|two|three|four|five|six)[- ]digit (?P<parity>(?:even |odd )?)(?:positive )?"
        r"(?:numbers|integers|whole numbers) are there",
        _of_digits,
    ),
    (
        rf"{_ASK} the sum of the first {_N}"
        r" (?:(?:positive (?P<kind>(?:even |odd )?)|(?P<odd>odd )(?:positive )?"
        r"|(?P<even>even )positive )(?:integers|whole numbers|numbers)|natural numbers)",
        _sum_of_first,
    ),
    (
        rf"{_ASK} the sum of (?:all )?(?:the )?(?P<kind>(?:even |odd )?)"
        rf"(?:integers|whole numbers|natural numbers|numbers) {_RANGE}",
        _sum_of_range,
    ),
)
_COMPILED = [(re.compile(pattern, re.IGNORECASE), find) for pattern, find in _FINDS]
_IS_PRIME = re.compile(
    rf"is (?:the number )?{_N} (?:a )?prime(?: number)?(?: or (?:a )?composite(?: number)?)?", re.IGNORECASE
)
_LONGEST = 200


def recognize(problem: str) -> Check | None:
    """How to check a count, a sum, a digit, or whether a number is prime."""
    words = plain_words(problem)
    if not words or len(words) > _LONGEST:
        return None
    if found := _IS_PRIME.fullmatch(words):
        return partial(_certify_prime, _number(found))
    for pattern, find in _COMPILED:
        match = pattern.fullmatch(words)
        value = find(match) if match else None
        if value is not None:
            return partial(certify_amount, Amount(Fraction(value), "it", counted=_COUNTED), problem)
    return None


def _certify_prime(number: int, answer: Node) -> Certificate:
    """Yes or no, prime or composite; a reason behind it is not read."""
    if isinstance(answer, Qualified):
        return unchecked("the reason given is not checked")
    said = words_of(answer.text) if isinstance(answer, Text) else []
    claims = {
        ("yes",): True,
        ("prime",): True,
        ("prime", "number"): True,
        ("no",): False,
        ("composite",): False,
    }
    claims |= {("not", "prime"): False, ("not", "prime", "number"): False, ("composite", "number"): False}
    claimed = claims.get(tuple(said))
    if claimed is None or number < _SMALLEST_JUDGED:
        return unchecked("the answer is neither yes nor no")
    right = bool(isprime(number))
    factor = next((p for p in range(2, 10**6) if number % p == 0 and p < number), None)
    shows = (
        f"{number} is prime"
        if right
        else f"{number} is divisible by {factor}"
        if factor
        else f"{number} is no prime"
    )
    return proved(Method.EVALUATED, shows) if claimed is right else refuted(Method.EVALUATED, shows)
