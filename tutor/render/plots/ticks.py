"""Round numbers along an axis, and how they are written."""

import math

from tutor.vocabulary.graph import Range

_STEPS = (1.0, 2.0, 5.0, 10.0)


def ticks(ends: Range, most: int) -> list[float]:
    """At most so many multiples of 1, 2 or 5 times a power of ten."""
    low, high = ends
    if most < 1 or not high > low:
        return []
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * part for part in _STEPS if power * part >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [index * step for index in range(first, last + 1)]


def tick_label(value: float, ends: Range) -> str:
    """The number with as many digits as its neighbours differ in."""
    size = max(abs(ends[0]), abs(ends[1]))
    if abs(value) < 1e-9 * (ends[1] - ends[0]):
        return "0"
    if size >= 1e6 or size < 1e-3:
        digits, _, power = f"{value:.3e}".partition("e")
        return f"{digits.rstrip('0').rstrip('.')}e{int(power)}".replace("-", "−")
    return f"{value:.6f}".rstrip("0").rstrip(".").replace("-", "−")
