"""Which models exist: reads `catalog.toml` into cards. Knows nothing of what is installed."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TypeVar

from models.card import (
    Card,
    CardFile,
    FileSource,
    HubSource,
    PromptDefaults,
    SamplingDefaults,
    Source,
    ThinkingMarks,
    WheelPart,
    WheelsSource,
)
from models.errors import ModelError

__all__ = [
    "Card",
    "CardFile",
    "FileSource",
    "HubSource",
    "PromptDefaults",
    "SamplingDefaults",
    "Source",
    "ThinkingMarks",
    "WheelPart",
    "WheelsSource",
    "find_card",
    "load_catalog",
    "read_catalog",
]

Table = Mapping[str, object]
Value = TypeVar("Value")


@cache
def load_catalog() -> tuple[Card, ...]:
    """The cards that come with this program; the first one is the default."""
    return read_catalog(files("models").joinpath("catalog.toml").read_text(encoding="utf-8"))


def find_card(name: str, cards: Sequence[Card] | None = None) -> Card:
    """The card of a name; ModelError, naming the known ones, when there is none."""
    known = load_catalog() if cards is None else cards
    for card in known:
        if card.name == name.casefold():
            return card
    raise ModelError(
        f"There is no model called {name!r}.",
        "The catalogue has: " + ", ".join(card.name for card in known) + ".",
    )


def read_catalog(text: str) -> tuple[Card, ...]:
    """Cards from TOML; KeyError, TypeError or ValueError for a catalogue that is wrong."""
    document = tomllib.loads(text)
    templates = _table(document["templates"])
    return tuple(_card(_table(card), templates) for card in _tables(document["card"]))


def _card(card: Table, templates: Table) -> Card:
    thinking = card.get("thinking")
    return _build(
        Card,
        card,
        files=tuple(_file(file) for file in _tables(card["files"])),
        prompt=_build(PromptDefaults, _table(card["prompt"])),
        sampling=_build(SamplingDefaults, _table(card["sampling"])),
        thinking=_build(ThinkingMarks, _table(thinking)) if thinking else None,
        fallback_template=templates[str(card["fallback_template"])],
    )


def _file(file: Table) -> CardFile:
    return _build(CardFile, file, sources=tuple(_source(source) for source in _tables(file["sources"])))


def _source(source: Table) -> Source:
    fields = {key: value for key, value in source.items() if key != "kind"}
    match source["kind"]:
        case "hub":
            return _build(HubSource, fields)
        case "wheels":
            return WheelsSource(tuple(_build(WheelPart, part) for part in _tables(fields["parts"])))
        case "file":
            return _build(FileSource, fields)
        case kind:
            raise ValueError(f"unknown kind of source: {kind!r}")


def _build(make: Callable[..., Value], table: Table, **nested: object) -> Value:
    """A value from a table whose keys are its fields; `nested` replaces what needs reading first."""
    return make(**{**table, **nested})


def _table(value: object) -> Table:
    if not isinstance(value, dict):
        raise TypeError(f"a table is expected here: {value!r}")
    return value


def _tables(value: object) -> list[Table]:
    if not isinstance(value, list):
        raise TypeError(f"an array of tables is expected here: {value!r}")
    return [_table(entry) for entry in value]
