"""Choosing, arranging, and probabilities that are counted."""

from collections.abc import Sequence
from math import comb, factorial, perm
from random import Random
from typing import Final

from sympy import Rational

from tutor.lesson.generating.chance import nonzero
from tutor.lesson.generating.draft import Draft, Generator
from tutor.lesson.generating.phrases import and_list
from tutor.lesson.generating.typeset import chain, fraction, plus, tex, times
from tutor.lesson.item import WorkedStep

_COLORS: Final = ("red", "blue", "green", "yellow", "white", "black", "orange", "purple")
_THINGS: Final = ("marble", "ball", "chip", "token", "bead", "counter")
_VESSELS: Final = ("bag", "jar", "box", "bowl", "basket")


def _choose(n: int, k: int) -> str:
    return rf"\binom{{{n}}}{{{k}}}"


def _worked_choice(n: int, k: int) -> WorkedStep:
    above = times(*range(n, n - k, -1))
    below = times(*range(k, 0, -1))
    return WorkedStep(
        "Count down from the upper number, as many factors as the lower one says; divide by its factorial.",
        chain(_choose(n, k), fraction(above, below), comb(n, k)),
    )


def _choices(rng: Random, level: int) -> Draft:
    """A binomial coefficient and a number; a product of two; a quotient, as for a draw."""
    n, k = rng.randint(6, 20), rng.randint(2, 4)
    if level == 1:
        added = nonzero(rng, 150)
        whole = plus(_choose(n, k), added)
        last = WorkedStep("Put it in.", chain(whole, plus(comb(n, k), added), comb(n, k) + added))
        return _counted(whole, comb(n, k) + added, (_worked_choice(n, k), last))
    m, j = rng.randint(5, 20), rng.randint(2, 4)
    product = rf"{_choose(n, k)} \cdot {_choose(m, j)}"
    if level == 2:
        value = comb(n, k) * comb(m, j)
        last = WorkedStep("Multiply the two numbers.", chain(product, times(comb(n, k), comb(m, j)), value))
        return _counted(product, value, (_worked_choice(n, k), _worked_choice(m, j), last))
    whole = fraction(product, _choose(n + m, k + j))
    odds = Rational(comb(n, k) * comb(m, j), comb(n + m, k + j))
    put_in = fraction(times(comb(n, k), comb(m, j)), comb(n + m, k + j))
    last = WorkedStep("Put them in and reduce the fraction.", chain(whole, put_in, odds))
    choices = (_worked_choice(n, k), _worked_choice(m, j), _worked_choice(n + m, k + j))
    return _counted(whole, odds, (*choices, last))


def _counted(whole: str, value: Rational | int, steps: Sequence[WorkedStep]) -> Draft:
    return Draft(
        problem=f"Compute ${whole}$.",
        answer=tex(value),
        asked="one number: in how many ways one can choose, put together",
        idea="Each of these counts the ways to choose some things out of others, in any order.",
        steps=tuple(steps),
    )


def _factorials(rng: Random, level: int) -> Draft:
    """n!/m! and a number; over a second factorial; two such quotients."""
    quotients = []
    for _ in range(2 if level == 3 else 1):
        n = rng.randint(7, 14)
        k = rng.randint(2, 3 if level == 1 else 4)
        j = 1 if level == 1 else rng.randint(2, 4)
        quotients.append((n, k, j))
    added = nonzero(rng, 99)
    texts, values, steps = [], [], []
    for n, k, j in quotients:
        below = f"{n - k}!" if j == 1 else rf"{n - k}! \cdot {j}!"
        text = fraction(f"{n}!", below)
        value = Rational(perm(n, k), factorial(j))
        left = times(*range(n, n - k, -1))
        steps.append(
            WorkedStep(
                "The smaller factorial cancels; only the first factors are left.",
                chain(text, left if j == 1 else fraction(left, f"{j}!"), value),
            )
        )
        texts.append(text)
        values.append(value)
    whole = plus(*texts, added)
    steps.append(
        WorkedStep(
            "Put it in." if level < 3 else "Put both in.",
            chain(whole, plus(*values, added), sum(values, Rational(added))),
        )
    )
    return Draft(
        problem=f"Compute ${whole}$.",
        answer=tex(sum(values, Rational(added))),
        asked="one number",
        idea="Write the larger factorial as a product that ends in the smaller one, and cancel.",
        steps=tuple(steps),
    )


