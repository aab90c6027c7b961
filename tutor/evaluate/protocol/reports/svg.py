"""Small plots as SVG text: lines and points with error bars, in the page's own colours, with no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from tutor.render.safe import sanitize

_WIDTH, _HEIGHT = 640, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 14, 44
_STYLES = 5  # colours in the page's style
# names below an axis: the width of a letter and the height of a line, about, and how many lines at most
_LETTER, _LINE, _MOST_LINES, _LONGEST_NAME = 6.6, 15, 5, 24


@dataclass(frozen=True, slots=True)
class Point:
    """`low` and `high` draw an error bar where they are given; `label` is written beside."""

    x: float
    y: float
    low: float | None = None
    high: float | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one colour; joined by a line or not."""

    name: str
    points: Sequence[Point]
    joined: bool = True


def plot(
    title: str, x_title: str, series: Sequence[Series], *, ticks: Sequence[tuple[float, str]] = ()
) -> str:
    """A plot of shares (0 to 1, shown in percent) against x. `ticks` name places on the x axis."""
    most = max((point.x for one in series for point in one.points), default=1) or 1
    least = min((point.x for one in series for point in one.points), default=0) if ticks else 0
    margin = 0.5 if ticks else 0
    lines, letters = _lines_for([name for _, name in ticks])
    height = _HEIGHT + _LINE * (lines - 1)
    axis = _Axis(least - margin, most + margin if ticks else most * 1.02)
    shown_ticks = ticks or [(most * step / 4, f"{most * step / 4:,.4g}") for step in range(5)]
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{_text(title)}">',
        f"<title>{_text(title)}</title>",
        *(_across(share) for share in (0, 0.25, 0.5, 0.75, 1)),
        *(
            _tick(axis.place(x), name[:letters], number % lines)
            for number, (x, name) in enumerate(shown_ticks)
        ),
        f'<text class="title" x="{(_WIDTH + _LEFT) / 2:.0f}" y="{height - 6}">{_text(x_title)}</text>',
    ]
    for number, one in enumerate(series):
        parts += _drawn(one, axis, number % _STYLES, number if len(series) > 1 else None)
    return "".join([*parts, "</svg>"])


@dataclass(frozen=True, slots=True)
class _Axis:
    least: float
    most: float

    def place(self, x: float) -> float:
        return _LEFT + (x - self.least) / (self.most - self.least) * (_WIDTH - _LEFT - _RIGHT)


def _height(share: float) -> float:
    return _TOP + (1 - share) * (_HEIGHT - _TOP - _BOTTOM)


def _across(share: float) -> str:
    y = _height(share)
    return (
        f'<line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}"/>'
        f'<text class="y" x="{_LEFT - 6}" y="{y + 4:.1f}">{100 * share:.0f}%</text>'
    )


def _lines_for(names: Sequence[str]) -> tuple[int, int]:
    """In how many lines neighbours' names take turns, and how long a name may be: none covers the next."""
    if not names:
        return 1, _LONGEST_NAME
    room = (_WIDTH - _LEFT - _RIGHT) / len(names) / _LETTER  # letters
    longest = min(_LONGEST_NAME, max(map(len, names)))
    lines = min(_MOST_LINES, len(names), ceil((longest + 1) / room))
    return lines, max(2, min(_LONGEST_NAME, int(lines * room) - 1))


def _tick(x: float, name: str, line: int) -> str:
    return f'<text class="x" x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 18 + _LINE * line}">{_text(name)}</text>'


def _drawn(one: Series, axis: _Axis, colour: int, legend: int | None) -> list[str]:
    places = [(axis.place(point.x), _height(point.y), point) for point in one.points]
    parts = []
    if one.joined and len(places) > 1:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
        parts.append(f'<polyline class="line c{colour}" points="{path}"/>')
    for x, y, point in places:
        if point.low is not None and point.high is not None:
            parts.append(
                f'<line class="bar c{colour}" x1="{x:.1f}" y1="{_height(point.low):.1f}"'
                f' x2="{x:.1f}" y2="{_height(point.high):.1f}"/>'
            )
        if not one.joined:
            parts.append(f'<circle class="dot c{colour}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
        if point.label:
            parts.append(_label(x, y, point.label))
    if legend is not None:
        y = _TOP + 12 + 16 * legend
        parts.append(f'<text class="label c{colour}" x="{_LEFT + 8}" y="{y}">■ {_text(one.name[:60])}</text>')
    return parts


def _text(text: str) -> str:
    return escape(sanitize(text))


def _label(x: float, y: float, label: str) -> str:
    """Beside its point, on the side where there is room."""
    left = x > _WIDTH * 0.6
    place = f'x="{x - 7:.1f}" text-anchor="end"' if left else f'x="{x + 7:.1f}"'
    return f'<text class="label" {place} y="{y - 7:.1f}">{_text(label[:40])}</text>'
