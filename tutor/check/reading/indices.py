"""Indices as parts of names: x_1, x_{12}, a_{n+1}."""

from typing import Final

from tutor.check.reading import notation as n
from tutor.check.reading.cursor import Cursor

_KINDS: Final = frozenset(
    {n.NUMBER, n.LETTER, n.CONSTANT, n.DOTS, n.RELATION, n.TEXT, "+", "-", ",", "*", "(", ")", "'", "/", "^"}
)


def index(cursor: Cursor) -> str:
    """What stands after _, in the form it has in a name: "1", "12", "{n+1}"."""
    if cursor.token.kind not in {"{", n.NUMBER, n.LETTER, n.CONSTANT, n.TEXT, "+", "-"}:
        raise cursor.unread("an index expected")
    if not cursor.accept("{"):
        return _simple(cursor.advance().text)
    parts, level = [], 0
    while cursor.token.kind != "}" or level:
        kind = cursor.token.kind
        if kind not in _KINDS and kind not in {"{", "}"}:
            raise cursor.unread("an index expected")
        level += (kind == "{") - (kind == "}")
        parts.append(cursor.advance().text)
    cursor.advance()
    return _simple("".join(parts))


def _simple(text: str) -> str:
    return text if text.isascii() and text.isalnum() else "{" + text + "}"
