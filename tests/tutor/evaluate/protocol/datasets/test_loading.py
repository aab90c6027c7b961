"""Files of problems and published sets: what is read, and how what can't be is told."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.small_hub import Hub, serve_hub

from models.card import HubSource
from models.datasets import HubFile, fetch_file
from models.errors import ModelError
from models.progress import ignore
from tutor.evaluate.protocol.datasets.answers import known_answer
from tutor.evaluate.protocol.datasets.building import build_questions
from tutor.evaluate.protocol.datasets.loading import load_dataset
from tutor.evaluate.protocol.datasets.mapping import complete, read_mapping
from tutor.evaluate.protocol.datasets.named import NAMED_SETS, NamedSet, find_named
from tutor.evaluate.protocol.datasets.question import Dataset
from tutor.evaluate.protocol.datasets.rows import Row
from tutor.vocabulary.errors import UsageError

GOOD = '{"problem": "1+1?", "answer": "2"}\n'
FAULTS = json.loads(Path(__file__).with_name("faults.json").read_text(encoding="utf-8"))


def load(path: Path, declared: str = "") -> Dataset:
    def fetch(named: NamedSet) -> Path:
        raise AssertionError(named)

    return load_dataset(str(path), declared, 1, fetch)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["fault"] for fault in FAULTS])
def test_a_bad_file_is_one_sentence_with_file_and_line(tmp_path: Path, fault: dict[str, str]) -> None:
    path = write(tmp_path, fault["name"], fault["content"].encode(fault.get("encoding", "utf-8")))
    with pytest.raises(UsageError) as caught:
        load(path, fault.get("map", ""))
    assert f"{path}{fault['place']}" in caught.value.message
    assert fault["says"] in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_a_line_of_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "long.jsonl", GOOD + '{"problem": "' + "x" * 50_000_000 + '", "answer": "1"}\n')
    with pytest.raises(UsageError, match=r"long\.jsonl:2: the line has more than"):
        load(path)


def test_columns_are_guessed_or_declared(tmp_path: Path) -> None:
    lines = '{"question": "1+1?", "solution": "So it is\\n#### 1,042", "level": 3, "type": "Algebra"}\n'
    path = write(tmp_path, "mine.jsonl", lines)
    question = load(path, "answer=solution").questions[0]
    assert (question.problem.text, question.problem.answer) == ("1+1?", "1042")
    assert (question.id, question.subject, question.level) == ("1", "Algebra", "3")


def test_csv_is_read_with_quotes_and_a_mark_of_its_encoding(tmp_path: Path) -> None:
    path = write(tmp_path, "mine.csv", '﻿problem,answer\n"What, then,\nis 1/2?",0.5\n')
    assert load(path).questions[0].problem.text == "What, then,\nis 1/2?"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("… <<6*7=42>>42\n#### 42", "42"),
        ("\\boxed{204}", "204"),
        ("so \\boxed{1} no \\boxed{\\frac{1}{2}}.", "\\frac{1}{2}"),
        ("\\frac{1}{2}", "\\frac{1}{2}"),
        ("\\boxed{broken", "\\boxed{broken"),
    ],
)
def test_answers_are_taken_out_of_solutions(text: str, answer: str) -> None:
    assert known_answer(text) == answer


def test_choices_are_shuffled_by_the_seed_and_the_letter_follows() -> None:
    row = Row("x:1", {"Q": "?", "R": "right", "W1": "a", "W2": "b", "W3": "c"})
    columns = complete(read_mapping("problem=Q,answer=R,wrong=W1+W2+W3"), row.fields, "x")
    orders = set()
    for seed in range(20):
        problem = build_questions([row], columns, seed)[0].problem
        assert problem.choices["ABCD".index(problem.answer or "")] == "right"
        orders.add(problem.choices)
    assert len(orders) > 5
    assert build_questions([row], columns, 3) == build_questions([row], columns, 3)


def test_listed_choices_take_a_letter_or_a_text(tmp_path: Path) -> None:
    rows = [{"problem": "?", "choices": ["1", "2"], "answer": answer} for answer in ("2", "(A)")]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    questions = load(write(tmp_path, "mine.jsonl", lines)).questions
    assert [question.problem.answer for question in questions] == ["B", "A"]


def test_cells_that_say_nothing_are_nothing(tmp_path: Path) -> None:
    """NaN is what tables write for an empty cell."""
    line = '{"problem": "1+1?", "answer": 2.0, "level": NaN, "subject": null, "id": NaN}\n'
    question = load(write(tmp_path, "mine.jsonl", line)).questions[0]
    assert (question.id, question.level, question.subject, question.problem.answer) == ("1", "", "", "2")


def test_a_file_named_as_a_published_set_is_not_that_set(tmp_path: Path) -> None:
    """Figures published of the set would stand beside it."""
    assert load(write(tmp_path, "math-500.jsonl", GOOD)).name == "math-500.jsonl"
    assert load(write(tmp_path, "mine.jsonl", GOOD)).name == "mine"


def test_a_published_set_keeps_the_columns_that_are_not_declared(tmp_path: Path) -> None:
    line = '{"id": "7", "problem": "1+1?", "solution": "\\\\boxed{2}", "source": "II"}\n'
    path = write(tmp_path, "set.jsonl", line)
    question = load_dataset("aime-2024", "subject=source", 1, lambda _: path).questions[0]
    assert (question.id, question.subject, question.problem.answer) == ("7", "II", "2")


def test_names_are_known_however_they_are_written() -> None:
    for name in ("math-500", "MATH500", "MATH-500"):
        assert (named := find_named(name)) is not None
        assert named.name == "math-500"
    assert find_named("AIME24") == find_named("aime-2024")
    assert find_named("nothing") is None


def test_every_set_says_where_it_is_from_and_what_it_may_be_used_for() -> None:
    for named in NAMED_SETS:
        assert named.licence
        assert {"problem", "answer"} <= set(read_mapping(named.columns).columns)


def test_an_unknown_name_lists_the_sets() -> None:
    with pytest.raises(UsageError) as caught:
        load(Path("math-5000"))
    assert "gsm8k" in caught.value.hint


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serve_hub() as hub:
        yield hub


def test_a_set_is_fetched_once_and_then_read_from_here(hub: Hub) -> None:
    file = HubFile("someone/sums", "data/test.jsonl", "abc")
    hub.add(HubSource(file.repo, file.filename, file.revision, "dataset"), GOOD.encode())
    path = fetch_file(file, "Sums", ignore, endpoint=hub.address)
    assert path.read_text() == GOOD
    hub.requests.clear()
    assert fetch_file(file, "Sums", ignore, offline=True) == path
    assert hub.requests == []
    assert [one.name for one in path.parent.iterdir() if not one.name.endswith(".lock")] == ["test.jsonl"]


def test_another_file_than_expected_is_thrown_away(hub: Hub) -> None:
    file = HubFile("someone/sums", "test.jsonl", "abc", sha256="1" * 64)
    hub.add(HubSource(file.repo, file.filename, file.revision, "dataset"), GOOD.encode())
    with pytest.raises(ModelError, match=r"Sums can't be fetched: .*checksum"):
        fetch_file(file, "Sums", ignore, endpoint=hub.address)


def test_what_can_not_be_had_says_what_to_do(hub: Hub) -> None:
    file = HubFile("someone/sums", "test.jsonl")
    with pytest.raises(ModelError, match="404") as caught:
        fetch_file(file, "Sums", ignore, endpoint=hub.address, note="Accept its conditions.")
    assert caught.value.hint.startswith("Accept its conditions.")
    with pytest.raises(ModelError, match="offline"):
        fetch_file(file, "Sums", ignore, offline=True)


def test_parquet_is_read_with_its_rows(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow.parquet import write_table

    path = tmp_path / "set.parquet"
    write_table(pa.table({"question": ["1+1?", "2+2?"], "answer": ["#### 2", "#### 4"]}), path)
    assert [question.problem.answer for question in load(path).questions] == ["2", "4"]
    bad = write(tmp_path, "bad.parquet", b"PAR1 not really")
    with pytest.raises(UsageError, match="no Parquet file"):
        load(bad)
