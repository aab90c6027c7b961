"""A walk through the reply to a question: it needs no stated answer, and ends where the model ends it."""

from collections.abc import Iterator

from tutor.solve.walk import Walk
from tutor.strategy.budget import Decision
from tutor.strategy.loops import LoopDetector
from tutor.vocabulary.events import Ending, Event
from tutor.vocabulary.step import Section


class Reply(Walk):
    """Reads one reply. A thinking that is cut short is followed by the reply itself, not by a box."""

    def _answered(self) -> bool:
        """Words are answer enough; while it still thinks there are none."""
        return self.reader.section is Section.ANSWER

    def _reason(self) -> Ending | None:
        reason = super()._reason()
        # "answer now" ends the thinking; the reply is what was asked for
        return None if reason is Ending.ASKED and self.reader.section is Section.ANSWER else reason

    def _ask(self, decision: Decision) -> Iterator[Event]:
        """Close the thinking by hand; what the model writes then is the reply."""
        self.detail = self._explain(decision.ending, None)
        self.branch.feed(f"\n{self._options.marks.close}\n\n")
        yield from self._take(self.reader.close_thinking(decision.ending))
        self._loops, self._loop_found = LoopDetector(), False
