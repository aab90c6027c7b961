"""A graph in a running app: drawn, redrawn on resize, moved along by keys."""

import asyncio

from textual.app import App, ComposeResult

from tutor.tui.widgets.graph_view import GraphView
from tutor.vocabulary.graph import Curve, Graph, Mark, MarkKind, Range


def parabola() -> Graph:
    points = tuple((x / 20, (x / 20) ** 2 - 1) for x in range(-40, 41))
    marks = (Mark(MarkKind.ROOT, -1, 0, "-1"), Mark(MarkKind.ROOT, 1, 0, "1"))
    return Graph("x", (Curve("y = x^2 - 1", points),), marks, (-2, 2), (-2, 3))


class GraphApp(App[None]):
    """One graph on the whole screen."""

    def __init__(self, graph: Graph | None) -> None:
        super().__init__()
        self.wanted: list[Range | None] = []
        self._graph = graph

    def compose(self) -> ComposeResult:
        yield GraphView()

    def on_mount(self) -> None:
        self.view.graph = self._graph
        self.view.focus()

    @property
    def view(self) -> GraphView:
        return self.query_one(GraphView)

    def on_graph_view_range_wanted(self, message: GraphView.RangeWanted) -> None:
        self.wanted.append(message.x_range)


def lines(app: GraphApp) -> list[str]:
    return app.view.render().plain.split("\n")


def test_it_fills_the_screen_at_every_size_and_theme() -> None:
    async def look() -> None:
        app = GraphApp(parabola())
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.pause()
            assert len(lines(app)) == 20
            assert lines(app)[-1] == "● roots −1, 1"
            for theme in ("textual-light", "textual-dark", "nord"):
                app.theme = theme
                for size in ((40, 15), (100, 30), (10, 3)):
                    await pilot.resize_terminal(*size)
                    await pilot.pause()
                    assert all(len(line) <= max(size[0], 30) for line in lines(app))
                    assert len(lines(app)) in (1, app.view.size.height)

    asyncio.run(look())


def test_keys_look_closer_move_along_and_ask_for_the_rest() -> None:
    async def look() -> None:
        app = GraphApp(parabola())
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("plus", "right", "minus", "left", "0")
            await pilot.pause()
            assert app.wanted[0] == (-1.25, 1.25)
            assert app.wanted[1] == (-0.625, 1.875)
            assert app.wanted[-1] is None
            assert app.view.shown_range == app.wanted[-2]
            app.view.graph = parabola().__class__("x", (), (), (-9, 9), (0, 1))
            assert app.view.shown_range is None

    asyncio.run(look())


def test_it_says_that_there_is_nothing_to_draw() -> None:
    async def look() -> None:
        app = GraphApp(None)
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("plus", "0")
            assert lines(app) == ["Nothing to draw for this problem."]
            assert app.wanted == []

    asyncio.run(look())


def test_a_plain_terminal_gets_ascii() -> None:
    async def look() -> None:
        app = GraphApp(parabola())
        async with app.run_test(size=(60, 20)) as pilot:
            app.view.ascii_only = True
            await pilot.pause()
            assert all(line.isascii() for line in lines(app))

    asyncio.run(look())
