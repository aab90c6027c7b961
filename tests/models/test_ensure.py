"""Which model a run gets, and what it is told, with and without a network."""

from pathlib import Path

import pytest
from support.small_hub import Hub
from support.small_models import Told, make_card

from models.card import Card, FileSource, HubSource
from models.ensure import ensure
from models.errors import ModelError, SourceError
from models.progress import SourceFailed, Substituted
from models.store import Store

PLENTY = 64_000_000_000
ON_HUB = HubSource("someone/default-GGUF", "default-F32.gguf")
ON_HUB_TOO = HubSource("someone/second-GGUF", "second-F32.gguf")


@pytest.fixture
def cards(tiny_model: Path) -> tuple[Card, ...]:
    """The default and a second one from the hub, a third that comes without it."""
    return (
        make_card("default", ON_HUB),
        make_card("second", ON_HUB_TOO),
        make_card("third", FileSource(str(tiny_model))),
    )


@pytest.fixture
def store(tmp_path: Path, hub: Hub, cards: tuple[Card, ...]) -> Store:
    return Store(tmp_path / "home", cards, hub.address)


def test_the_default_is_fetched_when_nothing_is_there(
    store: Store, hub: Hub, cards: tuple[Card, ...], told: Told, model_bytes: bytes
) -> None:
    hub.add(ON_HUB, model_bytes)
    assert ensure(store, cards, None, None, PLENTY, told).name == "default"
    assert told.of(Substituted) == []


def test_when_the_default_cannot_be_had_the_next_card_is_and_the_user_told(
    store: Store, cards: tuple[Card, ...], told: Told
) -> None:
    assert ensure(store, cards, None, None, PLENTY, told).name == "third"
    assert [event.source for event in told.of(SourceFailed)] == [str(ON_HUB), str(ON_HUB_TOO)]
    last = told.of(Substituted)[-1]
    assert isinstance(last, Substituted)
    assert (last.name, last.wanted) == ("third", "default")


def test_an_installed_stand_in_is_used_without_asking_the_network(
    store: Store, hub: Hub, cards: tuple[Card, ...], told: Told
) -> None:
    ensure(store, cards, None, None, PLENTY, Told())
    hub.requests.clear()
    assert ensure(store, cards, None, None, PLENTY, told).name == "third"
    assert hub.requests == []
    assert told.events == [Substituted("third", "default", "it is installed")]


def test_an_installed_default_comes_before_all(
    store: Store, hub: Hub, cards: tuple[Card, ...], told: Told, tiny_model: Path
) -> None:
    store.import_file(tiny_model, "third")
    store.import_file(tiny_model, "default")
    assert ensure(store, cards, None, None, PLENTY, told).name == "default"
    assert (hub.requests, told.events) == ([], [])


def test_a_model_the_catalogue_lacks_is_used_before_anything_is_fetched(
    store: Store, hub: Hub, cards: tuple[Card, ...], told: Told, tiny_model: Path
) -> None:
    store.import_file(tiny_model, "my-own")
    assert ensure(store, cards, None, None, PLENTY, told).name == "my-own"
    assert hub.requests == []


def test_a_named_model_is_never_replaced_by_another(
    store: Store, cards: tuple[Card, ...], told: Told, tiny_model: Path
) -> None:
    store.import_file(tiny_model, "third")
    with pytest.raises(SourceError, match="second"):
        ensure(store, cards, "second", None, PLENTY, told)
    assert told.of(Substituted) == []


def test_a_named_model_may_be_one_the_catalogue_lacks(
    store: Store, cards: tuple[Card, ...], told: Told, tiny_model: Path
) -> None:
    store.import_file(tiny_model, "my-own")
    assert ensure(store, cards, "My-Own", "f32", PLENTY, told).name == "my-own"
    with pytest.raises(ModelError, match="no model called 'nobodys'"):
        ensure(store, cards, "nobodys", None, PLENTY, told)


def test_a_named_type_is_had_or_refused(
    store: Store, cards: tuple[Card, ...], told: Told, tiny_model: Path
) -> None:
    store.import_file(tiny_model, "third")
    with pytest.raises(ModelError, match="not offered as Q8_0"):
        ensure(store, cards, "third", "Q8_0", PLENTY, told)
    with pytest.raises(ModelError, match="not offered as Q8_0"):
        ensure(store, cards, None, "Q8_0", PLENTY, told)


def test_what_does_not_fit_the_memory_is_not_fetched(
    store: Store, hub: Hub, cards: tuple[Card, ...], told: Told
) -> None:
    with pytest.raises(ModelError, match=r"default needs about .* of memory"):
        ensure(store, cards, None, None, 1000, told)
    assert hub.requests == []


def test_an_installed_model_is_used_even_when_memory_looks_short(
    store: Store, cards: tuple[Card, ...], told: Told, tiny_model: Path
) -> None:
    """What is free changes from minute to minute; fetching another model instead would be worse."""
    store.import_file(tiny_model, "default")
    assert ensure(store, cards, None, None, 1000, told).name == "default"


def test_when_no_card_can_be_had_the_defaults_fault_is_said(
    tmp_path: Path, hub: Hub, cards: tuple[Card, ...], told: Told
) -> None:
    store = Store(tmp_path / "home", cards[:2], hub.address)
    with pytest.raises(SourceError, match="default") as caught:
        ensure(store, cards[:2], None, None, PLENTY, told)
    assert "404" in caught.value.message