def _bag(rng: Random, level: int) -> tuple[list[int], list[str], str, str, str]:
    """How many of which colours, what of, and how the bag is told."""
    colors = rng.sample(_COLORS, (2, 3, 4)[level - 1])
    counts = [rng.randint(3, 15) for _ in colors]
    thing, vessel = rng.choice(_THINGS), rng.choice(_VESSELS)
    contents = and_list([f"{n} {color}" for n, color in zip(counts, colors, strict=True)])
    return counts, colors, thing, vessel, f"A {vessel} contains {contents} {thing}s."


def _one_draw(rng: Random, level: int) -> Draft:
    """One thing of a colour; not of a colour; of one of two colours."""
    counts, colors, thing, _, told = _bag(rng, level)
    total = sum(counts)
    color = (colors[0], f"not {colors[0]}", f"{colors[0]} or {colors[1]}")[level - 1]
    wins = (counts[0], total - counts[0], counts[0] + counts[1])[level - 1]
    steps = [WorkedStep(f"Count all the {thing}s.", chain(plus(*counts), total))]
    if level > 1:
        kept = counts[1:] if level == 2 else counts[:2]
        steps.append(WorkedStep("Count those that are wanted.", chain(plus(*kept), wins)))
    steps.append(
        WorkedStep(
            "Divide the wanted ones by all.",
            chain("P", fraction(wins, plus(*counts)), Rational(wins, total)),
        )
    )
    return Draft(
        problem=f"{told} One {thing} is drawn at random. What is the probability that it is {color}?",
        answer=tex(Rational(wins, total)),
        asked="a probability, as a fraction",
        idea="All are equally likely: compare how many are wanted with how many there are.",
        steps=tuple(steps),
    )


def _several_draws(rng: Random, level: int) -> Draft:
    """Two with replacement; two without; three without."""
    counts, colors, thing, _, told = _bag(rng, max(1, level - 1))
    drawn, returned = (2, 2, 3)[level - 1], level == 1
    total, wins = sum(counts), counts[0]
    shares = [(wins, total) if returned else (wins - n, total - n) for n in range(drawn)]
    value = Rational(1)
    for share in shares:
        value *= Rational(*share)
    texts = [fraction(above, below) for above, below in shares]
    how, every = ("with" if returned else "without"), ("both" if drawn == 2 else "all three")
    steps = [WorkedStep(f"Count all the {thing}s.", chain(plus(*counts), total))]
    if not returned:
        steps.append(
            WorkedStep(
                "For each further draw one less is there, of the wanted and of all.",
                chain(fraction(f"{wins} - 1", f"{total} - 1"), texts[1]),
            )
        )
    if drawn == 3:
        steps.append(WorkedStep("And once more.", chain(fraction(f"{wins} - 2", f"{total} - 2"), texts[2])))
    steps.append(
        WorkedStep("Multiply the probabilities of the draws.", chain("P", r" \cdot ".join(texts), value))
    )
    number = {2: "Two", 3: "Three"}[drawn]
    return Draft(
        problem=f"{told} {number} {thing}s are drawn at random {how} replacement."
        f" What is the probability that {every} are {colors[0]}?",
        answer=tex(value),
        asked="a probability, as a fraction",
        idea="Draw one after the other: the probabilities along the way are multiplied.",
        steps=tuple(steps),
    )


GENERATORS = (
    Generator("binomial-coefficients", "Binomial coefficients", _choices),
    Generator("factorials", "Quotients of factorials", _factorials),
    Generator("one-draw", "Probability of one draw", _one_draw),
    Generator("several-draws", "Probability of several draws", _several_draws),
)
