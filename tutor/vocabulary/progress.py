"""How far a student has come, as plain values that a front door shows."""

import math
from dataclasses import dataclass
from datetime import date

FEWEST_TO_TELL = 10
"""Below so many items on either side nothing is said of a difference: its error is above 20 points."""

_95_PERCENT = 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `count`. `share` is None where nothing was counted."""

    right: int = 0
    count: int = 0

    @property
    def share(self) -> float | None:
        return self.right / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class SkillProgress:
    """One skill. `alone` are recent first tries without any help, `aided` recent items with some.

    `recall` is the probability that it is still remembered now, `mastery` that times what was
    right alone; both None for a skill that was not practised.
    """

    name: str
    title: str
    needs: tuple[str, ...] = ()
    alone: Share = Share()
    aided: Share = Share()
    recall: float | None = None
    mastery: float | None = None
    due_today: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """What help is worth: items solved with help at hand, beside items of self-tests, of the same skills.

    Someone who learns closes it; someone who leans on help does not see it (Bastani et al., PNAS 2025).
    """

    with_help: Share = Share()
    alone: Share = Share()

    @property
    def enough(self) -> bool:
        return min(self.with_help.count, self.alone.count) >= FEWEST_TO_TELL

    @property
    def difference(self) -> float | None:
        """The share with help minus the share alone, from -1 to 1; None where there are too few to tell."""
        helped, alone = self.with_help.share, self.alone.share
        return None if helped is None or alone is None or not self.enough else helped - alone

    @property
    def error(self) -> float | None:
        """Half the width of the 95% interval of the difference (Agresti and Caffo 2000)."""
        if not self.enough:
            return None
        variance = 0.0
        for each in (self.with_help, self.alone):
            adjusted = (each.right + 1) / (each.count + 2)
            variance += adjusted * (1 - adjusted) / (each.count + 2)
        return _95_PERCENT * math.sqrt(variance)


@dataclass(frozen=True, slots=True)
class Week:
    """What was practised in the week that begins on that Monday."""

    begins: date
    answers: int = 0
    right: int = 0
    alone: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """All of it. `self_test_due`: the last self-test is a week old, and there is something to test."""

    skills: tuple[SkillProgress, ...] = ()
    due_today: tuple[str, ...] = ()
    gap: Gap = Gap()
    weeks: tuple[Week, ...] = ()
    last_self_test: date | None = None
    self_test_due: bool = False
    answers: int = 0
