"""Faults of this package.

    ModelError              message, hint ("what to do now"), exit code 3
    └── SourceError         one source can't give the file; another source may

`Stopped` is no fault and no `ModelError`: whoever handles those tries the next source
or drops what is damaged, and neither is wished when the user says stop.

`exit_code` is read by whoever prints the error; this package prints nothing.
"""


class ModelError(Exception):
    """A model can't be found, fetched, stored or read."""

    exit_code = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SourceError(ModelError):
    """This source can't give the file. `unreachable` tells a network fault from a wrong or missing file."""

    def __init__(self, message: str, hint: str = "", *, unreachable: bool = False) -> None:
        super().__init__(message, hint)
        self.unreachable = unreachable


class Stopped(Exception):  # noqa: N818  (an outcome that has to pass through other people's code)
    """The work was stopped as was wished; what was fetched is kept."""
