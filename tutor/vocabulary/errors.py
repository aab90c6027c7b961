"""Faults, as opposed to outcomes (outcomes are values).

    TutorError            message, hint ("what to do now"), exit code 1
    ├── UsageError        what the user typed or configured; 2
    ├── HistoryError      the record of past attempts can't be read or written; 1
    ├── EngineError       llama.cpp or a server failed, or memory ran out; 4
    └── CheckError        the checker's workers can't be started; 5

`models.errors.ModelError` (exit code 3) has the same shape: `models` is a package
of its own that knows nothing of `tutor`. The one place that prints either is
`tutor.cli.edge`.
"""


class TutorError(Exception):
    """A fault with a message and a hint that says what to do now."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(TutorError):
    """What the user typed or configured can't be used."""

    exit_code = 2


class HistoryError(TutorError):
    """The record of past attempts can't be read or written; the message names its file."""


class EngineError(TutorError):
    """The engine failed; the message quotes its own reason."""

    exit_code = 4


class CheckError(TutorError):
    """The checker's worker processes can't be started."""

    exit_code = 5
