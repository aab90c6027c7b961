"""Certificates: what is proved, refuted, supported, and what is honestly left unchecked."""

import json
from pathlib import Path

import pytest

from tutor.check.certifying.certify import certify
from tutor.check.certifying.problems.templates import task_of
from tutor.vocabulary.verdict import CertificateStatus, Method

TABLE = json.loads(Path(__file__).with_name("problems.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("problem", "answer", "status", "detail"), TABLE)
def test_an_answer_gets_its_certificate(problem: str, answer: str, status: str, detail: str) -> None:
    found = certify(problem, answer)
    assert found.status == status, found
    assert detail in found.detail
    assert found.detail


@pytest.mark.parametrize("answer", ["", "{", "forty-two apples and a pear", "1, 2, \\ldots", "x = ", "\\foo"])
def test_an_answer_that_is_no_mathematics_is_unchecked(answer: str) -> None:
    assert certify("Compute 40 + 2.", answer).status is not CertificateStatus.PROVED


def test_a_letter_is_looked_up_among_the_choices() -> None:
    found = certify("Compute $40 + 2$.", "(B)", ("40", "42", "44"))
    assert (found.status, found.method) == (CertificateStatus.PROVED, Method.EVALUATED)
    assert certify("Compute $40 + 2$.", "C", ("40", "42", "44")).status is CertificateStatus.REFUTED


@pytest.mark.parametrize(
    "extra",
    [
        "Tom has 3 apples.",
        "Then add 1.",
        "Give the negative of the answer.",
        "where x is negative",
        "in base 7",
        "rounded down",
        "for integers",
    ],
)
def test_a_word_too_many_leaves_a_problem_without_a_task(extra: str) -> None:
    assert task_of("Compute $12 + 30$.") is not None
    assert task_of(f"Compute $12 + 30$. {extra}") is None
    assert task_of(f"Compute $12 + 30$ {extra}") is None
