"""`tutor hint`: one hint after the other, the solution last; a greeting is answered without a model."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import click
import click.testing
import pytest

from tutor.cli.hint import command as hint
from tutor.cli.solve import command as solve
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.locations import hints_file

GROUP = click.Group(commands={"hint": hint, "solve": solve})
PROBLEM = "Solve 2x + 3 = 11"


def run(*arguments: str) -> str:
    return click.testing.CliRunner().invoke(GROUP, arguments, catch_exceptions=False).stdout


def test_each_call_gives_the_next_hint_and_the_last_is_the_solution() -> None:
    kinds = [json.loads(run("hint", "--json", PROBLEM)) for _ in range(6)]
    assert [each["rung"] for each in kinds] == [1, 2, 3, 4, 5, 5]
    assert [each["last"] for each in kinds] == [False] * 4 + [True] * 2
    assert "x = 4" in kinds[-1]["text"]
    assert not any("4" in each["text"] for each in kinds[:4])
    assert json.loads(run("hint", "--json", "--again", PROBLEM))["rung"] == 1
    assert json.loads(run("hint", "--json", "--next", PROBLEM))["rung"] == 2
    assert json.loads(hints_file().read_text())[0]["solution_taken"]


def test_any_hint_and_all_of_them_can_be_had_at_once() -> None:
    assert json.loads(run("hint", "--json", "--rung", "9", PROBLEM))["last"]
    shown = run("hint", "--all", PROBLEM)
    assert shown.index("the idea") < shown.index("the first move") < shown.index("x = 4")
    assert "proved" in shown


def test_what_was_given_can_be_forgotten_and_the_end_of_the_hints_is_said() -> None:
    assert run("hint", "--forget") == "No hints are kept.\n"
    shown = [run("hint", PROBLEM) for _ in range(6)]
    assert ["no further hint" in each for each in shown] == [False] * 5 + [True]
    assert "for this problem" in run("hint", "--forget", "Solve x = 1")
    assert run("hint", "--forget", PROBLEM) == "Forgot the hints of 1 problem.\n"
    assert json.loads(run("hint", "--json", PROBLEM))["rung"] == 1
    assert run("hint", "--forget") == "Forgot the hints of 1 problem.\n"
    assert not hints_file().exists()


@pytest.mark.parametrize("name", ["hint", "solve"])
def test_without_a_problem_the_right_command_is_named(name: str) -> None:
    with pytest.raises(UsageError) as fault:
        click.testing.CliRunner().invoke(GROUP, [name, " "], catch_exceptions=False)
    assert f"tutor {name} " in fault.value.hint


def test_choosing_two_ways_at_once_is_wrong_usage() -> None:
    result = click.testing.CliRunner().invoke(GROUP, ["hint", "--all", "--rung", "2", PROBLEM])
    assert result.exit_code == 2


def test_a_greeting_is_answered_without_a_model() -> None:
    assert "Hello!" in run("solve", "hello")
    assert "Hello!" in run("hint", "hello")
    event = json.loads(run("solve", "--json", "thanks a lot"))
    assert event["event"] == "replied"
    assert event["turn"]["question"]["text"] == "thanks a lot"


def test_with_a_model_the_solution_is_made_first_and_nothing_of_it_is_printed(tiny_model: Path) -> None:
    """A random model answers nothing sensible: that is said, in a sentence, or told as unchecked."""
    done = start(tiny_model, "--json").communicate(timeout=120)
    (row,) = [json.loads(line) for line in done[0].splitlines()]
    assert row["rung"] is None or row["answer_status"] in ("unchecked", "supported")
    assert "Traceback" not in done[1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a POSIX terminal")
def test_ctrl_c_while_it_solves_leaves_nothing_behind(tiny_model: Path) -> None:
    process = start(tiny_model, "--think", "100000", "--verbose")
    assert process.stderr is not None
    while "solving for hints" not in (line := process.stderr.readline()) and line:
        pass
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert not hints_file().exists()


def start(model: Path, *arguments: str) -> "subprocess.Popen[str]":
    tutor = [sys.executable, "-c", "from tutor.cli import main; main()"]
    options = ["--model", str(model), "--think", "40", "--threads", "1", "--context", "8192", *arguments]
    return subprocess.Popen(
        [*tutor, "hint", *options, "A farmer has some cows. Why?"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
