"""The map of skills: what is mastered alone, what with help, what is due; from here practice begins."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from tutor.lesson.practice import Wish
from tutor.render.bars import draw_bar
from tutor.render.glyphs import Glyphs
from tutor.render.progress_words import MASTERY_WORDS, gap_words, skill_words
from tutor.vocabulary.progress import Progress, SkillProgress

_BAR_COLUMNS = 10
_TITLE_COLUMNS = 24
_SELF_TEST_ITEMS = 10


@dataclass(frozen=True, slots=True)
class _Choice:
    wish: Wish
    words: Text


class SkillsScreen(Screen[Wish | None]):
    """Leaves with what is to be practised, None for nothing."""

    CSS = """
    SkillsScreen .heading { text-style: bold; padding: 0 1; height: auto; }
    SkillsScreen .told { color: $text-muted; padding: 0 1; height: auto; }
    SkillsScreen OptionList { border: none; height: 1fr; background: transparent; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "due", "due", tooltip="practise what is due today"),
        Binding("e", "self_test", "self-test", tooltip="ten problems without any help"),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, progress: Progress, glyphs: Glyphs) -> None:
        super().__init__()
        self._progress = progress
        self._glyphs = glyphs
        self._choices = list(self._all_choices())

    def compose(self) -> ComposeResult:
        yield Static("Practice", classes="heading", markup=False)
        yield Static(self._glyphs.styled(Text(self._standing())), classes="told", markup=False)
        yield OptionList(
            *(Option(self._glyphs.styled(choice.words)) for choice in self._choices), markup=False
        )
        yield Footer()

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[message.option_index].wish)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What there is nothing of is not offered."""
        if action == "due":
            return bool(self._progress.due_today)
        return self._progress.answers > 0 if action == "self_test" else True

    def action_due(self) -> None:
        """What is due, and nothing else."""
        self.dismiss(Wish(due_only=True))

    def action_self_test(self) -> None:
        """Without help."""
        self.dismiss(Wish(self_test=True, count=_SELF_TEST_ITEMS))

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)

    def _all_choices(self) -> Iterator[_Choice]:
        due = len(self._progress.due_today)
        yield _Choice(
            Wish(), Text(f"Mixed: what is due ({due}), then what is new" if due else "Mixed", "bold")
        )
        for skill in self._progress.skills:
            yield _Choice(Wish((skill.name,)), self._row(skill))

    def _row(self, skill: SkillProgress) -> Text:
        bar = draw_bar(skill.mastery, _BAR_COLUMNS, self._encoding) if skill.mastery else ""
        told = self._glyphs.separator.join(skill_words(skill))
        return Text.assemble(
            skill.title.ljust(_TITLE_COLUMNS), (bar.ljust(_BAR_COLUMNS), "green"), "  ", (told, "dim")
        )

    def _standing(self) -> str:
        """What was done so far, in a few lines."""
        progress = self._progress
        if not progress.answers:
            return "Nothing was practised yet. The bars will show what you can do alone."
        lines = [MASTERY_WORDS, *gap_words(progress.gap)]
        return "\n".join([*lines, *(["The weekly self-test is due (e)."] if progress.self_test_due else [])])

    @property
    def _encoding(self) -> str | None:
        return "ascii" if self._glyphs.ascii_only else None
