"""What a lesson's worker can be asked beside the checker's jobs. Importing it imports sympy."""

import time
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from tutor.check.jobs import JOBS as CHECKS
from tutor.check.wire import Data
from tutor.lesson.generating.catalogue import BY_SKILL, make_item
from tutor.lesson.slips.mutating import mutate
from tutor.lesson.slips.recognising import recognise
from tutor.lesson.wire import item_data, mutation_data, slip_data


def _generate(data: Data) -> Data:
    """An item, with the processor's time it took."""
    start = time.process_time()
    item = make_item(str(data["generator"]), int(str(data["level"])), int(str(data["seed"])))
    return {**item_data(item), "milliseconds": 1000 * (time.process_time() - start)}


def _generators(_: Data) -> Data:
    """Skill -> name -> title of each of its generators."""
    return {skill: {each.name: each.title for each in those} for skill, those in BY_SKILL.items()}


def _recognise(data: Data) -> Data:
    return slip_data(recognise(_texts(data["before"]), str(data["wrong"]), str(data["problem"])))


def _mutate(data: Data) -> Data:
    rng = Random(str(data["seed"]))  # noqa: S311 - a seed to repeat it, no secret
    return mutation_data(mutate(str(data["problem"]), _texts(data["lines"]), rng, bool(data["by_rule"])))


def _texts(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError("no list of lines")
    return [str(each) for each in value]


JOBS: Final[Mapping[str, Callable[[Data], Data]]] = {
    **CHECKS,
    "generate": _generate,
    "generators": _generators,
    "mutate": _mutate,
    "recognise": _recognise,
}
