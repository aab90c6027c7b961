"""`tutor check`, `grade` and `check-work`, called as a user calls them; faults are raised for the edge."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import click
import click.testing
import pytest

from tutor.cli.check import command as check
from tutor.cli.check_work import command as check_work
from tutor.cli.grade import command as grade
from tutor.cli.rows import read_rows, read_text
from tutor.vocabulary.errors import UsageError

GROUP = click.Group(commands={"check": check, "grade": grade, "check-work": check_work})


@pytest.fixture(autouse=True)
def _one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting workers is most of the cost of a test; many workers are tried in a process of its own."""
    for module in ("check", "grade", "check_work"):
        monkeypatch.setattr(f"tutor.cli.{module}.worker_count", lambda: 1)


def run(*arguments: str, given: str | bytes = "") -> click.testing.Result:
    return click.testing.CliRunner().invoke(GROUP, arguments, input=given, catch_exceptions=False)


def rows(result: click.testing.Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def lines(*objects: object) -> str:
    return "".join(json.dumps(each) + "\n" for each in objects)


def test_an_answer_is_certified_with_its_method_and_time() -> None:
    (row,) = rows(run("check", "Solve 2x + 3 = 11.", "x = 4", "--json"))
    assert (row["status"], row["problem"], row["answer"]) == ("proved", "Solve 2x + 3 = 11.", "x = 4")
    assert row["method"] and row["detail"]
    assert isinstance(row["ms"], float) and row["ms"] > 0


def test_an_incomplete_answer_is_refuted_and_the_missing_root_shown() -> None:
    text = run("check", "Solve x^2 - 9 = 0", "x = 3").stdout
    assert text.startswith("✗ refuted")
    assert "−3" in text or "-3" in text


def test_many_answers_come_back_in_order_with_all_their_fields() -> None:
    given = lines(*({"problem": f"Solve x + {n} = {2 * n}", "answer": str(n), "id": n} for n in range(1, 30)))
    found = rows(run("check", "--file", "-", "--json", given=given))
    assert [row["id"] for row in found] == list(range(1, 30))
    assert {row["status"] for row in found} == {"proved"}
    assert run("check", "--file", "-", given=given).stdout.count("✓ proved") == 29


def test_check_wants_a_problem_and_an_answer_or_a_file() -> None:
    for arguments in (["check"], ["check", "Solve x = 1"], ["check", "a", "b", "--file", "c"]):
        assert "Give a problem and an answer" in run(*arguments).stderr


def test_grades_are_one_row_a_pair_and_a_summary() -> None:
    given = lines(
        {"gold": "\\frac{1}{2}", "pred": "0.5", "id": "a"},
        {"gold": 2, "pred": 3},
        {"gold": "x^2+1", "pred": None, "question": "Expand."},
    )
    *found, last = rows(run("grade", "-", "--json", given=given))
    assert [row["verdict"] for row in found] == ["equal", "different", "undecided"]
    assert found[0]["id"] == "a" and found[0]["method"] == "proved" and found[0]["witness"] is None
    assert "2" in str(found[1]["witness"]) and "3" in str(found[1]["witness"])
    assert found[2]["question"] == "Expand."
    assert all(isinstance(row["ms"], float) for row in found)
    summary = last["summary"]
    assert isinstance(summary, dict)
    assert {name: summary[name] for name in ("pairs", "equal", "different", "undecided")} == {
        "pairs": 3,
        "equal": 1,
        "different": 1,
        "undecided": 1,
    }


def test_grades_are_readable(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(
        lines({"gold": "\\frac{1}{2}", "pred": "0.5"}, {"gold": "2", "pred": "3"}), encoding="utf-8"
    )
    text = run("grade", str(file)).stdout
    assert "✓ 1/2 | 0.5 · equal" in text
    assert "✗ 2 | 3 · different · 2 ≠ 3" in text
    assert "2 pairs: 1 equal, 1 different, 0 undecided (50.0% equal)" in text


WORK = r"""Let me solve this.

2x + 3 = 11
2x = 8

\[
\begin{aligned}
(3 + 4)^2 &= 7^2 \\
 &= 48
\end{aligned}
\]
"""


def test_the_first_wrong_line_is_that_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "work.txt"
    file.write_text(WORK, encoding="utf-8", newline="\r\n")
    *found, last = rows(run("check-work", str(file), "--problem", "Solve 2x + 3 = 11", "--json"))
    assert [row["line"] for row in found] == [3, 4, 9]
    assert [row["verdict"] for row in found][-1] == "breaks"
    assert last["first_wrong_line"] == 9
    assert "49" in str(last["witness"]) and "48" in str(last["witness"])
    assert last["equalities"] == 3


def test_right_work_has_no_wrong_line() -> None:
    result = run("check-work", "-", given="1 + 1 = 2\n2 * 3 = 6\n")
    assert result.stdout.splitlines()[0].startswith("✓ line 1: 1 + 1 = 2 · holds")
    assert "No wrong line found: 2 of 2 claims confirmed, 0 undecided." in result.stdout
    *_, last = rows(run("check-work", "-", "--json", given="1 + 1 = 2\n2 * 3 = 6\n"))
    assert last["first_wrong_line"] is None and last["witness"] is None


def test_many_solutions_are_each_closed_by_a_row_with_their_fields() -> None:
    given = lines(
        {"problem": "Add.", "solution": "1 + 1 = 2", "id": "right"},
        {"problem": "Add.", "solution": "First\n\n1 + 1 = 3", "id": "wrong"},
        {"problem": "Add.", "solution": "nothing here", "id": "empty"},
    )
    found = rows(run("check-work", "--file", "-", "--json", given=given))
    closing = [row for row in found if "first_wrong_line" in row]
    assert [(row["id"], row["first_wrong_line"]) for row in closing] == [
        ("right", None),
        ("wrong", 3),
        ("empty", None),
    ]
    assert [row["number"] for row in found] == [1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{not json", "not JSON"),
        ("[1, 2]", "not a JSON object"),
        ('{"gold": "1"}', "the field 'pred' is missing"),
        ('{"gold": ["1"], "pred": "1"}', "the field 'gold' is no text"),
        ('{"gold": ' + "9" * 5000 + ', "pred": "1"}', "not JSON"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_bad_input_names_the_file_and_the_line(tmp_path: Path, line: str, fault: str) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(lines({"gold": "1", "pred": "1"}) + "\n" + line + "\n", encoding="utf-8")
    rows_of_file = read_rows(str(file), ("gold", "pred"))
    assert next(rows_of_file).text("gold") == "1"
    with pytest.raises(UsageError) as caught:
        next(rows_of_file)
    assert f"{file}:3: {fault}" in caught.value.message
    assert "'gold' and 'pred'" in caught.value.hint


def test_rows_before_bad_input_are_still_graded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = lines({"gold": "1", "pred": "1"}, {"gold": "2"})
    file = tmp_path / "pairs.jsonl"
    file.write_text(given, encoding="utf-8")
    with pytest.raises(UsageError, match=r"pairs\.jsonl:2: the field 'pred' is missing"):
        GROUP.main(["grade", str(file), "--json"], standalone_mode=False)
    assert json.loads(capsys.readouterr().out)["verdict"] == "equal"


def test_bytes_that_are_no_text_and_files_that_are_not_there_are_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"1 + 1 = \xff")
    with pytest.raises(UsageError, match="not UTF-8"):
        read_text(str(bad))
    with pytest.raises(UsageError, match="can't be read"):
        read_text(str(tmp_path / "none.txt"))
    with pytest.raises(UsageError, match="can't be read"):
        next(read_rows(str(tmp_path), ()))


def test_lone_surrogates_and_escapes_do_no_harm() -> None:
    given = '{"gold": "1", "pred": "\\ud800\\u001b[31m1"}\n'
    assert rows(run("grade", "-", "--json", given=given))[0]["verdict"] == "undecided"
    assert "\x1b" not in run("grade", "-", given=given).stdout


def start(*arguments: str) -> "subprocess.Popen[str]":
    code = "import sys; from tutor.cli.edge import run_at_the_edge; from tutor.cli.grade import command; " + (
        "run_at_the_edge(command)"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ,
    )


def feed(process: "subprocess.Popen[str]", pairs: Iterable[int]) -> None:
    assert process.stdin is not None
    for n in pairs:
        process.stdin.write(lines({"gold": str(n), "pred": str(n)}))
    process.stdin.flush()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a POSIX terminal")
def test_ctrl_c_keeps_what_was_done() -> None:
    process = start("-", "--json")
    feed(process, range(100))
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=60)
    assert (first["gold"], first["verdict"]) == ("0", "equal")
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    *_, last = [json.loads(line) for line in rest.splitlines()]
    assert last["summary"]["pairs"] >= 1


def test_no_command_loads_sympy_or_a_model(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(lines({"gold": "1", "pred": "1"}), encoding="utf-8")
    script = (
        "import sys\nfrom tutor.cli.grade import command\nfrom tutor.cli import check, check_work\n"
        f"command.main([{str(file)!r}], standalone_mode=False)\n"
        "print([name for name in ('sympy', 'llama_cpp', 'huggingface_hub') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_settings_choose_the_signs_and_mere_support_has_one_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    supported = ("check", "What is the sum of the digits of 12?", "3")
    status = str(rows(run(*supported, "--json"))[0]["status"])
    monkeypatch.setenv("TUTOR_ASCII_ONLY", "1")
    assert run(*supported).stdout.startswith({"proved": "[ok]", "supported": "[~]"}.get(status, "[?]"))
    monkeypatch.setenv("TUTOR_BADGES", "words")
    assert run(*supported).stdout.startswith(status)
