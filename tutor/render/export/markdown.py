"""Attempts as Markdown: formulas between dollars as most viewers take them, and no markup from a text."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from tutor.render.export.telling import (
    SECTION_WORDS,
    badge,
    certificate_rest,
    choices,
    found,
    last_line,
    remarks,
    unfinished_text,
    when,
)
from tutor.render.prose import Line, Span, Style, to_lines, to_one_line
from tutor.render.safe import sanitize
from tutor.render.wording import answer_words
from tutor.vocabulary.attempt import Attempt
from tutor.vocabulary.events import CheckedStep

# what begins HTML, emphasis, code, links, tables or a formula; in front of it goes a backslash
_MARKUP = re.compile(r"[\\`*_<>\[\]$|~&]")
# what makes a heading, a list, a quotation or a rule at the beginning of a line
_AT_THE_BEGINNING = re.compile(r"(\s*)([#+=-]|\d+(?=[.)]))")


def to_markdown(attempts: Iterable[Attempt]) -> Iterator[str]:
    """The file in pieces, an attempt a piece."""
    for index, attempt in enumerate(attempts):
        yield ("\n---\n\n" if index else "") + "\n\n".join(filter(None, _parts(attempt))) + "\n"


def escape(text: str) -> str:
    """Text in which nothing is markup, on one line."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(sanitize(text).split()))


def _parts(attempt: Attempt) -> Iterator[str]:
    yield f"## {escape(to_one_line(attempt.title or attempt.problem.text))}"
    origin = f"Attempt {attempt.id}, {when(attempt)}"
    yield origin if attempt.parent is None else f"{origin}, follows attempt {attempt.parent}"
    yield _quoted(_text(attempt.problem.text))
    yield "\n".join(f"- {letter}) {escape(to_one_line(text))}" for letter, text in choices(attempt))
    yield f"**Answer:** {escape(answer_words(attempt.answer))}"
    if certificate := attempt.certificate:
        yield f"**{certificate.status.value}** {escape(certificate_rest(certificate))}".rstrip()
    yield from map(escape, remarks(attempt))
    for section, steps in groupby(attempt.steps, key=lambda checked: checked.step.section):
        yield f"### {SECTION_WORDS[section]}"
        yield from map(_step, steps)
    yield _text(unfinished_text(attempt))
    yield escape(last_line(attempt))


def _step(checked: CheckedStep) -> str:
    label = f" {badge(checked)}" if checked.verdict else ""
    lines = [f"**Step {checked.step.number}**{label}", _text(checked.step.text)]
    lines += [f"- ✗ {escape(line)}" for line in found(checked)]
    return "\n\n".join(filter(None, lines))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _text(text: str) -> str:
    """The lines of a text; a display formula has a paragraph of its own."""
    blocks: list[str] = []
    for line in to_lines(text):
        if line.display:
            if source := line.spans[0].source:
                blocks.append(f"\n$$\n{_formula(source)}\n$$\n")
        else:
            blocks.append(_line(line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(blocks)).strip("\n")


def _line(line: Line) -> str:
    if not line.spans:
        return ""
    spans = list(line.spans)
    bullet = ""
    if line.hang:
        bullet = " " * line.indent + spans.pop(0).text
    shown = "".join(map(_span, spans))
    if not bullet:
        # two spaces keep the line's end
        return (
            _AT_THE_BEGINNING.sub(r"\\\2", shown, count=1) + "  "
            if _AT_THE_BEGINNING.match(shown)
            else shown + "  "
        )
    return bullet + shown


def _span(span: Span) -> str:
    if span.style is Style.CODE:
        fence = "`" * (1 + max(map(len, re.findall("`+", span.text)), default=0))
        return f"{fence} {span.text} {fence}" if span.text.strip() else ""
    shown = f"${_formula(span.source)}$" if span.source else _MARKUP.sub(r"\\\g<0>", span.text)
    mark = {Style.BOLD: "**", Style.ITALIC: "*"}.get(span.style, "")
    return f"{mark}{shown}{mark}" if shown.strip() else shown


def _formula(source: str) -> str:
    """LaTeX that can neither end its formula nor begin HTML."""
    plain = " ".join(source.replace("$", r"\$").split())
    return re.sub(r"<(?=[A-Za-z/!?])", "< ", plain)
