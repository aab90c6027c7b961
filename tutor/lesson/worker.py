"""The child side of a lesson's cage: the checker's jobs and the lesson's own, in one process."""

from collections.abc import Callable, Mapping

from tutor.check.wire import Data
from tutor.check.worker import serve


def _load_jobs() -> Mapping[str, Callable[[Data], Data]]:
    from tutor.lesson.jobs import JOBS

    return JOBS


if __name__ == "__main__":
    serve(_load_jobs)
