"""The lines of one attempt in the list: nothing of it is wider than its place."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tutor.render.glyphs import ASCII, UNICODE, Glyphs, in_words
from tutor.tui.widgets.attempt_row import RowLook, row_lines
from tutor.vocabulary.attempt import AttemptState, AttemptSummary
from tutor.vocabulary.verdict import CertificateStatus

NOW = datetime(2026, 3, 12, 21, 0, tzinfo=UTC)
ATTEMPT = AttemptSummary(
    id=12,
    problem="Solve $x^2 = 9$",
    asked_at=NOW - timedelta(minutes=5),
    state=AttemptState.FINISHED,
    model="phi-4-mini-reasoning",
    answer="x = 3",
    status=CertificateStatus.SUPPORTED,
    breaks=1,
    seconds=26.0,
)

TEXTS = {
    "none": "",
    "nothing to be seen": "\u200b",
    "long": "x" * 10_000,
    "of double width": "求" * 99,
    "hostile": "[b]\x1b[31m\u202e\n\t$\\frac{",
    "with accents of their own": "a\u0301" * 99,
}


def shown(attempt: AttemptSummary, width: int, look: RowLook) -> list[str]:
    return [line.plain for line in row_lines(attempt, width, look)]


def test_a_wide_row_has_the_time_to_its_right() -> None:
    title, facts = shown(ATTEMPT, 70, RowLook(NOW))
    assert title == "  ≈ Solve x² = 9".ljust(57) + "5 minutes ago"
    assert facts == "    x = 3 · supported · 1 slip · phi-4-mini-reasoning · 26 s"


def test_a_narrow_row_keeps_answer_and_time() -> None:
    long = replace(ATTEMPT, answer="x = 1234567890 + 1234567890")
    title, facts = shown(long, 38, RowLook(NOW))
    assert title == "  ≈ Solve x² = 9"
    assert facts == "    x = 1234567890 + … · 5 minutes ago"


def test_badges_in_words_are_said_once() -> None:
    title, facts = shown(ATTEMPT, 70, RowLook(NOW, in_words(UNICODE)))
    assert "supported" not in title
    assert "supported" in facts


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII, in_words(ASCII)])
@pytest.mark.parametrize("width", [1, 8, 20, 38, 60, 118])
@pytest.mark.parametrize("name", TEXTS)
def test_no_text_breaks_out_of_its_row(name: str, width: int, glyphs: Glyphs) -> None:
    text = TEXTS[name]
    attempt = replace(ATTEMPT, problem=text, answer=text, model=text, excerpt=text)
    look = RowLook(NOW, glyphs, search="x")
    lines = row_lines(attempt, width, look)
    assert len(lines) == look.height
    assert all(line.cell_length <= max(width, look.margin + 1) for line in lines)
    assert not set("".join(line.plain for line in lines)) & set("\x1b\u202e\n\t")


def test_a_hit_that_can_not_be_read_as_mathematics_is_shown_as_it_was_written() -> None:
    attempt = replace(ATTEMPT, excerpt=r"so $\frac{1}{2}$ is left")
    lines = row_lines(attempt, 70, RowLook(NOW, search="frac"))
    assert lines[2].plain == r"    so $\frac{1}{2}$ is left"
    assert shown(attempt, 70, RowLook(NOW, search="left"))[2] == "    so 1/2 is left"


def test_the_found_words_are_marked() -> None:
    row = row_lines(replace(ATTEMPT, excerpt="two Roots"), 70, RowLook(NOW, search="root"))
    marked = [row[2].plain[span.start : span.end] for span in row[2].spans if span.style == "found"]
    assert marked == ["Root"]
