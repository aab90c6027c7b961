"""`tutor quantize`: the commands of the package `quantize`, which also run as `python -m quantize`."""

from quantize.command import command

__all__ = ["command"]
