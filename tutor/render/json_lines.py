"""A run as JSON lines: one object an event, for programs.

Every line is ASCII (other characters as `\\u` escapes), so it is valid UTF-8 on any
stream, whatever the text. The form of the objects is `tutor.vocabulary.codec`'s.
"""

import json
from typing import TextIO

from tutor.vocabulary.codec import event_to_json
from tutor.vocabulary.events import Event


class JsonView:
    """Writes each event as a line of its own and flushes it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def show(self, event: Event) -> None:
        """Write one event. BrokenPipeError is the caller's."""
        line = json.dumps(event_to_json(event), ensure_ascii=True, allow_nan=False)
        self._stream.write(line + "\n")
        self._stream.flush()

    def close(self) -> None:
        """Nothing is held back, so there is nothing to do."""
