"""The mathematics in a step's text, delimited or plain; aligned rows and "= …" lines join to chains."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tutor.trace.plain import find_plain
from tutor.trace.rows import has_relation, read_rows, starts_with_relation
from tutor.trace.spans import Span, find_spans, mask_code
from tutor.vocabulary.step import Statement

_MASKED = re.compile("\0+")
_END_MARKS = re.compile(r"(?<!\.)[.,;]\s*$")
_SIGN = re.compile(r"=|≈|<|>|≤|≥")
_BINDS_LEFT = tuple("+-−–*/×÷·^=<>≈≤≥%_(")
_BINDS_RIGHT = tuple("+-−*/×÷·^%")


def read_statements(text: str) -> tuple[Statement, ...]:
    """The statements of a step, in order; code yields none."""
    masked = mask_code(text)
    spans = find_spans(masked)
    found = [statement for span in spans for statement in _delimited(masked, span)]
    for span in reversed(spans):
        masked = masked[: span.start] + "\0" * (span.end - span.start) + masked[span.end :]
    found += _plain(masked)
    found.sort(key=lambda statement: statement.start)
    return tuple(_complete(_joined(found, text)))


def _delimited(text: str, span: Span) -> Iterator[Statement]:
    rows = read_rows(text[span.inner_start : span.inner_end])
    for row in rows:
        alone = len(rows) == 1
        start = span.start if alone else span.inner_start + row.start
        end = span.end if alone else span.inner_start + row.end
        if source := _END_MARKS.sub("", row.text).strip():
            yield Statement(source, start, end, latex=True, display=span.display)


def _plain(masked: str) -> list[Statement]:
    found: list[Statement] = []
    line_start = 0
    for line in masked.split("\n"):
        for clause in find_plain(line):
            latex = "\\" in clause.text
            found.append(Statement(clause.text, line_start + clause.start, line_start + clause.end, latex))
        line_start += len(line) + 1
    return found


def _joined(found: list[Statement], text: str) -> list[Statement]:
    chains: list[Statement] = []
    for statement in found:
        sign = _joint(chains[-1], statement, text) if chains else None
        if sign is None:
            chains.append(statement)
            continue
        before = chains.pop()
        chains.append(
            replace(
                before,
                text=f"{before.text} {sign}{statement.text}",
                end=statement.end,
                latex=before.latex or statement.latex,
                display=before.display or statement.display,
            )
        )
    return chains


def _joint(before: Statement, after: Statement, text: str) -> str | None:
    """What joins two neighbours to a chain: "" for "a" and "= b", a sign between them, or None."""
    gap = text[before.end : after.start].strip()
    if text[: before.start].rstrip(" ").endswith(_BINDS_LEFT):
        return None
    if not gap and starts_with_relation(after.text):
        return ""
    if _SIGN.fullmatch(gap) and not text[after.end :].lstrip(" ").startswith(_BINDS_RIGHT):
        return f"{gap} "
    return None


def _complete(chains: list[Statement]) -> Iterator[Statement]:
    """Drops what has no left side: the first sign, or the whole when no other relation is left."""
    for chain in chains:
        if not starts_with_relation(chain.text):
            yield chain
        elif chain.text.startswith("=") and has_relation(chain.text[1:]):
            yield replace(chain, text=chain.text[1:].strip())
