"""Items as plain data on their way from a worker."""

from dataclasses import asdict

from tutor.check.wire import Data
from tutor.lesson.item import Item, WorkedStep


def item_data(item: Item) -> Data:
    """An item as JSON can carry it."""
    return asdict(item)


def item_from(data: Data) -> Item:
    """The item again. Raises TypeError and KeyError for anything else."""
    steps = data["steps"]
    if not isinstance(steps, list):
        raise TypeError("steps is no list")
    texts = {
        name: str(data[name]) for name in ("skill", "generator", "problem", "answer", "asked", "idea", "form")
    }
    worked = tuple(WorkedStep(str(step["idea"]), str(step["line"])) for step in steps)
    return Item(level=int(str(data["level"])), seed=int(str(data["seed"])), steps=worked, **texts)
