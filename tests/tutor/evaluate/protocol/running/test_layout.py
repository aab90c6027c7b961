"""A result goes on with the context it was begun with."""

from dataclasses import replace
from pathlib import Path

import pytest

from tutor.evaluate.protocol.datasets.question import Dataset
from tutor.evaluate.protocol.evaluating import Wanted, folder_of, head_of
from tutor.evaluate.protocol.rehearsal import RehearsedEngine, rehearsed_questions
from tutor.evaluate.protocol.results.journal import Journal
from tutor.evaluate.protocol.results.stored import Head
from tutor.evaluate.protocol.results.terms import ModelIdentity, Protocol
from tutor.evaluate.protocol.running.layout import Layout, layout_begun, open_as_begun
from tutor.evaluate.protocol.running.opening import Opened, protocol_options
from tutor.solve.options import SolveOptions
from tutor.strategy.budget import Budget
from tutor.vocabulary.errors import EngineError, UsageError

PROTOCOL = Protocol()
WANTED = Wanted(Dataset("sums", "0" * 64, rehearsed_questions(3)), PROTOCOL)


def opened(context: int, kv_type: str = "f16") -> Opened:
    options = protocol_options(SolveOptions(Budget(1)), PROTOCOL, context)
    facts: dict[str, str | int | float] = {"context": context, "kv_type": kv_type}
    return Opened(ModelIdentity("m"), options, RehearsedEngine, facts)


def head(context: int, kv_type: str = "f16") -> Head:
    return head_of(WANTED, opened(context, kv_type), ())


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """Begun when there was room for 16,384 tokens."""
    Journal(tmp_path, head(16_384), WANTED.dataset.questions).close()
    return tmp_path


def test_free_memory_does_not_choose_another_folder() -> None:
    assert folder_of(WANTED, head(16_384)) == folder_of(WANTED, head(8_192))
    other = replace(WANTED, protocol=Protocol(seed=2))
    assert folder_of(other, head_of(other, opened(8_192), ())) != folder_of(WANTED, head(8_192))


def test_what_it_was_begun_with_is_taken_again(begun: Path) -> None:
    assert layout_begun(begun, head(16_384)) == {}
    assert layout_begun(begun, head(8_192)) == {"context": 16_384}
    assert layout_begun(begun, head(16_384, "q8_0")) == {"kv_type": "f16"}
    asked: list[Layout] = []

    def open_with(layout: Layout) -> Opened:
        asked.append(layout)
        return opened(16_384)

    found = open_as_begun(begun, {"context": 16_384}, {"context": None}, open_with)
    assert asked == [{"context": 16_384}]
    Journal(begun, head_of(WANTED, found, ()), WANTED.dataset.questions).close()


def test_nothing_is_taken_from_another_result(begun: Path, tmp_path: Path) -> None:
    other = replace(WANTED, protocol=Protocol(seed=2))
    assert layout_begun(begun, head_of(other, opened(8_192), ())) == {}
    assert layout_begun(tmp_path / "nothing", head(8_192)) == {}


def test_no_room_now_says_what_to_do(begun: Path) -> None:
    def open_with(_: Layout) -> Opened:
        raise EngineError("It needs 5.0 GB, 3.0 GB are free.", "This fits: --context 8192")

    with pytest.raises(EngineError, match=r"begun with context 16384, .* no room now: It needs") as caught:
        open_as_begun(begun, {"context": 16_384}, {}, open_with)
    assert "--context" not in caught.value.hint
    with pytest.raises(UsageError, match="was begun with context 16384"):
        open_as_begun(begun, {"context": 16_384}, {"context": 8_192}, open_with)
