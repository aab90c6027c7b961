"""How far a student went is kept whole, for the last few problems."""

import json
import sys
from pathlib import Path

import pytest

from tutor.lesson.hints.kept import Climb, KeptClimbs
from tutor.lesson.hints.ladder import Ladder, Rung, RungKind
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

PROVED = Certificate(CertificateStatus.PROVED, Method.SUBSTITUTED, "2·4 + 3 = 11")


def ladder(problem: str) -> Ladder:
    return Ladder(problem, (Rung(RungKind.ASKED, "what?"), Rung(RungKind.SOLUTION, "that")), PROVED)


def test_what_is_kept_is_found_again_whatever_the_spaces(tmp_path: Path) -> None:
    kept = KeptClimbs(tmp_path / "new" / "hints.json")
    climb = Climb(ladder("Solve x = 1")).take(1, "now")
    kept.keep(climb)
    assert KeptClimbs(tmp_path / "new" / "hints.json").find("Solve  x = 1 ") == climb
    assert kept.find("Solve x = 2") is None


def test_taking_the_last_rung_is_recorded_with_its_first_time() -> None:
    climb = Climb(ladder("p")).take(1, "early")
    assert climb.solution_taken == ""
    climb = climb.take(2, "later").take(2, "latest")
    assert (climb.taken, climb.solution_taken) == (2, "later")


def test_only_the_last_few_problems_are_kept(tmp_path: Path) -> None:
    kept = KeptClimbs(tmp_path / "hints.json")
    for number in range(60):
        kept.keep(Climb(ladder(f"problem {number}")))
    assert kept.find("problem 0") is None
    assert kept.find("problem 59") is not None
    assert len(json.loads((tmp_path / "hints.json").read_text())) == 50


def test_one_problem_or_all_can_be_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "hints.json"
    kept = KeptClimbs(path)
    assert kept.forget() == kept.forget("p") == 0
    for problem in ("p", "q", "r"):
        kept.keep(Climb(ladder(problem)))
    assert kept.forget(" q ") == 1
    assert kept.find("q") is None and kept.find("r") is not None
    assert kept.forget() == 2
    assert not path.exists()


def test_what_a_killed_program_left_is_taken_away(tmp_path: Path) -> None:
    left = tmp_path / "hints.json.4711.partial"
    left.write_text('[{"problem": "mine"')
    KeptClimbs(tmp_path / "hints.json").keep(Climb(ladder("p")))
    assert not left.exists()
    left.write_text("more")
    KeptClimbs(tmp_path / "hints.json").forget()
    assert not left.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")
def test_what_was_asked_is_nobody_elses(tmp_path: Path) -> None:
    KeptClimbs(tmp_path / "hints.json").keep(Climb(ladder("p")))
    assert (tmp_path / "hints.json").stat().st_mode & 0o077 == 0


def test_a_damaged_file_counts_as_empty_and_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "hints.json"
    for damage in ('[{"ladder"', "[1, 2]", "{}", '[{"ladder": {}}]', "\x00"):
        path.write_text(damage)
        kept = KeptClimbs(path)
        assert kept.find("p") is None
        kept.keep(Climb(ladder("p")))
        assert kept.find("p") is not None
    assert [each.name for each in tmp_path.iterdir() if each.name.endswith(".partial")] == []
