"""Which texts can stand unbracketed over, under or inside something else, judged by how they read."""

import re

from tutor.render.latex.scripts import SUBSCRIPTS, SUPERSCRIPTS

_PAIRS = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉", "⟨": "⟩"}
_MARKS = "\u0302\u0303\u0304\u0305\u0307\u0308\u20d7′″‴"
_RAISED = re.escape("".join(sorted({*SUPERSCRIPTS.values(), *SUBSCRIPTS.values()})))
_SCRIPTS = rf"(?:[{_RAISED}°%!]|\^\w|_\w)*"
_NUMBER = rf"\d+(?:[.,]\d+)*|\d+\.\d*(?:\d[{_MARKS}])+"
_BASE = rf"(?:{_NUMBER}|[d∂][a-zα-ω]|[√∛∜](?:\d+|[^\W\d_])|[^\W\d_]|[∞∅])[{_MARKS}]*"
_SIMPLE = re.compile(_BASE + _SCRIPTS)
_TAIL = re.compile(rf"{_SCRIPTS}\Z")
# f(x), sin²(x), √(x+1), e^(x²); a(x + 1) is a product
_CALL = re.compile(rf"(?:(?:[fghFGHP]|√|[a-z]{{2,6}})[{_MARKS}]*{_SCRIPTS}|{_BASE}{_SCRIPTS}[\^_])(?=\()")
_SUMS = frozenset(" +−±∓=<>≤≥≠≈,;/÷")


def bracketed(text: str) -> str:
    """The text in round brackets."""
    return f"({text})"


def is_single(text: str) -> bool:
    """Whether a text reads as one factor: a number, a letter, a call, something in brackets."""
    if _SIMPLE.fullmatch(text):
        return True
    call = _CALL.match(text)
    return _is_enclosed(text[call.end() :] if call else text)


def is_product(text: str) -> bool:
    """Whether a text has no sum, relation, fraction or space outside its brackets (but a sign)."""
    if is_single(text):
        return True
    depth = 0
    for index, character in enumerate(text):
        if character in _PAIRS:
            depth += 1
        elif character in _PAIRS.values():
            depth -= 1
        elif depth == 0 and character in _SUMS and not (index == 0 and character == "−"):
            return False
    return True


def _is_enclosed(text: str) -> bool:
    core = _TAIL.sub("", text)
    if core.startswith("|"):
        return len(core) > 2 and core.find("|", 1) == len(core) - 1
    if not core or core[0] not in _PAIRS or core[-1] != _PAIRS[core[0]]:
        return False
    depth = 0
    for index, character in enumerate(core):
        depth += (character in _PAIRS) - (character in _PAIRS.values())
        if depth == 0:
            return index == len(core) - 1
    return False
