"""Items, slips and mutations as plain data on their way from a worker."""

from dataclasses import asdict

from tutor.check.wire import Data
from tutor.lesson.item import Item, WorkedStep
from tutor.lesson.slip import Mutation, Slip


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


def slip_data(slip: Slip | None) -> Data:
    """A slip as plain data; empty for none."""
    return {} if slip is None else asdict(slip)


def slip_from(data: Data) -> Slip | None:
    """The inverse of `slip_data`."""
    if "rule" not in data:
        return None
    return Slip(str(data["rule"]), str(data["detail"]), str(data["source"]))


def mutation_data(mutation: Mutation | None) -> Data:
    """A mutation as plain data; empty for none."""
    return {} if mutation is None else asdict(mutation)


def mutation_from(data: Data) -> Mutation | None:
    """The inverse of `mutation_data`."""
    if "lines" not in data:
        return None
    lines, makers = data["lines"], data["makers"]
    if not isinstance(lines, list) or not isinstance(makers, list):
        raise TypeError("no list of lines or rules")
    return Mutation(
        tuple(map(str, lines)),
        int(str(data["place"])),
        str(data["right"]),
        str(data["wrong"]),
        str(data["rule"]),
        bool(data["carried_on"]),
        tuple(map(str, makers)),
    )
