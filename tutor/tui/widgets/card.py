"""One step of the chain of thought as a foldable card: its lines at a width."""

from dataclasses import dataclass, field

from rich.text import Text

from tutor.render.glyphs import Glyphs
from tutor.render.prose import to_one_line
from tutor.render.wording import finding_words, findings
from tutor.tui.widgets.drawing import Drawing
from tutor.vocabulary.events import CheckedStep
from tutor.vocabulary.step import Section
from tutor.vocabulary.verdict import VerdictStatus

_INDENT = 7  # columns of the fold mark and the number
_STYLES = {
    VerdictStatus.HOLDS: "holds",
    VerdictStatus.FOLLOWS: "holds",
    VerdictStatus.BREAKS: "breaks",
    VerdictStatus.UNDECIDED: "undecided",
}
# of a step that is still being written, what is laid out anew for each frame
_GROWING_CHARACTERS = 1_500
_HEADLINE_CHARACTERS = 500


@dataclass(slots=True)
class Card:
    """A step, finished (`checked`) or still growing (`text`).

    `folded` is what is shown; `kept_by_reader` says that the reader has folded or opened
    it, and then it stays so. `all_findings` shows every verdict, not only what breaks.
    `reply` tells a step of a reply to a later question; `question` stands above its first one.
    """

    number: int
    section: Section
    text: str = ""
    checked: CheckedStep | None = None
    folded: bool = False
    kept_by_reader: bool = False
    all_findings: bool = False
    reply: bool = False
    question: str = ""
    rows_above: int = 0
    _lines: list[Text] = field(default_factory=list)
    _key: object = None

    def lines(self, width: int, drawing: Drawing) -> list[Text]:
        """The card's lines; the first is its headline. Kept until something of it changes."""
        verdict = self.checked.verdict if self.checked else None
        key = (width, drawing, self.folded, self.all_findings, verdict, self.text if not self.checked else "")
        if key != self._key:
            self._lines, self._key = self._lay_out(width, drawing), key
        return self._lines

    def height(self, width: int, drawing: Drawing) -> int:
        """How many lines it has. A folded card with nothing found is not laid out for that."""
        plain = self.folded and not self.question
        if plain and self.checked and not findings(self.checked, verbose=self.all_findings):
            return 1
        return len(self.lines(width, drawing))

    def _lay_out(self, width: int, drawing: Drawing) -> list[Text]:
        above: list[Text] = []
        if self.question:
            asked = drawing.glyphs.shown(to_one_line(self.question))
            above = [Text(), *drawing.wrap(Text(asked, "accent"), width)]
        self.rows_above = len(above)
        return [*above, *self._own_lines(width, drawing)]

    def _own_lines(self, width: int, drawing: Drawing) -> list[Text]:
        if self.checked is None:
            return self._growing(width, drawing)
        glyphs = drawing.glyphs
        margin = Text.assemble(
            (f"{drawing.fold_mark(self.folded)} ", "muted"), (f"{self.number:>3}  ", "muted")
        )
        badge = self._badge(glyphs)
        room = max(8, width - _INDENT - (badge.cell_len + 2 if badge else 0))
        body = [_headline(self.checked.step.text, room, glyphs)] if self.folded else self._body(room, drawing)
        first = body[0].copy()
        first.truncate(room, pad=bool(badge))
        rows = [Text.assemble(margin, first, "  " if badge else "", badge)]
        rows += [Text.assemble(" " * _INDENT, line) for line in body[1:]]
        return [*rows, *self._findings(width, drawing)]

    def _growing(self, width: int, drawing: Drawing) -> list[Text]:
        body = drawing.body(self.text[-_GROWING_CHARACTERS:], width - _INDENT) or [
            Text(drawing.glyphs.shown("…"), "muted")
        ]
        margin = Text.assemble((f"{drawing.growing_mark} ", "accent"), (f"{self.number:>3}  ", "muted"))
        return [Text.assemble(" " * _INDENT if index else margin, line) for index, line in enumerate(body)]

    def _body(self, width: int, drawing: Drawing) -> list[Text]:
        assert self.checked is not None
        return drawing.body(self.checked.step.text, width) or [Text()]

    def _badge(self, glyphs: Glyphs) -> Text:
        if self.checked is None or self.checked.verdict is None:
            return Text()
        return Text(glyphs.badge(self.checked), _STYLES[self.checked.verdict.status])

    def _findings(self, width: int, drawing: Drawing) -> list[Text]:
        """What breaks, under the card even when it is folded; on demand all that was looked at."""
        assert self.checked is not None
        rows = []
        for verdict in findings(self.checked, verbose=self.all_findings):
            words = f"{drawing.glyphs.badges[verdict.status]} {drawing.glyphs.shown(finding_words(verdict))}"
            rows += drawing.wrap(Text(words, _STYLES[verdict.status]), width - _INDENT)
        return [Text.assemble(" " * _INDENT, row) for row in rows]


def _headline(text: str, width: int, glyphs: Glyphs) -> Text:
    """The beginning of the text on one line, cut to the width."""
    words = Text(glyphs.shown(to_one_line(text[:_HEADLINE_CHARACTERS])))
    words.truncate(width, overflow="crop" if glyphs.ascii_only else "ellipsis")
    return words
