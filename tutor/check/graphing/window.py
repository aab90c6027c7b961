"""Which part of the plane is shown: all that matters inside, with a margin; poles and steep ends cut off."""

from collections.abc import Iterable
from math import isfinite, pi

from sympy import Expr, Poly, Symbol, cos, cot, csc, sec, sin, tan

from tutor.check.comparing.proofs import is_expandable
from tutor.check.graphing.numeric import number
from tutor.vocabulary.graph import Mark, Range

WIDE = (-10.0, 10.0)
_MARGIN = 0.35
_WIDE_MARGIN = 0.9  # beside poles, exponentials and logarithms: what they do far out is seen too
_NARROWEST = 1e-9  # of the place itself: floats can't tell closer places apart
_WIDEST = 1e12
_STEEP = 40  # times what is marked: higher than that, marks would lie on one line
_HALF_OF_ONE_POINT = 4.0


def allowed(x_range: Range | None) -> Range | None:
    """The range asked for when floats can draw it, else None."""
    if x_range is None:
        return None
    low, high = x_range
    if not (isfinite(low) and isfinite(high)) or max(abs(low), abs(high)) > _WIDEST:
        return None
    return x_range if high - low > _NARROWEST * max(abs(low), abs(high), 1e-3) else None


def periods(found: Iterable[Expr], variable: Symbol) -> Range | None:
    """Two periods of the slowest angle in them, where angles grow evenly; None without angles."""
    widths = []
    for one in found:
        for angle in (part.args[0] for part in one.atoms(sin, cos, tan, cot, sec, csc)):
            if (
                not angle.is_polynomial(variable)
                or not is_expandable(angle)
                or Poly(angle, variable).degree() != 1
            ):
                continue
            pace = number(Poly(angle, variable).all_coeffs()[0])
            if pace:
                widths.append(2 * pi / abs(pace))
    return (-max(widths), max(widths)) if widths else None


def x_window(places: Iterable[float], wide: bool) -> Range:
    """All the places, and zero where it isn't far from them, with a margin."""
    found = sorted(place for place in places if isfinite(place))
    if not found:
        return (-5.0, 5.0)
    low, high = found[0], found[-1]
    width = high - low
    reach = width if width > 0 else 10 * max(abs(low), 1.0)
    if low > 0 and low <= reach:
        low = 0.0
    elif high < 0 and -high <= reach:
        high = 0.0
    if high == low:
        half = _HALF_OF_ONE_POINT if abs(low) <= 10 else abs(low) / 2
        return (low - half, low + half)
    alone = found[0] == found[-1]
    margin = (_WIDE_MARGIN if wide or alone else _MARGIN) * (high - low)
    return (low - margin, high + margin)


def y_window(heights: list[float], marks: list[Mark], extra: list[float]) -> Range:
    """The heights of the curves, unless they rise far above all that is marked."""
    core = [mark.y for mark in marks] + extra
    if not heights:
        heights = core or [0.0]
    full = (min(heights), max(heights))
    low, high = (min(core), max(core)) if core else full
    if high - low < (full[1] - full[0]) / 4:
        low, high = _middle(sorted(heights), low, high)
    else:
        low, high = min(low, full[0]), max(high, full[1])
    low, high = max(low, min(full[0], *core, low)), min(high, max(full[1], *core, high))
    if high - low <= _NARROWEST * max(abs(low), abs(high), 1e-3):
        half = max(1.0, abs(low)) if abs(low) < 1e6 else abs(low)
        low, high = low - half, high + half
    margin = 0.08 * (high - low)
    return (low - margin, high + margin)


def _middle(heights: list[float], low: float, high: float) -> Range:
    """Two thirds of the heights, and twice the stretch that is marked."""
    count = len(heights)
    spread = high - low
    lower, upper = heights[count // 6], heights[count - 1 - count // 6]
    if spread > 0:
        lower, upper = max(lower, low - _STEEP * spread), min(upper, high + _STEEP * spread)
    return (
        max(heights[0], min(low - spread, lower, low)) if heights[0] < low else low,
        min(heights[-1], max(high + spread, upper, high)) if heights[-1] > high else high,
    )
