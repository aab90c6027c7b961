"""The measures of checking count what they say, on a handful of rows."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tutor.check.checker import Checker
from tutor.evaluate.checking import (
    command,
    kind_of,
    mutations,
    tally_certificates,
    tally_chains,
    tally_pairs,
)


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with Checker() as made:
        yield made


def test_pairs_judged_wrongly_are_listed(checker: Checker) -> None:
    rows = [
        {"gold": "1/2", "pred": "0.5", "equal": True},
        {"gold": "1/2", "pred": "0.6", "equal": False},
        {"gold": "2", "pred": "3", "equal": True},
        {"gold": "2", "pred": "2.0", "equal": False},
    ]
    tally = tally_pairs(rows, checker)
    assert tally.counts == {
        ("right", "equal (proved)"): 1,
        ("wrong", "different"): 1,
        ("right", "different"): 1,
        ("wrong", "equal (proved)"): 1,
    }
    assert [line.split(",")[0] for line in tally.listed] == ["right", "wrong"]
    assert tally.share("right", "equal (proved)") == 0.5
    assert len(tally.milliseconds) == 4


def test_only_solutions_right_in_the_end_are_judged_and_their_breaks_listed(checker: Checker) -> None:
    row = {
        "problem": "Add.",
        "solutions": ["First $2 + 2 = 4$, then $4 + 1 = 6$.", "$1 + 1 = 3$"],
        "scores": [True, False],
    }
    tally = tally_chains([row], checker)
    assert tally.counts == {("arithmetic", "holds"): 1, ("arithmetic", "breaks"): 1}
    assert tally.listed == ["breaks: 4 + 1 = 6 | the left side is 5, the right side is 6"]


def test_certificates_of_right_and_of_wrong_answers_are_counted(checker: Checker) -> None:
    golds, mutants = tally_certificates([{"problem": "Compute $3 + 4$.", "gold": "7"}], checker)
    assert golds.counts == {("all", "proved"): 1}
    assert mutants.counts == {("all", "refuted"): 1}
    assert mutants.listed == []


@pytest.mark.parametrize(
    ("statement", "kind"),
    [("1 + 1 = 2", "arithmetic"), ("x = 2", "letters"), ("x + 1", "no relation"), ("= = {", "unread")],
)
def test_statements_are_classed_by_what_they_offer_to_check(statement: str, kind: str) -> None:
    assert kind_of(statement) == kind


def test_mutations_change_the_answer() -> None:
    assert mutations("x=-1, x=2") == ["x=+1, x=2", "x=-1", "x=-1, x=3", "x=-2, x=2"]
    assert mutations("2x-1") == ["2x+1", "2x-2", "3x-1"]


def test_the_command_prints_a_table(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(json.dumps({"gold": "1", "pred": "1.0", "equal": True}) + "\n", encoding="utf-8")
    run = CliRunner().invoke(command, ["pairs", str(file)])
    assert run.exit_code == 0
    assert "equal (proved)" in run.output
