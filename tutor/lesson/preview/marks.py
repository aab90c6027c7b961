"""A formula cut into brackets, operators, relations and operands, whether or not it can be read."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tutor.check.reading import notation as n

OPEN: Final = "open"
CLOSE: Final = "close"
BAR: Final = "bar"
RELATION: Final = "relation"
BINARY: Final = "binary"  # * / ^ _: needs something on both sides
SIGN: Final = "sign"  # + and -: needs something after it
NUMBER: Final = "number"
WORD: Final = "word"
COMMAND: Final = "command"
COMMA: Final = "comma"
OPERAND: Final = "operand"  # words in \text{…}, a mark that ends an operand
OTHER: Final = "other"

OPERATORS: Final = frozenset({BINARY, SIGN, RELATION})

_MARK: Final = re.compile(
    r"""(?P<operand>\\(?:text[a-z]*|mathrm|mathbb|mathbf|operatorname\*?|mbox|begin|end)\s*\{[^{}]*\}|\.\.\.|[…!%'′°²³¹⁰⁴-⁹ⁿ∞])
    |(?P<open>\\left\s*(?:\\[{a-zA-Z]+|[(\[|.<])|\\[{]|\\l(?:floor|ceil|angle|vert|Vert)(?![A-Za-z])|[(\[{⌊⌈])
    |(?P<close>\\right\s*(?:\\[}a-zA-Z]+|[)\]|.>])|\\[}]|\\r(?:floor|ceil|angle|vert|Vert)(?![A-Za-z])|[)\]}⌋⌉])
    |(?P<bar>\|\||[|‖])
    |(?P<relation><==?>|=!|==?>|-{1,2}>|<->|<=|>=|==|!=|<>|:=|~=|[=≠<≤>≥≈≡∈∉⊂⊆→⇒⇔])
    |(?P<sign>\+/-|[-+−–±∓])
    |(?P<binary>\*\*|//|[*/^_·×÷⋅:∪∩])
    |(?P<command>\\(?:[A-Za-z]+|.))
    |(?P<number>\d+(?:[.,]\d+)*|\.\d+)
    |(?P<word>[A-Za-zα-ωΑ-Ω]+)
    |(?P<comma>[,;])
    |(?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
_BY_MEANING: Final = {
    n.RELATION: RELATION,
    n.ARROW: RELATION,
    n.SET_OPERATOR: BINARY,
    "*": BINARY,
    "÷": BINARY,
    "±": SIGN,
    "∓": SIGN,
    n.DOTS: OPERAND,
    n.CONSTANT: OPERAND,
    n.LETTER: OPERAND,
    n.SET: OPERAND,
    n.DEGREE: OPERAND,
    "%": OPERAND,
    "□": OPERAND,
    "_": OPERAND,
    "|": BAR,
    "||": BAR,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign or run of letters or digits, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


@lru_cache(maxsize=256)
def marks(source: str) -> tuple[Mark, ...]:
    """The marks of a formula, without spaces and spacing commands."""
    found = []
    for match in _MARK.finditer(source):
        kind = _kind(match)
        if kind:
            found.append(Mark(kind, match[0], match.start(), match.end()))
    return tuple(found)


def _kind(match: re.Match[str]) -> str:
    kind = match.lastgroup or OTHER
    if kind != COMMAND:
        return kind
    name = match[0][1:]
    if name in n.IGNORED or name in {"\\", "quad", "qquad", "displaystyle"}:
        return COMMA if name in {"\\", "quad", "qquad"} else ""
    meaning = n.COMMANDS.get(name)
    return _BY_MEANING.get(meaning[0], COMMAND) if meaning else COMMAND


PARTNERS: Final = {"(": ")", "[": "]", "{": "}", "\\{": "\\}", "⌊": "⌋", "⌈": "⌉"}


@dataclass(frozen=True, slots=True)
class Lonely:
    """A bracket without a partner, or a closing one (`opened` by another kind) of the wrong kind."""

    mark: Mark
    opened: Mark | None = None


def lonely(found: tuple[Mark, ...]) -> Lonely | None:
    """The first bracket that has no partner; an interval's may differ in kind."""
    stack: list[Mark] = []
    for mark in found:
        if mark.kind == OPEN:
            stack.append(mark)
        elif mark.kind == CLOSE:
            if not stack:
                return Lonely(mark)
            opened = stack.pop()
            if not _fit(opened.text, mark.text):
                return Lonely(mark, opened)
    return Lonely(stack[-1]) if stack else None


def _fit(opening: str, closing: str) -> bool:
    sized = opening.startswith("\\left"), closing.startswith("\\right")
    if any(sized):
        return all(sized)
    braces = opening in {"{", "\\{"}, closing in {"}", "\\}"}
    if any(braces):
        return PARTNERS.get(opening) == closing
    return True
