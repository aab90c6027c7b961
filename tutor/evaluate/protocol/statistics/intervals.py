"""A share with its standard error and 95% interval, the problem being the unit that was drawn.

Samples of one problem are alike, so they are a cluster: the standard error is that of the
mean of the problems' own shares. The interval is Wilson's with as many trials as the spread of
the problems is worth (Franco, Little, Louis and Slud 2019 compare such intervals for surveys),
and with Student's t in place of the normal quantile for few problems. Unlike "value ± 2 errors" it
stays within 0 and 1, and has a width where all answers are right.
`tutor.evaluate.protocol.coverage` measures how often it holds the truth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, isinf, sqrt
from statistics import fmean

from tutor.evaluate.protocol.statistics.student import two_sided

_NORMAL = 1.959964
_ADDED = 0.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share, how far it may be off by chance, and the 95% interval."""

    value: float
    standard_error: float
    low: float
    high: float

    def data(self) -> dict[str, object]:
        """As plain data for a report."""
        return {
            "value": round(self.value, 6),
            "standard_error": round(self.standard_error, 6),
            "interval": [round(self.low, 6), round(self.high, 6)],
        }


_quantile = cache(two_sided)


def estimate(shares: Sequence[float], samples: int) -> Estimate:
    """The mean of the problems' own shares; `samples` is how many there are in all."""
    problems = len(shares)
    value = fmean(shares)
    error = clustered_error(shares)
    low, high = _wilson(value, max(1.0, _worth(shares, samples)), _quantile(problems - 1))
    return Estimate(value, error, low, high)


def clustered_error(shares: Sequence[float]) -> float:
    """The standard error of a mean of clusters; 0 where one problem tells nothing of it."""
    problems = len(shares)
    if problems < 2:
        return 0.0
    mean = fmean(shares)
    return sqrt(sum((share - mean) ** 2 for share in shares) / (problems * (problems - 1)))


def _worth(shares: Sequence[float], samples: int) -> float:
    """How many independent trials would have this error: no more than there are samples.

    Half a problem that is always solved and half a one that never is are added: where the hard
    problems are rare, those drawn may lack them, and the error alone would look too small.
    """
    problems = len(shares)
    mean = (sum(shares) + _ADDED) / (problems + 2 * _ADDED)
    squares = sum((share - mean) ** 2 for share in shares) + _ADDED * (mean**2 + (1 - mean) ** 2)
    trials = mean * (1 - mean) * problems * (problems + 2 * _ADDED - 1) / squares
    return min(float(max(problems, samples)), max(problems - 1.0, trials))


def _wilson(value: float, trials: float, quantile: float) -> tuple[float, float]:
    if isinf(quantile):
        return 0.0, 1.0
    spread = quantile**2 / trials
    centre = (value + spread / 2) / (1 + spread)
    half = sqrt(spread * value * (1 - value) + spread**2 / 4) / (1 + spread)
    # exactly 0 and 1 where nothing or all is right, whatever the rounding
    low = 0.0 if value == 0 else max(0.0, centre - half)
    high = 1.0 if value == 1 else min(1.0, centre + half)
    return low, high


def smallest_difference(found: Estimate) -> int:
    """Percentage points by which two such results must differ before chance stops explaining it."""
    error = max(
        found.standard_error, (found.high - found.low) / (2 * _NORMAL) if not found.standard_error else 0
    )
    return ceil(100 * _NORMAL * sqrt(2) * error)
