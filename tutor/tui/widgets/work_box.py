"""The student's own lines, and beside each what was found while it is typed."""

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static, TextArea

from tutor.lesson.own_work import CheckedEquality, OwnWork
from tutor.render.glyphs import Glyphs
from tutor.render.unicode_math import to_unicode
from tutor.vocabulary.verdict import Reason, VerdictStatus

_PAUSE_SECONDS = 0.6  # after the last key: a line half typed is no slip


class WorkBox(Vertical):
    """Hidden until it is asked for. Posts `Changed` when the student pauses."""

    DEFAULT_CSS = """
    WorkBox { display: none; height: auto; max-height: 60%; padding: 0 1; }
    WorkBox.-shown { display: block; }
    WorkBox TextArea {
        height: auto; min-height: 2; max-height: 8; border: none; padding: 0; background: $boost;
    }
    WorkBox Static { height: auto; }
    WorkBox .title { color: $text-muted; }
    """

    class Changed(Message):
        """The lines are other ones, and the student pauses."""

        def __init__(self, lines: str) -> None:
            super().__init__()
            self.lines = lines

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static("Your lines, one step each:", classes="title", markup=False)
        yield TextArea(soft_wrap=True, show_line_numbers=True, compact=True, tab_behavior="focus")
        yield Static("", classes="found", markup=False)

    @property
    def area(self) -> TextArea:
        return self.query_one(TextArea)

    def open(self) -> None:
        """Show it, and type there."""
        self.add_class("-shown")
        self.area.focus()

    def clear(self) -> None:
        """Empty and hidden, for another problem."""
        self.remove_class("-shown")
        self.area.load_text("")
        self.query_one(".found", Static).update("")

    @on(TextArea.Changed)
    def _wait(self) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE_SECONDS, self._tell)

    def _tell(self) -> None:
        if self.area.text.strip():
            self.post_message(self.Changed(self.area.text))
        else:
            self.query_one(".found", Static).update("")

    def show(self, work: OwnWork) -> None:
        """What was found; of a wrong line its slip by name. A witness may give the answer away."""
        wrong = work.wrong.line if work.wrong else None
        claims = [each for each in work.found if each.verdict.reason is not Reason.NOTHING_CLAIMED]
        lines = [self._line(each, wrong is not None and each.line > wrong) for each in claims]
        if work.wrong is not None:
            slip = work.slip.detail if work.slip else ""
            words = f"Line {work.wrong.line} is where it breaks. {slip}".rstrip()
            lines.append(Text(self._glyphs.shown(words), "bold"))
        elif work.unfitting is not None:
            answer = to_unicode(work.unfitting.answer)
            words = (
                f"No line is wrong by itself, but {answer} is not what is asked for. {work.unfitting.advice}"
            )
            lines.append(Text(self._glyphs.shown(words), "bold"))
        self.query_one(".found", Static).update(Text("\n").join(lines))

    def _line(self, found: CheckedEquality, carried_on: bool) -> Text:
        """A line with its mark; one that only follows from a wrong line has none: a tick would praise it."""
        status = found.verdict.status
        if carried_on and status is not VerdictStatus.BREAKS:
            return Text(self._glyphs.shown(f"  {found.line}  {to_unicode(found.statement)}"), "dim")
        words = f"{self._glyphs.badges[status]} {found.line}  {to_unicode(found.statement)}"
        if status is VerdictStatus.UNDECIDED:
            words += f"{self._glyphs.separator}can't tell"
        return Text(self._glyphs.shown(words), "" if status is VerdictStatus.BREAKS else "dim")
