"""Student's t for whole degrees of freedom: its distribution by a finite sum, its quantile by halving."""

from math import atan, cos, inf, pi, sin, sqrt

_HALVINGS = 80


def central_mass(t: float, degrees: int) -> float:
    """The probability of lying within ±t (Abramowitz and Stegun 26.7.3 and 26.7.4)."""
    angle = atan(t / sqrt(degrees))
    if degrees == 1:
        return 2 * angle / pi
    odd = degrees % 2
    term = cos(angle) if odd else 1.0
    total = term
    for step in range(2 + odd, degrees - 1, 2):
        term *= cos(angle) ** 2 * (step - 1) / step
        total += term
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total


def two_sided(degrees: int, confidence: float = 0.95) -> float:
    """The t within whose ± lies the mass `confidence`; infinite without a degree of freedom."""
    if degrees < 1:
        return inf
    low, high = 0.0, 1000.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if central_mass(middle, degrees) < confidence else (low, middle)
    return high
