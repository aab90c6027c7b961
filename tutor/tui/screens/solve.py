"""Ask, watch, steer: the chain of thought of one problem, its checks, its answer."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Static

from models.errors import ModelError
from tutor.render.glyphs import Glyphs
from tutor.render.prose import to_text
from tutor.tui.session import Run
from tutor.tui.widgets.answer_panel import AnswerPanel
from tutor.tui.widgets.ask_box import AskBox
from tutor.tui.widgets.drawing import Drawing
from tutor.tui.widgets.graph_view import GraphView
from tutor.tui.widgets.preview_line import PreviewLine
from tutor.tui.widgets.status_line import StatusLine
from tutor.tui.widgets.steps_view import StepsView
from tutor.tui.widgets.welcome import Welcome
from tutor.vocabulary.conversation import Conversation
from tutor.vocabulary.errors import TutorError
from tutor.vocabulary.events import (
    AnswerDelta,
    Answered,
    Event,
    Finished,
    Known,
    Replied,
    Solution,
    Started,
    ThinkingDelta,
    Trimmed,
)
from tutor.vocabulary.graph import Graph, Range
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.turn import Question

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp

_PLACEHOLDER = "Type or paste a problem, then Enter. ↑ brings earlier ones back."
_FRAME_SECONDS = 1 / 8  # drawing takes processor time from the model, and nobody reads faster
_LEAST_VOTES = 4
_GRAPH_COLUMNS = 90  # a narrower screen shows the steps or the graph, not both


@dataclass(frozen=True, slots=True)
class Asking:
    """The next text of the input is a question: about this step, None for the whole solution."""

    step: int | None


class SolveScreen(Screen[None]):
    """The main screen. It shows the events of a run as they come; nothing else changes what it shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "answer_now", "answer now", tooltip="end the thinking and write the answer"),
        Binding("space", "pause", "pause", tooltip="stand still, or go on"),
        Binding("escape", "stop", "stop", key_display="Esc", tooltip="stop and keep what is there"),
        Binding("n", "new", "new", tooltip="ask something else"),
        Binding("r", "retry", "again", tooltip="the same problem with another seed"),
        Binding("v", "vote", "vote", tooltip="several branches answer, the most common answer counts"),
        Binding("f", "follow_up", "follow up", tooltip="ask about the selected step, or about the whole"),
        Binding("p", "graph", "plot", tooltip="show or hide the graph of the problem"),
        Binding("l", "notation", "view", tooltip="readable mathematics, LaTeX, or plain"),
        Binding("h", "app.history", "history"),
        Binding("m", "app.models", "models"),
        Binding("s", "app.settings", "settings"),
        Binding("question_mark", "app.help", "help", key_display="?"),
        Binding("y", "copy", "copy", show=False),
    ]
    AUTO_FOCUS = "AskBox"

    app: "TutorApp"

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self.glyphs = glyphs
        self.problem: Problem | None = None
        self.solution: Solution | None = None
        self.conversation: Conversation | None = None
        self._asks_about: Asking | None = None
        self._run: Run | None = None
        self._written = ""
        self._paused = False
        self._frames: Timer | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom: the question, the steps, the answer, figures, keys."""
        yield Static("", id="question", markup=False)
        yield AskBox(placeholder=_PLACEHOLDER)
        yield PreviewLine(self.glyphs)
        with Horizontal(id="middle"):
            yield Welcome(self.glyphs)
            yield StepsView(Drawing(self.glyphs))
            yield GraphView()
        yield AnswerPanel(self.glyphs)
        yield StatusLine(self.glyphs)
        yield Footer()

    def on_mount(self) -> None:
        """Nothing moves until something runs."""
        self.question.display = False
        self.graph.display = self.steps.display = False
        self._frames = self.set_interval(_FRAME_SECONDS, self._take, pause=True)

    # parts

    @property
    def question(self) -> Static:
        return self.query_one("#question", Static)

    @property
    def ask(self) -> AskBox:
        return self.query_one(AskBox)

    @property
    def steps(self) -> StepsView:
        return self.query_one(StepsView)

    @property
    def answer(self) -> AnswerPanel:
        return self.query_one(AnswerPanel)

    @property
    def status(self) -> StatusLine:
        return self.query_one(StatusLine)

    @property
    def graph(self) -> GraphView:
        return self.query_one(GraphView)

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._run is not None

    def put_glyphs(self, glyphs: Glyphs) -> None:
        """Draw everything with other signs from now on."""
        self.glyphs = self.answer.glyphs = self.status.glyphs = self.preview.glyphs = glyphs
        self.steps.set_drawing(replace(self.steps.drawing, glyphs=glyphs))
        self.graph.ascii_only = glyphs.ascii_only
        if self.problem:
            self._draw_question(self.problem)
        if self.solution:
            self.answer.show_solution(self.solution)
            self.status.finish(self.solution)
        self.query_one(Footer).refresh(recompose=True)

    # the input

    @property
    def preview(self) -> PreviewLine:
        return self.query_one(PreviewLine)

    def on_text_area_changed(self) -> None:
        """Show how the text will be understood."""
        if self.app.settings.preview and self.ask.display:
            self.preview.look_at(self.ask.text)

    def on_ask_box_completing(self) -> None:
        """Take the suggestion, else let the focus go on as Tab does."""
        if self.preview.suggestion:
            self.ask.replace_text(self.preview.suggestion.text)
        else:
            self.focus_next()

    def on_preview_line_taken(self, message: PreviewLine.Taken) -> None:
        """The suggestion was clicked."""
        self.ask.replace_text(message.text)

    # a run

    def on_ask_box_sent(self, message: AskBox.Sent) -> None:
        """A problem was sent, or a question about the solution."""
        asking, self._asks_about = self._asks_about, None
        if asking and self.conversation and not self.running:
            self.ask_about(Question(message.text, asking.step))
        else:
            self.begin(Problem(message.text))

    def ask_about(self, question: Question) -> None:
        """Put a question about the solution to the model; the reply follows the steps that are there."""
        if self.conversation is None or not self.app.session.engine:
            return
        self._show_question(self.conversation.problem)
        self.steps.open_reply(question.text)
        self._run = self.app.session.ask_about(self.conversation, question)
        self._paused = False
        self._resume_frames()

    def on_welcome_picked(self, message: Welcome.Picked) -> None:
        """One of the examples was chosen."""
        self.begin(Problem(message.problem))

    def begin(self, problem: Problem, *, seed: int | None = None, votes: int | None = None) -> None:
        """Put a problem to the model; without one, say what is missing."""
        if self.running:
            return
        if not self.app.session.engine:
            self.app.wait_for_model(lambda: self.begin(problem, seed=seed, votes=votes))
            return
        self.problem, self.solution, self.conversation = problem, None, None
        self._written = ""
        self._clear()
        self._run = self.app.session.solve(problem, seed=seed, votes=votes)
        self._paused = False
        self._resume_frames()

    def show_past(self, events: Sequence[Event]) -> None:
        """Show a run of the past as it ended, and ask what the student wants to know about it."""
        if self.running:
            self.notify("Stop what runs first.", timeout=2)
            return
        self.problem, self.solution, self.conversation = None, None, None
        self._written = ""
        self._clear()
        with self.app.batch_update():
            for event in joined(events):
                self.show(event)
        self.steps.end()
        self.action_follow_up()

    def _clear(self) -> None:
        self.steps.clear()
        self.answer.clear()
        self.query_one(Welcome).display = False
        self.graph.graph = None
        self.graph.display, self.steps.display = False, True

    def _resume_frames(self) -> None:
        if self._frames:
            self._frames.resume()
        self.refresh_bindings()

    def _take(self) -> None:
        """One frame: whatever has come since the last one."""
        run = self._run
        if run is None:
            return
        try:
            events = run.take()
        except (TutorError, ModelError) as error:
            self.answer.show_fault(error.message, error.hint)
            self._over()
            return
        with self.app.batch_update():
            for event in joined(events):
                self.show(event)
        if run.ended:
            self._over()

    def _over(self) -> None:
        self._run = None
        self.steps.end()
        if fault := self.app.session.take_history_fault():
            self.notify(f"This run is not kept as a whole: {fault}", severity="warning", markup=False)
        if self._frames:
            self._frames.pause()
        self.refresh_bindings()

    def show(self, event: Event) -> None:
        """Show one event, live or of a run of the past."""
        self.steps.show(event)
        self.status.show(event)
        match event:
            case Known():
                self._show_question(event.problem)
                self.answer.show_answer(event.answer, event.certificate)
            case Started():
                self._show_question(event.problem)
            case AnswerDelta():
                self._written += event.text
            case Answered() if self.conversation is None:
                self.answer.show_answer(event.answer, None)
            case Trimmed():
                self.notify(f"The model no longer sees the oldest {event.dropped} of your questions.")
            case Replied() if self.conversation:
                self.conversation = self.conversation.with_turn(event.turn)
            case Finished():
                self._finish(event.solution)

    def _finish(self, solution: Solution) -> None:
        """A run is over: that of the problem, or of a question about it, which leaves the answer alone."""
        if self.conversation is not None:
            return
        self.solution = solution
        self.answer.show_solution(solution)
        if self.problem:
            self.conversation = Conversation(self.problem, solution, written=self._written)
        self.ask_for_graph()

    def _show_question(self, problem: Problem) -> None:
        self.problem = problem
        self.ask.display = False
        self.preview.look_at("")
        self.question.display = True
        self._draw_question(problem)
        self.steps.focus()

    def _draw_question(self, problem: Problem) -> None:
        shown = to_text(problem.text)
        self.question.update(Text(self.glyphs.shown(shown.plain)) if self.glyphs.ascii_only else shown)

    # keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The footer shows the keys that work now."""
        needs_run = action in ("answer_now", "pause")
        needs_rest = action in ("new", "retry", "vote", "follow_up")
        if needs_run:
            return self.running
        if needs_rest:
            return not self.running and (self.problem is not None or action == "new")
        if action == "stop":
            return self.running
        return True

    def action_answer_now(self) -> None:
        """End the thinking and ask for the answer."""
        if self._run:
            self._paused = False
            self._run.steering.answer_now()
            self.status.say("asked for the answer")

    def action_pause(self) -> None:
        """Stand still, or go on."""
        if self._run is None:
            return
        self._paused = not self._paused
        if self._paused:
            self._run.steering.pause()
        else:
            self._run.steering.resume()
        self.status.say("paused" if self._paused else "")

    def action_stop(self) -> None:
        """End the run; what is there stays."""
        if self._run:
            self._run.stop()

    def action_new(self) -> None:
        """Ask something else."""
        self._asks_about = None
        self.ask.placeholder = _PLACEHOLDER
        self.question.display = False
        self.ask.display = True
        self.ask.load_text("")
        self.ask.focus()

    def on_ask_box_left(self) -> None:
        """Back to the steps that are there, or to the examples."""
        self._asks_about = None
        if self.problem is not None:
            self._show_question(self.problem)
        else:
            self.query_one(Welcome).focus()

    def action_follow_up(self) -> None:
        """Ask about the selected step, or about the whole solution."""
        if self.conversation is None or self.running:
            return
        card = self.steps.cards[self.steps.selected] if self.steps.selected is not None else None
        step = card.number if card and card.checked and not card.reply else None
        self._asks_about = Asking(step)
        about = f"step {step}" if step else "this solution"
        self.question.display = False
        self.ask.display = True
        self.ask.load_text("")
        self.ask.placeholder = f"Your question about {about}. Esc goes back."
        self.ask.focus()

    def action_retry(self) -> None:
        """The same problem with another seed."""
        if self.problem and not self.running:
            self.begin(self.problem)

    def action_vote(self) -> None:
        """The same problem by several branches."""
        if self.problem and not self.running:
            self.begin(self.problem, votes=max(_LEAST_VOTES, self.app.settings.votes))

    def action_notation(self) -> None:
        """The next view of the same text."""
        self.notify(f"{self.steps.turn_notation().value} view", timeout=1.5)

    def action_graph(self) -> None:
        """Show or hide the graph of the problem."""
        if self.graph.display:
            self.graph.display, self.steps.display = False, True
            self.steps.focus()
        else:
            self.ask_for_graph(show=True)

    def on_graph_view_range_wanted(self, message: GraphView.RangeWanted) -> None:
        """Another part of the axis is to be seen."""
        self.ask_for_graph(message.x_range, show=True)

    def ask_for_graph(self, x_range: Range | None = None, *, show: bool = False) -> None:
        """Have the worker compute the graph; `show` brings it up on little room too."""
        problem = self.problem
        if problem is None:
            return
        answer = self.solution.answer.text if self.solution and self.solution.answer else ""
        future = self.app.session.checker.graph_soon(problem, answer, x_range)

        def arrived(done: "Future[Graph | None]") -> None:
            if not done.cancelled() and done.exception() is None:
                self.app.call_later(self._show_graph, problem, done.result(), x_range, show)

        future.add_done_callback(arrived)

    def _show_graph(self, problem: Problem, graph: Graph | None, x_range: Range | None, show: bool) -> None:
        if problem is not self.problem:
            return
        if graph is None:
            if show:
                self.notify("There is nothing to draw for this problem.", timeout=2)
            return
        self.graph.graph = graph
        self.graph.shown_range = x_range
        self.graph.ascii_only = self.glyphs.ascii_only
        if show or self.app.size.width >= _GRAPH_COLUMNS:
            self.graph.display = True
            self.graph.set_class(self.app.size.width < _GRAPH_COLUMNS, "-alone")
            self.steps.display = self.app.size.width >= _GRAPH_COLUMNS

    def action_copy(self) -> None:
        """The answer as LaTeX to the clipboard."""
        if self.solution and self.solution.answer:
            self.app.copy_to_clipboard(self.solution.answer.text)
            self.notify("answer copied", timeout=1.5)


def joined(events: Sequence[Event]) -> list[Event]:
    """The same events with neighbouring pieces of text put together: a frame lays a text out once."""
    found: list[Event] = []
    for event in events:
        last = found[-1] if found else None
        if isinstance(event, ThinkingDelta) and isinstance(last, ThinkingDelta):
            found[-1] = ThinkingDelta(last.text + event.text)
        elif isinstance(event, AnswerDelta) and isinstance(last, AnswerDelta):
            found[-1] = AnswerDelta(last.text + event.text)
        else:
            found.append(event)
    return found
