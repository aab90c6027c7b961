"""What kind of line a line is, by its look alone."""

import re
from enum import Enum, auto

from tutor.trace.plain import is_formula_line


class Kind(Enum):
    """What a line is to the cutting of steps."""

    BLANK = auto()
    HEADING = auto()
    NUMBERED = auto()
    TURN = auto()
    FORMULA = auto()
    CODE = auto()
    PROSE = auto()


_RULE = re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_HEADING = re.compile(
    r"\s{0,3}(?:#{1,6}\s+\S|(?:\*\*|__)?(?:Step|STEP|Case|Part|Method|Approach)\s+(?:\d{1,2}|[A-Z]|[IVX]+|[Oo]ne|[Tt]wo|[Tt]hree)\b\**\s*(?:[:.)—–-]|\**\s*$))"
)
_LABEL = re.compile(
    r"\s{0,3}(?:\*\*|__)(?=[^*\n]{0,80}[A-Za-z]{3})[^*\n]{1,100}(?::(?:\*\*|__)|(?:\*\*|__)\s*:|(?:\*\*|__)\s*$)"
)
_NUMBERED = re.compile(r"(?P<indent>\s*)(?:\*\*)?(?:\(?\d{1,2}[.)]|\(?[a-h]\))(?:\*\*)?\s+(?=\S)(?![=<>+/])")
_TURN_WORDS = (
    r"(?:wait(?!\s+times?\b)|hmm+|hold on|alternatively|on second thought|let me (?:just )?"
    r"(?:double[- ]?check|re-?check|verify|check|reconsider|try again|re-?think|re-?read)"
    r"|let['’]s (?:double[- ]?check|re-?check|reconsider)|actually(?=,)|another (?:way|approach|method))\b"
)
_TURN = re.compile(
    rf"\s{{0,3}}(?:(?:but|oh|no|ah|okay|ok|so|and|hmm|well|however|now)[,.]?\s+){{0,2}}{_TURN_WORDS}",
    re.IGNORECASE,
)
_ONLY_MATH = re.compile(r"\s*(?:\\\[|\$\$|\\begin\{|(?:\$[^$\n]+\$|\\\((?:(?!\\\)).)+\\\))[\s.,;]*$)")


def classify(line: str) -> Kind:
    """The kind of a line that no open formula or code block holds."""
    for kind, pattern in (
        (Kind.BLANK, _RULE),
        (Kind.HEADING, _HEADING),
        (Kind.NUMBERED, _NUMBERED),
        (Kind.HEADING, _LABEL),
        (Kind.TURN, _TURN),
        (Kind.FORMULA, _ONLY_MATH),
    ):
        if pattern.match(line):
            return kind
    if not line.strip():
        return Kind.BLANK
    return Kind.FORMULA if is_formula_line(line) else Kind.PROSE


def indent_of(line: str) -> int:
    """Leading blanks, a tab counting for four."""
    blanks = line[: len(line) - len(line.lstrip())]
    return len(blanks.expandtabs(4))
