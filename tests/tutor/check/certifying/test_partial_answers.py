"""Part of what was asked is not proved: one root of two, one of several unknowns, one half of a set."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.check.checker import Checker
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import CertificateStatus

CASES = json.loads(Path(__file__).with_name("partial_answers.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with Checker() as checker:
        yield checker


@pytest.mark.parametrize("case", CASES, ids=[case["problem"] for case in CASES])
def test_a_part_of_the_answer_is_never_proved_and_the_whole_never_refuted(
    case: dict[str, str | list[str]], checker: Checker
) -> None:
    problem = Problem(str(case["problem"]))
    proved = [
        part for part in case["partial"] if checker.certify(problem, part).status is CertificateStatus.PROVED
    ]
    assert proved == []
    assert checker.certify(problem, str(case["right"])).status is not CertificateStatus.REFUTED
