"""Finds formulas and code in a text and puts marks in their places, so that prose can be read without them.

Formulas come out in Unicode, code as it is. Linear: every search for a closing
delimiter that fails is made once.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from tutor.render.latex import symbols
from tutor.render.latex.formula import formula_lines
from tutor.render.latex.groups import on_one_line


class Mark(StrEnum):
    """Private-use characters that stand for what was taken out; foreign ones are replaced first."""

    INLINE = "\ue000"
    BLOCK = "\ue001"


@dataclass(frozen=True, slots=True)
class Block:
    """A display formula, its rows parted by newlines, or a code block. `source` is the formula as written."""

    text: str
    code: bool = False
    source: str = ""


@dataclass(slots=True)
class Marked:
    """Text with marks, and in their order what they stand for (`inline`: text, source, is it code)."""

    text: str = ""
    inline: list[tuple[str, str, bool]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


_FOREIGN_MARKS = re.compile("[\ue000-\ue002]")
_OPENER = re.compile(
    r"(?P<fence>^[ \t]*(?:```+|~~~+)[^`\n]*(?:\n|\Z))"
    r"|(?P<code>`[^`\n]+`)"
    r"|(?P<display>\$\$|\\\[)"
    r"|(?P<environment>\\begin\{(?P<name>[A-Za-z]{1,20}\*?)\})"
    r"|(?P<inline>\\\()"
    r"|(?P<dollars>\$(?P<content>[^$\n]{0,600}?[^$\\])\$(?!\d))"
    r"|(?P<escaped>\\[$%#&_])"
    r"|(?P<path>\b[A-Za-z]:\\[^\s]*)"
    r"|(?P<command>(?:[\w.)]{1,12}[\^_])?\\(?P<word>[A-Za-z]+))",
    re.MULTILINE,
)
_FENCE_END = re.compile(r"^[ \t]*(?:```+|~~~+)[ \t]*$", re.MULTILINE)
_CLOSERS = {"$$": "$$", "\\[": "\\]", "\\(": "\\)"}
_PROSE_WORDS = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{3,}(?=[ ,.])")
_CERTAIN = re.compile(r"[\\^_=]")
_BARE_COMMANDS = frozenset(
    {
        "frac",
        "dfrac",
        "tfrac",
        "sqrt",
        "boxed",
        "text",
        "binom",
        "mathbb",
        "mathrm",
        "overline",
        "left",
        "right",
    }
)
_ARGUMENTS = re.compile(r"[ \t]*(?:\{|\[[^\]\n]{0,40}\])|[\^_](?:\{|\w)")
_MAX_ARGUMENTS = 4
_MAX_ARGUMENT = 1_000
_BRACE = re.compile(r"[{}]")
# what follows a bare command without a space belongs to its formula: \frac{1}{2}x
_FACTOR = re.compile(r"[A-Za-z0-9]{1,2}(?![A-Za-z0-9])|\([^()\n]{0,80}\)")
_MAX_BARE_LINE = 1_000
_ITEM_MARK = re.compile(r"\s*(?:(?:[-*]|\d{1,3}[.)])\s+)?")
_DELIMITED = re.compile(r"[$`]|\\[()\[\]]|\*\*|\\begin")
_FUNCTION = r"(?:sin|cos|tan|log|lim|max|min|gcd|lcm|exp|mod|sqrt)\b"
_LONG_WORD = re.compile(rf"(?<![A-Za-z])(?!{_FUNCTION})[A-Za-z][a-z]{{2,}}")
_NOT_PROSE = re.compile(
    r"\\(?:text\w*|mathrm|operatorname|begin|end|color|mbox|label)\*?\{[^{}]*\}|\\[A-Za-z]+"
)


def mark(source: str) -> Marked:
    """The text with every formula and code block marked."""
    return _Marker(without_foreign_marks(source)).run()


def without_foreign_marks(source: str) -> str:
    """The text with U+FFFD for the characters that this package marks things with."""
    return _FOREIGN_MARKS.sub("\ufffd", source)


class _Marker:
    """One pass over a text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._found = Marked()
        self._out: list[str] = []
        self._missing: set[str] = set()

    def run(self) -> Marked:
        position = 0
        while match := _OPENER.search(self._source, position):
            self._out.append(self._source[position : match.start()])
            position = self._take(match)
        self._out.append(self._source[position:])
        self._found.text = "".join(self._out)
        return self._found

    def _take(self, match: re.Match[str]) -> int:
        """Handle one opener; where to go on."""
        kind, text = _kind(match), match.group()
        if kind == "fence":
            return self._fence(match)
        if kind == "code":
            return self._inline(text[1:-1], match.end(), code=True)
        if kind in ("display", "inline"):
            return self._delimited(match, _CLOSERS[text], display=kind == "display")
        if kind == "environment":
            return self._environment(match)
        if kind == "dollars" and _is_formula(match["content"]):
            return self._inline(match["content"], match.end())
        if kind == "command":
            return self._command(match)
        if kind == "dollars":
            self._out.append("$")
            return match.start() + 1
        self._out.append(text[1:] if kind == "escaped" else text)
        return match.end()

    def _inline(self, content: str, end: int, *, code: bool = False) -> int:
        shown = content if code else on_one_line(formula_lines(content))
        self._found.inline.append((shown, content, code))
        self._out.append(Mark.INLINE)
        return end

    def _block(self, block: Block, end: int) -> int:
        """A block stands on lines of its own; the newlines round it are its own too."""
        self._found.blocks.append(block)
        before = "" if self._at_line_start() else "\n"
        self._out.append(before + Mark.BLOCK)
        if self._source[end : end + 1] not in ("\n", ""):
            self._out.append("\n")
            end += len(self._source[end : end + 2]) - len(self._source[end : end + 2].lstrip(" "))
        return end

    def _at_line_start(self) -> bool:
        """Whether only white space stands before on this line; it is dropped."""
        while self._out and not self._out[-1]:
            self._out.pop()
        if not self._out:
            return True
        self._out[-1] = self._out[-1].rstrip(" \t")
        return self._out[-1] == "" or self._out[-1].endswith("\n")

    def _fence(self, match: re.Match[str]) -> int:
        closing = _FENCE_END.search(self._source, match.end())
        end = closing.end() if closing else len(self._source)
        return self._block(Block(self._source[match.start() : end].rstrip("\n"), code=True), end)

    def _delimited(self, match: re.Match[str], closer: str, *, display: bool) -> int:
        begin = match.end()
        end = self._find(closer, begin)
        if end < 0:
            end, closer = self._paragraph_end(begin), ""
        content = self._source[begin:end]
        if display:
            return self._display(content, end + len(closer))
        return self._inline(content, end + len(closer))

    def _environment(self, match: re.Match[str]) -> int:
        closer = f"\\end{{{match['name']}}}"
        end = self._find(closer, match.end())
        end = len(self._source) if end < 0 else end + len(closer)
        return self._display(self._source[match.start() : end], end)

    def _display(self, content: str, end: int) -> int:
        rows = formula_lines(content)
        following = self._source[end : end + 1]
        if following and following in ".,;:":
            rows, content, end = rows + following, content + following, end + 1
        return self._block(Block(rows, source=content), end)

    def _command(self, match: re.Match[str]) -> int:
        """A known command outside all delimiters, with its arguments; unknown ones stay source."""
        end = match.end()
        if match["word"] not in symbols.COMMANDS and match["word"] not in _BARE_COMMANDS:
            self._out.append(match.group())
            return end
        if line := self._bare_line(match):
            begin, end = line
            self._out[-1] = self._out[-1][: len(self._out[-1]) - (match.start() - begin)]
            return self._inline(self._source[begin:end], end)
        for _ in range(_MAX_ARGUMENTS):
            argument = _ARGUMENTS.match(self._source, end)
            if argument is None:
                break
            end = self._brace_end(argument.end()) if argument.group().endswith("{") else argument.end()
        if factor := _FACTOR.match(self._source, end):
            end = factor.end()
        return self._inline(self._source[match.start() : end], end)

    def _bare_line(self, match: re.Match[str]) -> tuple[int, int] | None:
        """The bounds of the command's line when all of it is one formula without delimiters."""
        begin = self._source.rfind("\n", max(0, match.start() - _MAX_BARE_LINE), match.start()) + 1
        end = self._source.find("\n", match.end(), match.end() + _MAX_BARE_LINE)
        end = len(self._source) if end < 0 else end
        begin = _ITEM_MARK.match(self._source, begin).end()  # type: ignore[union-attr]
        line = self._source[begin:end]
        untouched = bool(self._out) and len(self._out[-1]) >= match.start() - begin
        if not untouched or len(line) > _MAX_BARE_LINE or _DELIMITED.search(line):
            return None
        return None if "#" in line or prose_words(line) else (begin, end)

    def _brace_end(self, begin: int) -> int:
        level = 1
        for brace in _BRACE.finditer(self._source, begin, begin + _MAX_ARGUMENT):
            level += 1 if brace.group() == "{" else -1
            if level == 0:
                return brace.end()
        return begin

    def _find(self, closer: str, begin: int) -> int:
        """Where a closer stands; one that was missed once is missing ever after."""
        if closer in self._missing:
            return -1
        found = self._source.find(closer, begin)
        if found < 0:
            self._missing.add(closer)
        return found

    def _paragraph_end(self, begin: int) -> int:
        found = self._source.find("\n\n", begin)
        return len(self._source) if found < 0 else found


def prose_words(formula: str) -> int:
    """How many words of three letters or more stand in a formula, outside of commands and `\\text{…}`."""
    return len(_LONG_WORD.findall(_NOT_PROSE.sub(" ", formula)))


def _kind(match: re.Match[str]) -> str:
    kinds = ("fence", "code", "display", "environment", "inline", "dollars", "escaped", "path", "command")
    return next(kind for kind in kinds if match[kind] is not None)


def _is_formula(content: str) -> bool:
    """Whether `$…$` holds a formula, not the prose between two prices."""
    if content != content.strip():
        # `$ x^2 $` is common in models' writing, `costs $ 5 and $ 6` in problems
        return _CERTAIN.search(content) is not None and not _PROSE_WORDS.search(content)
    return "\\" in content or len(_PROSE_WORDS.findall(content)) < 2
