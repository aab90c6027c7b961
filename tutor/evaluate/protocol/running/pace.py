"""How fast a run goes, and the time it still takes once that can be known."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tutor.evaluate.protocol.grading.credit import counts
from tutor.evaluate.protocol.results.sample import Sample

# with fewer ended, the time of each is chance
_FEWEST = 5


@dataclass(slots=True)
class Written:
    """Tokens of all texts, those under way too: what moves while no text has ended yet."""

    tokens: int = 0


@dataclass(slots=True)
class Pace:
    """`done` of the `planned` samples were there before; `width` texts are under way at once.

    Time left is told once as many texts have ended as are under way. Sooner it would be far off: after
    the first of sixteen, seven times too long for texts of much the same length (the work in the other
    fifteen is not seen), and too short where lengths differ (the short ones end first). From then on it is
    within a factor of two, and ever closer.
    """

    done: int
    planned: int
    width: int
    written: Written = field(default_factory=Written)
    clock: Callable[[], float] = time.monotonic
    ended: int = 0
    right: int = 0
    started: float = field(init=False)
    _ended_at: float = field(init=False)

    def __post_init__(self) -> None:
        self.started = self._ended_at = self.clock()

    def count(self, sample: Sample) -> None:
        """Note a sample that has ended."""
        self.ended += 1
        self.right += counts(sample)
        self._ended_at = self.clock()

    @property
    def there(self) -> int:
        """How many samples there are by now."""
        return self.done + self.ended

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return self.clock() - self.started

    @property
    def seconds_left(self) -> float | None:
        """None while it can't be known."""
        if self.ended < max(self.width, _FEWEST) and self.there < self.planned:
            return None
        left = (self._ended_at - self.started) / max(1, self.ended) * (self.planned - self.there)
        return max(0.0, left - (self.clock() - self._ended_at))

    @property
    def tokens_per_second(self) -> float:
        """Of all texts together."""
        seconds = self.seconds
        return self.written.tokens / seconds if seconds else 0.0
