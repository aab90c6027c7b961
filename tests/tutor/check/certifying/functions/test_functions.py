"""Questions about functions: right answers are proved, wrong ones refuted, near misses left alone."""

import json
from pathlib import Path

import pytest

from tutor.check.certifying.certify import certify
from tutor.vocabulary.verdict import CertificateStatus

TABLES = sorted(Path(__file__).parent.glob("*.json"))
CASES = [
    (problem, answer, status)
    for table in TABLES
    for problem, answers in json.loads(table.read_text(encoding="utf-8")).items()
    for status, given in answers.items()
    for answer in given
]
KNOWN = sorted({problem for problem, _, status in CASES if status == "proved"})


@pytest.mark.parametrize(("problem", "answer", "status"), CASES)
def test_an_answer_gets_its_certificate(problem: str, answer: str, status: str) -> None:
    found = certify(problem, answer)
    assert found.status == status, found
    assert found.detail


@pytest.mark.parametrize("problem", KNOWN)
def test_a_sentence_more_is_no_longer_recognized(problem: str) -> None:
    for longer in (
        f"{problem} Then add 1.",
        f"Tom has 3 apples. {problem}",
        f"{problem.rstrip('.?')} rounded down",
    ):
        for answer in ("5", "y = 2x", "[2, \\infty)", "x = 2"):
            assert certify(longer, answer).status is CertificateStatus.UNCHECKED
