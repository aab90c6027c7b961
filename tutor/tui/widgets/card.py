"""One step of the chain of thought as a foldable card: its lines at a width."""

from dataclasses import dataclass, field

from rich.text import Text

from tutor.render.glyphs import Glyphs
from tutor.render.prose import to_one_line
from tutor.render.wording import finding_words, findings
from tutor.tui.widgets.look import Look
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


@dataclass(slots=True)
class Card:
    """A step, finished (`checked`) or still growing (`text`).

    `folded` is what is shown; `kept_by_reader` says that the reader has folded or opened
    it, and then it stays so. `all_findings` shows every verdict, not only what breaks.
    """

    number: int
    section: Section
    text: str = ""
    checked: CheckedStep | None = None
    folded: bool = False
    kept_by_reader: bool = False
    all_findings: bool = False
    _lines: list[Text] = field(default_factory=list)
    _key: object = None

    def lines(self, width: int, look: Look) -> list[Text]:
        """The card's lines; the first is its headline. Kept until something of it changes."""
        verdict = self.checked.verdict if self.checked else None
        key = (width, look, self.folded, self.all_findings, verdict, self.text if not self.checked else "")
        if key != self._key:
            self._lines, self._key = self._lay_out(width, look), key
        return self._lines

    def height(self, width: int, look: Look) -> int:
        """How many lines it has. A folded card with nothing found is not laid out for that."""
        if self.folded and self.checked and not findings(self.checked, verbose=self.all_findings):
            return 1
        return len(self.lines(width, look))

    def _lay_out(self, width: int, look: Look) -> list[Text]:
        if self.checked is None:
            return self._growing(width, look)
        glyphs = look.glyphs
        margin = Text.assemble((f"{look.fold_mark(self.folded)} ", "muted"), (f"{self.number:>3}  ", "muted"))
        badge = self._badge(glyphs)
        room = max(8, width - _INDENT - (badge.cell_len + 2 if badge else 0))
        body = [_headline(self.checked.step.text, room, glyphs)] if self.folded else self._body(room, look)
        first = body[0].copy()
        first.truncate(room, pad=bool(badge))
        rows = [Text.assemble(margin, first, "  " if badge else "", badge)]
        rows += [Text.assemble(" " * _INDENT, line) for line in body[1:]]
        return [*rows, *self._findings(width, look)]

    def _growing(self, width: int, look: Look) -> list[Text]:
        body = look.body(self.text[-_GROWING_CHARACTERS:], width - _INDENT) or [
            Text(look.glyphs.shown("…"), "muted")
        ]
        margin = Text.assemble((f"{look.growing_mark} ", "accent"), (f"{self.number:>3}  ", "muted"))
        return [Text.assemble(" " * _INDENT if index else margin, line) for index, line in enumerate(body)]

    def _body(self, width: int, look: Look) -> list[Text]:
        assert self.checked is not None
        return look.body(self.checked.step.text, width) or [Text()]

    def _badge(self, glyphs: Glyphs) -> Text:
        if self.checked is None or self.checked.verdict is None:
            return Text()
        return Text(glyphs.badge(self.checked), _STYLES[self.checked.verdict.status])

    def _findings(self, width: int, look: Look) -> list[Text]:
        """What breaks, under the card even when it is folded; on demand all that was looked at."""
        assert self.checked is not None
        rows = []
        for verdict in findings(self.checked, verbose=self.all_findings):
            words = f"{look.glyphs.badges[verdict.status]} {look.glyphs.shown(finding_words(verdict))}"
            rows += look.wrap(Text(words, _STYLES[verdict.status]), width - _INDENT)
        return [Text.assemble(" " * _INDENT, row) for row in rows]


def _headline(text: str, width: int, glyphs: Glyphs) -> Text:
    """The first line that says something, cut to the width."""
    line = next((line for line in text.split("\n") if line.strip()), "")
    words = Text(glyphs.shown(to_one_line(line[:600])))
    words.truncate(width, overflow="crop" if glyphs.ascii_only else "ellipsis")
    return words
