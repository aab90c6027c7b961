"""Estimates over the problems of a result: pass@1, pass@k, consensus@k."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean

from tutor.evaluate.protocol.grading.classes import Classes
from tutor.evaluate.protocol.grading.credit import Credit, counts
from tutor.evaluate.protocol.results.sample import Sample
from tutor.evaluate.protocol.statistics.estimators import AnswerClass, consensus_at_k, pass_at_k
from tutor.evaluate.protocol.statistics.intervals import Estimate, estimate

Samples = Mapping[str, Sequence[Sample]]
"""By question."""


def share_right(samples: Samples, credit: Credit) -> dict[str, float]:
    """Of each question, the share of its samples that count."""
    return {question: fmean(map(credit, found)) for question, found in samples.items()}


def pass_at_1(samples: Samples, credit: Credit = counts) -> Estimate:
    """The mean over problems of the share of right samples: with whole runs, the mean over runs."""
    return estimate(list(share_right(samples, credit).values()), sum(map(len, samples.values())))


def by_run(samples: Samples, credit: Credit = counts) -> list[float]:
    """Pass@1 of each run."""
    runs: dict[int, dict[str, list[bool]]] = {}
    for question, found in samples.items():
        for sample in found:
            runs.setdefault(sample.run, {}).setdefault(question, []).append(credit(sample))
    return [fmean(fmean(shares) for shares in questions.values()) for _, questions in sorted(runs.items())]


def ks_of(samples: Samples) -> list[int]:
    """Powers of two and the number of samples itself, as far as every problem has so many; from 2."""
    least = min(map(len, samples.values()))
    powers = [2**power for power in range(1, least.bit_length()) if 2**power <= least]
    return sorted({*powers, least} - {1})


def passes(samples: Samples, credit: Credit = counts) -> dict[int, Estimate]:
    """Pass@k for each k there are samples for."""
    return {
        k: _over_problems(
            [pass_at_k(len(found), sum(map(credit, found)), k) for found in samples.values()], samples
        )
        for k in ks_of(samples)
    }


def agreements(
    samples: Samples, classes: Mapping[str, Classes], credit: Credit = counts
) -> dict[int, Estimate]:
    """Consensus@k for each k there are samples for."""
    grouped = {question: group(found, classes[question], credit) for question, found in samples.items()}
    return {
        k: _over_problems([consensus_at_k(groups, lost, k) for groups, lost in grouped.values()], samples)
        for k in ks_of(samples)
    }


def group(found: Sequence[Sample], classes: Classes, credit: Credit) -> tuple[list[AnswerClass], int]:
    """The classes of a problem's answers, and how many samples have none of their own."""
    sizes: Counter[int] = Counter()
    right: Counter[int] = Counter()
    for sample in found:
        if sample.vote is not None and not sample.asked:
            number = classes[sample.vote]
            sizes[number] += 1
            right[number] += credit(sample)
    groups = [AnswerClass(size, right[number] / size) for number, size in sorted(sizes.items())]
    return groups, len(found) - sum(sizes.values())


def _over_problems(shares: Sequence[float], samples: Samples) -> Estimate:
    return estimate(shares, sum(map(len, samples.values())))
