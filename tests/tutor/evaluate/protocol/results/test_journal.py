"""The record of a result: nothing is lost, nothing is mixed."""

import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.memory_folder import memory_folder

from tutor.check.checker import Checker
from tutor.evaluate.protocol.grading.judging import keep_judgements, read_judgements
from tutor.evaluate.protocol.kills import rehearse_killed
from tutor.evaluate.protocol.rehearsal import Rehearsal, rehearsed_questions, summarize_rehearsal
from tutor.evaluate.protocol.results.journal import Journal
from tutor.evaluate.protocol.results.merging import merge_results
from tutor.evaluate.protocol.results.plan import Shard, draws, seed_of
from tutor.evaluate.protocol.results.sample import Grade, Sample
from tutor.evaluate.protocol.results.stored import SAMPLES, Head, read_samples
from tutor.evaluate.protocol.results.terms import Protocol
from tutor.vocabulary.errors import TutorError, UsageError

PROTOCOL = Protocol(runs=2, samples=2)
QUESTIONS = rehearsed_questions(3)
HEAD = Head({"model": "a", "seed": 1}, {"width": 1})


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with Checker() as checker:
        yield checker


@pytest.fixture
def folder() -> Iterator[Path]:
    with memory_folder() as folder:
        yield folder


def sample(number: int) -> Sample:
    return Sample(
        "sum-1",
        1,
        number,
        7,
        "5",
        "5",
        False,
        "complete",
        False,
        10,
        20,
        30,
        Grade("equal", "x"),
        text="½ \n",
    )


def report(folder: Path) -> bytes:
    summarize_rehearsal(folder)
    return (folder / "report.json").read_bytes()


def test_a_sample_comes_back_as_it_was(tmp_path: Path) -> None:
    with Journal(tmp_path, HEAD, QUESTIONS) as journal:
        journal.add(sample(1))
    assert list(read_samples(tmp_path, with_text=True)) == [sample(1)]


@pytest.mark.parametrize("torn", [b'{"kind": "sam', b'{"kind": "sample"}', b"\xff\x00"])
def test_a_torn_last_line_is_cut_off(tmp_path: Path, torn: bytes) -> None:
    with Journal(tmp_path, HEAD, QUESTIONS) as journal:
        journal.add(sample(1))
    whole = (tmp_path / SAMPLES).read_bytes()
    (tmp_path / SAMPLES).write_bytes(whole + torn)
    with Journal(tmp_path, HEAD, QUESTIONS) as journal:
        assert journal.done == {sample(1).key}
    assert (tmp_path / SAMPLES).read_bytes() == whole


def test_a_head_that_was_torn_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / SAMPLES).write_bytes(b'{"kind": "he')
    with Journal(tmp_path, HEAD, QUESTIONS) as journal:
        assert journal.done == set()
    assert json.loads((tmp_path / SAMPLES).read_bytes())["kind"] == "head"


def test_other_settings_are_named_and_never_mixed(tmp_path: Path) -> None:
    Journal(tmp_path, HEAD, QUESTIONS).close()
    before = (tmp_path / SAMPLES).read_bytes()
    with pytest.raises(UsageError, match=r"model a against b; top_p nothing against 0\.9"):
        Journal(tmp_path, Head({"model": "b", "seed": 1, "top_p": 0.9}, {}), QUESTIONS)
    assert (tmp_path / SAMPLES).read_bytes() == before


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    with Journal(tmp_path, HEAD, QUESTIONS) as journal:
        journal.add(sample(1))
    with (tmp_path / SAMPLES).open("ab") as file:
        file.write(b"nonsense\n")
    with pytest.raises(UsageError, match=r"samples\.jsonl:3: no sample"):
        Journal(tmp_path, HEAD, QUESTIONS)


def test_two_processes_never_write_one_result(tmp_path: Path) -> None:
    with Journal(tmp_path, HEAD, QUESTIONS), pytest.raises(UsageError, match="Another process"):
        Journal(tmp_path, HEAD, QUESTIONS)


