"""How verdicts of statements become the verdict of a step."""

import pytest

from tutor.vocabulary.verdict import Reason, Tally, Verdict, VerdictStatus, summarize, tally, undecided

HOLDS = Verdict(VerdictStatus.HOLDS)
FOLLOWS = Verdict(VerdictStatus.FOLLOWS)
BREAKS = Verdict(VerdictStatus.BREAKS, "49 ≠ 50")
DOUBT = undecided(Reason.UNPARSED)
MENTION = undecided(Reason.NOTHING_CLAIMED)


@pytest.mark.parametrize(
    ("verdicts", "summary"),
    [
        ([], None),
        ([MENTION, MENTION], None),
        ([DOUBT, HOLDS, BREAKS], BREAKS),
        ([DOUBT, HOLDS], HOLDS),
        ([MENTION, FOLLOWS], FOLLOWS),
        ([MENTION, DOUBT], DOUBT),
    ],
)
def test_a_break_wins_and_a_mention_counts_for_nothing(
    verdicts: list[Verdict], summary: Verdict | None
) -> None:
    assert summarize(verdicts) == summary


def test_a_step_that_was_only_partly_confirmed_says_so() -> None:
    """A plain green tick must mean that everything claimed was confirmed."""
    assert tally([HOLDS, FOLLOWS, DOUBT, MENTION]) == Tally(confirmed=2, claims=3)
    assert tally([HOLDS, FOLLOWS, DOUBT]).partial
    assert not tally([HOLDS, FOLLOWS, MENTION]).partial
    assert not tally([DOUBT]).partial


def test_undecided_always_has_a_reason_and_only_undecided_has_one() -> None:
    with pytest.raises(ValueError, match="undecided"):
        Verdict(VerdictStatus.UNDECIDED)
    with pytest.raises(ValueError, match="undecided"):
        Verdict(VerdictStatus.HOLDS, reason=Reason.TIMED_OUT)
