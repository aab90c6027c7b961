"""How generators put mathematics and requests into words: signs, brackets, fractions as they are written."""

from collections.abc import Iterable
from math import gcd
from random import Random

from sympy import Expr, Rational, Symbol, symbols

from tutor.lesson.generating.draft import tex
from tutor.lesson.item import WorkedStep

_REQUESTS = ("Compute", "Evaluate", "Calculate", "Work out", "Find the value of")
# letters that are read as no constant and no function
_LETTERS = "xyztnmkpaw"


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


def letter(rng: Random) -> Symbol:
    """A letter for an unknown."""
    return symbols(rng.choice(_LETTERS))


def equation(left: Expr | int, right: Expr | int) -> str:
    """Both sides as they stand; sympy would decide `3 = 3`."""
    return f"{tex(left)} = {tex(right)}"


def plus(number: int) -> str:
    """A number with its sign as a further term: `+ 3`, `- 3`."""
    return f"+ {number}" if number >= 0 else f"- {-number}"


def bracketed(number: Expr | int) -> str:
    """A number as a factor or under a power: negative ones and fractions in brackets."""
    plain = number >= 0 and (isinstance(number, int) or number.is_Integer)
    return tex(number) if plain else rf"\left({tex(number)}\right)"


def times(factor: Expr | int, inner: Expr) -> str:
    """A factor before a bracket that is not multiplied out: `3 (x + 2)`."""
    written = {1: "", -1: "-"}.get(factor, f"{tex(factor)} ")
    return f"{written}({tex(inner)})"


def root_factor(letter_: Symbol, root: int) -> str:
    """The factor that vanishes at a root: `(x - 3)`, for zero the letter alone."""
    return f"({letter_} {plus(-root)})" if root else str(letter_)


def fraction(above: object, below: object) -> str:
    r"""A fraction as it stands, `\frac{6}{8}`; text goes in unchanged."""
    return rf"\frac{{{above}}}{{{below}}}"


def moved(number: Expr | int, letter_part: bool = False) -> str:
    """What is done to both sides to bring a term over: "Subtract $3$ from both sides."."""
    positive = number.as_coeff_Mul()[0] > 0 if letter_part else number > 0  # type: ignore[union-attr]
    return (
        f"Subtract ${tex(number)}$ from both sides." if positive else f"Add ${tex(-number)}$ to both sides."
    )


def stages(start: str, *changes: tuple[str, str]) -> tuple[WorkedStep, ...]:
    """Steps that rewrite one expression: (idea, next form) each, as an equality with the form before."""
    steps, before = [], start
    for idea, after in changes:
        steps.append(WorkedStep(idea, f"{before} = {after}"))
        before = after
    return tuple(steps)


def steps_of(*lines: tuple[str, str]) -> tuple[WorkedStep, ...]:
    """(idea, line) each."""
    return tuple(WorkedStep(idea, line) for idea, line in lines)


def decimal(number: Expr | int) -> str:
    """A number whose denominator divides a power of ten, without trailing zeros."""
    exact = Rational(number)
    digits = 0
    while exact.q != 1 and (exact * 10**digits).q != 1:
        digits += 1
    shifted = abs(int(exact * 10**digits))
    sign = "-" if exact < 0 else ""
    whole, rest = divmod(shifted, 10**digits)
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"


def coprime(rng: Random, low: int, high: int, other: int) -> int:
    """A whole number between the bounds without a common factor with another."""
    return rng.choice([each for each in range(low, high + 1) if gcd(each, other) == 1])


def listed(items: Iterable[object]) -> str:
    """`$3$, $4$ and $5$`."""
    texts = [f"${item}$" for item in items]
    return f"{', '.join(texts[:-1])} and {texts[-1]}"
