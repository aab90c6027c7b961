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
    """The ladder of an item; without its last rung where a problem set gives no answer."""
    from tutor.lesson.hints.from_item import item_ladder, set_rungs

    if not item.answer:
        return [Rung(each.text) for each in set_rungs(item, checker)]
    ladder = item_ladder(item, checker)
    return [Rung(each.text, ladder.is_last(number)) for number, each in enumerate(ladder.rungs, start=1)]
