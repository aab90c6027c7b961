"""Sentences about the intervals on which a function rises or falls, or is curved up or down."""

from dataclasses import replace

from sympy import Interval, Set, Union, oo

from tutor.check.certifying.functions.asked import Asked, CheckAnswer
from tutor.check.certifying.functions.given_regions import given_region
from tutor.check.certifying.functions.judged import may_be_rounded
from tutor.check.certifying.functions.matching import kind_of
from tutor.check.certifying.functions.phrases import ASK, function
from tutor.check.certifying.functions.slopes import curve_of
from tutor.check.certifying.verdicts import proved, refuted, unchecked
from tutor.check.comparing.regions import Piece, Region, compare_regions, region_from
from tutor.check.comparing.shown_regions import shown_region
from tutor.check.reading.tree import Node, RelationOperator
from tutor.vocabulary.verdict import Certificate, Equality, Method

_UP = ("increasing", "increase", "rising", "up", "upward", "upwards", "convex")


def _where(asked: Asked) -> CheckAnswer | None:
    curve = curve_of(asked.function("math"))
    if curve is None:
        return None
    how = asked.match["how"].lower().split()
    sign = RelationOperator.GREATER if how[-1] in _UP else RelationOperator.LESS
    order = 2 if how[0] == "concave" else 1
    found = curve.joined(order, sign)
    region = None if found is None else region_from(found)
    if found is None or region is None:
        return None
    name = curve.variable.name
    shows = f"{' '.join(how)} for {shown_region(region, name)}"
    return lambda answer: _certify(found, curve.domain, answer, name, shows)


def _certify(expected: Set, domain: Set, answer: Node, name: str, shows: str) -> Certificate:
    """The ends may be taken in or left out, where the function is defined there."""
    given = given_region(answer, (name,), ())
    region = region_from(expected)
    if given is None or region is None or given.variable not in (None, name):
        return unchecked("the answer is no set of intervals")
    numbers = all(end.is_extended_real for piece in given.pieces for end in (piece.lower, piece.upper))
    if not numbers or any(piece.lower == piece.upper for piece in given.pieces):
        return unchecked("the answer is no set of intervals")
    result = compare_regions(_opened(region), replace(_opened(given), variable=None))
    if result.equality is Equality.PROVED:
        return (
            proved(Method.SOLVED, shows) if _all_inside(given, domain) else unchecked("an end has no value")
        )
    if result.equality is not Equality.DIFFERENT:
        return unchecked(result.detail)
    if may_be_rounded(answer, (end for piece in region.pieces for end in (piece.lower, piece.upper))):
        return unchecked("the numbers may be rounded")
    if _closure(region) == _closure(given):
        return unchecked("it depends on what is said of single places")
    return refuted(Method.SOLVED, shows)


def _opened(region: Region) -> Region:
    pieces = (replace(piece, lower_open=True, upper_open=True) for piece in region.pieces)
    return Region(tuple(pieces), region.variable)


def _closure(region: Region) -> Set:
    return Union(*(Interval(piece.lower, piece.upper) for piece in region.pieces))


def _all_inside(region: Region, domain: Set) -> bool:
    return all(domain.contains(end) == True for piece in region.pieces for end in _closed_ends(piece))  # noqa: E712


def _closed_ends(piece: Piece) -> list[object]:
    ends = ((piece.lower, piece.lower_open), (piece.upper, piece.upper_open))
    return [end for end, is_open in ends if not is_open and abs(end) != oo]


_HOW = r"(?:strictly )?(?P<how>increasing|decreasing|rising|falling|concave (?:up|down)(?:wards?)?)"
_ON = r"(?:on which|in which|over which|for which|where|on|in|over)"  # the longer first
_LETTER = r"(?:⟦\d+⟧|[a-z])"
recognize = kind_of(
    (
        (rf"(?:on|in|over|for) (?:what|which) intervals?(?: of {_LETTER})? is {function()} {_HOW}", _where),
        (
            rf"{ASK} (?:all )?(?:the )?(?:open )?intervals?(?:\(s\))?(?: of {_LETTER})? {_ON}"
            rf" {function()} is {_HOW}",
            _where,
        ),
        (
            rf"{ASK} (?:the )?intervals?(?:\(s\))? of (?P<how>increase|decrease) (?:of|for) {function()}",
            _where,
        ),
        (rf"(?:for|at) (?:what|which) values? of {_LETTER} is {function()} {_HOW}", _where),
        (rf"where is {function()} {_HOW}", _where),
    )
)
