"""What the keys do and what the marks mean, over the screen that was there."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.render.glyphs import Glyphs
from tutor.vocabulary.verdict import CertificateStatus, VerdictStatus

_MARKS = {
    VerdictStatus.HOLDS: "sympy confirmed everything that this step claims (2/3: two of three claims)",
    VerdictStatus.BREAKS: "a claim of this step is false; the line below shows where",
    VerdictStatus.UNDECIDED: "there was something to check and it could not be decided",
}
_ANSWERS = {
    CertificateStatus.PROVED: "substituted back and complete, solved independently, or worked out exactly",
    CertificateStatus.SUPPORTED: "agrees with something in the problem, or branches agree; no proof",
    CertificateStatus.REFUTED: "wrong, with the line that shows it",
    CertificateStatus.UNCHECKED: "nothing is known about it, neither that it is right nor that it is wrong",
}
_WORDS = 12  # columns of a key or a mark


class HelpScreen(ModalScreen[None]):
    """Made from the bindings themselves, so that it tells what is so."""

    CSS = """
    HelpScreen { align: center middle; }
    HelpScreen VerticalScroll {
        width: 84; max-width: 96%; height: auto; max-height: 94%;
        background: $panel; border: round $primary; padding: 0 2;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q,enter", "dismiss", "Back")]

    def __init__(self, sections: Sequence[tuple[str, Iterable[BindingType]]], glyphs: Glyphs) -> None:
        """`sections` are headings with the bindings under them."""
        super().__init__()
        self._sections = sections
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(self.words(), markup=False)

    def words(self) -> Text:
        """All of it."""
        lines: list[Text] = []
        for heading, bindings in self._sections:
            lines += [Text(heading, "bold"), *self._keys(bindings), Text()]
        lines += [Text("Marks of a step", "bold")]
        lines += [_row(self._glyphs.badges[status], words) for status, words in _MARKS.items()]
        lines += [
            _row("none", "there was nothing to check"),
            Text(),
            Text("How an answer was checked", "bold"),
        ]
        lines += [
            _row(f"{self._glyphs.certificates[status]} {status.value}", words)
            for status, words in _ANSWERS.items()
        ]
        shown = Text("\n").join(lines)
        return Text(self._glyphs.shown(shown.plain)) if self._glyphs.ascii_only else shown

    def _keys(self, bindings: Iterable[BindingType]) -> list[Text]:
        rows = []
        for binding in bindings:
            if isinstance(binding, Binding) and binding.description:
                shown = binding.key_display or self.app.get_key_display(binding)
                rows.append(_row(shown, binding.tooltip or binding.description))
        return rows


def _row(left: str, right: str) -> Text:
    return Text.assemble("  ", (left.ljust(_WORDS), "bold"), " ", right)
