"""The top of the main screen: the problem that is shown, or the input with its preview in its place."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from tutor.render.glyphs import Glyphs
from tutor.render.prose import to_text
from tutor.tui.widgets.ask_box import AskBox
from tutor.tui.widgets.preview_line import PreviewLine
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.turn import Question

_PLACEHOLDER = "Type or paste a problem, then Enter. ↑ brings earlier ones back."


@dataclass(frozen=True, slots=True)
class _Asking:
    """The next text of the input is a question: about this step, None for the whole solution."""

    step: int | None


class AskPanel(Vertical):
    """Knows whether a problem or a question about a solution is being typed."""

    DEFAULT_CSS = """
    AskPanel { height: auto; }
    AskPanel #question { height: auto; max-height: 8; padding: 0 1; background: $panel; text-style: bold; }
    AskPanel AskBox { background: $panel; }
    """

    class Asked(Message):
        """A problem was sent."""

        def __init__(self, problem: Problem) -> None:
            super().__init__()
            self.problem = problem

    class Questioned(Message):
        """A question about the solution was sent."""

        def __init__(self, question: Question) -> None:
            super().__init__()
            self.question = question

    class Learning(Message):
        """Hints are wanted for a problem."""

        def __init__(self, problem: Problem) -> None:
            super().__init__()
            self.problem = problem

    class Left(Message):
        """The input was left without sending anything."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._shown: Problem | None = None
        self._asking: _Asking | None = None
        self.previews = True

    def compose(self) -> ComposeResult:
        """Either the question or the input is to be seen."""
        yield Static("", id="question", markup=False)
        yield AskBox(placeholder=_PLACEHOLDER)
        yield PreviewLine(self._glyphs)

    def on_mount(self) -> None:
        """The input first."""
        self.question.display = False

    @property
    def question(self) -> Static:
        return self.query_one("#question", Static)

    @property
    def box(self) -> AskBox:
        return self.query_one(AskBox)

    @property
    def preview(self) -> PreviewLine:
        return self.query_one(PreviewLine)

    def put_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with other signs from now on."""
        self._glyphs = self.preview.glyphs = glyphs
        if self._shown:
            self._draw(self._shown)

    def show_problem(self, problem: Problem) -> None:
        """The problem in place of the input."""
        self._shown, self._asking = problem, None
        self.box.display = False
        self.preview.look_at("")
        self.question.display = True
        self._draw(problem)

    def ask_anew(self) -> None:
        """An empty input for a problem."""
        self._open(None, _PLACEHOLDER)

    def ask_about(self, step: int | None) -> None:
        """An empty input for a question about a step, or about the whole."""
        about = f"step {step}" if step else "this solution"
        self._open(_Asking(step), f"Your question about {about}. Esc goes back.")

    def _open(self, asking: _Asking | None, placeholder: str) -> None:
        self._asking = asking
        self.question.display = False
        self.box.display = True
        self.box.load_text("")
        self.box.placeholder = placeholder
        self.box.focus()

    def _draw(self, problem: Problem) -> None:
        self.question.update(self._glyphs.styled(to_text(problem.text)))

    @on(TextArea.Changed)
    def _show_preview(self) -> None:
        """How the text will be understood."""
        if self.previews and self.box.display:
            self.preview.look_at(self.box.text)

    @on(AskBox.Completing)
    def _complete(self) -> None:
        """Take the suggestion, else let the focus go on as Tab does."""
        if self.preview.suggestion:
            self.box.replace_text(self.preview.suggestion.text)
        else:
            self.screen.focus_next()

    @on(PreviewLine.Taken)
    def _take(self, message: PreviewLine.Taken) -> None:
        """The suggestion was clicked."""
        self.box.replace_text(message.text)

    @on(AskBox.Sent)
    def _sent(self, message: AskBox.Sent) -> None:
        asking, self._asking = self._asking, None
        if asking:
            self.post_message(self.Questioned(Question(message.text, asking.step)))
        else:
            self.post_message(self.Asked(Problem(message.text)))

    @on(AskBox.Learning)
    def _learn(self, message: AskBox.Learning) -> None:
        if self._asking is None:
            self.post_message(self.Learning(Problem(message.text)))

    @on(AskBox.Left)
    def _left(self) -> None:
        self._asking = None
        self.post_message(self.Left())
