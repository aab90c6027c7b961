"""A graph in the terminal: drawn to the size there is, looked at closer or moved along by keys."""

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tutor.render.plots.cells import Role, Row
from tutor.render.plots.legend import legend
from tutor.render.plots.picture import picture
from tutor.vocabulary.graph import Graph, Range

_ZOOM = 1.6
_PAN = 0.25
_LEGEND_LINES = 4
_LEGEND_SHARE = 4  # the legend takes one row of four at most


class GraphView(Widget, can_focus=True):
    """Shows `graph`; a part of the axis that it doesn't hold is asked for by `RangeWanted`."""

    DEFAULT_CSS = """
    GraphView {
        width: 1fr;
        height: 1fr;
        min-height: 8;
    }
    GraphView > .graph-view--first { color: $text-primary; }
    GraphView > .graph-view--second { color: $text-success; }
    GraphView > .graph-view--third { color: $text-secondary; }
    GraphView > .graph-view--axis { color: $foreground 50%; }
    GraphView > .graph-view--label { color: $foreground 80%; }
    GraphView > .graph-view--mark { color: $text-accent; text-style: bold; }
    GraphView > .graph-view--span { color: $text-warning; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"graph-view--{role.value}" for role in Role if role is not Role.EMPTY
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus,equals_sign", "zoom_in", "Closer", key_display="+"),
        Binding("minus", "zoom_out", "Farther", key_display="-"),
        Binding("left", "pan_left", "Left"),
        Binding("right", "pan_right", "Right"),
        Binding("0,home", "reset_range", "Whole", key_display="0"),
    ]

    graph: reactive[Graph | None] = reactive(None)
    """What is drawn; None shows `empty_text`."""

    ascii_only: reactive[bool] = reactive(False)
    """Whether the terminal can show neither braille nor mathematical signs."""

    empty_text: reactive[str] = reactive("Nothing to draw for this problem.")

    shown_range: reactive[Range | None] = reactive(None)
    """The part of the axis in sight; None is all that the graph holds."""

    @dataclass
    class RangeWanted(Message):
        """Another part of the axis is wanted; None is the one that fits the problem."""

        graph_view: "GraphView"
        x_range: Range | None

        @property
        def control(self) -> "GraphView":
            return self.graph_view

    def watch_graph(self) -> None:
        """A new graph is shown whole."""
        self.shown_range = None

    def render(self) -> Text:
        """The picture with its legend below, or why there is none."""
        if self.graph is None:
            return Text(self.empty_text, style=self.get_component_rich_style("graph-view--label"))
        width, height = self.size
        below = legend(self.graph, width, min(_LEGEND_LINES, height // _LEGEND_SHARE), self.ascii_only)
        drawn = picture(self.graph, width, height - len(below), self.shown_range, self.ascii_only)
        if not drawn:
            return Text("Too small a space for a graph.")
        return Text("\n", no_wrap=True).join(self._styled(row) for row in (*drawn, *below))

    def _styled(self, row: Row) -> Text:
        line = Text(no_wrap=True)
        for text, role in row:
            style = None if role is Role.EMPTY else self.get_component_rich_style(f"graph-view--{role.value}")
            line.append(text, style)
        return line

    def action_zoom_in(self) -> None:
        """Show a smaller part."""
        self._scale(1 / _ZOOM)

    def action_zoom_out(self) -> None:
        """Show a larger part."""
        self._scale(_ZOOM)

    def action_pan_left(self) -> None:
        """Move along to smaller numbers."""
        self._move(-_PAN)

    def action_pan_right(self) -> None:
        """Move along to larger numbers."""
        self._move(_PAN)

    def action_reset_range(self) -> None:
        """Back to the part that fits the problem."""
        if self.graph is not None:
            self.post_message(self.RangeWanted(self, None))

    def _scale(self, factor: float) -> None:
        if (ends := self._in_sight()) is not None:
            middle, half = (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2 * factor
            self._want((middle - half, middle + half))

    def _move(self, part: float) -> None:
        if (ends := self._in_sight()) is not None:
            offset = part * (ends[1] - ends[0])
            self._want((ends[0] + offset, ends[1] + offset))

    def _in_sight(self) -> Range | None:
        return None if self.graph is None else self.shown_range or self.graph.x_range

    def _want(self, x_range: Range) -> None:
        """Show what is known of that part at once, and ask for the rest."""
        if x_range[1] - x_range[0] <= 1e-9 * max(abs(x_range[0]), abs(x_range[1]), 1e-3):
            return  # floats can't tell closer places apart
        self.shown_range = x_range
        self.post_message(self.RangeWanted(self, x_range))