def test_a_full_disk_says_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Journal(tmp_path, HEAD, QUESTIONS) as journal:
        monkeypatch.setattr(
            "os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device"))
        )
        with pytest.raises(TutorError, match="No space left") as caught:
            journal.add(sample(1))
        assert "the same command goes on" in caught.value.hint


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on files of POSIX systems")
def test_a_file_that_can_not_grow_is_a_fault_told_and_its_torn_line_is_cut(tmp_path: Path) -> None:
    """What did not fit is not tried again when the file is closed, and the lock is given back."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with (
            pytest.raises(TutorError, match="can't be written"),
            Journal(tmp_path, HEAD, QUESTIONS) as journal,
        ):
            journal.add(sample(1))
            size = (tmp_path / SAMPLES).stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50, before[1]))
            journal.add(sample(2))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    with Journal(tmp_path, HEAD, QUESTIONS) as journal:
        assert journal.done == {sample(1).key}
        assert (tmp_path / SAMPLES).stat().st_size == size


@pytest.mark.parametrize(
    "damage", [('"equal"', '"perhaps"'), ('{"verdict": "equal", "detail": "x"}', "null")]
)
def test_a_line_with_no_known_verdict_is_named(tmp_path: Path, damage: tuple[str, str]) -> None:
    with Journal(tmp_path, HEAD, QUESTIONS) as journal:
        journal.add(sample(1))
    text = (tmp_path / SAMPLES).read_text()
    (tmp_path / SAMPLES).write_text(text.replace(*damage))
    with pytest.raises(UsageError, match=r"samples\.jsonl:2: no sample"):
        list(read_samples(tmp_path))


def test_a_seed_hangs_on_its_own_sample_only() -> None:
    seeds = {draw.seed for draw in draws(QUESTIONS, PROTOCOL)}
    assert len(seeds) == 12
    assert all(0 <= seed < 2**31 for seed in seeds)
    assert seed_of(1, "a", 1, 1) == seed_of(1, "a", 1, 1) != seed_of(2, "a", 1, 1)


def test_parts_cover_everything_once() -> None:
    parts = [{draw.key for draw in draws(QUESTIONS, PROTOCOL, Shard(number, 2))} for number in (1, 2)]
    assert not parts[0] & parts[1]
    assert parts[0] | parts[1] == {draw.key for draw in draws(QUESTIONS, PROTOCOL)}


def test_merged_parts_have_the_report_of_the_whole(folder: Path, checker: Checker) -> None:
    for _ in Rehearsal(folder / "whole", 10, PROTOCOL).samples(checker):
        pass
    for number in (1, 2, 3):
        for _ in Rehearsal(folder / f"part{number}", 10, PROTOCOL, Shard(number, 3)).samples(checker):
            pass
    assert merge_results([folder / f"part{number}" for number in (3, 1, 2)], folder / "merged") == 40
    assert report(folder / "merged") == report(folder / "whole")


def test_parts_with_other_settings_are_not_merged(tmp_path: Path, checker: Checker) -> None:
    for name, problems in (("one", 2), ("other", 3)):
        for _ in Rehearsal(tmp_path / name, problems, PROTOCOL).samples(checker):
            pass
    with pytest.raises(UsageError, match="question_count") as caught:
        merge_results([tmp_path / "one", tmp_path / "other"], tmp_path / "merged")
    assert "--shard" in caught.value.hint
    assert not (tmp_path / "merged").exists()


def test_a_part_given_twice_counts_once_and_what_a_judge_said_goes_along(tmp_path: Path) -> None:
    for number in (1, 2):
        with Journal(tmp_path / str(number), HEAD, QUESTIONS) as journal:
            journal.add(sample(number))
        keep_judgements(tmp_path / str(number), {("sum-1", str(number)): number == 1})
    parts = [tmp_path / name for name in ("1", "2", "1")]
    assert merge_results(parts, tmp_path / "all") == 2
    assert read_judgements(tmp_path / "all") == {("sum-1", "1"): True, ("sum-1", "2"): False}


@pytest.mark.timeout(900)  # seconds of its own, but it starts processes that may have to wait for a processor
def test_a_run_killed_again_and_again_ends_with_the_same_report() -> None:
    """Three kills here; `python -m tutor.evaluate.protocol.kills` does fifty."""
    with memory_folder() as folder:
        assert rehearse_killed(folder, 3, seed=2, problems=8).identical
