"""Which file and which cards suit a machine's memory."""

import pytest

from models.catalog import find_card, load_catalog
from models.choice import choose_file, suitable_cards
from models.errors import ModelError

GB = 1_000_000_000
DEFAULT = find_card("phi-4-mini-reasoning")


@pytest.mark.parametrize(
    ("available_gb", "quantization"),
    [(4, "Q4_K_M"), (8, "Q4_K_M"), (15, "Q4_K_M"), (17, "Q5_K_M"), (19, "Q6_K"), (24, "Q8_0"), (64, "Q8_0")],
)
def test_a_larger_type_is_chosen_where_memory_is_plentiful(available_gb: int, quantization: str) -> None:
    assert choose_file(DEFAULT, available_gb * GB).quantization == quantization


def test_the_type_asked_for_is_taken_whatever_the_memory() -> None:
    assert choose_file(DEFAULT, 1 * GB, "q8_0").quantization == "Q8_0"


def test_an_unknown_type_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match="not offered as Q1") as caught:
        choose_file(DEFAULT, 8 * GB, "Q1")
    assert "Q5_K_M" in caught.value.hint


def test_too_little_memory_is_said_with_what_is_needed() -> None:
    with pytest.raises(ModelError, match=r"3\.9 GB of memory, 3\.0 are free"):
        choose_file(DEFAULT, 3 * GB)


def test_the_default_comes_first_and_what_does_not_fit_is_left_out() -> None:
    names = [card.name for card in suitable_cards(load_catalog(), 6 * GB)]
    assert names[0] == DEFAULT.name
    assert "deepseek-r1-distill-llama-8b" not in names
    assert "qwen2.5-coder-1.5b" in names


def test_without_room_for_the_default_smaller_cards_remain() -> None:
    names = [card.name for card in suitable_cards(load_catalog(), 2 * GB)]
    assert names == ["deepseek-r1-distill-qwen-1.5b", "qwen2.5-coder-1.5b"]


def test_a_card_that_is_not_automatic_never_stands_in() -> None:
    assert all(card.name != "smollm2-135m" for card in suitable_cards(load_catalog(), 64 * GB))
