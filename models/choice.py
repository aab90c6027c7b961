"""Which model and which file suit a machine's memory."""

from collections.abc import Sequence

from models.card import Card, CardFile
from models.errors import ModelError

ROOMY = 4
"""A type larger than the smallest is taken when it needs at most this fraction (one quarter) of the memory.

Tokens a second on a laptop fall with the bytes read for each token, so more
memory alone is no reason for a larger type; a machine with four times the need
is not such a laptop.
"""


def choose_file(card: Card, available_bytes: int, quantization: str | None = None) -> CardFile:
    """The file of a card that suits the memory, or the type that was asked for.

    ModelError when the card lacks that type, or when its smallest file does not fit.
    """
    if quantization is not None:
        return _named_file(card, quantization)
    by_size = sorted(card.files, key=lambda file: file.bytes)
    roomy = [file for file in by_size if card.memory_bytes(file) * ROOMY <= available_bytes]
    if roomy:
        return roomy[-1]
    smallest = by_size[0]
    needed = card.memory_bytes(smallest)
    if needed > available_bytes:
        raise ModelError(
            f"{card.name} needs about {needed / 1e9:.1f} GB of memory, {available_bytes / 1e9:.1f} are free.",
            f"Close other programs, or take it all the same with --type {smallest.quantization}.",
        )
    return smallest


def suitable_cards(cards: Sequence[Card], available_bytes: int) -> tuple[Card, ...]:
    """The automatic cards whose smallest file fits the memory, in catalogue order: the default first."""

    def fits(card: Card) -> bool:
        return min(card.memory_bytes(file) for file in card.files) <= available_bytes

    return tuple(card for card in cards if card.automatic and fits(card))


def _named_file(card: Card, quantization: str) -> CardFile:
    file = card.file(quantization)
    if file is None:
        types = ", ".join(file.quantization for file in card.files)
        raise ModelError(f"{card.name} is not offered as {quantization}.", f"It comes as {types}.")
    return file
