"""Making and combining comparisons: equal, different with a witness, or undecided with a reason."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from tutor.vocabulary.verdict import Comparison, Equality

Item = TypeVar("Item")

PROVED = Comparison(Equality.PROVED)


def proved(detail: str = "") -> Comparison:
    """Equal by exact reasoning."""
    return Comparison(Equality.PROVED, detail)


def numeric(detail: str) -> Comparison:
    """Equal as far as numbers show."""
    return Comparison(Equality.NUMERIC, detail)


def different(witness: str) -> Comparison:
    """Not equal, and what shows it."""
    return Comparison(Equality.DIFFERENT, witness)


def undecided(reason: str) -> Comparison:
    """Neither shown."""
    return Comparison(Equality.UNDECIDED, reason)


def is_different(result: Comparison) -> bool:
    """Whether a witness was found."""
    return result.equality is Equality.DIFFERENT


def conjunction(results: Sequence[Comparison]) -> Comparison:
    """All must be equal: one difference decides, then one doubt, then the weakest equality."""
    for status in (Equality.DIFFERENT, Equality.UNDECIDED, Equality.NUMERIC):
        for result in results:
            if result.equality is status:
                return result
    return results[0] if len(results) == 1 else PROVED


def matching(
    expected: Sequence[Item], given: Sequence[Item], compare: Callable[[Item, Item], Comparison]
) -> Comparison:
    """Compare two collections regardless of order, by matching and never by sorting."""
    table = [[compare(left, right) for right in given] for left in expected]
    if len(expected) != len(given):
        return different(f"{len(expected)} expected, {len(given)} given")
    for row in table:
        if all(is_different(result) for result in row):
            return different(row[0].detail if len(row) == 1 else "an expected member is missing")
    for column in range(len(given)):
        if all(is_different(row[column]) for row in table):
            return different("a given member was not expected")
    partner = _perfect_matching([[result.equal for result in row] for row in table])
    if partner is None:
        return undecided("members could not be matched")
    return conjunction([table[row][column] for row, column in enumerate(partner)])


def _perfect_matching(allowed: list[list[bool]]) -> list[int] | None:
    """A column for each row, by augmenting paths (Kuhn); None when there is none."""
    owner: dict[int, int] = {}

    def place(row: int, seen: set[int]) -> bool:
        for column, fits in enumerate(allowed[row]):
            if fits and column not in seen:
                seen.add(column)
                if column not in owner or place(owner[column], seen):
                    owner[column] = row
                    return True
        return False

    if not all(place(row, set()) for row in range(len(allowed))):
        return None
    return [column for column, _ in sorted(owner.items(), key=lambda pair: pair[1])]
