"""What every way of showing a run has in common."""

from typing import Protocol

from tutor.vocabulary.events import Event


class View(Protocol):
    """Shows the events of one run in their order. Errors of the stream (BrokenPipeError) pass through."""

    def show(self, event: Event) -> None:
        """Show one event."""

    def close(self) -> None:
        """Leave the stream in order, whatever was shown so far; safe to call twice."""
