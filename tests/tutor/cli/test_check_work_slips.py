"""`tutor check-work` names the slip of the first wrong line and has the model explain it, if asked."""

import json
from pathlib import Path

import click.testing
import pytest

from models.errors import ModelError
from tutor.cli import explaining
from tutor.cli.check_work import command
from tutor.engine.interface import Sampling
from tutor.solve import SolveOptions
from tutor.strategy.budget import Budget
from tutor.testing import ScriptedEngine
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.settings import Settings

PROBLEM = "Solve $2x + 3 = 11$."
WORK = "2x + 3 = 11\n2x = 14\nx = 7\n"
GOOD = "The 3 must be subtracted: the line should be $2x = 8$."


def run(*arguments: str, given: str = WORK) -> click.testing.Result:
    return click.testing.CliRunner().invoke(command, arguments, input=given, catch_exceptions=False)


def closing(result: click.testing.Result) -> dict[str, object]:
    found = json.loads(result.stdout.splitlines()[-1])
    assert isinstance(found, dict)
    return found


def use_model(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    options = SolveOptions(budget=Budget(thinking=400), sampling=Sampling(seed=7), check_seconds=60)
    monkeypatch.setattr(explaining, "_open", lambda _: (ScriptedEngine([text]), options))


def test_the_closing_row_names_the_slip() -> None:
    row = closing(run("-", "--problem", PROBLEM, "--json"))
    assert (row["first_wrong_line"], row["slip"]) == (2, "moved-sign")
    assert "kept its sign" in str(row["slip_detail"])
    assert "explanation" not in row


def test_people_are_told_what_happened() -> None:
    text = run("-", "--problem", PROBLEM).stdout
    assert "First wrong line: 2" in text
    assert "What happened: A term was moved to the other side and kept its sign" in text
    assert "  line 3: x = 7 · stands after a wrong line" in text


def test_a_line_after_a_wrong_one_gets_no_tick() -> None:
    before, wrong, after, *_ = run("-", "--problem", PROBLEM).stdout.splitlines()
    assert before.startswith("✓ line 1") and wrong.startswith("✗ line 2")
    assert after == "  line 3: x = 7 · stands after a wrong line"


def test_a_slip_inside_one_line_is_named_and_right_work_has_none() -> None:
    assert closing(run("-", "--json", given="3 + 4 * 2 = 14\n"))["slip"] == "order-of-operations"
    row = closing(run("-", "--json", given="3 + 4 * 2 = 11\n"))
    assert row["slip"] is None and row["slip_detail"] is None


def test_the_model_explains_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    use_model(monkeypatch, GOOD)
    row = closing(run("-", "--problem", PROBLEM, "--json", "--explain"))
    assert (row["explanation"], row["explained_by"], row["explanation_fault"]) == (GOOD, "model", None)
    told = run("-", "--problem", PROBLEM, "--explain").stdout
    assert "only the formulas are checked:\nThe 3 must be subtracted: the line should be 2x = 8" in told


def test_a_false_explanation_gives_way_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    use_model(monkeypatch, "The right line is $2x = 9$.")
    row = closing(run("-", "--problem", PROBLEM, "--json", "--explain"))
    assert row["explained_by"] == "check"
    assert str(row["explanation"]).startswith("Line 2 is wrong")
    assert "Not explained by the model" in run("-", "--problem", PROBLEM, "--explain").stdout


def test_without_a_model_the_check_explains(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise ModelError("There is no model.", "Fetch one.")

    monkeypatch.setattr(explaining, "_open", fail)
    row = closing(run("-", "--problem", PROBLEM, "--json", "--explain"))
    assert (row["explained_by"], row["explanation_fault"]) == ("check", "There is no model. Fetch one")


def test_ctrl_c_at_the_model_shows_what_was_found_and_exits_as_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(explaining, "_open", stop)
    arguments = ["-", "--problem", PROBLEM, "--json", "--explain"]
    result = click.testing.CliRunner().invoke(command, arguments, input=WORK, standalone_mode=False)
    row = closing(result)
    assert (row["first_wrong_line"], row["explanation_fault"]) == (2, "it was stopped")
    assert result.return_value == 130


def test_lines_without_an_equality_are_said_to_have_none() -> None:
    assert (
        run("-", given="I do not know\n").stdout == "There is nothing in these lines that can be checked.\n\n"
    )


@pytest.mark.parametrize(
    ("data", "said"), [(b"x = 1\0", "holds NUL bytes"), (b"x = 1\nx = \xff", "2: not UTF-8 text")]
)
def test_what_is_no_text_is_said(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "work.txt").write_bytes(data)
    with pytest.raises(UsageError, match=said):
        run(str(tmp_path / "work.txt"))


def test_many_solutions_are_not_explained() -> None:
    result = click.testing.CliRunner().invoke(command, ["--file", "-", "--explain"], input="")
    assert result.exit_code == 2


def test_the_model_that_explains_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[str | None] = []

    def fail(settings: Settings) -> None:
        chosen.extend([settings.model, settings.quantization])
        raise ModelError("There is no model.", "Fetch one.")

    monkeypatch.setattr(explaining, "_open", fail)
    run("-", "--problem", PROBLEM, "--explain", "--model", "smollm2-135m", "--type", "Q4_1")
    assert chosen == ["smollm2-135m", "Q4_1"]


def test_a_model_without_an_explanation_is_wrong_usage() -> None:
    assert run("-", "--model", "smollm2-135m").exit_code == 2


def test_where_no_line_is_wrong_the_answer_may_still_not_fit() -> None:
    problem = "An arithmetic sequence has first term 3 and common difference 4. Find the 20th term."
    work = "a_20 = 3 + 20*4\na_20 = 83\n"
    text = run("-", "--problem", problem, given=work).stdout
    assert "No line is wrong by itself, but the answer 83 does not fit the problem (the value is 79)." in text
    assert "Look first at line 1: it could not be checked." in text
    assert "No wrong line found" not in text
    row = closing(run("-", "--problem", problem, "--json", given=work))
    assert (row["first_wrong_line"], row["unfitting_answer"], row["look_at_line"]) == (None, "83", 1)
