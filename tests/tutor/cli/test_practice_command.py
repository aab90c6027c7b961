"""`tutor practice`, driven by lines as a student types them; the workshop is a fake, the record is real."""

import json
from pathlib import Path

import click.testing
import pytest
from support.practising import FakeWorkshop, open_fake_workshop

from tutor.cli import main
from tutor.cli.practice import command
from tutor.history import PracticeRecord
from tutor.lesson.own_work import CheckedEquality
from tutor.vocabulary.errors import HistoryError, UsageError
from tutor.vocabulary.locations import hints_file, history_file
from tutor.vocabulary.practice import Outcome, PracticeAnswer
from tutor.vocabulary.verdict import (
    Certificate,
    CertificateStatus,
    Method,
    Reason,
    Verdict,
    VerdictStatus,
    undecided,
)


@pytest.fixture(autouse=True)
def _no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.cli.practice.running.open_workshop", open_fake_workshop)


def run(*arguments: str, typed: str = "") -> click.testing.Result:
    return click.testing.CliRunner().invoke(command, arguments, input=typed, catch_exceptions=False)


def events(*arguments: str, typed: str = "") -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*arguments, "--json", typed=typed).stdout.splitlines()]


def kept() -> tuple[PracticeAnswer, ...]:
    with PracticeRecord(history_file()) as record:
        return record.answers()


def answer_of(*arguments: str) -> str:
    """The answer of the first item that these arguments bring."""
    (item, *_) = events(*arguments)
    return str(int(str(item["level"])) + int(str(item["seed"])))


def test_an_answer_is_marked_kept_and_summed_up() -> None:
    right = answer_of("halves", "--seed", "3")
    result = run("halves", "--seed", "3", "--count", "1", typed=f"{right}\n")
    assert result.exit_code == 0
    assert "Fractions · level 1" in result.stdout
    assert "✓ Right." in result.stdout
    assert "1 of 1 right, 1 at the first try without help." in result.stdout
    assert [each.outcome for each in kept()] == [Outcome.RIGHT]


def test_the_answer_is_shown_on_request_or_after_a_second_miss_and_not_before() -> None:
    right = answer_of("halves", "--seed", "3")
    first = run("halves", "--seed", "3", typed="0\nquit\n").stdout
    assert "Not right" in first and right not in first.split("Not right")[1]
    right = answer_of("halves", "--seed", "4")
    assert f"The answer is {right}" in run("halves", "--seed", "4", "--count", "1", typed="0\n0\n").stdout
    assert "The answer is" in run("halves", "--seed", "3", "--count", "1", typed="answer\n").stdout
    assert kept()[-1].last_rung


def test_hints_come_in_order_and_are_on_the_record() -> None:
    found = events("halves", "--seed", "3", "--count", "1", typed="hint\n?\n" + "?\n" * 9 + "skip\n")
    hints = [each for each in found if each["event"] == "hint"]
    assert [hint["rung"] for hint in hints] == list(range(1, len(hints) + 1))
    assert [hint["last"] for hint in hints] == [False] * (len(hints) - 1) + [True]
    assert found[-2] == {"event": "skipped"}
    (left,) = kept()
    assert (left.outcome, left.hints, left.last_rung) == (Outcome.SKIPPED, len(hints), True)


def test_after_the_last_hint_the_way_on_is_said() -> None:
    shown = run("halves", "--seed", "3", "--count", "1", typed="?\n" * 9 + "skip\n").stdout
    assert shown.count("That was the last hint. Type the answer yourself, or `skip`.") == 1


def test_json_has_an_object_for_each_item_and_answer_and_tells_no_answer_early() -> None:
    found = events("halves", "--seed", "3", "--count", "1", typed="0\n?\n0\n")
    assert [each["event"] for each in found] == ["item", "answer", "hint", "answer", "summary"]
    item, first, _, second, summary = found
    assert "answer" not in item and first["expected"] == ""
    assert second["expected"] == str(int(str(item["level"])) + int(str(item["seed"])))
    assert (summary["items"], summary["wrong"], summary["seed"]) == (1, 1, 3)


def test_what_can_not_be_told_does_not_count() -> None:
    result = run("halves", "--count", "1", typed="?x\nskip\n")
    assert "I can't tell (it can't be read). It does not count." in result.stdout
    assert [each.outcome for each in kept()] == [Outcome.UNDECIDED]


