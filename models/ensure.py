"""Having a model to work with: the installed one, else the default, else one that stands in for it."""

from collections.abc import Sequence

from models.card import RUNTIME_BYTES, WORKING_CONTEXT, Card
from models.catalog import find_card
from models.choice import choose_file, suitable_cards
from models.errors import ModelError, SourceError
from models.model_file import ModelFile
from models.progress import Progress, Substituted
from models.store import Store


def ensure(
    store: Store,
    catalog: Sequence[Card],
    name: str | None,
    quantization: str | None,
    available_bytes: int,
    progress: Progress,
) -> ModelFile:
    """The model to work with, fetched when it has to be.

    A model asked for by name is that model or a ModelError. Without a name an
    installed one is used, without asking the network: the default, else what
    may stand in for it. Only when none is there is the default fetched, and
    where no source gives it, the next card that suits the memory.
    """
    installed = [model for model in store.installed() if _has_type(model, quantization)]
    if name is not None:
        present = _best(
            [model for model in installed if model.name.casefold() == name.casefold()], available_bytes
        )
        if present is not None:
            return present
        card = find_card(name, catalog)
        return store.pull(card, choose_file(card, available_bytes, quantization), progress)
    present = _stand_in(installed, catalog, available_bytes)
    if present is None:
        return _fetch_first(store, catalog, quantization, available_bytes, progress)
    default = catalog[0].name
    if present.name != default:
        too_large = any(model.name == default for model in installed)
        reason = "it fits the free memory" if too_large else "it is installed"
        progress(Substituted(present.name, default, reason))
    return present


def _has_type(model: ModelFile, quantization: str | None) -> bool:
    return quantization is None or model.quantization.casefold() == quantization.casefold()


def _stand_in(
    installed: Sequence[ModelFile], catalog: Sequence[Card], available_bytes: int
) -> ModelFile | None:
    """The installed model to use without a name: cards in order, those that fit first, then unknown ones."""
    names = [card.name for card in catalog if card.automatic]
    usable = [model for model in installed if model.card is None or model.name in names]
    fitting = [model for model in usable if _memory_bytes(model) <= available_bytes] or usable

    def rank(model: ModelFile) -> int:
        return names.index(model.name) if model.name in names else len(names)

    first = min(fitting, key=rank, default=None)
    return first and _best([model for model in fitting if model.name == first.name], available_bytes)


def _best(models: Sequence[ModelFile], available_bytes: int) -> ModelFile | None:
    """Of several types of one model the largest that fits the memory, else the smallest."""
    fitting = [model for model in models if _memory_bytes(model) <= available_bytes]
    if fitting:
        return max(fitting, key=lambda model: model.bytes)
    return min(models, key=lambda model: model.bytes, default=None)


def _memory_bytes(model: ModelFile) -> int:
    cache_bytes = model.card.kv_bytes_per_token * WORKING_CONTEXT if model.card else 0
    return model.bytes + cache_bytes + RUNTIME_BYTES


def _fetch_first(
    store: Store, catalog: Sequence[Card], quantization: str | None, available_bytes: int, progress: Progress
) -> ModelFile:
    """Fetch the first card that some source gives; the error of the default when none does."""
    cards = suitable_cards(catalog, available_bytes)
    if quantization is not None:
        cards = tuple(card for card in catalog if card.automatic and card.file(quantization))
    if not cards:
        cards = (catalog[0],)  # does not fit: `choose_file` says what is missing
    fault: ModelError | None = None
    for card in cards:
        file = choose_file(card, available_bytes, quantization)
        if fault is not None and store.is_out_of_reach(file):
            continue
        if card is not catalog[0]:
            reason = "it could not be fetched" if catalog[0] in cards else "it does not fit the memory"
            progress(Substituted(card.name, catalog[0].name, reason))
        try:
            return store.pull(card, file, progress)
        except SourceError as error:
            fault = fault or error
    assert fault is not None
    raise fault
