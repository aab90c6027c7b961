"""What samples cost, and what would be left of the result with a smaller budget."""

from collections.abc import Sequence
from statistics import fmean

from tutor.evaluate.protocol.grading.credit import counts
from tutor.evaluate.protocol.results.sample import Sample
from tutor.vocabulary.events import Ending

_CUT = (Ending.BUDGET.value, Ending.CONTEXT_FULL.value)
_POINTS = 24


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that is not exceeded by so many of them."""
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def tokens_of(samples: Sequence[Sample]) -> dict[str, object]:
    """Tokens of thinking and of all that was written."""
    thinking = sorted(sample.thinking_tokens for sample in samples)
    written = sorted(sample.tokens for sample in samples)
    return {"thinking": _spread(thinking), "written": _spread(written), "total": sum(written)}


def _spread(ordered: Sequence[int]) -> dict[str, float]:
    return {
        "mean": round(fmean(ordered), 1),
        "median": percentile(ordered, 0.5),
        "p90": percentile(ordered, 0.9),
        "p99": percentile(ordered, 0.99),
        "most": ordered[-1],
    }


def endings_of(samples: Sequence[Sample]) -> dict[str, float]:
    """Shares: cut by the budget or a full context, caught in loops, going in circles, without an answer."""
    total = len(samples)

    def share(count: int) -> float:
        return round(count / total, 6)

    return {
        "cut_by_budget": share(sum(sample.ending in _CUT for sample in samples)),
        "caught_in_loops": share(sum(sample.ending == Ending.LOOP.value for sample in samples)),
        "repeating": share(sum(sample.repeats for sample in samples)),
        "without_own_answer": share(sum(sample.asked or sample.vote is None for sample in samples)),
    }


def accuracy_by_tokens(samples: Sequence[Sample]) -> list[tuple[int, float]]:
    """The share that had been answered rightly within so many tokens, up to the longest sample."""
    lengths = sorted(sample.tokens for sample in samples if counts(sample))
    longest = max(sample.tokens for sample in samples)
    points = sorted({round(longest * step / _POINTS) for step in range(_POINTS + 1)})
    return [(point, round(sum(length <= point for length in lengths) / len(samples), 6)) for point in points]


def seconds_of(samples: Sequence[Sample]) -> dict[str, float]:
    """Time: the only part of a report that differs when the same samples are drawn again."""
    total = sum(sample.wall_seconds for sample in samples)
    ordered = sorted(sample.seconds for sample in samples)
    written = sum(sample.tokens for sample in samples)
    return {
        "total": round(total, 1),
        "sample_median": round(percentile(ordered, 0.5), 2),
        "sample_p90": round(percentile(ordered, 0.9), 2),
        "tokens_per_second": round(written / total, 2) if total else 0.0,
        "tokens_per_second_of_one_text": round(written / sum(ordered), 2) if sum(ordered) else 0.0,
    }
