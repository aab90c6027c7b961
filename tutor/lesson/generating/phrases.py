"""What generators say in words: requests, what is done to both sides, numbers and lists in a sentence."""

from collections.abc import Sequence
from random import Random

from sympy import Expr, Symbol

from tutor.lesson.generating.typeset import tex

_REQUESTS = ("Compute", "Evaluate", "Calculate", "Work out", "Find the value of")


def ask_value(rng: Random, expression: str) -> str:
    """A request for the value of an expression."""
    return f"{rng.choice(_REQUESTS)} ${expression}$."


def ask_solution(rng: Random, relation: str, letter: Symbol, noun: str = "equation") -> str:
    """A request to solve an equation or an inequality."""
    asks = (
        f"Solve ${relation}$ for ${letter}$.",
        f"Solve the {noun} ${relation}$.",
        f"Solve ${relation}$.",
        f"Solve the {noun} ${relation}$ for ${letter}$.",
    )
    return rng.choice(asks)


def moved(term: Expr | int) -> str:
    """What is done to both sides to bring a term over: "Subtract $3$ from both sides."."""
    positive = term > 0 if isinstance(term, int) else term.as_coeff_Mul()[0] > 0
    return f"Subtract ${tex(term)}$ from both sides." if positive else f"Add ${tex(-term)}$ to both sides."


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{'th' if 10 < n % 100 < 14 else ending}"


def and_list(items: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))