def test_that_the_disk_is_full_is_said_once_and_again_when_it_was_free_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The answers that waited are written as soon as there is room."""
    full = iter([True] * 2 + [False] * 4 + [True] * 2 + [False] * 20)
    add = PracticeRecord.add

    def add_when_there_is_room(record: PracticeRecord, answer: PracticeAnswer, cards: object) -> None:
        if next(full):
            raise HistoryError("The disk is full.", "Make room.")
        add(record, answer, cards)  # type: ignore[arg-type]

    monkeypatch.setattr(PracticeRecord, "add", add_when_there_is_room)
    result = run("halves", "--count", "4", typed="0\n" * 8)
    assert result.stderr.count("Not kept yet") == 2
    assert len(kept()) == 8


@pytest.mark.parametrize("said", ["I don't know", "hint please", "IDK", "give up"])
def test_words_of_one_who_does_not_know_on_are_no_answer(said: str) -> None:
    result = run("halves", "--count", "1", typed=f"{said}\nskip\n")
    assert "`hint` (or ?) helps on, `skip` leaves the problem, `quit` ends." in result.stdout
    assert [each.outcome for each in kept()] == [Outcome.SKIPPED]
    assert "`hint`" not in run("halves", "--self-test", "--count", "1", typed=f"{said}\nskip\n").stdout


def test_colours_can_be_declined(monkeypatch: pytest.MonkeyPatch) -> None:
    def shown() -> str:
        arguments = ["halves", "--seed", "3", "--count", "1"]
        return click.testing.CliRunner().invoke(command, arguments, input="0\n0\n", color=True).stdout

    assert "\x1b[31m" in shown()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in shown()


@pytest.mark.parametrize("typed", ["", "0\n", "quit\n", "\n\nexit\n"])
def test_the_end_of_the_input_is_a_polite_end(typed: str) -> None:
    result = run("halves", typed=typed)
    assert result.exit_code == 0
    assert "Traceback" not in result.output
    assert len(kept()) == typed.count("0")


def test_ctrl_c_sums_up_and_keeps_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    right = answer_of("halves", "--seed", "3")
    lines = iter([right])

    def ask(_: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("tutor.cli.practice.running.line_reader", lambda: ask)
    result = click.testing.CliRunner().invoke(command, ["halves", "--seed", "3"], standalone_mode=False)
    assert result.return_value == 130
    assert "1 of 1 right" in result.stdout
    assert len(kept()) == 1


def test_a_self_test_gives_no_help() -> None:
    run("halves", "--count", "1", typed="0\n0\n")
    result = run("--self-test", "--count", "1", typed="hint\nanswer\nwork\n0\n")
    assert result.stdout.count("A self-test has no help") == 3
    test, _, solutions = result.stdout.partition("Self-test: 0 of 1 right.")
    assert "The answer is" not in test
    assert solutions.strip().startswith("halves: what is 1 + ")
    assert kept()[-1].self_test


def test_own_lines_are_checked_without_giving_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    right = CheckedEquality(1, "2x = 8", Verdict(VerdictStatus.FOLLOWS))
    wrong = CheckedEquality(3, "x = 5", Verdict(VerdictStatus.BREAKS, "from before: x = 4"))
    monkeypatch.setattr("tutor.lesson.own_work.check_work", lambda *_: iter([right, wrong]))
    result = run("halves", "--count", "1", typed="0\nwork\n2x = 8\nx = 5\n\nskip\n")
    assert "The first wrong line is 2: x = 5\nA sign was lost.\n" in result.stdout
    assert "x = 4" not in result.stdout


def test_lines_without_a_wrong_one_whose_answer_does_not_fit_say_where_to_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = CheckedEquality(1, "s = 1 + 9", undecided(Reason.NO_METHOD))
    end = CheckedEquality(3, "s = 10", Verdict(VerdictStatus.FOLLOWS))
    monkeypatch.setattr("tutor.lesson.own_work.check_work", lambda *_: iter([start, end]))
    refuted = Certificate(CertificateStatus.REFUTED, Method.EVALUATED, "the value is 2")
    monkeypatch.setattr(FakeWorkshop, "certify", lambda *_: refuted)
    result = run("halves", "--count", "1", typed="0\nwork\ns = 1 + 9\nAnswer: 10\n\nskip\n")
    assert (
        "but 10 is not what is asked for.\nLook first at line 1: it could not be checked.\n" in result.stdout
    )
    assert "the value is 2" not in result.stdout


def test_to_type_no_lines_is_no_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.lesson.own_work.check_work", lambda *_: iter([]))
    found = events("halves", "--count", "1", typed="work\n\n0\nskip\n")
    assert [each["first_wrong"] for each in found if each["event"] == "work"] == [None]
    assert kept()[0].hints == 0


def test_what_a_file_says_steers_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "set.md"
    path.write_text("1. What is $1 + 1$?\n   Level: 1\x1b]0;gotcha\x07\x1b[2J\u202e\n")
    monkeypatch.setattr("sys.argv", ["tutor", "practice", str(path)])
    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr().err
    assert end.value.code == 2
    assert f"{path}:2: The level is 1, 2, 3, not 1." in said


@pytest.mark.parametrize("name", ["set.txt", "sets/one"])
def test_a_file_that_is_no_set_is_said_to_be_none(name: str) -> None:
    result = run(name)
    assert result.exit_code == 2
    assert "a file of problems ends in .md or .markdown or .json" in result.stderr


def test_nothing_due_is_said() -> None:
    assert "Nothing is due today" in run("--due").stdout


def test_the_list_shows_kinds_and_where_the_student_stands() -> None:
    run("halves", "--count", "1", typed="0\n0\n")
    text = run("--list").stdout
    assert "fractions  Fractions" in text
    assert "Halves (level 1" in text
    rows = events("--list", "linear")
    assert [row["generator"] for row in rows] == ["one-step", "two-step"]


def test_a_set_from_a_file_is_practised_with_its_hints(tmp_path: Path) -> None:
    path = tmp_path / "set.md"
    path.write_text("1. What is $1 + 1$?\n   Answer: 2\n   Hint: Count.\n2. And $2 + 2$?\n   Answer: 4\n")
    result = run(str(path), typed="?\n2\n4\n")
    assert "Count." in result.stdout
    assert "2 of 2 right, 1 at the first try" in result.stdout
    assert [each.hints for each in kept()] == [1, 0]


def test_a_set_without_hints_gets_those_of_its_kind_before_the_answer(tmp_path: Path) -> None:
    path = tmp_path / "set.md"
    path.write_text("1. Solve $2x + 3 = 11$.\n   Answer: 4\n2. Solve $x + 1 = 3$.\n")
    shown = events(str(path), typed="?\n" * 4 + "skip\n" + "?\n" * 5 + "answer\n")
    hints = [each for each in shown if each["event"] == "hint"]
    assert [hint["last"] for hint in hints] == [False, False, False, True, False, False, False]
    assert "both sides" in str(hints[0]["text"]) and "4" not in str(hints[2]["text"])
    assert hints[3]["text"] == "The answer is $4$."
    notes = [str(each["text"]) for each in shown if each["event"] == "note"]
    assert notes[0] == "There is no further hint. `skip` leaves the problem."


def test_faults_of_a_file_are_said_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "set.md"
    path.write_text("1. What is $1 + 1$?\n   Answer: wrong\n   Level: 9\n")
    with pytest.raises(UsageError) as fault:
        run(str(path))
    assert f"{path}:2: The answer wrong is wrong" in fault.value.message
    assert f"{path}:3: The level is 1, 2, 3" in fault.value.message


def test_what_was_practised_can_be_forgotten_after_a_question() -> None:
    assert "Nothing was practised yet" in run("--forget").stdout
    run("halves", "--count", "1", typed="0\n0\n")
    refused = run("--forget", typed="n\n")
    assert refused.exit_code == 1  # the edge makes it 130
    assert "2 answers" in refused.stderr and len(kept()) == 2
    assert run("--forget", typed="y\n").stdout == "Forgot 2 answers.\n"
    assert kept() == ()
    run("halves", "--count", "1", typed="0\nquit\n")
    assert run("--forget", "--yes").stdout == "Forgot 1 answer.\n"


def test_forgetting_says_that_hints_are_kept_apart() -> None:
    hints_file().parent.mkdir(parents=True, exist_ok=True)
    hints_file().write_text("[]")
    assert "`tutor hint --forget` forgets them." in run("--forget").stdout


@pytest.mark.parametrize("arguments", [["--yes"], ["--forget", "halves"], ["--forget", "--level", "2"]])
def test_forgetting_goes_alone(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("arguments", [["a.md", "b.md"], ["a.md", "--due"], ["--due", "--self-test"]])
def test_what_does_not_go_together_is_refused(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2
