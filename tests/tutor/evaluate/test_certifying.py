"""Counting certificates: what is a failure, what a row says, and the command with real workers."""

import click.testing

from tutor.evaluate.certifying import Judged, certify_all, command, family_rows, summary_rows
from tutor.evaluate.generators import Generated, Mutation, WrongAnswer
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

PROVED = Certificate(CertificateStatus.PROVED, Method.EVALUATED)
REFUTED = Certificate(CertificateStatus.REFUTED, Method.EVALUATED)
MADE = Generated(
    "1 + 1", "2", "sums", (WrongAnswer("3", Mutation.OFF_BY_ONE), WrongAnswer("-2", Mutation.SIGN))
)


class CheckerThatProves:
    """Proves these answers and refutes all others."""

    def __init__(self, *answers: str) -> None:
        self._answers = answers

    def certify(self, problem: Problem, answer: str) -> Certificate:
        return PROVED if answer in self._answers else REFUTED


def judged(*proved: str) -> list[Judged]:
    return list(certify_all([MADE], CheckerThatProves(*proved), 2))  # type: ignore[arg-type]


def test_right_and_wrong_answers_are_certified_in_order() -> None:
    found = judged("2")
    assert [(each.answer, each.mutation, each.right) for each in found] == [
        ("2", "", True),
        ("3", "off by one", False),
        ("-2", "sign", False),
    ]
    assert not any(each.fails for each in found)


def test_a_wrong_answer_proved_and_a_right_one_refuted_are_failures() -> None:
    assert [each.answer for each in judged("3") if each.fails] == ["2", "3"]


def test_rows_count_a_family_and_sum_up() -> None:
    heading, row = family_rows(judged("2", "3"))
    assert heading.split()[:3] == ["family", "right", "proved"]
    assert row.split() == ["sums", "1/1", "0", "0", "1/2", "1", "0"]
    right, wrong, times = summary_rows(judged("2", "3"))
    assert right == "right answers proved: 100.00% of 1"
    assert wrong == "wrong answers proved: 50.00% of 2"
    assert "99th percentile" in times


def test_the_command_measures_with_real_workers() -> None:
    options = ["--count", "2", "--seed", "1", "--family", "linear equation", "--show"]
    text = click.testing.CliRunner().invoke(command, options, catch_exceptions=False).stdout
    assert "linear equation" in text
    assert "wrong answers proved: 0.00% of 4" in text
