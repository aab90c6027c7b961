"""Sums in words or by their first terms: geometric and arithmetic series, sums over an index."""

import re
from collections.abc import Callable
from itertools import pairwise

from sympy import Expr, Rational

from tutor.check.certifying.families.asking import (
    ASK,
    CheckAnswer,
    Match,
    expression_of,
    first_fit,
    number_of,
    patterns,
)
from tutor.check.certifying.families.judging import no_value_check, value_check
from tutor.check.comparing.question import Question
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import (
    Fraction,
    Integer,
    Negation,
    Node,
    Product,
    Sum,
    SumOver,
)
from tutor.check.trees import letters, signed_integer

_MOST_TERMS = 10_000
_MOST_POWERS = 300
_DOTS = re.compile(r"\\[lc]?dots|…|⋯")
_FEWEST_SHOWN = 3
_DIVERGES = ("diverge", "infinite", "infinity", "undefined", "not exist", "no sum", "no finite sum")
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


def _series(match: Match, question: Question) -> CheckAnswer | None:
    """The terms shown must fix one ratio or one difference; only a geometric one may go on for ever."""
    shown, last = _terms(match["series"])
    kind = (match.groupdict().get("kind") or "").lower()
    if len(shown) < _FEWEST_SHOWN or 0 in shown or len(set(shown)) == 1:
        return None
    endless = bool(match.groupdict().get("endless"))
    ratio, step = _ratio(shown), _step(shown)
    if ratio is not None and kind != "arithmetic":
        if last is None:
            return _endless(shown[0], ratio, question)
        return (
            None if endless else _of_terms(shown[0], last, lambda term: term * ratio, _MOST_POWERS, question)
        )
    if step is not None and kind != "geometric" and last is not None and not endless:
        return _of_terms(shown[0], last, lambda term: term + step, _MOST_TERMS, question)
    return None


def _endless(first: Rational, ratio: Rational, question: Question) -> CheckAnswer:
    if abs(ratio) >= 1:
        return no_value_check(f"the ratio is {ratio}: the series diverges", _DIVERGES)
    return value_check(_number(first / (1 - ratio)), question)


def _of_terms(
    first: Rational, last: Rational, following: Callable[[Rational], Rational], most: int, question: Question
) -> CheckAnswer | None:
    """The sum up to the last term, which must be one of the first `most`."""
    term = total = first
    for _ in range(most):
        if term == last:
            return value_check(_number(total), question)
        term = following(term)
        total += term
    return None


def _described(match: Match, question: Question) -> CheckAnswer | None:
    """An infinite geometric series by its first term and its ratio."""
    first, ratio = _rational(match["first"]), _rational(match["ratio"])
    return None if not first or ratio is None or ratio == 0 else _endless(first, ratio, question)


def _over_index(match: Match, question: Question) -> CheckAnswer | None:
    """Σ in words."""
    body, variable = expression_of(match["body"]), match["letter"]
    low, high = number_of(match["low"]), number_of(match["high"])
    if body is None or low is None or high is None or letters(body) != {variable}:
        return None
    ends = signed_integer(low), signed_integer(high)
    if ends[0] is None or ends[1] is None or not 0 <= ends[1] - ends[0] <= _MOST_TERMS:
        return None
    return value_check(SumOver(body, variable, low, high), question)


def _first_numbers(match: Match, question: Question) -> CheckAnswer | None:
    count = _count(match["n"])
    noun = " ".join(match["noun"].lower().split())
    if count is None:
        return None
    total = _FIRST[noun](count)
    return value_check(_number(Rational(total)), question)


def _between(match: Match, question: Question) -> CheckAnswer | None:
    """The whole numbers from one to another, both counted; only even or only odd ones where it says so."""
    low, high = int(match["low"]), int(match["high"])
    which = (match["which"] or "").lower().strip()
    if not low < high or high - low > _MOST_TERMS:
        return None
    chosen = [one for one in range(low, high + 1) if not which or (one % 2 == 0) is (which == "even")]
    return value_check(_number(Rational(sum(chosen))), question) if chosen else None


def _squares(count: int) -> int:
    return count * (count + 1) * (2 * count + 1) // 6


