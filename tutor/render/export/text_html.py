"""A text of a model or a student as HTML: prose escaped, formulas as MathML."""

import html
import re
from collections.abc import Iterator

from tutor.render.export.mathml import NOT_IN_XML, to_mathml
from tutor.render.prose import Line, Span, Style, to_lines
from tutor.render.safe import sanitize
from tutor.render.unicode_math import to_unicode

_TAGS = {Style.BOLD: "strong", Style.ITALIC: "em", Style.CODE: "code"}
_DELIMITED = re.compile(r"\s*(?:\\\((.*)\\\)|\\\[(.*)\\\]|\$\$([^$]*)\$\$|\$([^$]*)\$)\s*\Z", re.DOTALL)


def escape(text: str) -> str:
    """Text as the content of an element or an attribute: nothing in it is markup, nor what XML can't hold."""
    return html.escape(NOT_IN_XML.sub("\ufffd", sanitize(text)))


def text_to_html(text: str) -> str:
    """Paragraphs, displays and lists of a text."""
    return "\n".join(_blocks(text))


def formula_to_html(latex: str) -> str:
    """An answer, a formula as a whole with or without its delimiters: MathML, or a line of Unicode."""
    inside = _DELIMITED.match(latex)
    source = next(filter(None, inside.groups()), "") if inside else latex
    found = to_mathml(source) if inside or "\\" in source or not re.search(r"[A-Za-z]{3}", source) else None
    return found or f'<span class="maths">{escape(to_unicode(latex))}</span>'


def _blocks(text: str) -> Iterator[str]:
    paragraph: list[str] = []
    shown_whole = False  # whether the display that a row belongs to has been shown
    for line in to_lines(text):
        if line.display:
            source = line.spans[0].source
            whole = to_mathml(source, display=True) if source else None
            shown_whole = bool(whole) or (shown_whole and not source)
            if paragraph and (whole or not shown_whole):
                yield _paragraph(paragraph)
            if whole:
                yield f'<div class="display">{whole}</div>'
            elif not shown_whole:
                yield f'<div class="display maths">{escape(line.text)}</div>'
        elif line.spans:
            paragraph.append(_line(line))
        elif paragraph:
            yield _paragraph(paragraph)
    if paragraph:
        yield _paragraph(paragraph)


def _paragraph(lines: list[str]) -> str:
    """The lines of a paragraph, which are taken."""
    content = "\n".join(lines)
    lines.clear()
    return f'<div class="paragraph">{content}</div>'


def _line(line: Line) -> str:
    indent = f' style="margin-left:{line.indent + line.hang}ch;text-indent:-{line.hang}ch"'
    content = "".join(map(_span, line.spans))
    return f"<div{indent if line.indent + line.hang else ''}>{content}</div>"


def _span(span: Span) -> str:
    tag = _TAGS.get(span.style)
    if span.source and span.style is not Style.CODE:
        content = to_mathml(span.source) or f'<span class="maths">{escape(span.text)}</span>'
    else:
        content = escape(span.text)
    return f"<{tag}>{content}</{tag}>" if tag else content
