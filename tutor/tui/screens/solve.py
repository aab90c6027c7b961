"""Ask, watch, steer: the chain of thought of one problem, its checks, its answer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer

from models.errors import ModelError
from tutor.render.glyphs import Glyphs
from tutor.tui.joining import joined
from tutor.tui.session import Run
from tutor.tui.widgets.answer_panel import AnswerPanel
from tutor.tui.widgets.ask_box import AskBox
from tutor.tui.widgets.ask_panel import AskPanel
from tutor.tui.widgets.graph_view import GraphView
from tutor.tui.widgets.solution_body import SolutionBody
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
    Trimmed,
)
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.turn import Question

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp

_FRAME_SECONDS = 1 / 16
# a slow model is drawn at every second frame: drawing takes time from it. Of a fast one so much would
# come in that time that keys wait while it is laid out
_SLOW_EVENTS = 8
_LEAST_VOTES = 4


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
        Binding(
            "i", "hint", "hint", tooltip="hints for this problem, its answer last; your own lines checked"
        ),
        Binding("t", "app.practice", "practice", tooltip="problems to practise, by what is due"),
        Binding("question_mark", "app.help", "help", key_display="?"),
        Binding("h", "app.history", "history"),
        Binding("m", "app.models", "models"),
        Binding("s", "app.settings", "settings"),
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
        self._run: Run | None = None
        self._written = ""
        self._paused = False
        self._drawn_events = 0
        self._left_out = False
        self._frames: Timer | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom: the question, the steps, the answer, figures, keys."""
        yield AskPanel(self.glyphs)
        yield SolutionBody(self.glyphs)
        yield AnswerPanel(self.glyphs)
        yield StatusLine(self.glyphs)
        yield Footer()

    def on_mount(self) -> None:
        """Nothing moves until something runs."""
        self.panel.previews = self.app.settings.preview
        self._frames = self.set_interval(_FRAME_SECONDS, self._take, pause=True)

    # parts

    @property
    def panel(self) -> AskPanel:
        return self.query_one(AskPanel)

    @property
    def ask(self) -> AskBox:
        return self.panel.box

    @property
    def body(self) -> SolutionBody:
        return self.query_one(SolutionBody)

    @property
    def steps(self) -> StepsView:
        return self.body.steps

    @property
    def answer(self) -> AnswerPanel:
        return self.query_one(AnswerPanel)

    @property
    def status(self) -> StatusLine:
        return self.query_one(StatusLine)

    @property
    def graph(self) -> GraphView:
        return self.body.graph

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._run is not None

    def put_glyphs(self, glyphs: Glyphs) -> None:
        """Draw everything with other signs from now on."""
        self.glyphs = self.answer.glyphs = self.status.glyphs = glyphs
        self.panel.put_glyphs(glyphs)
        self.body.put_glyphs(glyphs)
        if self.solution:
            self.answer.show_solution(self.solution)
            self.status.finish(self.solution)
        self.query_one(Footer).refresh(recompose=True)

    # a run

    def on_ask_panel_asked(self, message: AskPanel.Asked) -> None:
        """A problem was sent, or a greeting, which gets its answer at once."""
        from tutor.lesson.small_talk import small_talk  # the first paint has no need of it

        if reply := small_talk(message.problem.text):
            self.answer.say(reply)
            self.panel.ask_anew()
        else:
            self.begin(message.problem)

    def on_ask_panel_learning(self, message: AskPanel.Learning) -> None:
        """Hints are wanted for a problem, not its answer."""
        self.app.school.teach(message.problem)

    def on_welcome_practice(self) -> None:
        """Practice was chosen on the start screen."""
        self.app.school.open_map()

    def on_ask_panel_questioned(self, message: AskPanel.Questioned) -> None:
        """A question about the solution was sent."""
        self.ask_about(message.question)

    def ask_about(self, question: Question) -> None:
        """Put a question about the solution to the model; the reply follows the steps that are there."""
        if self.conversation is None or self.running or not self.app.session.engine:
            return
        problem = self.conversation.problem
        question = replace(question, lines=self.app.school.own_lines(problem))
        self._show_problem(problem)
        self.steps.open_reply(question.text)
        self._watch(self.app.session.ask_about(self.conversation, question))

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
        self._clear()
        self._show_problem(problem)
        self._watch(self.app.session.solve(problem, seed=seed, votes=votes))

    def show_past(self, events: Sequence[Event]) -> None:
        """Show a run of the past as it ended, and ask what the student wants to know about it."""
        if self.running:
            self.notify("Stop what runs first.", timeout=2)
            return
        self._clear()
        with self.app.batch_update():
            for event in joined(events):
                self.show(event)
        self.action_follow_up()

    def _clear(self) -> None:
        """Nothing is shown, and nothing known of what was."""
        self.problem, self.solution, self.conversation = None, None, None
        self._written = ""
        self.body.clear()
        self.answer.clear()

    def _watch(self, run: Run) -> None:
        """Show a run as it goes on."""
        self._run, self._paused = run, False
        if self._frames:
            self._frames.resume()
        self.refresh_bindings()

    def _take(self) -> None:
        """One frame: whatever has come since the last one."""
        run = self._run
        if run is None:
            return
        self._left_out = self._drawn_events <= _SLOW_EVENTS and not self._left_out
        if self._left_out:
            return
        try:
            events = run.take()
        except (TutorError, ModelError) as error:
            self.answer.show_fault(error.message, error.hint)
            self._over()
            return
        self._drawn_events = len(events)
        with self.app.batch_update():
            for event in joined(events):
                self.show(event)
        if run.ended:
            self._over()

    def _over(self) -> None:
        self._run = None
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
                self._show_problem(event.problem)
                self.answer.show_answer(event.answer, event.certificate)
            case Started():
                self._show_problem(event.problem)
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
            answer = solution.answer.text if solution.answer else ""
            self.body.draw_graph(self.problem, answer, self.app.session.checker)

    def _show_problem(self, problem: Problem) -> None:
        self.problem = problem
        self.panel.show_problem(problem)
        self.steps.focus()

    # keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The footer shows the keys that work now."""
        needs_run = action in ("answer_now", "pause")
        needs_rest = action in ("new", "retry", "vote", "follow_up", "hint")
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
        self.panel.ask_anew()

    def on_ask_panel_left(self) -> None:
        """Back to the steps that are there, or to the examples."""
        if self.problem is not None:
            self._show_problem(self.problem)
        else:
            self.body.welcome.focus()

    def action_follow_up(self) -> None:
        """Ask about the selected step, or about the whole solution."""
        if self.conversation is None or self.running:
            return
        card = self.steps.cards[self.steps.selected] if self.steps.selected is not None else None
        step = card.number if card and card.checked and not card.reply else None
        self.panel.ask_about(step)

    def action_hint(self) -> None:
        """Hints for the problem that is here, cut from its solution; the answer comes last."""
        if self.problem and not self.running:
            self.app.school.teach(self.problem, self.solution)

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
        if self.problem:
            self.body.turn_graph(self.problem, self.app.session.checker)

    def action_copy(self) -> None:
        """The answer as LaTeX to the clipboard."""
        if self.solution and self.solution.answer:
            self.app.copy_to_clipboard(self.solution.answer.text)
            self.notify("answer copied", timeout=1.5)
