"""A run as its answer alone, on one line."""

from typing import TextIO

from tutor.render.glyphs import glyphs_for
from tutor.render.wording import answer_words
from tutor.vocabulary.events import Event, Finished


class AnswerOnlyView:
    """Prints the answer as readable mathematics, and nothing when there is none."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._glyphs = glyphs_for(getattr(stream, "encoding", None))

    def show(self, event: Event) -> None:
        """Wait for the end. BrokenPipeError is the caller's."""
        if isinstance(event, Finished) and event.solution.answer is not None:
            self._stream.write(self._glyphs.shown(answer_words(event.solution.answer)) + "\n")
            self._stream.flush()

    def close(self) -> None:
        """Nothing is held back."""
