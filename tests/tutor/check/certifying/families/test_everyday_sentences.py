"""Everyday sentences: right answers are proved in any form, wrong ones refuted, near sentences left alone.

A table a theme: the problem, the answer, the status of its certificate.
"""

import json
from pathlib import Path

import pytest

from tutor.check.certifying.certify import certify
from tutor.check.certifying.families.registry import recognize

TABLES = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(Path(__file__).with_name("everyday").glob("*.json"))
}
ROWS = [row for rows in TABLES.values() for row in rows]
PROVED = sorted({problem for problem, _, status in ROWS if status == "proved"})


@pytest.mark.parametrize(("problem", "answer", "status"), ROWS)
def test_an_answer_gets_its_certificate(problem: str, answer: str, status: str) -> None:
    found = certify(problem, answer)
    assert found.status == status, found
    assert found.detail


@pytest.mark.parametrize("problem", PROVED)
def test_a_sentence_more_is_no_longer_recognized(problem: str) -> None:
    for other in (f"{problem} Then add 1.", f"Tom has 3 apples. {problem}", f"{problem} Halve it."):
        assert recognize(other) is None, other


@pytest.mark.parametrize("text", ["Find $x$ \0007\0 costs $5$.", "\0", "Compute the sum \\frac\x001\0."])
def test_a_sign_that_no_text_has_breaks_nothing(text: str) -> None:
    assert certify(text, "5").status == "unchecked"
