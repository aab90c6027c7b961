"""The middle of the main screen: examples at first, then the steps and the graph, as far as there is room."""

from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from tutor.render.glyphs import Glyphs
from tutor.tui.widgets.drawing import Drawing
from tutor.tui.widgets.graph_view import GraphView
from tutor.tui.widgets.steps_view import StepsView
from tutor.tui.widgets.welcome import Welcome
from tutor.vocabulary.graph import Graph, Range
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    from tutor.check.checker import Checker

_BOTH_COLUMNS = 90  # a narrower screen shows the steps or the graph, not both


class SolutionBody(Horizontal):
    """Decides which of its parts is to be seen, and has the graph computed in the checker's worker."""

    DEFAULT_CSS = """
    SolutionBody { height: 1fr; }
    SolutionBody StepsView { width: 3fr; }
    SolutionBody GraphView { width: 2fr; border-left: solid $panel; padding: 0 1; }
    SolutionBody GraphView.-alone { width: 1fr; border-left: none; }
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._problem: Problem | None = None
        self._answer = ""
        self._checker: Checker | None = None

    def compose(self) -> ComposeResult:
        """From left to right."""
        yield Welcome(self._glyphs)
        yield StepsView(Drawing(self._glyphs))
        yield GraphView()

    def on_mount(self) -> None:
        """Only the examples, until something runs."""
        self.graph.display = self.steps.display = False

    @property
    def welcome(self) -> Welcome:
        return self.query_one(Welcome)

    @property
    def steps(self) -> StepsView:
        return self.query_one(StepsView)

    @property
    def graph(self) -> GraphView:
        return self.query_one(GraphView)

    def put_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with other signs from now on."""
        self._glyphs = glyphs
        self.steps.set_drawing(replace(self.steps.drawing, glyphs=glyphs))
        self.graph.ascii_only = glyphs.ascii_only

    def clear(self) -> None:
        """Room for a run: no steps, no graph, no examples."""
        self.steps.clear()
        self.welcome.display = False
        self.graph.graph = self._problem = None
        self.graph.display, self.steps.display = False, True

    def draw_graph(self, problem: Problem, answer: str, checker: "Checker") -> None:
        """Have the graph of a problem and its answer computed, and show it where there is room."""
        self._problem, self._answer, self._checker = problem, answer, checker
        self._ask(None, show=False)

    def turn_graph(self, problem: Problem, checker: "Checker") -> None:
        """Show the graph, or the steps again."""
        if self.graph.display:
            self.graph.display, self.steps.display = False, True
            self.steps.focus()
            return
        if self._problem is not problem:
            self._problem, self._answer, self._checker = problem, "", checker
        self._ask(None, show=True)

    @on(GraphView.RangeWanted)
    def _stretch(self, message: GraphView.RangeWanted) -> None:
        """Another part of the axis is to be seen."""
        self._ask(message.x_range, show=True)

    def _ask(self, x_range: Range | None, show: bool) -> None:
        problem, checker = self._problem, self._checker
        if problem is None or checker is None:
            return
        future = checker.graph_soon(problem, self._answer, x_range)

        def arrived(done: "Future[Graph | None]") -> None:
            if not done.cancelled() and done.exception() is None and self.app.is_running:
                self.app.call_later(self._show, problem, done.result(), x_range, show)

        future.add_done_callback(arrived)

    def _show(self, problem: Problem, graph: Graph | None, x_range: Range | None, show: bool) -> None:
        """`show` brings the graph up on little room too, and tells where there is none."""
        if problem is not self._problem:
            return
        if graph is None:
            if show:
                self.notify("There is nothing to draw for this problem.", timeout=2)
            return
        self.graph.graph, self.graph.shown_range = graph, x_range
        self.graph.ascii_only = self._glyphs.ascii_only
        both = self.app.size.width >= _BOTH_COLUMNS
        if show or both:
            self.graph.display = True
            self.graph.set_class(not both, "-alone")
            self.steps.display = both
