"""Which reasons may end a thinking before its budget does."""

from dataclasses import dataclass

from tutor.strategy.settling import Probing
from tutor.vocabulary.events import Ending


@dataclass(frozen=True, slots=True)
class Stopping:
    """What ends a thinking early.

    `proof`: a proved candidate; `probing`: agreeing probes (None: none are asked);
    `loops`: a text that repeats itself. With `observed`, proofs and probes are noted where
    they would have ended it, and the thinking goes on: for measuring.
    """

    proof: bool = True
    probing: Probing | None = Probing()
    loops: bool = True
    observed: bool = False


@dataclass(frozen=True, slots=True)
class WouldStop:
    """Where verified stopping would have ended a thinking, after how many tokens, with which answer."""

    ending: Ending
    thinking_tokens: int
    probe_tokens: int
    answer: str


UNVERIFIED = Stopping(proof=False, probing=None)
