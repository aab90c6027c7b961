"""Pieces of a formula and how they stand beside each other on one line.

Owns spacing, the difference between a minus and a sign, and the brackets a
fraction needs among its neighbours where it isn't stacked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tutor.render.latex.forms import Form


class Kind(StrEnum):
    """What a piece is to its neighbours."""

    ORDINARY = "ordinary"
    NUMBER = "number"
    FUNCTION = "function"  # sin, ln: a space before its argument
    BIG = "big"  # ∑, ∫, lim
    BINARY = "binary"
    DOT = "dot"  # multiplication written tight: 4·2
    SLASH = "slash"
    RELATION = "relation"
    OPEN = "open"
    CLOSE = "close"
    POSTFIX = "postfix"  # n!, 5 %
    PUNCTUATION = "punctuation"
    FRACTION = "fraction"
    ROOT = "root"
    GROUP = "group"  # {…}: bracketed only under a script
    TEXT = "text"
    SPACE = "space"
    PREFIX = "prefix"  # the sign of −3
    ROWS = "rows"  # lines, parted by newlines


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; `spaced` says that white space stood before it in the source.

    `form` is what the text was made from, where it could stand on more than one line.
    """

    text: str
    kind: Kind = Kind.ORDINARY
    spaced: bool = False
    form: Form | None = None


ATOMS = frozenset(
    {
        Kind.ORDINARY,
        Kind.NUMBER,
        Kind.CLOSE,
        Kind.POSTFIX,
        Kind.FRACTION,
        Kind.ROOT,
        Kind.GROUP,
        Kind.TEXT,
    }
)
_SIGN_AFTER = frozenset(
    {
        Kind.OPEN,
        Kind.RELATION,
        Kind.BINARY,
        Kind.DOT,
        Kind.SLASH,
        Kind.PUNCTUATION,
        Kind.PREFIX,
        Kind.BIG,
        Kind.FUNCTION,
    }
)
_STARTS_FACTOR = frozenset(
    {Kind.ORDINARY, Kind.NUMBER, Kind.OPEN, Kind.ROOT, Kind.FUNCTION, Kind.FRACTION, Kind.GROUP, Kind.POSTFIX}
)
_ENDS_FACTOR = frozenset({Kind.ORDINARY, Kind.NUMBER, Kind.CLOSE, Kind.ROOT, Kind.FRACTION, Kind.GROUP})
_OPERATORS = frozenset({Kind.BINARY, Kind.DOT, Kind.PREFIX})
_SIMPLE_FRACTION = re.compile(r"\d+/\d+")
_DERIVATIVE = re.compile(r"[d∂]\S*/\(?[d∂]\S*")
_DIFFERENTIAL = re.compile(r"d(?:[A-Za-zα-ω]|A|V|S)")
_WORD = re.compile(r"[A-Za-zα-ω]{2,}")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})


def join(pieces: Sequence[Piece], *, tight: bool = False) -> str:
    """One line of the pieces; `tight` leaves out the spaces round operators (radicands, scripts)."""
    settled = _widen_dots(_bracket_fractions(_merge_mixed_numbers(_settle_signs(pieces))))
    line = "".join(gap + piece.text for gap, piece in _with_gaps(settled, tight=tight))
    return re.sub(" {3,}", "  ", line).strip(" ")


def spread(pieces: Sequence[Piece], *, tight: bool = False) -> list[tuple[str, Piece]]:
    """Each piece and the white space before it, where fractions are stacked and need no brackets."""
    return _with_gaps(_widen_dots(_settle_signs(pieces)), tight=tight)


def adds_brackets(pieces: Sequence[Piece]) -> bool:
    """Whether a fraction among the pieces gets brackets on one line."""
    if all(piece.kind is not Kind.FRACTION for piece in pieces):
        return False
    merged = _merge_mixed_numbers(_settle_signs(pieces))
    return any(
        piece.kind is Kind.FRACTION and _needs_brackets(merged, index) for index, piece in enumerate(merged)
    )


