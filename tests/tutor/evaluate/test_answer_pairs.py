"""Both forms of a file of pairs are read, and anything else is a usage error."""

import json
from pathlib import Path

import pytest

from tutor.evaluate.answer_pairs import AnswerPair, read_pairs
from tutor.vocabulary.errors import UsageError


def test_json_lines_with_gold_and_pred(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"gold": "3", "pred": "4", "equal": false, "question": null}\n', encoding="utf-8")
    assert read_pairs([file]) == [AnswerPair("3", "4", equal=False)]


def test_a_json_list_with_expected_and_given(tmp_path: Path) -> None:
    file = tmp_path / "pairs.json"
    row = {
        "expected": "√2",
        "given": "x",
        "equal": False,
        "kind": "root",
        "undecided_ok": True,
        "note": "why",
    }
    file.write_text(json.dumps([row]), encoding="utf-8")
    assert read_pairs([file, file]) == 2 * [
        AnswerPair("√2", "x", equal=False, kind="root", note="why", undecided_ok=True)
    ]


@pytest.mark.parametrize("text", ["no json", '{"gold": "3"}', "[1, 2]"])
def test_anything_else_is_the_users_mistake(tmp_path: Path, text: str) -> None:
    file = tmp_path / "pairs.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"pairs\.json"):
        read_pairs([file])
