"""Terms and sums of arithmetic and geometric sequences."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import show_number
from tutor.evaluate.generators.choosing import nonzero, phrase, slips
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation

_TERM = (
    "Find the {n} term of the {kind} sequence {terms}.",
    "What is the {n} term of the {kind} sequence {terms}?",
    "Find the {n} term of the {kind} sequence with first term {first} and common {step} {by}.",
    "An {kind} sequence has first term {first} and common {step} {by}. Find the {n} term.",
)
_SUM = (
    "Find the sum of the first {count} terms of the {kind} sequence {terms}.",
    "What is the sum of the first {count} terms of the {kind} sequence {terms}?",
    "The first term of an {kind} sequence is {first}, the common {step} is {by}."
    " What is the sum of the first {count} terms?",
)
_SERIES = ("Find the sum {series}.", "Compute {series}.", "What is {series}?")


def arithmetic_term(rng: Random, say: Notation) -> Draft:
    """The n-th term of an arithmetic sequence."""
    first, by, n = rng.randint(-9, 20), nonzero(rng, 9), rng.randint(5, 60)
    value = Fraction(first + (n - 1) * by)
    problem = _ask(
        rng,
        say,
        _TERM,
        ("arithmetic", "difference"),
        (n, Fraction(by), [Fraction(first + k * by) for k in range(4)]),
    )
    wrong = [(value + by, Mutation.OFF_BY_ONE), (value - by, Mutation.OFF_BY_ONE), *slips(value)]
    return draft(problem, value, wrong, show_number(rng, say))


def arithmetic_sum(rng: Random, say: Notation) -> Draft:
    """The sum of the first n terms, also written with dots."""
    first, by, n = rng.randint(1, 20), rng.randint(1, 9), rng.randint(5, 40)
    terms = [Fraction(first + k * by) for k in range(n)]
    value = sum(terms, Fraction(0))
    if rng.randrange(3) == 0:
        series = f"{' + '.join(map(str, terms[:3]))} + {say.dots} + {terms[-1]}"
        problem = phrase(rng, _SERIES, series=say.math(series))
    else:
        problem = _ask(rng, say, _SUM, ("arithmetic", "difference"), (n, Fraction(by), terms[:4]))
    wrong = [
        (value - terms[-1], Mutation.OFF_BY_ONE),
        (value + terms[-1] + by, Mutation.OFF_BY_ONE),
        *slips(value),
    ]
    return draft(problem, value, wrong, show_number(rng, say))


def geometric_term(rng: Random, say: Notation) -> Draft:
    """The n-th term of a geometric sequence."""
    first, by, n = Fraction(nonzero(rng, 5)), _ratio(rng), rng.randint(4, 8)
    value = first * by ** (n - 1)
    problem = _ask(rng, say, _TERM, ("geometric", "ratio"), (n, by, [first * by**k for k in range(4)]))
    wrong = [(value * by, Mutation.OFF_BY_ONE), (value / by, Mutation.OFF_BY_ONE), *slips(value)]
    return draft(problem, value, wrong, show_number(rng, say))


def geometric_sum(rng: Random, say: Notation) -> Draft:
    """The sum of the first n terms of a geometric sequence."""
    first, by, n = Fraction(rng.randint(1, 5)), _ratio(rng), rng.randint(4, 8)
    terms = [first * by**k for k in range(n)]
    value = sum(terms, Fraction(0))
    problem = _ask(rng, say, _SUM, ("geometric", "ratio"), (n, by, terms[:4]))
    wrong = [
        (value - terms[-1], Mutation.OFF_BY_ONE),
        (value + terms[-1] * by, Mutation.OFF_BY_ONE),
        *slips(value),
    ]
    return draft(problem, value, wrong, show_number(rng, say))


def _ratio(rng: Random) -> Fraction:
    return Fraction(rng.choice((2, 3, -2, 4)), rng.choice((1, 1, 1, 3)))


def _ask(
    rng: Random,
    say: Notation,
    asks: Sequence[str],
    words: tuple[str, str],
    sequence: tuple[int, Fraction, list[Fraction]],
) -> str:
    n, by, terms = sequence
    problem = phrase(
        rng,
        asks,
        kind=words[0],
        step=words[1],
        n=ordinal(n),
        count=str(n),
        by=say.math(say.number(by)),
        first=say.math(say.number(terms[0])),
        terms=say.math(", ".join([*map(say.number, terms), say.dots])),
    )
    return problem.replace("An geometric", "A geometric").replace("an geometric", "a geometric")


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{'th' if 10 < n % 100 < 14 else ending}"
