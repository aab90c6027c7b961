"""A step's or a problem's text for people: formulas in Unicode, Markdown as styles, code as it is.

Owns the shape of text (lines, spans, styles); knows no terminal. `to_lines` gives
the values; `to_plain`, `to_one_line` and `to_text` are ready forms of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from rich.text import Text

from tutor.render.latex.groups import on_one_line
from tutor.render.marked import Block, Mark, Marked, mark
from tutor.render.plain_maths import plain_to_unicode
from tutor.render.safe import sanitize

MAX_CHARACTERS = 100_000
DISPLAY_INDENT = 4


class Style(StrEnum):
    """How a span is set."""

    PLAIN = "plain"
    MATHS = "maths"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of one line in one style.

    `source` is the LaTeX of a formula as it was written; the first row of a display has all of it.
    """

    text: str
    style: Style = Style.PLAIN
    source: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One line before wrapping: indented by `indent` columns, its continuations by `hang` more."""

    spans: tuple[Span, ...] = ()
    indent: int = 0
    hang: int = 0
    display: bool = False

    @property
    def source(self) -> str:
        """The LaTeX of the display formula that begins with this line; empty for every other line."""
        return self.spans[0].source if self.display and self.spans else ""

    @property
    def text(self) -> str:
        """The line's characters without its indent."""
        return "".join(span.text for span in self.spans)


_Inline = tuple[str, str, bool]  # as in `Marked.inline`
_RICH_STYLES = {Style.BOLD: "bold", Style.ITALIC: "italic"}
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\Z")
_ITEM = re.compile(r"(?P<indent>\s*)(?P<bullet>[-*]|\d{1,3}[.)])\s+(?=\S)(?P<text>.*)\Z", re.DOTALL)
_BARE_NUMBER = re.compile(r"[\d.,]+\Z")
_RULE = re.compile(r"\s*(?:\*\s*){3,}\Z|\s*(?:-\s*){3,}\Z|\s*(?:_\s*){3,}\Z")
_EMPHASIS = re.compile(
    r"(?P<bold>\*\*(?=\S)(?P<b>[^*\n]+?)(?<=\S)\*\*|(?<!\w)__(?=\S)(?P<u>[^_\n]+?)(?<=\S)__(?!\w))"
    r"|(?P<italic>(?<![\w*)])\*(?=[^\s*])(?P<i>[^*\n]+?)(?<=[^\s*])\*(?![\w*(])"
    r"|(?<![\w_])_(?=[^\s_])(?P<e>[^_\n]+?)(?<=[^\s_])_(?![\w_]))"
)


@lru_cache(maxsize=32)  # views lay a step out again when its verdict comes
def to_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text: never two blank ones in a row, none at its ends."""
    source = sanitize(text)
    if len(source) > MAX_CHARACTERS:
        return tuple(Line((Span(line),)) for line in source.split("\n"))
    marked = mark(source)
    lines: list[Line] = []
    for line in _all_lines(marked):
        if line.spans or (lines and lines[-1].spans):
            lines.append(line)
    while lines and not lines[-1].spans:
        lines.pop()
    return tuple(lines)


def to_plain(text: str) -> str:
    """The text without any style."""
    return "\n".join(" " * line.indent + line.text for line in to_lines(text))


def to_one_line(text: str) -> str:
    """The text without any style, its lines joined by spaces, the rows of a display by `; `."""
    shown = ""
    rows = False
    for line in to_lines(text):
        if line.spans:
            shown = on_one_line(f"{shown}\n{line.text}") if rows and line.display else f"{shown} {line.text}"
            rows = line.display
    return shown.strip()


def to_text(text: str) -> Text:
    """The text with the styles of rich; its content can't be read as markup."""
    shown = Text()
    for index, line in enumerate(to_lines(text)):
        shown.append("\n" if index else "").append(" " * line.indent)
        shown.append_text(line_text(line))
    return shown


def line_text(line: Line) -> Text:
    """One line as rich text, without its indent."""
    shown = Text()
    for span in line.spans:
        shown.append(span.text, _RICH_STYLES.get(span.style))
    return shown


def _all_lines(marked: Marked) -> Iterator[Line]:
    inline = iter(marked.inline)
    blocks = iter(marked.blocks)
    indent = 0  # where the text of the line before begins: a display stands under it
    for source in marked.text.split("\n"):
        if source == Mark.BLOCK:
            yield from _block_lines(next(blocks), max(DISPLAY_INDENT, indent))
        else:
            line = _prose_line(source, inline)
            indent = line.indent + line.hang if line.spans else indent
            yield line


def _block_lines(block: Block, indent: int) -> Iterator[Line]:
    source = block.source
    for row in block.text.split("\n"):
        if block.code:
            yield Line((Span(row, Style.CODE),))
        elif row.strip():
            yield Line((Span(row, Style.MATHS, source),), indent, hang=2, display=True)
            source = ""


def _prose_line(source: str, inline: Iterator[_Inline]) -> Line:
    if not source.strip() or _RULE.match(source):
        return Line()
    if heading := _HEADING.match(source):
        return Line(tuple(_spans(heading.group(1), inline, Style.BOLD)))
    item = _ITEM.match(source)
    if item is None or _BARE_NUMBER.match(item["text"]):
        indent = len(source) - len(source.lstrip(" \t"))
        return Line(tuple(_spans(source.strip(), inline)), min(indent, 8))
    bullet = "-" if item["bullet"] == "*" else item["bullet"]
    spans = (Span(bullet + " "), *_spans(item["text"].rstrip(), inline))
    return Line(spans, min(len(item["indent"]), 8), len(bullet) + 1)


def _spans(source: str, inline: Iterator[_Inline], style: Style = Style.PLAIN) -> Iterator[Span]:
    """The spans of a line: emphasis first, for it may run over formulas."""
    end = 0
    for match in _EMPHASIS.finditer(source):
        yield from _filled(source[end : match.start()], inline, style)
        content = next(filter(None, match.group("b", "u", "i", "e")))
        emphasis = Style.BOLD if match["bold"] or style is Style.BOLD else Style.ITALIC
        yield from _filled(content, inline, emphasis)
        end = match.end()
    yield from _filled(source[end:], inline, style)


def _filled(source: str, inline: Iterator[_Inline], style: Style) -> Iterator[Span]:
    """Text with its formulas and code put back where their marks stand."""
    for index, part in enumerate(source.split(Mark.INLINE)):
        if index:
            text, formula, code = next(inline)
            if code:
                yield Span(text, Style.CODE)
            else:
                yield Span(text, Style.MATHS if style is Style.PLAIN else style, formula)
        if part:
            yield Span(plain_to_unicode(part), style)
