"""How cards are drawn: the signs at hand and the notation of their mathematics."""

from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from tutor.render.body import Notation, body_lines
from tutor.render.glyphs import UNICODE, Glyphs

_MEASURE = Console(width=80, color_system=None, legacy_windows=False)


@dataclass(frozen=True)
class Drawing:
    """What decides how a text is drawn, beside its width."""

    glyphs: Glyphs = UNICODE
    notation: Notation = Notation.READABLE

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
        """A text as rows of at most so many columns."""
        return body_lines(text, width, self.glyphs, notation=self.notation)

    def wrap(self, text: Text, width: int) -> list[Text]:
        """A text's lines at a width."""
        return list(text.wrap(_MEASURE, max(8, width)))
