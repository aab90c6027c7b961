"""How answers are written: roots, points, intervals."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.choosing import slips
from tutor.evaluate.generators.generated import Mutation
from tutor.evaluate.generators.notation import Notation

Roots = frozenset[Fraction]
_NONE = ("no solution", "no real solutions", "There are no real solutions.")


def show_roots(rng: Random, say: Notation, variable: str) -> Callable[[Roots], str]:
    """A writer of solution sets, always in the same manner, so that right and wrong look alike."""
    manner = rng.randrange(6)
    none = rng.choice(_NONE)
    falling = rng.randint(0, 1) == 1

    def show(roots: Roots) -> str:
        numbers = [say.number(root) for root in sorted(roots, reverse=falling)]
        return join_roots(say, variable, numbers, manner) if numbers else none

    return show


def join_roots(say: Notation, variable: str, numbers: Sequence[str], manner: int) -> str:
    """Roots in a manner: `x = 1 or x = 2`, `x = 1, x = 2`, `1, 2`, `{1, 2}`, `x = 1, 2`, `1 and 2`."""
    stated = [f"{variable} = {number}" for number in numbers]
    if manner == 0:
        return " or ".join(map(say.math, stated))
    if manner == 1:
        return say.math(", ".join(stated))
    if manner == 2:
        return ", ".join(numbers)
    if manner == 3 and len(numbers) > 1:
        return f"\\{{{', '.join(numbers)}\\}}" if say.latex else f"{{{', '.join(numbers)}}}"
    if manner == 4:
        return f"{variable} = {', '.join(numbers)}"
    return enumerated([say.math(number) for number in numbers])


def enumerated(items: Sequence[str]) -> str:
    """Items as a sentence lists them: `1`, `1 and 2`, `1, 2 and 3`."""
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))


def root_slips(roots: Roots, others: Sequence[Fraction | int] = ()) -> Iterator[tuple[Roots, Mutation]]:
    """A root left out, `others` or a stranger taken in, signs turned, one root moved."""
    ordered = sorted(roots)
    for other in others:
        yield roots | {Fraction(other)}, Mutation.EXTRA
    if len(ordered) > 1:
        yield roots - {ordered[0]}, Mutation.MISSING
    if not ordered:
        yield frozenset({Fraction(0)}), Mutation.EXTRA
        yield frozenset({Fraction(1)}), Mutation.EXTRA
        return
    yield frozenset(-root for root in ordered), Mutation.SIGN
    for moved, mutation in slips(ordered[-1]):
        yield (roots - {ordered[-1]}) | {moved}, mutation
    yield roots | {ordered[-1] + 1}, Mutation.EXTRA


def show_named(rng: Random, say: Notation, names: Sequence[str]) -> Callable[[tuple[Fraction, ...]], str]:
    """A writer of several values: `x = 1, y = 2`, `(1, 2)`, `(x, y) = (1, 2)`, `x = 1 and y = 2`."""
    manner = rng.randrange(4)

    def show(values: tuple[Fraction, ...]) -> str:
        stated = [f"{name} = {say.number(value)}" for name, value in zip(names, values, strict=True)]
        if manner == 0:
            return say.math(", ".join(stated))
        if manner == 1:
            return say.math(say.point(values))
        if manner == 2:
            return say.math(f"({', '.join(names)}) = {say.point(values)}")
        return enumerated([say.math(each) for each in stated])

    return show


def point_slips(values: tuple[Fraction, ...]) -> Iterator[tuple[tuple[Fraction, ...], Mutation]]:
    """Coordinates swapped, a sign turned, one coordinate moved."""
    yield tuple(reversed(values)), Mutation.SWAPPED
    yield (-values[0], *values[1:]), Mutation.SIGN
    yield (*values[:-1], values[-1] + 1), Mutation.OFF_BY_ONE
    yield (*values[:-1], -values[-1]), Mutation.SIGN
    yield (values[0] - 1, *values[1:]), Mutation.OFF_BY_ONE


def show_number(rng: Random, say: Notation, name: str = "") -> Callable[[Fraction], str]:
    """A writer of one number, delimited or not, behind its name or not."""
    named = bool(name) and rng.randrange(2) == 0
    delimited = rng.randrange(2) == 0

    def show(value: Fraction) -> str:
        text = f"{name} = {say.number(value)}" if named else say.number(value)
        return say.math(text) if delimited else text

    return show
