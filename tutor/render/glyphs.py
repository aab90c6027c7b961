"""The signs a stream can show: check marks and Unicode mathematics, ASCII stand-ins, or badges as words.

No mark depends on its colour: each differs from the others in its shape, or is spelled out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tutor.render.ascii_maths import to_ascii
from tutor.vocabulary.events import CheckedStep
from tutor.vocabulary.verdict import Certificate, CertificateStatus, VerdictStatus, tally

if TYPE_CHECKING:
    from rich.text import Text

    from tutor.vocabulary.settings import Settings


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Badges of steps and of answers, a separator; `ascii_only`: all other text is brought to ASCII too."""

    badges: Mapping[VerdictStatus, str]
    certificates: Mapping[CertificateStatus, str]
    separator: str
    ascii_only: bool = False

    def badge(self, checked: CheckedStep) -> str:
        """The badge of a step; where only some of its claims were confirmed it says how many of how many."""
        assert checked.verdict is not None
        badge = self.badges[checked.verdict.status]
        found = tally(checked.verdicts)
        if checked.verdict.status is VerdictStatus.BREAKS or not found.partial:
            return badge
        return f"{badge} {found.confirmed} of {found.claims}"  # not 1/2: that stands beside mathematics

    def certificate(self, certificate: Certificate) -> str:
        """The badge of an answer: a proof and mere support (numbers that agree, votes) look different."""
        return self.certificates[certificate.status]

    def shown(self, text: str) -> str:
        """The text as this stream can show it."""
        return to_ascii(text) if self.ascii_only else text

    def styled(self, text: "Text") -> "Text":
        """A text with styles as this stream can show it; in ASCII it loses them."""
        return type(text)(to_ascii(text.plain)) if self.ascii_only else text


UNICODE = Glyphs(
    {
        VerdictStatus.HOLDS: "✓",
        VerdictStatus.FOLLOWS: "✓",
        VerdictStatus.BREAKS: "✗",
        VerdictStatus.UNDECIDED: "?",
    },
    {
        CertificateStatus.PROVED: "✓",
        CertificateStatus.SUPPORTED: "≈",
        CertificateStatus.REFUTED: "✗",
        CertificateStatus.UNCHECKED: "?",
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
    {
        CertificateStatus.PROVED: "[ok]",
        CertificateStatus.SUPPORTED: "[~]",
        CertificateStatus.REFUTED: "[x]",
        CertificateStatus.UNCHECKED: "[?]",
    },
    " - ",
    ascii_only=True,
)
_STEPS_IN_WORDS = {
    VerdictStatus.HOLDS: "holds",
    VerdictStatus.FOLLOWS: "follows",
    VerdictStatus.BREAKS: "breaks",
    VerdictStatus.UNDECIDED: "can't tell",
}
_ANSWERS_IN_WORDS = {status: status.value for status in CertificateStatus}


def glyphs_for(encoding: str | None, settings: "Settings | None" = None) -> Glyphs:
    """The glyphs an encoding can carry and the settings want; None (a stream of str) carries all."""
    glyphs = ASCII if (settings and settings.ascii_only) or not _carries_signs(encoding) else UNICODE
    return in_words(glyphs) if settings and settings.badges == "words" else glyphs


def in_words(glyphs: Glyphs) -> Glyphs:
    """The same glyphs with every badge spelled out."""
    return replace(glyphs, badges=_STEPS_IN_WORDS, certificates=_ANSWERS_IN_WORDS)


def _carries_signs(encoding: str | None) -> bool:
    try:
        "✓✗≈·√−²ₙ∫≤π".encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
