"""Between tokens and grammar: drops what only separates, aligns or ends a sentence where it says nothing."""

from typing import Final

from tutor.check.reading import notation as n
from tutor.check.reading.cursor import CLOSERS, OPENERS
from tutor.check.reading.tokens import Token

_LOOSE: Final = frozenset({n.SPACE, n.ROW, "&", ".", ",", "□"})
_NO_SPACE_AFTER: Final = OPENERS | frozenset(
    {
        ",",
        ";",
        ":",
        n.JOINT,
        n.ARROW,
        n.RELATION,
        n.ROW,
        n.SPACE,
        n.TEXT,
        "&",
        "+",
        "-",
        "*",
        "/",
        "÷",
        "±",
        n.SET_OPERATOR,
    }
)
_NO_SPACE_BEFORE: Final = CLOSERS | frozenset(
    {
        ",",
        ";",
        ":",
        ".",
        n.JOINT,
        n.ARROW,
        n.RELATION,
        n.ROW,
        n.TEXT,
        "&",
        "+",
        "*",
        "/",
        "÷",
        n.END,
        n.SET_OPERATOR,
        "\\pmod",
    }
)
_CONTINUES_ROW: Final = frozenset({n.RELATION, "+", "*", "÷", n.ARROW, n.END, "±"})
_CONTINUED_ROW: Final = frozenset({n.RELATION, "+", "-", "*", "÷", n.ARROW, n.ROW, ",", ";", n.JOINT, "{"})


_ENDINGS: Final = frozenset({".", ",", ";", ":", n.SPACE, n.ROW})


def tidy(tokens: list[Token]) -> list[Token]:
    """The tokens without idle spaces, rows, alignment marks and final punctuation."""
    if not any(token.kind in _LOOSE for token in tokens):
        return tokens
    aligned = _without_alignment(tokens)
    kept: list[Token] = []
    arrays = 0
    for token, following in zip(aligned, aligned[1:] + aligned[-1:], strict=True):
        kind = token.kind
        if kind == n.BEGIN:
            arrays += 1
        elif kind == n.FINISH:
            arrays -= 1
        if arrays == 0 and _idle(kept, kind, following.kind):
            continue
        kept.append(token)
    return _end_sentence(kept)


def _without_alignment(tokens: list[Token]) -> list[Token]:
    """The tokens without the & that stand outside arrays."""
    kept = []
    arrays = 0
    for token in tokens:
        arrays += (token.kind == n.BEGIN) - (token.kind == n.FINISH)
        if token.kind != "&" or arrays:
            kept.append(token)
    return kept


def _idle(kept: list[Token], kind: str, following: str) -> bool:
    before = kept[-1].kind if kept else n.JOINT
    if kind == n.SPACE:
        return before in _NO_SPACE_AFTER or following in _NO_SPACE_BEFORE
    if kind == n.ROW:
        return before in _CONTINUED_ROW or following in _CONTINUES_ROW or following == "}"
    return False


def _without_number(tokens: list[Token]) -> list[Token]:
    """Without the number of an equation set apart at its end: x = 2 \\quad (1)."""
    kinds = [token.kind for token in tokens[-5:-1]]
    numbered = kinds == [n.SPACE, "(", n.NUMBER, ")"] and any(token.kind == n.RELATION for token in tokens)
    return tokens[:-5] + tokens[-1:] if numbered else tokens


def _end_sentence(tokens: list[Token]) -> list[Token]:
    """Without the full stop, comma or colon that ends the text, also inside a closing group."""
    tokens = _without_number(tokens)
    end = len(tokens) - 1
    closers = end
    while closers > 0 and tokens[closers - 1].kind == "}":
        closers -= 1
    for place in (end, closers):
        stop = place
        while stop > 0 and (tokens[stop - 1].kind in _ENDINGS or _asks(tokens, stop - 1)):
            stop -= 1
        if stop < place:
            return tokens[:stop] + tokens[place:]
    return tokens


def _asks(tokens: list[Token], place: int) -> bool:
    """Whether a question mark ends a question rather than standing for what is asked, as in "= ?"."""
    if tokens[place].text != "?" or place == 0:
        return False
    return tokens[place - 1].kind in CLOSERS | {n.NUMBER, n.LETTER, n.CONSTANT, "□"}
