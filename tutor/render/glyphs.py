"""The signs a stream can show: check marks and Unicode mathematics, or their ASCII stand-ins."""

from dataclasses import dataclass

from tutor.render.ascii_maths import to_ascii
from tutor.vocabulary.events import CheckedStep
from tutor.vocabulary.verdict import VerdictStatus, tally


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Badges of verdicts and a separator; `ascii_only` says that all other text is brought to ASCII too."""

    badges: dict[VerdictStatus, str]
    separator: str
    ascii_only: bool = False

    def badge(self, checked: CheckedStep) -> str:
        """The badge of a step; where only some of its claims were confirmed it says how many of how many."""
        assert checked.verdict is not None
        badge = self.badges[checked.verdict.status]
        found = tally(checked.verdicts)
        if checked.verdict.status is VerdictStatus.BREAKS or not found.partial:
            return badge
        return f"{badge} {found.confirmed}/{found.claims}"

    def shown(self, text: str) -> str:
        """The text as this stream can show it."""
        return to_ascii(text) if self.ascii_only else text


UNICODE = Glyphs(
    {
        VerdictStatus.HOLDS: "✓",
        VerdictStatus.FOLLOWS: "✓",
        VerdictStatus.BREAKS: "✗",
        VerdictStatus.UNDECIDED: "?",
    },
    " · ",
)
ASCII = Glyphs(
    {
        VerdictStatus.HOLDS: "[ok]",
        VerdictStatus.FOLLOWS: "[ok]",
        VerdictStatus.BREAKS: "[x]",
        VerdictStatus.UNDECIDED: "[?]",
    },
    " - ",
    ascii_only=True,
)


def glyphs_for(encoding: str | None) -> Glyphs:
    """The glyphs an encoding can carry; None (a stream of str) carries all."""
    try:
        "✓✗·√−²ₙ∫≤π".encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE
