"""The log: one rotating file in the user's log folder, and with --verbose the same lines on stderr.

Texts of problems and answers are left out unless the setting `log_problems` asks for them.
"""

import logging
import sys
from logging.handlers import RotatingFileHandler

from tutor.vocabulary.events import Finished
from tutor.vocabulary.locations import log_folder

_FILE_BYTES = 1_000_000
_OLD_FILES = 3
_LOG = logging.getLogger("tutor")


def start_logging(*, verbose: bool) -> None:
    """Send the log of `tutor` and `models` to its file; a folder that can't be written costs only the log."""
    handlers: list[logging.Handler] = []
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handlers.append(
            RotatingFileHandler(
                log_folder() / "tutor.log", maxBytes=_FILE_BYTES, backupCount=_OLD_FILES, encoding="utf-8"
            )
        )
    except OSError as error:
        if verbose:
            print(f"no log is written: {error}", file=sys.stderr)  # noqa: T201 - the logger itself is what failed
    if verbose:
        handlers.append(logging.StreamHandler(sys.stderr))
    for name in ("tutor", "models"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.DEBUG if verbose else logging.INFO)
        logger.propagate = False
        for handler in handlers:
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
            logger.addHandler(handler)


def log_outcome(event: Finished, problem: str, *, with_texts: bool) -> None:
    """One line a run."""
    solution = event.solution
    _LOG.info(
        "solved model=%s seed=%s ending=%s certificate=%s/%s tokens=%s seconds=%s",
        solution.model,
        solution.seed,
        solution.ending,
        solution.certificate.status,
        solution.certificate.method,
        solution.tokens,
        solution.seconds,
    )
    if with_texts:
        _LOG.info("problem=%r answer=%r", problem, solution.answer and solution.answer.text)
