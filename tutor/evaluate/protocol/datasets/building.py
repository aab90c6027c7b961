"""Rows into questions. A fault is one `UsageError` naming the row; nothing is left out in silence."""

from collections.abc import Sequence
from math import isfinite

from tutor.evaluate.protocol.datasets.answers import known_answer
from tutor.evaluate.protocol.datasets.choices import LETTERS, read_letter, shuffled
from tutor.evaluate.protocol.datasets.mapping import ColumnMap
from tutor.evaluate.protocol.datasets.question import Question
from tutor.evaluate.protocol.datasets.rows import Row
from tutor.render.safe import replace_surrogates
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.problem import Problem

_LONGEST_ID = 200


def build_questions(rows: Sequence[Row], columns: ColumnMap, seed: int) -> tuple[Question, ...]:
    """The questions of the rows, each with an id of its own."""
    questions = [_build(row, number, columns, seed) for number, row in enumerate(rows, start=1)]
    places: dict[str, str] = {}
    for question in questions:
        if question.id in places:
            raise UsageError(
                f"{question.place}: the id {question.id!r} stands already at {places[question.id]}.",
                "Each problem needs an id of its own, or no column of ids at all.",
            )
        places[question.id] = question.place
    return tuple(questions)


def _build(row: Row, number: int, columns: ColumnMap, seed: int) -> Question:
    def text(name: str, *, required: bool = False) -> str:
        column = columns.columns.get(name)
        value = row.fields.get(column) if column else None
        if isinstance(value, list) and len(value) == 1 and name == "answer":
            value = value[0]  # OlympiadBench lists its answers
        if isinstance(value, dict | list):
            raise UsageError(f"{row.place}: {column!r} holds no text.", "Choose another column with --map.")
        found = _plain(value)
        if required and not found:
            raise UsageError(
                f"{row.place}: the {name} is missing ({column!r}).", "Complete the row or remove it."
            )
        return found

    identity = text("id")[:_LONGEST_ID] or str(number)
    answer = text("answer", required=True)
    problem = Problem(text("problem", required=True), answer=known_answer(answer))
    if "wrong" in columns.columns:
        wrong = [_cell(row, column) for column in columns.columns["wrong"].split("+")]
        choices, letter = shuffled(answer.strip(), wrong, seed, identity)
        problem = Problem(problem.text, choices, letter)
    elif "choices" in columns.columns:
        problem = _with_choices(row, columns.columns["choices"], problem)
    return Question(identity, problem, text("subject"), text("level"), row.place)


def _plain(value: object) -> str:
    """A cell as text; nothing for what tables write where nothing is (null, NaN)."""
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    # AMC's answers are written as floats, 27.0 for 27
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return replace_surrogates(text).strip()


def _cell(row: Row, column: str) -> str:
    value = row.fields.get(column)
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{row.place}: the choice {column!r} is missing.", "Complete the row or remove it.")
    return value.strip()


def _with_choices(row: Row, column: str, problem: Problem) -> Problem:
    """Choices as they are listed: the answer is a letter, or the text of one of them."""
    listed = row.fields.get(column)
    if not isinstance(listed, list) or not 2 <= len(listed) <= len(LETTERS):
        raise UsageError(f"{row.place}: {column!r} is no list of choices.", "It lists 2 to 26 texts.")
    choices = tuple(_plain(choice) for choice in listed)
    answer = problem.answer or ""
    if answer in choices:
        return Problem(problem.text, choices, LETTERS[choices.index(answer)])
    letter = read_letter(answer, len(choices))
    if letter is None:
        raise UsageError(
            f"{row.place}: the answer {answer[:40]!r} is none of the choices.", "Name its letter."
        )
    return Problem(problem.text, choices, letter)
