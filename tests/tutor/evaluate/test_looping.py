"""The script that cuts loops into texts, and the commands that measure with it."""

import json
import random
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from models.model_file import ModelFile
from tutor.engine.llama.vocab import open_vocab
from tutor.evaluate.looping import FORMS, Passage, WordPieces, delay, first_alarm
from tutor.evaluate.stopping import command
from tutor.vocabulary.errors import EngineError

PIECES = WordPieces()
TEXT = [100 + number for number in range(40)]


@pytest.fixture
def traces(tmp_path: Path) -> Path:
    path = tmp_path / "traces.jsonl"
    words = [
        f"{word} {number} is {number * number} and so on. " for number, word in enumerate("abcdefgh" * 5)
    ]
    rows = [{"problem": "2 + 3", "gold": "5", "traces": ["".join(words), "So $2 + 3 = 5$.\n\n\\boxed{5}"]}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_the_passage_over_and_over_and_the_same_for_the_same_dice(form: str) -> None:
    first, second = (
        list(islice(FORMS[form](Passage(TEXT, TEXT, random.Random(1), PIECES)), 400)) for _ in range(2)
    )
    assert first == second
    assert sum(token in TEXT for token in first) > 350


def test_a_delay_is_counted_from_the_end_of_the_first_pass() -> None:
    found = delay(list(range(400)), "exact", random.Random(1), PIECES)
    assert found is not None
    assert 0 < found <= 300


def test_word_pieces_know_their_digits() -> None:
    tokens = PIECES.ids("f(12) = 7")
    assert [PIECES.is_number(token) for token in tokens].count(True) == 3


def test_loops_reports_each_form_and_false_alarms(traces: Path) -> None:
    result = CliRunner().invoke(command, ["loops", str(traces), "--seeds", "1-2", "--half", "even"])
    assert result.exit_code == 0, result.output
    assert "1 traces as recorded: 0 alarms" in result.output
    assert all(f"loops, {form}: 2 of 2 caught" in result.output for form in FORMS)


def test_candidates_reports_what_is_proved(traces: Path) -> None:
    result = CliRunner().invoke(command, ["candidates", str(traces)])
    assert result.exit_code == 0, result.output
    assert "1 of 1 problems have a proved candidate" in result.output
    assert "proved, and not the known answer" not in result.output


def test_a_file_without_a_vocabulary_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF nothing more")
    with pytest.raises(EngineError, match=r"broken\.gguf"), open_vocab(path):
        pass


@pytest.mark.real
def test_long_work_that_repeats_itself_is_no_loop_in_the_tokens_of_a_model(
    small_language_model: ModelFile,
) -> None:
    table = Path(__file__).parents[1] / "strategy" / "calm_texts.json"
    texts = json.loads(table.read_text(encoding="utf-8"))
    with open_vocab(small_language_model.path) as vocab:
        digits = {vocab.tokenize(digit, special=False)[-1] for digit in "0123456789"}

        class Cut:
            def ids(self, text: str) -> list[int]:
                return vocab.tokenize(text, special=False)

            def is_number(self, token: int) -> bool:
                return token in digits

        assert [title for title, text in texts.items() if first_alarm(Cut().ids(text), Cut())] == []
