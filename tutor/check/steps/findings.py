"""Verdicts in the making: short constructors, and the verdict of several links together."""

from collections.abc import Sequence

from tutor.vocabulary.verdict import Reason, Verdict, VerdictStatus, undecided

_DECIDED = (VerdictStatus.HOLDS, VerdictStatus.FOLLOWS)


def holds(detail: str) -> Verdict:
    """True as it stands."""
    return Verdict(VerdictStatus.HOLDS, detail)


def follows(detail: str) -> Verdict:
    """True given what was said before."""
    return Verdict(VerdictStatus.FOLLOWS, detail)


def breaks(witness: str) -> Verdict:
    """False, and what shows it."""
    return Verdict(VerdictStatus.BREAKS, witness)


def unsure(detail: str, reason: Reason = Reason.NO_METHOD) -> Verdict:
    """Not decided."""
    return undecided(reason, detail)


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """Of a chain: a break breaks it, else a doubt makes it undecided, else a link that follows, follow."""
    order = (VerdictStatus.BREAKS, VerdictStatus.UNDECIDED, VerdictStatus.FOLLOWS, VerdictStatus.HOLDS)
    for status in order:
        found = [verdict for verdict in verdicts if verdict.status is status]
        if found and status in _DECIDED and len(found) > 1:
            return Verdict(status, "; ".join(dict.fromkeys(v.detail for v in found if v.detail)))
        if found:
            return found[0]
    return unsure("nothing was stated")
