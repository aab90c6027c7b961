"""Faults of this package.

    QuantizeError           message, hint ("what to do now"), exit code 6
    ├── CheckpointError     the checkpoint is damaged, incomplete or of an unknown kind
    └── LlamaError          llama.cpp refused; its own reason is quoted

`exit_code` is read by whoever prints the error; this package prints nothing but its results.
"""


class QuantizeError(Exception):
    """A model can't be converted, quantized or measured."""

    exit_code = 6

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class CheckpointError(QuantizeError):
    """A checkpoint can't be converted; the message names the file and, where there is one, the tensor."""


class LlamaError(QuantizeError):
    """llama.cpp refused a file, a type or a context."""
