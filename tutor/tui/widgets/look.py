"""How cards are drawn: the signs at hand, the view of the text, and the styles of the theme."""

from dataclasses import dataclass
from enum import StrEnum

from rich.console import Console
from rich.text import Text

from tutor.render.glyphs import UNICODE, Glyphs
from tutor.render.prose import to_text
from tutor.render.safe import sanitize

_MEASURE = Console(width=80, color_system=None, legacy_windows=False)


class Reading(StrEnum):
    """Ways of showing the same text."""

    READABLE = "readable"
    LATEX = "LaTeX"
    PLAIN = "plain"


@dataclass(frozen=True)
class Look:
    """What decides how a text is drawn, beside its width."""

    glyphs: Glyphs = UNICODE
    reading: Reading = Reading.READABLE

    @property
    def growing_mark(self) -> str:
        """Stands before the step that is being written."""
        return "*" if self.glyphs.ascii_only else "●"

    def fold_mark(self, folded: bool) -> str:
        """Says whether a card can be opened or folded."""
        if self.glyphs.ascii_only:
            return "+" if folded else "-"
        return "▸" if folded else "▾"

    def body(self, text: str, width: int) -> list[Text]:
        """A text as wrapped lines."""
        if self.reading is Reading.LATEX:
            return self.wrap(Text(sanitize(text)), width)
        return self.wrap(Text(self.glyphs.shown(to_text(text).plain)), width)

    def wrap(self, text: Text, width: int) -> list[Text]:
        """A text's lines at a width."""
        return list(text.wrap(_MEASURE, max(8, width)))
