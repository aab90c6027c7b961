"""How many ways: rows, round tables, choices, offices, handshakes, counted by their formulas.

What the sentence does not say is not added: a condition more, and it is not recognized.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import comb, factorial, perm

from tutor.check.certifying.families.amounts import Amount, certify_amount
from tutor.check.certifying.families.people_and_things import COUNTED, DISTINCT, NUMBER, PEOPLE
from tutor.check.certifying.families.plain_numbers import plain_words, whole_in
from tutor.check.reading.tree import Node
from tutor.vocabulary.verdict import Certificate

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Ways:
    """How many there are; `doubtful` are counts for another reading of the same words."""

    count: int
    doubtful: tuple[int, ...] = ()


Count = Callable[[Match], Ways | None]

_MOST = 200
_WAYS = r"(?:in )?how many (?:different |distinct |possible )*ways"
_N = rf"(?P<n>{NUMBER})"
_K = rf"(?P<k>{NUMBER})"
_LINED = r"(?:sit|be seated|stand|line up|be lined up|be arranged|be placed|be put|be ordered|queue(?: up)?)"
_ROW = (
    r"(?:in an? (?:straight )?(?:row|line|queue)|on (?:a|one) (?:shelf|bookshelf|bench)|in order|for a photo)"
)
_TABLE = r"(?:(?:around|round|at) a (?:round|circular) table|in a circle|around a circular table)"
_ROTATED = (
    r"(?:,? if (?:rotations|arrangements that differ only by a rotation|two arrangements that differ by a"
    r" rotation) are (?:considered|counted as) (?:the same|identical))?"
)
_TAKE = r"(?:choose|select|pick)"
_TAKEN = r"(?:chosen|selected|picked)"
_FROM = rf"(?:from|out of|from among|among) (?:an? (?:group|set|class|list|collection|club|team) of )?{_N}"
_SAME = rf"(?: (?:{DISTINCT}|of them))?"
_BODY = r"(?:committees?|teams?|groups?|subcommittees?|delegations?|panels?)"
_OFFICE = (
    r"(?:president|vice[- ]president|secretary|treasurer|chair(?:person|man|woman)?|captain|vice[- ]captain"
    r"|leader|deputy|manager|assistant)"
)
_OFFICES = rf"(?P<offices>(?:an? )?{_OFFICE}(?:(?:,| and|, and) (?:an? )?{_OFFICE})+)"
_ELECTED = r"(?:chosen|elected|selected|picked|appointed)"
_ONE_OFFICE = (
    r"(?:,? if (?:no (?:one|person|member) (?:can|may) hold more than one (?:office|position)"
    r"|(?:each|every) (?:office|position) (?:is|must be) held by a different (?:person|member)))?"
)
_MEDALS = (
    r"(?:(?:a )?gold, (?:a )?silver,? and (?:a )?bronze medals?|first, second,? and third places?"
    r"|1st, 2nd,? and 3rd places?)"
)
_EACH = r"(?:each|every)(?: person| one| guest| of them)?"
_HOW_MANY_SHAKES = (
    r"how many (?:different )?handshakes (?:are there|take place|took place|occur|occurred|will there be"
    r"|were there|are exchanged|are made)(?: in total| altogether| in all)?"
)
_SHAKING = (
    r"(?:shakes hands|shake hands|shook hands) (?:exactly once |once )?with (?:each|every)"
    r"(?: of the)? others?(?: person| guest)?(?: exactly once| once)?"
)
_ALL_SHAKE = (
    rf"(?:{_EACH} {_SHAKING}|everyone (?:shakes|shook) hands(?: exactly once)? with everyone else"
    r"(?: exactly once| once)?)"
)
_ROUND_ROBIN = (
    r"(?:each|every) team plays (?:each|every) other team (?:exactly )?once[.,] how many (?:games|matches)"
    r" (?:are|will be|were) played(?: in total| altogether| in all)?"
)


def _row(match: Match) -> Ways | None:
    n = whole_in(match["n"])
    return Ways(factorial(n)) if n and n <= _MOST else None


def _table(match: Match) -> Ways | None:
    """Turned round it is the same seating; n! when the chairs are told apart."""
    n = whole_in(match["n"])
    return Ways(factorial(n - 1), (factorial(n), factorial(n - 1) // 2)) if n and 2 < n <= _MOST else None


def _seats(match: Match) -> Ways | None:
    people, seats = whole_in(match["n"]), whole_in(match["k"])
    return Ways(perm(seats, people)) if people and seats and people <= seats <= _MOST else None


def _choice(match: Match) -> Ways | None:
    pair = _pair(match)
    return Ways(comb(*pair)) if pair else None


def _arranged_choice(match: Match) -> Ways | None:
    pair = _pair(match)
    return Ways(perm(*pair)) if pair else None


def _pair(match: Match) -> tuple[int, int] | None:
    """From how many, and how many."""
    n, k = whole_in(match["n"]), whole_in(match["k"])
    return (n, k) if n and k and k <= n <= _MOST else None


def _offices(match: Match) -> Ways | None:
    """Different people in different offices."""
    n = whole_in(match["n"])
    named = re.findall(_OFFICE, match["offices"], re.IGNORECASE)
    if n is None or not len(named) <= n <= _MOST or len({name.lower() for name in named}) < len(named):
        return None
    return Ways(perm(n, len(named)), (n ** len(named),))


def _medals(match: Match) -> Ways | None:
    n = whole_in(match["n"])
    return Ways(perm(n, 3)) if n and 3 <= n <= _MOST else None


def _pairs(match: Match) -> Ways | None:
    n = whole_in(match["n"])
    return Ways(comb(n, 2)) if n and 2 <= n <= _MOST else None


def _subsets(match: Match) -> Ways | None:
    n, size = whole_in(match["n"]), match["size"]
    if n is None or n > _MOST:
        return None
    k = whole_in(size) if size else None
    return Ways(2**n) if not size else Ways(comb(n, k)) if k is not None and k <= n else None


_PATTERNS: tuple[tuple[str, Count], ...] = (
    (rf"{_WAYS} can {_N} {DISTINCT} {_LINED} {_ROW}", _row),
    (
        rf"{_WAYS} (?:are there|is it possible|can you|can we|can one)(?: to)? (?:arrange|order|line up|seat"
        rf"|place|put) {_N} {DISTINCT} {_ROW}",
        _row,
    ),
    (
        rf"how many (?:different )?(?:arrangements|orders|orderings|permutations) (?:are there )?of"
        rf" {_N} {DISTINCT}(?: {_ROW})?(?: are there| are possible)?",
        _row,
    ),
    (rf"{_WAYS} can {_N} {PEOPLE} (?:sit|be seated) (?:in|on) (?:a row of )?{_K} (?:chairs|seats)", _seats),
    (rf"{_WAYS} can {_N} {PEOPLE} (?:sit|be seated|be arranged|sit down|stand) {_TABLE}{_ROTATED}", _table),
    (
        rf"{_WAYS} (?:are there|can you|can we)(?: to)? (?:seat|arrange) {_N} {PEOPLE} {_TABLE}{_ROTATED}",
        _table,
    ),
    (
        rf"{_WAYS} can (?:you |we |one |a person |someone |a teacher )?{_TAKE} {_K}{_SAME} {_FROM}"
        rf"(?: {DISTINCT})",
        _choice,
    ),
    (rf"{_WAYS} can {_K} {DISTINCT} be {_TAKEN} {_FROM}{_SAME}", _choice),
    (rf"{_WAYS} are there to {_TAKE} {_K}{_SAME} {_FROM} {DISTINCT}", _choice),
    (rf"{_WAYS} are there to {_TAKE} {_K} {DISTINCT} {_FROM}", _choice),
    (rf"{_WAYS} can an? {_BODY} of {_K}(?: {PEOPLE})? be (?:{_TAKEN}|formed|made) {_FROM} {PEOPLE}", _choice),
    (
        rf"how many (?:different |distinct )?{_BODY} of {_K}(?: {PEOPLE})? can be (?:{_TAKEN}|formed|made)"
        rf" {_FROM} {PEOPLE}",
        _choice,
    ),
    (
        rf"an? {_BODY} of {_K}(?: {PEOPLE})? is (?:to be )?{_TAKEN} {_FROM} {PEOPLE}\. (?:{_WAYS} can this be"
        rf" done|how many (?:different )?{_BODY} are possible)",
        _choice,
    ),
    (
        rf"{_WAYS} can {_K} {DISTINCT} be {_TAKEN} {_FROM}{_SAME} and (?:then )?(?:arranged|placed|lined up)"
        rf" {_ROW}",
        _arranged_choice,
    ),
    (
        rf"{_WAYS} can {_K} (?:of|out of) {_N} {DISTINCT} be (?:arranged|placed|lined up) {_ROW}",
        _arranged_choice,
    ),
    (rf"{_WAYS} can {_OFFICES} be {_ELECTED} {_FROM} {PEOPLE}{_ONE_OFFICE}", _offices),
    (
        rf"{_WAYS} can an? (?:club|group|class|team|committee) of {_N} {PEOPLE} (?:choose|elect|select|pick)"
        rf" {_OFFICES}{_ONE_OFFICE}",
        _offices,
    ),
    (
        rf"{_WAYS} can (?:the )?{_MEDALS} be (?:awarded|given)(?: out)?"
        rf" (?:to|among|in a race with) {_N} {PEOPLE}",
        _medals,
    ),
    (
        rf"(?:if )?{_N} {PEOPLE} (?:meet|are at a (?:party|meeting)|attend a (?:party|meeting))(?:\.|,| and)"
        rf" {_ALL_SHAKE}[.,] {_HOW_MANY_SHAKES}",
        _pairs,
    ),
    (
        rf"(?:if )?there are {_N} {PEOPLE} (?:at a (?:party|meeting)|in a room)(?:\.|,| and) {_ALL_SHAKE}[.,]"
        rf" {_HOW_MANY_SHAKES}",
        _pairs,
    ),
    (rf"at a (?:party|meeting) (?:of|with) {_N} {PEOPLE}, {_ALL_SHAKE}[.,] {_HOW_MANY_SHAKES}", _pairs),
    (rf"in a (?:tournament|league) (?:of|with) {_N} teams,? {_ROUND_ROBIN}", _pairs),
    (rf"(?:if )?{_N} teams play in a (?:tournament|league)(?:\.|,| and) {_ROUND_ROBIN}", _pairs),
    (
        rf"how many (?:different )?(?:(?P<size>{NUMBER})[- ]element )?subsets does an? set"
        rf" (?:with|of|that has) {_N} (?:distinct |different )?elements have",
        _subsets,
    ),
    (
        rf"how many (?:different )?(?:(?P<size>{NUMBER})[- ]element )?subsets (?:are there of|of) an? set"
        rf" (?:with|of) {_N} (?:distinct |different )?elements(?: are there)?",
        _subsets,
    ),
)
_COMPILED = [(re.compile(pattern, re.IGNORECASE), count) for pattern, count in _PATTERNS]
_LONGEST = 300


def recognize(problem: str) -> Callable[[Node], Certificate] | None:
    """How to check a number of ways."""
    return counted(_COMPILED, problem)


def counted(
    patterns: Iterable[tuple[re.Pattern[str], Count]], problem: str
) -> Callable[[Node], Certificate] | None:
    """A check against what the first pattern that matches the whole problem counts."""
    words = plain_words(problem)
    if not words or len(words) > _LONGEST:
        return None
    for pattern, count in patterns:
        found = pattern.fullmatch(words)
        ways = count(found) if found else None
        if ways is not None:
            return checked(ways, problem)
    return None


def checked(ways: Ways, problem: str) -> Callable[[Node], Certificate]:
    """A check against the count."""
    amount = Amount(
        Fraction(ways.count),
        "the number",
        counted=COUNTED,
        doubtful=frozenset(map(Fraction, ways.doubtful)) - {Fraction(ways.count)},
    )
    return lambda answer: certify_amount(amount, problem, answer)
