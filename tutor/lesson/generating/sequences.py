"""Terms and sums of arithmetic and geometric sequences, sums over an index."""

from random import Random

from sympy import Expr, Rational, symbols

from tutor.lesson.generating.chance import nonzero
from tutor.lesson.generating.draft import Draft, Generator
from tutor.lesson.generating.phrases import ordinal
from tutor.lesson.generating.typeset import (
    bracketed,
    chain,
    fraction,
    in_brackets,
    plus,
    power,
    scaled,
    tex,
    times,
)
from tutor.lesson.item import WorkedStep

_SHOWN = 4
_K = symbols("k")


def _beginning(terms: list[Expr]) -> str:
    return rf"${', '.join(map(tex, terms))}, \ldots$"


def _arithmetic(rng: Random, level: int) -> tuple[Expr, Expr]:
    """First term and difference: positive, of any sign, fractions."""
    parts = rng.choice((2, 3, 4, 5, 6)) if level == 3 else 1
    first = rng.randint(1, 30) if level == 1 else nonzero(rng, 60)
    by = rng.randint(2, 12) if level == 1 else nonzero(rng, 12 if parts == 1 else 9)
    while parts > 1 and by % parts == 0:
        by = nonzero(rng, 9)
    return Rational(first, parts), Rational(by, parts)


def _difference_step(first: Expr, by: Expr) -> WorkedStep:
    idea = "Find the common difference: the second term less the first."
    return WorkedStep(idea, chain("d", f"{tex(first + by)} - {bracketed(first)}", by))


def _arithmetic_term(rng: Random, level: int) -> Draft:
    """The n-th term, from the first few."""
    first, by = _arithmetic(rng, level)
    n = rng.randint(8, 40) if level == 1 else rng.randint(15, 99)
    value = first + (n - 1) * by
    shown = _beginning([first + k * by for k in range(_SHOWN)])
    return Draft(
        problem=f"Find the {ordinal(n)} term of the arithmetic sequence {shown}.",
        answer=tex(value),
        asked="one number: the term at this place of the sequence",
        idea="From each term to the next the same number is added: count how often, starting at the first.",
        steps=(
            _difference_step(first, by),
            WorkedStep(
                f"The difference is added one time fewer than ${n}$.",
                chain(f"a_{{{n}}}", plus(first, times(n - 1, by)), value),
            ),
        ),
    )


def _arithmetic_sum(rng: Random, level: int) -> Draft:
    """The sum of the first n terms."""
    first, by = _arithmetic(rng, level)
    n = rng.randint(8, 20) if level == 1 else rng.randint(15, 60)
    last = first + (n - 1) * by
    total = n * (first + last) / 2
    shown = _beginning([first + k * by for k in range(_SHOWN)])
    middle = fraction(rf"{n} \cdot {in_brackets(plus(first, last))}", 2)
    return Draft(
        problem=f"Find the sum of the first {n} terms of the arithmetic sequence {shown}.",
        answer=tex(total),
        asked="one number: what these terms make together",
        idea="The first and the last term make as much as the second and the last but one, and so on.",
        steps=(
            _difference_step(first, by),
            WorkedStep(
                "Find the last term that is added.",
                chain(f"a_{{{n}}}", plus(first, times(n - 1, by)), last),
            ),
            WorkedStep(
                "Take the mean of the first and the last term as often as there are terms.",
                chain(f"S_{{{n}}}", middle, total),
            ),
        ),
    )


def _ratio(rng: Random, level: int) -> Expr:
    """A whole number, one of any sign, a fraction."""
    if level == 1:
        return Rational(rng.randint(2, 5))
    if level == 2:
        return Rational(rng.choice((-5, -4, -3, -2, 5, 6)))
    return Rational(*rng.choice(((1, 2), (-1, 2), (3, 2), (-3, 2), (2, 3), (-2, 3), (1, 3), (-1, 3), (5, 2))))


def _geometric(rng: Random, level: int) -> tuple[Expr, Expr, int]:
    """First term, ratio and number of terms; the first term shares factors with a fraction below."""
    by = _ratio(rng, level)
    n = rng.randint(4, 7) if level == 1 else rng.randint(5, 7)
    first = nonzero(rng, 99) if level > 1 else rng.randint(2, 499)
    return first * by.q**3, by, n


def _given(rng: Random, level: int, first: Expr, by: Expr) -> str:
    """The first terms, or first term and ratio where that is easier."""
    if level == 1 and rng.randrange(2):
        return f"with first term ${tex(first)}$ and common ratio ${tex(by)}$"
    return _beginning([first * by**k for k in range(3)])


def _ratio_step(first: Expr, by: Expr) -> WorkedStep:
    idea = "Find the common ratio: the second term divided by the first."
    return WorkedStep(idea, chain("r", fraction(first * by, first), by))


def _raised(by: Expr, exponent: int) -> str:
    return power(in_brackets(by) if by.q > 1 else bracketed(by), exponent)


def _geometric_term(rng: Random, level: int) -> Draft:
    """The n-th term, from the first few."""
    first, by, n = _geometric(rng, level)
    value = first * by ** (n - 1)
    return Draft(
        problem=f"Find the {ordinal(n)} term of the geometric sequence {_given(rng, level, first, by)}.",
        answer=tex(value),
        asked="one number: the term at this place of the sequence",
        idea="From each term to the next the same factor multiplies: count how often, starting at the first.",
        steps=(
            _ratio_step(first, by),
            WorkedStep(
                "Raise the ratio to a power one less than the place.",
                chain(_raised(by, n - 1), by ** (n - 1)),
            ),
            WorkedStep(
                "Multiply the first term by this power.",
                chain(f"a_{{{n}}}", rf"{tex(first)} \cdot {_raised(by, n - 1)}", value),
            ),
        )[1 if level == 1 else 0 :],
    )