def _cubes(count: int) -> int:
    return (count * (count + 1) // 2) ** 2


_FIRST: dict[str, Callable[[int], int]] = {
    "positive integers": lambda n: n * (n + 1) // 2,
    "natural numbers": lambda n: n * (n + 1) // 2,
    "counting numbers": lambda n: n * (n + 1) // 2,
    "odd numbers": lambda n: n * n,
    "positive odd numbers": lambda n: n * n,
    "odd positive integers": lambda n: n * n,
    "positive odd integers": lambda n: n * n,
    "odd natural numbers": lambda n: n * n,
    "positive even numbers": lambda n: n * (n + 1),
    "even positive integers": lambda n: n * (n + 1),
    "positive even integers": lambda n: n * (n + 1),
    "even natural numbers": lambda n: n * (n + 1),
    "perfect squares": _squares,
    "positive perfect squares": _squares,
    "perfect cubes": _cubes,
    "positive perfect cubes": _cubes,
}
_NOUNS = "|".join(sorted(_FIRST, key=len, reverse=True))
_KIND = r"(?:(?P<endless>infinite) )?(?:(?P<kind>geometric|arithmetic) )?(?:series|progression|sum)?:? ?"

_PATTERNS = patterns(
    (
        rf"{ASK} (?:the )?sum (?:of|to infinity of) (?:the )?(?:following"
        rf" )?{_KIND}(?P<series>.+?\\[lc]?dots.*)",
        _series,
    ),
    (
        rf"(?:{ASK}|sum) (?:the )?(?:value of )?(?:the )?(?:following )?{_KIND}(?P<series>.+?\\[lc]?dots.*)",
        _series,
    ),
    (
        rf"{ASK} (?:the )?(?:sum (?:of|to infinity of) (?:an? |the )?infinite"
        rf" geometric (?:series|progression)"
        r"|sum to infinity of (?:an? |the )?geometric (?:series|progression))"
        r" (?:with|whose|having|that has) (?:a |the )?first term(?: is| of)? "
        r"(?P<first>\S+),? and (?:a |the )?"
        r"(?:common )?ratio(?: is| of)? (?P<ratio>\S+)",
        _described,
    ),
    (
        rf"{ASK} (?:the )?sum of (?P<body>.+?),? (?:from|for|as|where|when) "
        rf"(?P<letter>[a-z])(?: ?= ?| goes from"
        r" | runs from | ranges from )(?P<low>-?\d+) (?:to|through) (?:(?P=letter) ?= ?)?(?P<high>-?\d+)",
        _over_index,
    ),
    (rf"{ASK} (?:the )?sum of (?:the )?first (?P<n>\w+) (?P<noun>{_NOUNS})", _first_numbers),
    (
        rf"{ASK} (?:the )?sum of (?:all )?(?:of )?(?:the )?(?P<which>even |odd"
        rf" )?(?:whole numbers|integers|natural numbers"
        r"|positive integers) (?:from|between) (?P<low>\d+) (?:to|through|and)"
        r" (?P<high>\d+),? ?(?:\(?inclusive\)?)",
        _between,
    ),
    (
        rf"{ASK} (?:the )?sum of (?:all )?(?:of )?(?:the )?(?P<which>even |odd"
        rf" )?(?:whole numbers|integers|natural numbers"
        r"|positive integers) from (?P<low>\d+) (?:to|through) (?P<high>\d+)",
        _between,
    ),
)


def recognize(problem: str) -> CheckAnswer | None:
    """A sum whose terms are all known from the sentence."""
    if "sum" not in problem.lower() and "series" not in problem.lower():
        return None
    try:
        return first_fit(_PATTERNS, problem)
    except UnbuildableError:
        return None


def _terms(text: str) -> tuple[list[Rational], Rational | None]:
    """The terms before the dots, and the one after them; no terms when they are no plain sum."""
    head, *after = _DOTS.split(text)
    tree = expression_of(head.rstrip(" +-"))
    shown = [_worth(term) for term in tree.terms] if isinstance(tree, Sum) else []
    known = [term for term in shown if term is not None]
    if len(after) != 1 or len(known) != len(shown) or not head.rstrip().endswith(("+", "-")):
        return [], None
    tail = after[0].strip()
    if not tail:
        return known, None
    last = _rational(tail.removeprefix("+")) if tail.startswith(("+", "-")) else None
    return (known, last) if last else ([], None)


def _ratio(terms: list[Rational]) -> Rational | None:
    ratios = {after / before for before, after in pairwise(terms)}
    return ratios.pop() if len(ratios) == 1 else None


def _step(terms: list[Rational]) -> Rational | None:
    steps = {after - before for before, after in pairwise(terms)}
    return steps.pop() if len(steps) == 1 else None


def _rational(text: str) -> Rational | None:
    node = number_of(text.rstrip(".,"))
    return None if node is None else _worth(node)


def _worth(node: Node) -> Rational | None:
    worth: Expr | None = None if letters(node) else expression(node)
    return worth if isinstance(worth, Rational) else None


def _count(text: str) -> int | None:
    if text.isdigit():
        return int(text) if 0 < int(text) <= _MOST_TERMS else None
    return _WORDS.get(text.lower())


def _number(value: Rational) -> Node:
    """As a product, so that the number itself is no repetition of what was asked."""
    size = Fraction(Integer(abs(int(value.p))), Integer(int(value.q)))
    return Product((Integer(1), size if value >= 0 else Negation(size)))
