"""Two results on the same problems: is one better, or was it chance?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, sqrt
from statistics import fmean

from tutor.evaluate.protocol.statistics.student import two_sided

_RESAMPLES = 10_000
_SEED = 1


@dataclass(frozen=True, slots=True)
class Paired:
    """The second result minus the first, over the problems both have.

    `only_first` and `only_second` count problems that only one of them solved in most of its
    samples, `p_value` is McNemar's exact one of these counts; the 95% interval is that of
    `interval`.
    """

    problems: int
    first_share: float
    second_share: float
    low: float
    high: float
    only_first: int
    only_second: int
    p_value: float

    @property
    def difference(self) -> float:
        return self.second_share - self.first_share


def compare_pairs(first: Sequence[float], second: Sequence[float]) -> Paired:
    """Compare the shares of right samples of the same problems, in the same order."""
    only_first = sum(one > 0.5 >= other for one, other in zip(first, second, strict=True))
    only_second = sum(other > 0.5 >= one for one, other in zip(first, second, strict=True))
    low, high = interval([other - one for one, other in zip(first, second, strict=True)])
    return Paired(
        len(first),
        fmean(first),
        fmean(second),
        low,
        high,
        only_first,
        only_second,
        mcnemar(only_first, only_second),
    )


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """The bootstrap's interval, but no narrower than Student's with half a gain and half a loss added.

    Resampling alone knows no doubt where few problems differ: with none it would say "exactly 0".
    """
    count = len(differences)
    low, high = bootstrap(differences)
    squares = sum(difference**2 for difference in differences) + 1
    mean = sum(differences) / (count + 1)
    error = sqrt((squares - (count + 1) * mean**2) / count / count)
    half = two_sided(count - 1) * error
    middle = fmean(differences)
    return max(-1.0, min(low, middle - half)), min(1.0, max(high, middle + half))


def mcnemar(one: int, other: int) -> float:
    """The exact two-sided probability of counts as unlike as these when both are equally good."""
    total, least = one + other, min(one, other)
    tail = sum(comb(total, count) for count in range(least + 1)) / 2**total
    return float(min(1.0, 2 * tail))


def bootstrap(differences: Sequence[float]) -> tuple[float, float]:
    """The 95% percentile interval of the mean, resampling problems with a fixed seed."""
    import numpy

    values, counts = numpy.unique(numpy.asarray(differences), return_counts=True)
    total = len(differences)
    drawn = numpy.random.default_rng(_SEED).multinomial(total, counts / total, size=_RESAMPLES)
    low, high = numpy.quantile(drawn @ values / total, [0.025, 0.975])
    return float(low), float(high)
