"""Pass@k and consensus@k against the enumeration of every subset."""

from collections import Counter
from itertools import combinations, product
from math import isclose

import pytest

from tutor.evaluate.protocol.statistics.estimators import AnswerClass, consensus_at_k, pass_at_k

SIZES = [sizes for count in range(4) for sizes in product((1, 2, 4), repeat=count)]


@pytest.mark.parametrize("samples", range(1, 9))
def test_pass_at_k_is_the_share_of_subsets_with_a_right_answer(samples: int) -> None:
    for right, k in product(range(samples + 1), range(1, samples + 1)):
        subsets = list(combinations([True] * right + [False] * (samples - right), k))
        assert isclose(pass_at_k(samples, right, k), sum(map(any, subsets)) / len(subsets), abs_tol=1e-12)


def by_enumeration(classes: list[AnswerClass], abstained: int, k: int) -> float:
    """The largest class of every subset, ties shared by lot."""
    drawn = [number for number, group in enumerate(classes) for _ in range(group.size)]
    subsets = list(combinations([*drawn, *[None] * abstained], k))
    total = 0.0
    for subset in subsets:
        votes = Counter(number for number in subset if number is not None)
        leaders = [number for number in votes if votes[number] == max(votes.values())]
        if leaders:
            total += sum(classes[number].right for number in leaders) / len(leaders)
    return total / len(subsets)


@pytest.mark.parametrize("abstained", [0, 1, 3])
def test_consensus_is_the_mean_over_all_subsets(abstained: int) -> None:
    """Ties are shared, lost votes are drawn like others; two classes may be right, one in part."""
    for sizes in SIZES:
        for shares in ([1.0, 0.0, 0.0], [0.0, 0.5, 1.0]):
            classes = [AnswerClass(size, right) for size, right in zip(sizes, shares, strict=False)]
            total = sum(sizes) + abstained
            for k in range(1, min(total, 6) + 1):
                expected = by_enumeration(classes, abstained, k)
                assert isclose(consensus_at_k(classes, abstained, k), expected, abs_tol=1e-12)


def test_more_than_was_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="pass@3 of 2"):
        pass_at_k(2, 1, 3)
    with pytest.raises(ValueError, match="consensus@3 of 2"):
        consensus_at_k([AnswerClass(2, 1.0)], 0, 3)
