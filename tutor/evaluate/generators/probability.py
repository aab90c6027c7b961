"""Probabilities of simple draws: dice, coins, marbles, cards, counted here case by case."""

from fractions import Fraction
from itertools import product
from math import comb
from random import Random

from tutor.evaluate.generators.answers import show_number
from tutor.evaluate.generators.choosing import phrase
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation

_DIE = (
    "A fair six-sided die is rolled. What is the probability of rolling {event}?",
    "What is the probability of rolling {event} with a fair die?",
    "A standard die is rolled once. Find the probability of rolling {event}.",
)
_TWO_DICE = (
    "Two fair six-sided dice are rolled. What is the probability that the sum is {event}?",
    "Two dice are rolled. Find the probability that the sum is {event}.",
)
_COINS = (
    "A fair coin is flipped {n} times. What is the probability of getting exactly {k} heads?",
    "A fair coin is tossed {n} times. Find the probability of exactly {k} heads.",
    "If a fair coin is flipped {n} times, what is the probability of getting exactly {k} heads?",
)
_MARBLES = (
    "A bag contains {all}. One marble is drawn at random. What is the probability that it is {color}?",
    "A bag has {all}. If one marble is drawn at random, what is the probability that it is {color}?",
    "A jar contains {all}. What is the probability of drawing a {color} marble?",
)
_TWO_MARBLES = (
    "A bag contains {all}. Two marbles are drawn {how}. What is the probability that both are {color}?",
    "A bag has {all}. Two marbles are drawn at random {how}. Find the probability that both are {color}.",
)
_CARDS = (
    "A card is drawn from a standard deck of 52 cards. What is the probability that it is {event}?",
    "One card is drawn at random from a standard 52-card deck. Find the probability that it is {event}.",
    "What is the probability of drawing {event} from a standard deck of cards?",
)
_CARD_EVENTS = (
    ("a heart", 13),
    ("a spade", 13),
    ("a king", 4),
    ("an ace", 4),
    ("a red card", 26),
    ("a black card", 26),
    ("a face card", 12),
    ("the queen of spades", 1),
)
_COLORS = ("red", "blue", "green", "yellow", "white")


def die(rng: Random, say: Notation) -> Draft:
    """One throw."""
    bound = rng.randint(2, 5)
    event, wins = rng.choice(
        (
            (f"a number greater than {bound}", 6 - bound),
            (f"a number less than {bound}", bound - 1),
            (f"a {bound}", 1),
            ("an even number", 3),
            ("a prime number", 3),
            ("an odd number", 3),
        )
    )
    return _ask(rng, say, phrase(rng, _DIE, event=event), Fraction(wins, 6), 6)


def two_dice(rng: Random, say: Notation) -> Draft:
    """The sum of two throws."""
    total = rng.randint(3, 11)
    more = rng.randrange(3) == 0
    sums = [a + b for a, b in product(range(1, 7), repeat=2)]
    wins = sum(each > total for each in sums) if more else sums.count(total)
    event = f"greater than {total}" if more else str(total)
    return _ask(rng, say, phrase(rng, _TWO_DICE, event=event), Fraction(wins, 36), 36)


def coins(rng: Random, say: Notation) -> Draft:
    """Exactly k heads in n tosses."""
    n = rng.randint(3, 8)
    k = rng.randint(2, n)
    problem = phrase(rng, _COINS, n=str(n), k=str(k))
    return _ask(rng, say, problem, Fraction(comb(n, k), 2**n), 2**n)


def marbles(rng: Random, say: Notation) -> Draft:
    """One or two marbles of a colour out of a bag."""
    colors = rng.sample(_COLORS, rng.choice((2, 3)))
    counts = [rng.randint(2, 9) for _ in colors]
    listed = [f"{n} {color}" for n, color in zip(counts, colors, strict=True)]
    together = f"{', '.join(listed[:-1])} and {listed[-1]} marbles"
    total, wins = sum(counts), counts[0]
    if rng.randrange(2):
        problem = phrase(rng, _MARBLES, all=together, color=colors[0])
        return _ask(rng, say, problem, Fraction(wins, total), total)
    returned = rng.randrange(2)
    value = Fraction(wins, total) * (Fraction(wins, total) if returned else Fraction(wins - 1, total - 1))
    how = "with replacement" if returned else "without replacement"
    return _ask(
        rng, say, phrase(rng, _TWO_MARBLES, all=together, color=colors[0], how=how), value, total * total
    )


def card(rng: Random, say: Notation) -> Draft:
    """One card."""
    event, wins = rng.choice(_CARD_EVENTS)
    return _ask(rng, say, phrase(rng, _CARDS, event=event), Fraction(wins, 52), 52)


def _ask(rng: Random, say: Notation, problem: str, value: Fraction, cases: int) -> Draft:
    wrong = [
        (1 - value, Mutation.INVERSE),
        (value + Fraction(1, cases), Mutation.OFF_BY_ONE),
        (value / 2, Mutation.FACTOR),
        (value * value, Mutation.OPERATION),
    ]
    return draft(problem, value, wrong, show_number(rng, say))
