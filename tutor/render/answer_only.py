"""A run as its answer alone, on one line."""

from typing import TextIO

from tutor.render.glyphs import Glyphs, glyphs_for
from tutor.render.wording import answer_words
from tutor.vocabulary.events import Event, Finished, Known
from tutor.vocabulary.step import Answer


class AnswerOnlyView:
    """Prints the answer as readable mathematics, and nothing when there is none."""

    def __init__(self, stream: TextIO, glyphs: Glyphs | None = None) -> None:
        self._stream = stream
        self._glyphs = glyphs or glyphs_for(getattr(stream, "encoding", None))
        self._printed = False

    def show(self, event: Event) -> None:
        """Wait for the end, or for an answer that needs no model. BrokenPipeError is the caller's."""
        if isinstance(event, Known):
            self._print(event.answer)
        elif isinstance(event, Finished) and event.solution.answer is not None:
            self._print(event.solution.answer)

    def _print(self, answer: Answer) -> None:
        if not self._printed:
            self._stream.write(self._glyphs.shown(answer_words(answer)) + "\n")
            self._stream.flush()
        self._printed = True

    def close(self) -> None:
        """Nothing is held back."""
