"""Proof stop: answers the thinking proposes are certified beside it, and the first that is proved ends it."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from tutor.vocabulary.verdict import Certificate, CertificateStatus

# each costs the checker up to its time limit; a thinking that proposes more is guessing
_MOST_CANDIDATES = 80


@dataclass(slots=True)
class ProofWatch:
    """The candidates of one branch under way. `certify` starts a check and does not wait for it."""

    certify: Callable[[str], "Future[Certificate]"]
    tried: set[str] = field(default_factory=set)
    outstanding: "deque[tuple[str, Future[Certificate]]]" = field(default_factory=deque)
    proved: str | None = None

    def propose(self, candidate: str) -> None:
        """Have a candidate checked, each only once."""
        if candidate not in self.tried and len(self.tried) < _MOST_CANDIDATES:
            self.tried.add(candidate)
            self.outstanding.append((candidate, self.certify(candidate)))

    def look(self) -> str | None:
        """The candidate that is proved, None so far; never blocks."""
        while self.proved is None and self.outstanding and self.outstanding[0][1].done():
            candidate, future = self.outstanding.popleft()
            if future.cancelled() or future.exception() is not None:
                continue
            if future.result().status is CertificateStatus.PROVED:
                self.proved = candidate
        return self.proved
