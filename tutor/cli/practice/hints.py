"""The hints of an item, from the first that says little to the last that is the answer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.lesson.item import Item


@dataclass(frozen=True, slots=True)
class Rung:
    """One hint as text with formulas between dollar signs; `last` is the answer itself."""

    text: str
    last: bool = False


def rungs_of(item: "Item") -> list[Rung]:
    """What is asked, which idea applies, each step of the worked solution, the answer."""
    texts = [f"You look for {item.asked}."] if item.asked else []
    texts += [item.idea] if item.idea else []
    for step in item.steps:
        texts.append(f"{step.idea} ${step.line}$" if step.line and step is not item.steps[-1] else step.idea)
    rungs = [Rung(text) for text in texts]
    return [*rungs, Rung(f"The answer is ${item.answer.strip('$')}$.", last=True)] if item.answer else rungs