def _with_gaps(pieces: Sequence[Piece], *, tight: bool) -> list[tuple[str, Piece]]:
    before = (None, *pieces)
    return [(_gap(before[index], piece, tight=tight), piece) for index, piece in enumerate(pieces)]


def _settle_signs(pieces: Sequence[Piece]) -> list[Piece]:
    """Operators without a left operand become signs, those without a right one become postfixes."""
    settled: list[Piece] = []
    solid = [index for index, piece in enumerate(pieces) if piece.kind is not Kind.SPACE]
    last = solid[-1] if solid else -1
    previous: Piece | None = None
    for index, piece in enumerate(pieces):
        settled.append(_settled(piece, previous, last=index == last))
        if piece.kind is not Kind.SPACE:
            previous = settled[-1]
    return settled


def _settled(piece: Piece, previous: Piece | None, *, last: bool) -> Piece:
    if piece.kind is not Kind.BINARY:
        return piece
    after_words = previous is not None and previous.kind is Kind.TEXT and previous.text.endswith(" ")
    if (previous is None or previous.kind in _SIGN_AFTER or after_words) and not last:
        return replace(piece, kind=Kind.PREFIX)
    if last:
        return replace(piece, kind=Kind.ORDINARY)
    return piece


def _merge_mixed_numbers(pieces: list[Piece]) -> list[Piece]:
    """`2` and a proper `3/4` side by side are one mixed number, `2 3/4`."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1].kind is Kind.NUMBER and _proper(piece) and merged[-1].text.isdigit():
            merged[-1] = replace(merged[-1], text=f"{merged[-1].text} {piece.text}", kind=Kind.FRACTION)
        else:
            merged.append(piece)
    return merged


def _proper(piece: Piece) -> bool:
    if piece.kind is not Kind.FRACTION or not _SIMPLE_FRACTION.fullmatch(piece.text):
        return False
    above, below = piece.text.split("/")
    # by length first: no conversion of numbers that are thousands of digits long
    return (len(above), above) < (len(below), below)


def _bracket_fractions(pieces: list[Piece]) -> list[Piece]:
    """Fractions beside a factor, or divided by, get brackets: `(1/2)x`, `6 ÷ (1/2)`."""
    return [
        replace(piece, text=f"({piece.text})", kind=Kind.ORDINARY)
        if piece.kind is Kind.FRACTION and _needs_brackets(pieces, index)
        else piece
        for index, piece in enumerate(pieces)
    ]


def _needs_brackets(pieces: list[Piece], index: int) -> bool:
    before = pieces[index - 1] if index else None
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    if before is not None and before.kind in _OPERATORS and pieces[index].text[0] == "−":
        return True
    if before is not None and (
        before.kind in _ENDS_FACTOR | {Kind.FUNCTION, Kind.SLASH} or before.text == "÷"
    ):
        return True
    if after is not None and after.kind is Kind.SPACE and index + 2 < len(pieces):
        after = pieces[index + 2]
        if after.kind is Kind.OPEN or after.kind is Kind.POSTFIX:
            return False
    ends = after is not None and after.text == "." and index + 2 == len(pieces)
    if after is None or ends or _is_derivative(pieces[index]) or _DIFFERENTIAL.fullmatch(after.text):
        return False
    return after.kind in _STARTS_FACTOR and after.text != "%"


def _gap(before: Piece | None, piece: Piece, *, tight: bool) -> str:
    """The white space between two neighbours."""
    if before is None or Kind.SPACE in (before.kind, piece.kind) or before.text.endswith(" "):
        return ""
    if piece.text.startswith(" "):
        return ""
    kinds = (before.kind, piece.kind)
    if tight:
        return " " if _must_part(before, piece) else ""
    if Kind.RELATION in kinds or Kind.BINARY in kinds:
        return " "
    if before.kind is Kind.PUNCTUATION:
        return " " if piece.kind not in (Kind.CLOSE, Kind.PUNCTUATION) else ""
    if before.kind in (Kind.OPEN, Kind.PREFIX, Kind.SLASH, Kind.DOT):
        return ""
    if piece.kind in (Kind.DOT, Kind.CLOSE, Kind.PUNCTUATION, Kind.POSTFIX, Kind.SLASH):
        return ""
    return " " if _must_part(before, piece) or _reads_apart(before, piece) else ""


def _is_derivative(piece: Piece) -> bool:
    """Whether a fraction is d/dx or alike, which stands before its operand without brackets."""
    return _DERIVATIVE.fullmatch(piece.text) is not None


def _widen_dots(pieces: list[Piece]) -> list[Piece]:
    """A `·` stands like `+` where a tight one would be hard to see."""
    return [
        replace(piece, kind=Kind.BINARY)
        if piece.kind is Kind.DOT
        and any(
            _wide_factor(side)
            for side in (*pieces[max(index - 1, 0) : index], *pieces[index + 1 : index + 2])
        )
        else piece
        for index, piece in enumerate(pieces)
    ]


def _wide_factor(piece: Piece) -> bool:
    if piece.kind in (Kind.FRACTION, Kind.FUNCTION, Kind.TEXT):
        return True
    return piece.kind is Kind.NUMBER and "." in piece.text


def _must_part(before: Piece, piece: Piece) -> bool:
    """Neighbours that would run into one word or number without a space."""
    if before.kind is Kind.FUNCTION:
        if piece.text.startswith("("):
            return False
        return piece.kind not in (Kind.OPEN, Kind.CLOSE, Kind.PUNCTUATION, Kind.PREFIX, Kind.POSTFIX)
    if piece.kind is Kind.FUNCTION:
        return before.kind in ATOMS or before.kind is Kind.BIG
    if before.kind is Kind.ROOT and piece.kind in (Kind.ORDINARY, Kind.NUMBER, Kind.FRACTION):
        return before.text[-1:].isalnum()
    if piece.kind is Kind.NUMBER and before.kind in (Kind.NUMBER, Kind.ORDINARY):
        return piece.spaced and before.text[-1:].isalnum()
    return re.search(r"[\^_]\w\Z", before.text) is not None and piece.text[:1].isalnum()


def _reads_apart(before: Piece, piece: Piece) -> bool:
    """Neighbours that need no space and read better with one."""
    if before.text in ("∠", "△"):
        return False
    if before.kind is Kind.BIG:
        call = piece.kind is Kind.OPEN and before.text.isalpha()  # max(a, b)
        return piece.kind is not Kind.BIG and not call
    if piece.kind is Kind.BIG:
        return before.kind in ATOMS
    if before.kind is Kind.FRACTION or (piece.kind is Kind.ROOT and piece.text[0] not in "√∛∜"):
        return piece.text[:1].isalnum() or piece.kind is Kind.ROOT or _is_derivative(before)
    if Kind.TEXT in (before.kind, piece.kind) and _words_touch(before, piece):
        return True
    if Kind.TEXT in (before.kind, piece.kind) or Kind.ROWS in (before.kind, piece.kind):
        return piece.spaced and piece.kind is not Kind.OPEN
    several_letters = _WORD.search(before.text) or _WORD.match(piece.text)
    return bool(piece.spaced and several_letters and piece.kind is not Kind.OPEN)


def _words_touch(before: Piece, piece: Piece) -> bool:
    """A word of two letters or more beside a letter or digit: `5 cm`, but `5th`."""
    if not (before.text[-1:].isalnum() and piece.text[:1].isalnum()):
        return False
    words = [side.text for side in (before, piece) if side.kind is Kind.TEXT]
    return any(_WORD.search(word) and word not in _ORDINALS for word in words)
