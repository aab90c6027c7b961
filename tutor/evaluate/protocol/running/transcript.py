"""An engine whose branches remember what was written, beside what the walk reads out of it."""

from collections.abc import Callable, Sequence

from tutor.engine.interface import Branch, BranchEnd, Engine, Message, Piece, Sampling
from tutor.evaluate.protocol.running.pace import Written
from tutor.strategy.closing import ANSWER_LEAD
from tutor.strategy.loops import LoopDetector


class TranscribedBranch:
    """A branch that keeps its text. `repeats` tells that it went in circles, where that is watched."""

    def __init__(self, branch: Branch, started: float, total: Written, *, watch_loops: bool) -> None:
        self._branch = branch
        self._total = total
        self._written: list[str] = []
        self._loops = LoopDetector() if watch_loops else None
        self.started = started
        self.repeats = False
        self.asked = False

    @property
    def text(self) -> str:
        """All that was written and fed."""
        return "".join(self._written)

    @property
    def prompt_tokens(self) -> int:
        return self._branch.prompt_tokens

    @property
    def prompt_tail(self) -> str:
        return self._branch.prompt_tail

    @property
    def tokens(self) -> Sequence[int]:
        return self._branch.tokens

    @property
    def room(self) -> int:
        return self._branch.room

    @property
    def end(self) -> BranchEnd | None:
        return self._branch.end

    @property
    def waiting(self) -> bool:
        return self._branch.waiting

    def next(self) -> Piece | None:
        """The next piece, kept."""
        piece = self._branch.next()
        if piece is not None:
            self._written.append(piece.text)
            self._total.tokens += 1  # threads may lose one now and then: it is only shown
            if self._loops and not self.repeats:
                self.repeats = self._loops.feed(piece.token, number=piece.text.strip().isdecimal())
        return piece

    def feed(self, text: str) -> None:
        """Write for the model; the words that ask for an answer are told from one that is known."""
        self.asked = self.asked or text.endswith(ANSWER_LEAD)
        self._written.append(text)
        self._branch.feed(text)

    def fork(self, seed: int) -> Branch:
        """A fork is a probe, whose text is not the sample's."""
        return self._branch.fork(seed)

    def close(self) -> None:
        self._branch.close()


class TranscribingEngine:
    """An engine that opens transcribed branches, which count their tokens into `total`.

    `watch_loops`: also where loops end nothing.
    """

    def __init__(
        self, engine: Engine, clock: Callable[[], float], total: Written, *, watch_loops: bool
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._total = total
        self._watch_loops = watch_loops

    @property
    def model(self) -> str:
        return self._engine.model

    @property
    def facts(self) -> dict[str, str | int | float]:
        return self._engine.facts

    @property
    def forks_midway(self) -> bool:
        return self._engine.forks_midway

    def open(self, messages: Sequence[Message], sampling: Sampling) -> TranscribedBranch:
        """A transcribed branch, its clock started."""
        branch = self._engine.open(messages, sampling)
        return TranscribedBranch(branch, self._clock(), self._total, watch_loops=self._watch_loops)

    def interrupt(self) -> None:
        self._engine.interrupt()

    def resume(self) -> None:
        self._engine.resume()

    def close(self) -> None:
        self._engine.close()