def _geometric_sum(rng: Random, level: int) -> Draft:
    """The sum of the first n terms."""
    first, by, n = _geometric(rng, level)
    total = first * (by**n - 1) / (by - 1)
    raised, given = _raised(by, n), _given(rng, level, first, by)
    above = rf"{tex(first)} \cdot {in_brackets(f'{raised} - 1')}"
    return Draft(
        problem=f"Find the sum of the first {n} terms of the geometric sequence {given}.",
        answer=tex(total),
        asked="one number: what these terms make together",
        idea="The sum taken $r$ times, less the sum itself, leaves only the two ends.",
        steps=(
            _ratio_step(first, by),
            WorkedStep("Raise the ratio to the number of terms.", chain(raised, by**n)),
            WorkedStep(
                "Put first term and ratio into the formula for the sum.",
                chain(f"S_{{{n}}}", fraction(above, f"{tex(by)} - 1"), total),
            ),
        ),
    )


def _infinite_series(rng: Random, level: int) -> Draft:
    """a + ar + ar² + … with |r| < 1."""
    below = rng.randint(2 if level == 1 else 3, 12)
    above = 1 if level == 1 else rng.randint(1, below - 1)
    ratio = Rational(above if level < 3 else -above, below)
    # the sum comes out whole
    first = rng.randint(1, 999 if level == 1 else 399) * (ratio.q - ratio.p)
    total = first / (1 - ratio)
    subtracted = WorkedStep("Subtract the ratio from one.", chain(plus(1, -ratio), 1 - ratio))
    terms = plus(*(first * ratio**k for k in range(3 if level == 1 else 4)))
    return Draft(
        problem=rf"Find the sum of the infinite geometric series ${terms} + \ldots$.",
        answer=tex(total),
        asked="the number that the partial sums come as near to as one likes",
        idea="The ratio is between $-1$ and $1$, so the terms shrink away and the sum is finite.",
        steps=(
            _ratio_step(Rational(first), ratio),
            *([subtracted] if level == 3 else []),
            WorkedStep(
                "Divide the first term by what the ratio leaves of one.",
                chain("S", fraction(first, plus(1, -ratio)), total),
            ),
        ),
    )


def _sum_over_index(rng: Random, level: int) -> Draft:
    """Sums over k of a linear term, from another start, of a quadratic term."""
    n = rng.randint(8, 40 if level < 3 else 20)
    slope, added = rng.randint(2, 15), nonzero(rng, 20)
    square = rng.randint(1, 6) if level == 3 else 0
    start = rng.randint(3, 7) if level == 2 else 1
    body = f"({tex(square * _K**2 + slope * _K + added)})"
    whole, complete = _sum(body, n, start), _sum(body, n)
    up_to_n, steps = _complete_sum(complete, n, (square, slope, added))
    value = up_to_n
    if start > 1:
        skipped = sum(slope * k + added for k in range(1, start))
        value -= skipped
        idea = "Start the sum at one, and take away what is then too much."
        steps = [
            WorkedStep(idea, chain(whole, f"{complete} - {_sum(body, start - 1)}")),
            *steps,
            WorkedStep(
                "Take away the terms before the start.",
                chain(whole, f"{up_to_n} - {bracketed(skipped)}", value),
            ),
        ]
    return Draft(
        problem=f"Compute ${whole}$.",
        answer=str(value),
        asked="one number: all the terms added up",
        idea="A sum may be split term by term, and a fixed factor may stand before it.",
        steps=tuple(steps),
    )


def _sum(term: str, last: int, first: int = 1) -> str:
    return rf"\sum_{{k={first}}}^{{{last}}} {term}"


def _complete_sum(complete: str, n: int, factors: tuple[int, int, int]) -> tuple[int, list[WorkedStep]]:
    """A sum from 1 to n by the known ones; `factors` are those of k², k and 1."""
    square, slope, added = factors
    ones, squares = n * (n + 1) // 2, n * (n + 1) * (2 * n + 1) // 6
    split = [scaled(slope, _sum("k", n)), scaled(-1 if added < 0 else 1, _sum(str(abs(added)), n))]
    put_in = [times(slope, ones), times(n, added)]
    if square:
        split = [scaled(square, _sum("k^{2}", n)), *split]
        put_in = [times(square, squares), *put_in]
    value = square * squares + slope * ones + added * n
    whole_numbers = chain(_sum("k", n), fraction(times(n, n + 1), 2), ones)
    their_squares = chain(_sum("k^{2}", n), fraction(times(n, n + 1, 2 * n + 1), 6), squares)
    return value, [
        WorkedStep("Split the sum term by term and take the factors out.", chain(complete, plus(*split))),
        WorkedStep("Add up the whole numbers: half the last times the next.", whole_numbers),
        *([WorkedStep("Add up the squares with their formula.", their_squares)] if square else []),
        WorkedStep("Put these sums in.", chain(complete, plus(*put_in), value)),
    ]


GENERATORS = (
    Generator("arithmetic-term", "Terms of arithmetic sequences", _arithmetic_term),
    Generator("arithmetic-sum", "Sums of arithmetic sequences", _arithmetic_sum),
    Generator("geometric-term", "Terms of geometric sequences", _geometric_term),
    Generator("geometric-sum", "Sums of geometric sequences", _geometric_sum),
    Generator("infinite-series", "Infinite geometric series", _infinite_series),
    Generator("sum-over-index", "Sums written with Σ", _sum_over_index),
)
