"""What the keys do and what the marks mean, over the screen that was there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
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
_LEFT_COLUMNS = 12  # of a key or a mark

Row = tuple[str, str]


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
            yield Static(Group(*self._words()), markup=False)

    def _words(self) -> Iterator[RenderableType]:
        """All of it, section by section."""
        for heading, bindings in self._sections:
            yield from self._section(heading, self._keys(bindings))
        marks = [(self._glyphs.badges[status], words) for status, words in _MARKS.items()]
        yield from self._section("Marks of a step", [*marks, ("none", "there was nothing to check")])
        certificates = self._glyphs.certificates
        answers = [(f"{certificates[status]} {status.value}", words) for status, words in _ANSWERS.items()]
        yield from self._section("How an answer was checked", answers)

    def _section(self, heading: str, rows: Iterable[Row]) -> Iterator[RenderableType]:
        table = Table.grid(padding=(0, 1))
        table.add_column(min_width=_LEFT_COLUMNS, no_wrap=True)
        table.add_column(ratio=1)
        for left, right in rows:
            table.add_row(Text(self._glyphs.shown(left), "bold"), Text(self._glyphs.shown(right)))
        yield Text(heading, "bold underline")
        yield Padding(table, (0, 0, 1, 2))

    def _keys(self, bindings: Iterable[BindingType]) -> Iterator[Row]:
        for binding in bindings:
            if isinstance(binding, Binding) and binding.description:
                shown = binding.key_display or self.app.get_key_display(binding)
                yield shown, binding.tooltip or binding.description
