"""Two checkers side by side: counts, differences, and Math-Verify in a process of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tutor.evaluate.answer_pairs import AnswerPair
from tutor.evaluate.judges import Judgement, MathVerifyJudge
from tutor.evaluate.yardstick import Tally, command, differing, tally

PAIRS = [
    AnswerPair("1", "1", equal=True),
    AnswerPair("2", "3", equal=False),
    AnswerPair("4", "5", equal=False),
]


def said(*verdicts: str) -> list[Judgement]:
    return [Judgement(verdict, "", milliseconds) for milliseconds, verdict in enumerate(verdicts)]


@pytest.fixture(scope="module")
def math_verify() -> Iterator[MathVerifyJudge]:
    with MathVerifyJudge() as judge:
        yield judge


def test_wrong_pairs_taken_for_equal_are_counted_apart_from_right_ones() -> None:
    assert tally(PAIRS, said("equal", "equal", "undecided")) == Tally(
        wrong=2,
        wrong_accepted=1,
        right=1,
        right_found=1,
        undecided=1,
        median_milliseconds=1,
        p99_milliseconds=2,
    )


def test_undecided_and_different_are_no_difference_between_checkers() -> None:
    ours, theirs = said("equal", "undecided", "different"), said("different", "different", "equal")
    assert [pair for pair, _, _ in differing(PAIRS, ours, theirs)] == [PAIRS[0], PAIRS[2]]


@pytest.mark.parametrize(
    ("expected", "given", "verdict"),
    [
        (r"\frac{1}{2}", "0.5", "equal"),
        ("$x+1$", "1+x", "equal"),
        ("3", "4", "different"),
        ("", "4", "undecided"),
    ],
)
def test_math_verify_answers_from_its_worker(
    math_verify: MathVerifyJudge, expected: str, given: str, verdict: str
) -> None:
    assert math_verify.judge(AnswerPair(expected, given, equal=True)).verdict == verdict


def test_the_table_and_the_differences_are_printed(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    rows = [{"gold": "10", "pred": "2(5)", "equal": True}, {"gold": "3", "pred": "4", "equal": False}]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    shown = CliRunner().invoke(command, [str(file), "--differences"])
    assert shown.exit_code == 0, shown.output
    assert "0 of 1" in shown.output
    assert json.loads(shown.output.splitlines()[-1])["given"] == "2(5)"
