"""How many words from letters, how many numbers from digits: counted one by one or by the formula."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import permutations, product
from math import factorial, perm, prod

from tutor.check.certifying.families.counting import Ways, counted
from tutor.check.certifying.families.people_and_things import NUMBER
from tutor.check.certifying.families.plain_numbers import whole_in
from tutor.check.reading.tree import Node
from tutor.vocabulary.verdict import Certificate

Match = re.Match[str]

_MANY = r"how many (?P<distinct>(?:different |distinct |distinguishable |unique )?)"
_WORD = r"(?:(?:the )?word )?[\"'“‘`]*(?:\\text\{)?(?P<word>[A-Za-z]{2,20})\}?[\"'”’`]*"
_ALL = r"(?:all |all of )?(?:the )?letters (?:of|in) "
_MADE = r"(?:made|formed|obtained|created)"
_ARE = r"(?: are there| are possible| can be (?:made|formed)| exist)?"
_SENSE = r"(?:,? (?:with or without meaning|whether or not they (?:have a meaning|make sense)))?"
_K = rf"(?P<k>{NUMBER})"
_DIGITS = r"(?P<digits>\d(?:, \d)+,? and \d|\d(?:, ?\d)+|(?:from )?\d(?:-|–| to | through )\d|from \d to \d)"
_PARITY = r"(?P<parity>(?:even |odd )?)"
_KIND = r"(?P<kind>numbers|integers|whole numbers|natural numbers|codes|pins|passwords)"
_WITHOUT = (
    r"without (?:repetition|repeating (?:any |a )?digits?|repeats|repetition of digits|repeated digits)"
    r"|(?:if|when|where|so that|such that)"
    r" (?:no digit (?:is|may be|can be) (?:repeated|used (?:twice|more than once))"
    r"|(?:repetition|repetition of digits|repeating digits) is not allowed"
    r"|(?:the )?digits (?:cannot|can't|may not|can not|must not) (?:be repeated|repeat)"
    r"|each digit (?:can|may) (?:only be used|be used only|be used at most) once)"
)
_WITH = (
    r"(?:with|allowing) (?:repetition|repeats)(?: allowed| of digits)?"
    r"|(?:if|when|where) (?:(?:repetition|repetition of digits|repeating digits) is allowed"
    r"|(?:the )?digits (?:can|may) (?:be repeated|repeat))"
)
_REPEAT = rf",? (?:(?P<without>{_WITHOUT})|(?P<with>{_WITH}))"
_NO_WORD = frozenset({"alphabet", "letters", "words", "order", "objects", "things", "books", "people"})
_MOST_LISTED = 200_000


def _letters(match: Match) -> Ways | None:
    """Like letters are not told apart."""
    word = (match["word"] or match.groupdict().get("word_") or "").lower()
    if word in _NO_WORD:
        return None
    counts = Counter(word).values()
    ways = factorial(len(word)) // prod(map(factorial, counts))
    said = match["distinct"].strip() or max(counts) == 1
    return Ways(ways, () if said else (factorial(len(word)),))


def _digit_list(text: str) -> list[int] | None:
    """1-5, 1 to 5, or 1, 3, 5 and 7: different digits."""
    digits = [int(digit) for digit in re.findall(r"\d", text)]
    if "," not in text:
        digits = list(range(digits[0], digits[1] + 1)) if len(digits) == 2 else []
    return digits if len(digits) > 1 and len(set(digits)) == len(digits) else None


def _numerals(match: Match) -> Ways | None:
    """Numbers do not begin with 0, codes may."""
    digits, k = _digit_list(match["digits"]), whole_in(match["k"])
    if digits is None or not k or k == 1 or len(digits) ** k > _MOST_LISTED:
        return None
    parity = match["parity"].strip().lower()
    code = match["kind"].lower() in {"codes", "pins", "passwords"}
    if parity and code:
        return None
    listed = permutations(digits, k) if match["without"] else product(digits, repeat=k)
    kept = [each for each in listed if (code or each[0]) and _fits(each[-1], parity)]
    return Ways(len(kept)) if kept else None


def _fits(last: int, parity: str) -> bool:
    return not parity or last % 2 == (parity == "odd")


def _own_digits(match: Match) -> Ways | None:
    """Numbers of k digits whose digits are all different."""
    k = whole_in(match["k"])
    return Ways(9 * perm(9, k - 1)) if k and 1 < k <= 9 else None


_PATTERNS: tuple[tuple[str, Callable[[Match], Ways | None]], ...] = (
    (
        rf"{_MANY}(?:arrangements|permutations|anagrams|rearrangements|orderings)"
        rf" (?:are there )?(?:of|can be {_MADE} (?:from|with|using)|using|from) {_ALL}{_WORD}{_ARE}",
        _letters,
    ),
    (rf"{_MANY}(?:arrangements|permutations|anagrams) (?:of|does) {_WORD}(?: are there| have)", _letters),
    (
        rf"(?:in )?{_MANY}ways can (?:you (?:arrange|order) {_ALL}{_WORD}"
        rf"|{_ALL}{_WORD.replace('<word>', '<word_>')} be (?:arranged|rearranged|ordered))",
        _letters,
    ),
    (
        rf"{_MANY}(?:words|strings|sequences) can be {_MADE} (?:using|from|with|by rearranging|by arranging)"
        rf" (?:all |all of )(?:the )?letters (?:of|in) {_WORD}{_SENSE}",
        _letters,
    ),
    (
        rf"{_MANY}{_K}[- ]digit {_PARITY}{_KIND} can be {_MADE} (?:from|using|with|out of)"
        rf" (?:only )?the (?:digits|numbers) {_DIGITS}{_REPEAT}",
        _numerals,
    ),
    (
        rf"using (?:only )?the digits {_DIGITS}, {_MANY}{_K}[- ]digit {_PARITY}{_KIND}"
        rf" can be {_MADE}{_REPEAT}",
        _numerals,
    ),
    (
        rf"how many {_K}[- ]digit (?:positive )?(?:numbers|integers) (?:have|are there with)"
        r" (?:all |all their )?(?:different|distinct) digits",
        _own_digits,
    ),
)
_COMPILED = [(re.compile(pattern, re.IGNORECASE), count) for pattern, count in _PATTERNS]


def recognize(problem: str) -> Callable[[Node], Certificate] | None:
    """How to check a number of words or numerals."""
    return counted(_COMPILED, problem)
