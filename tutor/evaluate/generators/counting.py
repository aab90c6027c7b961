"""Ways to arrange and to choose, handshakes, words from letters, numbers from digits."""

from collections import Counter
from fractions import Fraction
from math import comb, factorial, perm, prod
from random import Random

from tutor.evaluate.generators.answers import show_number
from tutor.evaluate.generators.choosing import phrase, slips
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation

_ROW = (
    "In how many ways can {n} {people} sit in a row?",
    "How many ways can {n} {people} stand in a line?",
    "How many different ways are there to arrange {n} different books on a shelf?",
)
_TABLE = ("In how many ways can {n} {people} be seated around a round table?",)
_CHOICE = (
    "In how many ways can {k} {people} be chosen from {n}?",
    "How many committees of {k} can be formed from {n} {people}?",
    "How many ways are there to choose {k} {people} from a group of {n} {people}?",
    "In how many ways can {k} books be chosen from {n} different books?",
)
_OFFICES = (
    "In how many ways can a president and a secretary be chosen from {n} {people}?",
    "In how many ways can a club of {n} members elect a president, a secretary and a treasurer?",
)
_SHAKES = (
    "There are {n} people at a party. Each person shakes hands with every other person once."
    " How many handshakes are there?",
    "If {n} people meet and everyone shakes hands with everyone else once, how many handshakes are there?",
    "In a tournament of {n} teams, each team plays every other team once. How many games are played?",
)
_LETTERS = (
    "How many different arrangements of the letters of {word} are there?",
    "In how many distinct ways can the letters of the word {word} be arranged?",
    "How many distinct arrangements of the letters in {word} are possible?",
)
_WORDS = ("MISSISSIPPI", "BANANA", "LEVEL", "LETTER", "SUCCESS", "STATISTICS", "PEPPER", "ALGEBRA", "RADAR")
_DIGITS = (
    "How many {k}-digit numbers can be formed from the digits 1 to {n} {how}?",
    "How many {k}-digit numbers can be made using the digits 1-{n} {how}?",
)
_PEOPLE = ("people", "students", "friends", "children")


def row(rng: Random, say: Notation) -> Draft:
    """All of them in a row, or round a table."""
    n = rng.randint(3, 9)
    straight = rng.randrange(3) > 0
    problem = phrase(rng, _ROW if straight else _TABLE, n=say.math(str(n)), people=rng.choice(_PEOPLE))
    value = factorial(n if straight else n - 1)
    wrong = [
        (value + n, Mutation.OFF_BY_ONE),
        (value * (n + 1), Mutation.FACTOR),
        (n * n + 1, Mutation.OPERATION),
    ]
    return _asked(rng, say, problem, value, wrong)


def choice(rng: Random, say: Notation) -> Draft:
    """Some of them, in whatever order."""
    n = rng.randint(5, 14)
    k = rng.randint(2, n - 2)
    problem = phrase(rng, _CHOICE, n=say.math(str(n)), k=say.math(str(k)), people=rng.choice(_PEOPLE))
    wrong = [
        (perm(n, k), Mutation.OPERATION),
        (comb(n, k - 1), Mutation.OFF_BY_ONE),
        (n * k, Mutation.OPERATION),
    ]
    return _asked(rng, say, problem, comb(n, k), wrong)


def offices(rng: Random, say: Notation) -> Draft:
    """Different people in different offices."""
    n, asks = rng.randint(5, 20), rng.randrange(2)
    problem = _OFFICES[asks].format(n=say.math(str(n)), people=rng.choice(_PEOPLE))
    k = asks + 2
    return _asked(
        rng,
        say,
        problem,
        perm(n, k),
        [(comb(n, k), Mutation.OPERATION), (perm(n - 1, k), Mutation.OFF_BY_ONE)],
    )


def pairs(rng: Random, say: Notation) -> Draft:
    """Each with each."""
    n = rng.randint(5, 30)
    problem = phrase(rng, _SHAKES, n=say.math(str(n)))
    wrong = [(n * (n - 1), Mutation.FACTOR), (comb(n + 1, 2), Mutation.OFF_BY_ONE), (n, Mutation.RESTATED)]
    return _asked(rng, say, problem, comb(n, 2), wrong)


def letters(rng: Random, say: Notation) -> Draft:
    """Like letters are not told apart."""
    word = rng.choice(_WORDS)
    value = factorial(len(word)) // prod(map(factorial, Counter(word).values()))
    wrong = [
        (factorial(len(word)), Mutation.FACTOR),
        (value // 2, Mutation.FACTOR),
        (value + 1, Mutation.OFF_BY_ONE),
    ]
    return _asked(rng, say, phrase(rng, _LETTERS, word=word), value, wrong)


def digits(rng: Random, say: Notation) -> Draft:
    """Numbers with digits that may be used once or as often as one likes."""
    n, k = rng.randint(4, 8), rng.randint(2, 4)
    once = rng.randrange(2) == 0
    problem = phrase(
        rng, _DIGITS, n=str(n), k=str(k), how="without repetition" if once else "if repetition is allowed"
    )
    counts = [perm(n, k), n**k]
    value, other = counts if once else reversed(counts)
    wrong = [(other, Mutation.OPERATION), (comb(n, k), Mutation.OPERATION), (value - 1, Mutation.OFF_BY_ONE)]
    return _asked(rng, say, problem, value, wrong)


def _asked(rng: Random, say: Notation, problem: str, value: int, wrong: list[tuple[int, Mutation]]) -> Draft:
    noun = rng.choice(("", "", " ways"))
    shown = show_number(rng, say)
    all_wrong = [*((Fraction(number), mutation) for number, mutation in wrong), *slips(value)]
    return draft(problem, Fraction(value), all_wrong, lambda number: f"{shown(number)}{noun}")
