"""Under the input: its formulas as they will be understood, where reading stops, what was perhaps meant."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from tutor.render.glyphs import UNICODE, Glyphs
from tutor.render.safe import sanitize
from tutor.render.unicode_math import to_unicode

if TYPE_CHECKING:
    from tutor.lesson.preview import Preview, Suggestion

_PAUSE_SECONDS = 0.12  # after the last key; a fast typist is not followed letter by letter
_AROUND = 12  # characters of the text shown before the place where reading stopped
_MOST_FORMULAS = 6


class PreviewLine(Static):
    """Empty for a text without mathematics. `suggestion` is what the key takes, None for nothing."""

    DEFAULT_CSS = """
    PreviewLine { height: auto; max-height: 4; padding: 0 1; display: none; }
    PreviewLine.-shown { display: block; }
    """

    class Taken(Message):
        """The suggestion was clicked."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, glyphs: Glyphs = UNICODE) -> None:
        super().__init__("", markup=False)
        self.glyphs = glyphs
        self.suggestion: Suggestion | None = None
        self._text = ""
        self._timer: Timer | None = None

    def look_at(self, text: str) -> None:
        """Preview a text soon, unless another comes before."""
        self._text = text
        if self._timer:
            self._timer.stop()
        if not text.strip():
            self._show([], None)
            return
        self._timer = self.set_timer(_PAUSE_SECONDS, lambda: self._preview(text))

    def _preview(self, text: str) -> None:
        from tutor.lesson.preview import preview  # the first paint has no need of it

        if text == self._text:  # a timer that has run out can't be stopped any more
            self.show_preview(preview(text))

    def show_preview(self, found: "Preview") -> None:
        """Show what was understood and what was not."""
        lines = []
        understood = [to_unicode(each.shown) for each in found.formulas if each.shown]
        if understood:
            more = " …" if len(understood) > _MOST_FORMULAS else ""
            shown = self.glyphs.separator.join(understood[:_MOST_FORMULAS]) + more
            lines.append(Text.assemble(("understood: ", "dim"), shown))
        # an operator at the end is no slip while one types
        for stop in [each for each in found.slips if not each.unfinished][:1]:
            before = sanitize(found.text[max(0, stop.position - _AROUND) : stop.position]).replace("\n", " ")
            place = f" (after “{before}”)" if before.strip() else ""
            lines.append(Text(f"{stop.message}{place}"))
        suggestion = next(iter(found.suggestions), None)
        if suggestion is None:
            doubtful = (each.alternatives for each in found.formulas)
            suggestion = next((each for group in doubtful for each in group), None)
        if suggestion is not None:
            shown = " ".join(sanitize(suggestion.text).split())
            lines.append(Text.assemble(("did you mean ", "dim"), (shown, "bold"), ("?  Tab takes it", "dim")))
        self._show(lines, suggestion)

    def on_click(self) -> None:
        """A click takes the suggestion, as the key does."""
        if self.suggestion:
            self.post_message(self.Taken(self.suggestion.text))

    def _show(self, lines: list[Text], suggestion: "Suggestion | None") -> None:
        self.suggestion = suggestion
        self.set_class(bool(lines), "-shown")
        shown = Text("\n").join(lines)
        self.update(self.glyphs.styled(shown))
