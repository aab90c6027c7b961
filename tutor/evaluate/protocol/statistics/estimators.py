"""What k samples of a problem would give, from the n that were drawn: unbiased, by counting subsets."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb


@dataclass(frozen=True, slots=True)
class AnswerClass:
    """Equal answers of one problem: how many samples gave them, and the share that was graded right."""

    size: int
    right: float


def pass_at_k(samples: int, right: int, k: int) -> float:
    """The share of the k-subsets with a right answer in them (Chen et al. 2021)."""
    if not 1 <= k <= samples:
        raise ValueError(f"pass@{k} of {samples} samples")
    return 1 - comb(samples - right, k) / comb(samples, k)


def consensus_at_k(classes: Sequence[AnswerClass], abstained: int, k: int) -> float:
    """How often the largest class of a k-subset is right, where ties are broken by lot.

    `abstained` samples gave no answer: they are drawn like others and vote for nothing.
    """
    sizes = [group.size for group in classes]
    samples = sum(sizes) + abstained
    if not 1 <= k <= samples:
        raise ValueError(f"consensus@{k} of {samples} samples")
    wins = 0.0
    for index, group in enumerate(classes):
        if group.right:
            others = sizes[:index] + sizes[index + 1 :]
            wins += group.right * _winning_subsets(group.size, others, abstained, k)
    return wins / comb(samples, k)


def _winning_subsets(size: int, others: Sequence[int], abstained: int, k: int) -> float:
    """The k-subsets in which a class of this size wins; one tied with t others counts 1/(1 + t)."""
    total = 0.0
    for votes in range(1, min(size, k) + 1):
        ways = _ways_below(others, abstained, k - votes, votes)
        total += comb(size, votes) * sum(count / (1 + ties) for ties, count in enumerate(ways))
    return total


def _ways_below(others: Sequence[int], abstained: int, drawn: int, most: int) -> list[int]:
    """Ways to draw so many from the other classes and the abstained, at most `most` from a class.

    By how many classes have exactly `most`.
    """
    # ways[used][ties]
    ways = [[0] * (drawn // most + 1) for _ in range(drawn + 1)]
    for used in range(min(abstained, drawn) + 1):
        ways[used][0] = comb(abstained, used)
    for size in others:
        following = [[0] * len(row) for row in ways]
        for used, row in enumerate(ways):
            for ties, count in enumerate(row):
                if count:
                    for taken in range(min(size, most, drawn - used) + 1):
                        tied = ties + (taken == most)
                        following[used + taken][tied] += count * comb(size, taken)
        ways = following
    return ways[drawn]
