"""The top of the practice screen: which skill, which level, and the problem; a long one scrolls."""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from tutor.lesson.item import Item
from tutor.lesson.skills import SKILL_BY_NAME
from tutor.render.glyphs import Glyphs
from tutor.render.prose import to_text


class ItemHead(VerticalScroll):
    """One item, or a word on what is awaited."""

    DEFAULT_CSS = """
    ItemHead { height: auto; max-height: 50%; background: $panel; padding: 0 1; }
    ItemHead .about { color: $text-muted; }
    ItemHead .problem { text-style: bold; height: auto; }
    ItemHead .form { color: $text-accent; height: auto; }
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        yield Static("", classes="about", markup=False)
        yield Static("", classes="problem", markup=False)
        yield Static("", classes="form", markup=False)

    def show(self, item: Item, number: int, *, self_test: bool) -> None:
        """An item under its skill; `number` counts those of this sitting."""
        skill = SKILL_BY_NAME.get(item.skill)
        parts = [f"{number}", skill.title if skill else item.skill or "Your problem"]
        parts += [f"level {item.level}"] if skill else []
        parts += ["self-test: no help"] if self_test else []
        self._put(".about", Text(self._glyphs.separator.join(parts)))
        self._put(".problem", to_text(item.problem))
        self._put(".form", to_text(f"Asked for: {item.form}") if item.form else Text())
        self.scroll_home(animate=False)

    def say(self, words: str) -> None:
        """No item, but this."""
        self._put(".about", Text(words))
        self._put(".problem", Text())
        self._put(".form", Text())

    def _put(self, which: str, text: Text) -> None:
        part = self.query_one(which, Static)
        part.update(self._glyphs.styled(text))
        part.display = bool(text.plain)
