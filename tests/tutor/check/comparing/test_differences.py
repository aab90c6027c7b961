"""Where we and Math-Verify differ on the tables is written down, with the reason, and still so.

We are right on every pair (`test_pairs`), so these are the pairs on which Math-Verify is
not. `python -m tutor.evaluate.yardstick pairs/*.json --differences` lists them anew.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.evaluate.answer_pairs import AnswerPair, read_pairs
from tutor.evaluate.judges import MathVerifyJudge

FOLDER = Path(__file__).parent
GROUPS = json.loads((FOLDER / "differences.json").read_text(encoding="utf-8"))
RECORDED = [row for group in GROUPS for row in group["pairs"]]
_OTHERS_STEP = 20  # a look at every twentieth of those on which both agree keeps the suite fast


@pytest.fixture(scope="module")
def math_verify() -> Iterator[MathVerifyJudge]:
    with MathVerifyJudge() as judge:
        yield judge


def others() -> list[AnswerPair]:
    recorded = {(row["expected"], row["given"]) for row in RECORDED}
    pairs = read_pairs(sorted((FOLDER / "pairs").glob("*.json")))
    return [pair for pair in pairs if (pair.expected, pair.given) not in recorded]


def test_each_recorded_difference_has_a_reason_and_stands_in_a_table() -> None:
    pairs = read_pairs(sorted((FOLDER / "pairs").glob("*.json")))
    known = {(pair.expected, pair.given): pair.equal for pair in pairs}
    assert all(group["reason"] for group in GROUPS)
    assert all(known[row["expected"], row["given"]] is row["equal"] for row in RECORDED)


def test_math_verify_still_says_what_is_recorded(math_verify: MathVerifyJudge) -> None:
    changed = []
    for row in RECORDED:
        found = math_verify.judge(AnswerPair(row["expected"], row["given"], equal=row["equal"]))
        if found.verdict != row["math_verify"]:
            changed.append((row["expected"], row["given"], found.verdict))
    assert not changed


def test_on_the_others_math_verify_agrees(math_verify: MathVerifyJudge) -> None:
    sample = [pair for pair in others()[::_OTHERS_STEP] if pair.kind != "very large"]
    assert len(sample) > 20
    assert [p for p in sample if (math_verify.judge(p).verdict == "equal") != p.equal] == []
