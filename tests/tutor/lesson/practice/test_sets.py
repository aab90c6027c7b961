"""Problem sets from files: what they may hold, and every fault with its line."""

import json
from pathlib import Path

import pytest
from support.practising import FakeWorkshop
from support.problem_sets import JSON, MARKDOWN, NUMBERED

from tutor.lesson.hints.from_item import item_ladder
from tutor.lesson.practice.sets import ProblemSet, load_set
from tutor.lesson.workshop import Workshop
from tutor.vocabulary.errors import UsageError

FAULTY = """1. One
   Anwser: 4
   Level: 9
2. \t
3. Three
   Skill: telepathy
   Answer: wrong
   Answer: 2
   more?

and more
"""
FAULTY_JSON = r"""[
 {"problem": "a \"level\": 1",
  "level": 9},

 7,
 {"problem": "",
  "hint": ["x"],
  "answer": []}
]"""


def load(tmp_path: Path, text: str | bytes, name: str = "set.md") -> ProblemSet:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_set(path, FakeWorkshop())


def faults(tmp_path: Path, text: str, name: str = "set.md") -> list[str]:
    with pytest.raises(UsageError) as fault:
        load(tmp_path, text, name)
    return [line.removeprefix(f"{tmp_path / name}:") for line in fault.value.message.splitlines()[1:]]


def test_half_a_character_in_json_harms_nothing(tmp_path: Path) -> None:
    text = '{"meta": {"problems": []}, "problems": [{"problem": "a\\ud800b", "hints": ["c\\ud800"]}]}'
    (item,) = load(tmp_path, text, "set.json").items
    assert (item.problem, item.steps[0].idea) == ("a\ufffdb", "c\ufffd")


def test_a_markdown_set_with_headings(tmp_path: Path) -> None:
    found = load(tmp_path, MARKDOWN)
    first, second, third = found.items
    assert found.title == "Homework 3"
    assert (first.problem, first.answer, first.skill, first.level) == (
        "Solve $2x + 3 = 11$.",
        "x = 4",
        "linear",
        2,
    )
    assert [step.idea for step in first.steps] == ["Take 3 away.", "Then halve both sides."]
    assert (second.problem, second.form) == ("What is $\\frac{1}{2} + \\frac{1}{3}$?", "as one fraction")
    assert second.answer == "\\frac{5}{6}"
    assert (third.problem, third.answer) == ("1. Add $1$.\n2. Add $2$.", "")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_numbered_markdown_set(tmp_path: Path, end: str) -> None:
    first, second = load(tmp_path, NUMBERED.replace("\n", end)).items
    assert (first.problem, first.answer) == ("Solve $2x + 3 = 11$.\nIt has one root.", "x = 4")
    assert second.problem == "What is $1 + 1$?"


def test_a_json_set(tmp_path: Path) -> None:
    found = load(tmp_path, JSON, "set.json")
    first, second = found.items
    assert (found.title, first.answer, first.level, second.answer) == ("Homework 3", "x = 4", 2, "2")
    assert load(tmp_path, '[{"problem": "x"}]', "list.json").items[0].problem == "x"


def test_a_problem_is_known_by_its_text_in_whatever_file_it_stands(tmp_path: Path) -> None:
    one = load(tmp_path, JSON, "set.json").items[0]
    other = load(tmp_path, "## Other\nSolve  $2x + 3 = 11$.\n").items[0]
    assert one.generator == other.generator
    assert one.generator.startswith("set/")


def test_all_faults_are_said_at_once_with_their_lines(tmp_path: Path) -> None:
    found = faults(tmp_path, FAULTY)
    assert [line.split(":")[0] for line in found] == ["2", "3", "6", "7", "8", "11"]
    assert "no field Anwser; Answer is meant" in found[0]
    assert "telepathy" in found[2] and "linear" in found[2]
    assert "The answer wrong is wrong" in found[3]
    assert "given before, on line 7" in found[4]


def test_faults_of_json_have_the_lines_of_their_fields(tmp_path: Path) -> None:
    found = faults(tmp_path, FAULTY_JSON, "set.json")
    assert [line.split(":")[0] for line in found] == ["3", "5", "6", "7", "8"]
    assert "did you mean 'hints'" in found[3]
    assert "not JSON" in faults(tmp_path, '[\n{"problem": "x",}\n]', "set.json")[0]
    assert faults(tmp_path, '{"problems": 3}', "set.json")[0].startswith("1: A list of problems")


