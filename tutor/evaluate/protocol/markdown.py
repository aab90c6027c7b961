"""Results as Markdown, to be pasted into a note or a discussion."""

from collections.abc import Iterator, Sequence

from tutor.evaluate.protocol.words import Data, as_data, data, describe, published, rows, shown, tells
from tutor.render.safe import sanitize

_SIGNS = str.maketrans({sign: "\\" + sign for sign in "\\`*_{}[]<>|#"} | {"\n": " "})


def to_markdown(summaries: Sequence[Data]) -> str:
    """The reports one after the other."""
    return "\n".join(line for summary in summaries for line in _section(summary)) + "\n"


def _section(summary: Data) -> Iterator[str]:
    lines = [line for line in describe(summary) if line]
    yield f"## {_text(lines[0])}"
    yield ""
    yield from _table(("measure", "share, standard error, 95% interval"), list(_measures(summary)))
    yield _text(tells(summary))
    yield ""
    wanted = ("cut by", "tokens of", "time:", "graded by", "undecided by")
    for line in lines:
        if line.startswith(wanted):
            yield f"- {_text(line)}"
    yield ""
    for name, title in (("by_level", "level"), ("by_subject", "subject")):
        if tagged := rows(summary, name):
            cells = [
                (str(row["name"]), str(row["problems"]), shown(data(row, "pass_at_1"))) for row in tagged
            ]
            yield from _table((title, "problems", "pass@1"), cells)
    if found := rows(data(summary, "graders"), "disagreements"):
        yield "Where the graders differ:"
        yield ""
        yield from _table(("sample", "answer", "tutor", "Math-Verify"), [_differing(row) for row in found])
    if anchors := rows(summary, "anchors"):
        names = ("percent", "model", "protocol", "source")
        figures = [tuple(str(one[name]) for name in names) for one in anchors]
        yield from _table((f"{published(summary)}, %", "model", "protocol", "source"), figures)


def _measures(summary: Data) -> Iterator[tuple[str, str]]:
    yield "pass@1", shown(data(summary, "pass_at_1"))
    for name, title in (("pass_at_k", "pass@"), ("consensus_at_k", "consensus@")):
        for k, found in data(summary, name).items():
            yield title + k, shown(as_data(found))


def _differing(row: Data) -> tuple[str, ...]:
    ours, theirs = data(row, "tutor"), data(row, "math_verify")
    return (
        f"{row['question']} ({row['run']}/{row['sample']})",
        str(row["answer"]),
        f"{ours['verdict']}: {ours['detail']}",
        f"{theirs['verdict']}: {theirs['detail']}",
    )


def _table(head: Sequence[str], cells: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in cells:
        yield "| " + " | ".join(map(_text, row)) + " |"
    yield ""


def _text(text: str) -> str:
    return sanitize(text).translate(_SIGNS)
