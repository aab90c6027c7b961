"""Results as Markdown, to be pasted into a note or a discussion."""

from collections.abc import Iterator, Sequence

from tutor.evaluate.protocol.reports.differing import differences, said
from tutor.evaluate.protocol.reports.words import (
    Data,
    data,
    measures,
    published,
    remarks,
    rows,
    shown,
    tells,
    title,
)
from tutor.render.safe import sanitize

_SIGNS = str.maketrans({sign: "\\" + sign for sign in "\\`*_{}[]<>|#"})


def to_markdown(summaries: Sequence[Data]) -> str:
    """The reports one after the other."""
    return "\n".join(line for summary in summaries for line in _section(summary)) + "\n"


def _section(summary: Data) -> Iterator[str]:
    yield f"## {_text(title(summary))}"
    yield ""
    yield from _table(("measure", "share, standard error, 95% interval"), list(measures(summary)))
    yield _text(tells(summary))
    yield ""
    for line in remarks(summary):
        yield f"- {_text(line)}"
    yield ""
    for name, tag in (("by_level", "level"), ("by_subject", "subject")):
        if tagged := rows(summary, name):
            cells = [
                (str(row["name"]), str(row["problems"]), shown(data(row, "pass_at_1"))) for row in tagged
            ]
            yield from _table((tag, "problems", "pass@1"), cells)
    if found := differences(rows(data(summary, "graders"), "disagreements")):
        yield "Where the graders differ:"
        yield ""
        listed = [(row.where, row.answer, said(row.tutor), said(row.math_verify)) for row in found]
        yield from _table(("samples", "answer", "tutor", "Math-Verify"), listed)
    if anchors := rows(summary, "anchors"):
        names = ("percent", "model", "protocol", "source")
        figures = [tuple(str(one[name]) for name in names) for one in anchors]
        yield from _table((f"{published(summary)}, %", "model", "protocol", "source"), figures)


def _table(head: Sequence[str], cells: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in cells:
        yield "| " + " | ".join(map(_text, row)) + " |"
    yield ""


def _text(text: str) -> str:
    """In one line, without the blanks that align columns in a terminal."""
    return " ".join(sanitize(text).split()).translate(_SIGNS)
