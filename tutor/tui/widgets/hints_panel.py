"""The hints taken so far, the oldest first. It says nothing of how many there are: that invites clicking."""

from collections.abc import Sequence

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from tutor.lesson.hints.ladder import Rung
from tutor.lesson.item import Item, answer_in_prose
from tutor.render.glyphs import Glyphs
from tutor.render.prose import to_text


class HintsPanel(VerticalScroll):
    """Hidden until the first hint."""

    DEFAULT_CSS = """
    HintsPanel { display: none; height: auto; max-height: 50%; padding: 0 1; border-left: thick $accent; }
    HintsPanel.-shown { display: block; }
    HintsPanel Static { height: auto; }
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def show(self, rungs: Sequence[Rung]) -> None:
        """These hints, the newest in sight."""
        self.remove_children()
        self.set_class(bool(rungs), "-shown")
        for rung in rungs:
            text = Text.assemble((f"{rung.kind.value.capitalize()}: ", "bold"), to_text(rung.text))
            self.mount(Static(self._glyphs.styled(text), markup=False))
        self.scroll_end(animate=False)

    def review(self, missed: Sequence[Item]) -> None:
        """What was not right, with its answer, once the sitting is over."""
        self.remove_children()
        self.set_class(bool(missed), "-shown")
        for item in missed:
            answer = to_text(answer_in_prose(item.answer)).plain if item.answer else ""
            text = Text.assemble(to_text(item.problem), "  ", (answer, "bold"))
            self.mount(Static(self._glyphs.styled(text), markup=False))

    def say(self, words: str) -> None:
        """Why there is no hint, or that one is being looked for."""
        self.remove_children()
        self.add_class("-shown")
        self.mount(Static(Text(words, "dim"), markup=False))
