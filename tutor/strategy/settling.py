"""Settled stop: when to ask "what would you answer now?", and when the answers agree.

Dynasor (Fu et al. 2024) and others found that a reasoning model often holds its answer
long before it stops doubting. But before it has worked anything out it guesses, and may
guess the same three times: so nothing is asked before the thinking has stated a result,
and only an answer that it has stated counts. Probes come ever farther apart, so that they
cost the same share of a long thinking as of a short one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Probing:
    """When to probe, in tokens of thinking.

    Not before `least`; then every `every` tokens, or a `share`-th of the thinking so far
    where that is more; after a turn of thought or an announced answer in half of that.
    `agree` equal answers in a row settle.
    """

    least: int = 48
    every: int = 24
    share: int = 12
    agree: int = 3


@dataclass(slots=True)
class Settling:
    """The probes of one branch so far. `same` compares two answers."""

    probing: Probing
    same: Callable[[str, str], bool]
    asked_at: int = 0
    agreeing: list[str] = field(default_factory=list)

    def is_due(self, thinking: int, *, turned: bool) -> bool:
        """Whether to probe now, `thinking` tokens into it; `turned`: the thought has just taken a turn."""
        if thinking < self.probing.least:
            return False
        gap = max(self.probing.every, thinking // self.probing.share)
        return thinking - self.asked_at >= (gap // 2 if turned else gap)

    def add(self, thinking: int, answer: str | None, *, stated: bool = True) -> int:
        """Note what a probe gave and whether the thinking has stated it; returns how many in a row agree."""
        self.asked_at = thinking
        if answer is None or not stated:
            self.agreeing = []
        elif self.agreeing and not self.same(self.agreeing[-1], answer):
            self.agreeing = [answer]
        else:
            self.agreeing.append(answer)
        return len(self.agreeing)

    def reject(self) -> None:
        """What the probes agree on is known to be wrong: they begin anew."""
        self.agreeing = []

    @property
    def is_settled(self) -> bool:
        """Whether enough probes in a row agree."""
        return len(self.agreeing) >= self.probing.agree