MISTAKES = json.loads(Path(__file__).with_name("set_mistakes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_said_with_its_line_and_what_is_meant(name: str, tmp_path: Path) -> None:
    mistake = MISTAKES[name]
    found = faults(tmp_path, "\n".join(mistake["lines"]), mistake.get("file", "set.md"))
    assert found == mistake["said"]


@pytest.mark.parametrize(
    "line",
    [
        "Answer the questions below.",
        "Answer in $3$ decimal places.",
        "Level 3 of the tower is $2$ m high.",
        "Form the sum.",
        "Hints are not given.",
        "Given: $x = 3$",
        "Remember: it is even.",
    ],
)
def test_prose_in_a_problem_is_no_mistyped_field(line: str, tmp_path: Path) -> None:
    assert line in load(tmp_path, f"1. What is $1 + 1$?\n{line}\nAnswer: 2\n").items[0].problem


def test_a_fence_around_a_problem_is_no_part_of_it(tmp_path: Path) -> None:
    (item,) = load(tmp_path, "```\n1. What is $1 + 1$?\n\nAnswer: 2\n```\n").items
    assert (item.problem, item.answer) == ("What is $1 + 1$?", "2")


def test_a_skill_may_be_written_large_and_a_hint_may_have_a_colon(tmp_path: Path) -> None:
    (item,) = load(tmp_path, "1. p\n   Skill: Linear\n   Hint: two things:\n   Remember: both.\n").items
    assert (item.skill, item.steps[0].idea) == ("linear", "two things: Remember: both.")


def test_the_same_problem_twice_and_a_hint_that_tells_the_answer_are_warned_of(tmp_path: Path) -> None:
    found = load(tmp_path, "1. p\n   Answer: 6\n   Hint: Halve.\n   Hint: It is 6.\n2. p\n")
    assert [warning.removeprefix(f"{tmp_path / 'set.md'}:") for warning in found.warnings] == [
        "5: the same problem stands on line 1.",
        "4: this hint tells the answer; it is shown without that.",
    ]
    ladder = item_ladder(found.items[0], FakeWorkshop())
    assert [rung.text for rung in ladder.rungs] == ["Halve.", "It is ….", "The answer is $6$."]


def test_many_faults_are_counted_and_the_first_twenty_shown(tmp_path: Path) -> None:
    found = faults(tmp_path, "".join(f"{n}. p\n   Level: 9\n" for n in range(1, 31)))
    assert len(found) == 21
    assert found[-1] == "… and 10 more."


def test_an_answer_that_can_not_be_proved_is_a_warning_with_its_line(tmp_path: Path) -> None:
    found = load(tmp_path, "1. p\n   Answer: ?\n")
    assert len(found.items) == 1
    (warning,) = found.warnings
    assert warning.startswith(f"{tmp_path / 'set.md'}:2: the answer ? can't be read as mathematics")


def test_what_the_checker_can_not_read_is_told_from_what_it_can_not_prove(tmp_path: Path) -> None:
    path = tmp_path / "set.md"
    path.write_text("1. p\n   Answer: \\frac{8}{2\n2. q\n   Answer: Paris\n3. r\n A) 1\n B) 2\n\nAnswer: B\n")
    workshop = Workshop()
    with workshop:
        warnings = load_set(path, workshop).warnings
    assert ["can't be read" in warning for warning in warnings] == [True, False]


def test_the_choice_that_is_to_be_right_is_checked_as_the_answer(tmp_path: Path) -> None:
    path = tmp_path / "set.md"
    asked = "What is $2 + 2$?\n A) $3$\n B) $4$\n"
    path.write_text(
        f"1. {asked}\nAnswer: B\n2. Now. {asked}\nAnswer: A\n3. Which is prime? (A) 7 (B) 8\n\nAnswer: A\n"
    )
    workshop = Workshop()
    with workshop:
        found = load_set(path, workshop)
    assert [warning.split(":", 1)[1] for warning in found.warnings] == [
        "10: the answer A may be wrong (the value is 4)."
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"1. \xff\n", "set.md:1: not UTF-8"),
        (b"1. a\0\n", "NUL"),
        (b"1. " + b"x" * 2_000_001, "2,000,000 bytes"),
    ],
)
def test_what_is_no_text_or_far_too_long_is_refused(tmp_path: Path, text: bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        load(tmp_path, text)


def test_a_wrong_answer_is_found_by_the_checker_itself(tmp_path: Path) -> None:
    path = tmp_path / "set.md"
    path.write_text(MARKDOWN.replace("$x = 4$", "$x = 5$"))
    workshop = Workshop()
    with workshop, pytest.raises(UsageError, match=r"set\.md:9: The answer \$x = 5\$ is wrong"):
        load_set(path, workshop)


def test_a_file_without_problems_and_one_that_is_not_there(tmp_path: Path) -> None:
    assert faults(tmp_path, "# Only a title\n")[0].startswith("1: There is no problem in it; each begins")
    assert faults(tmp_path, "[]", "set.json") == ["1: There is no problem in it."]
    with pytest.raises(UsageError, match="can't be read"):
        load_set(tmp_path / "no.md", FakeWorkshop())
