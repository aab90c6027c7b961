"""What a lesson's worker can be asked beside the checker's jobs. Importing it imports sympy."""

import time
from collections.abc import Callable, Mapping
from typing import Final

from tutor.check.jobs import JOBS as CHECKS
from tutor.check.wire import Data
from tutor.lesson.generating.catalogue import BY_SKILL, make_item
from tutor.lesson.wire import item_data


def _generate(data: Data) -> Data:
    """An item, with the processor's time it took."""
    start = time.process_time()
    item = make_item(str(data["generator"]), int(str(data["level"])), int(str(data["seed"])))
    return {**item_data(item), "milliseconds": 1000 * (time.process_time() - start)}


def _generators(_: Data) -> Data:
    """Skill -> name -> title of each of its generators."""
    return {skill: {each.name: each.title for each in those} for skill, those in BY_SKILL.items()}


JOBS: Final[Mapping[str, Callable[[Data], Data]]] = {
    **CHECKS,
    "generate": _generate,
    "generators": _generators,
}
