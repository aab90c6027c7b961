"""The hints of an item, from the first that says little to the last that is the answer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.lesson.hints.leaks import Comparing
    from tutor.lesson.item import Item


@dataclass(frozen=True, slots=True)
class Rung:
    """One hint as text with formulas between dollar signs; `last` shows the answer."""

    text: str
    last: bool = False


def rungs_of(item: "Item", checker: "Comparing") -> list[Rung]:
    """The ladder of an item that was made; of one from a file its own hints, then its answer."""
    from tutor.lesson.hints.from_item import item_ladder

    if item.asked:
        ladder = item_ladder(item, checker)
        return [Rung(each.text, ladder.is_last(number)) for number, each in enumerate(ladder.rungs, start=1)]
    rungs = [Rung(step.idea) for step in item.steps]
    answer = item.answer if "$" in item.answer else f"${item.answer}$"
    return [*rungs, Rung(f"The answer is {answer}.", last=True)] if item.answer else rungs
