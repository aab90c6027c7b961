"""Times that a busy machine does not falsify: processor time, and the quickest of several runs."""

import time
from collections.abc import Callable

ATTEMPTS = 5


def processor_seconds(run: Callable[[], object], enough: float) -> float:
    """Processor time of the quickest of up to five runs; the first below `enough` ends it.

    Other programs, a collection of garbage or a first import only ever make a run slower, so one
    quick run shows that the work itself is quick.
    """
    quickest = float("inf")
    for _ in range(ATTEMPTS):
        begin = time.process_time()
        run()
        quickest = min(quickest, time.process_time() - begin)
        if quickest < enough:
            break
    return quickest
