"""Linear equations in one letter, and formulas solved for a letter."""

from math import lcm
from random import Random

from sympy import Symbol, symbols

from tutor.lesson.generating.draft import Draft, Generator, nonzero, tex
from tutor.lesson.generating.writing import (
    ask_solution,
    coprime,
    equation,
    fraction,
    letter,
    moved,
    steps_of,
    times,
)

_ASKED = "the number ${}$ that makes the equation true"


def _solved(
    rng: Random, x: Symbol, relation: str, root: int, idea: str, lines: list[tuple[str, str]]
) -> Draft:
    """An equation with one root, asked in one of several ways."""
    return Draft(
        problem=ask_solution(rng, relation, x),
        answer=f"{x} = {root}",
        asked=_ASKED.format(x),
        idea=idea,
        steps=steps_of(*lines),
    )


def _divided(x: Symbol, factor: int, root: int) -> list[tuple[str, str]]:
    """The last move from `factor x = …`; none where the factor is 1."""
    return [] if factor == 1 else [(f"Divide both sides by ${factor}$.", f"{x} = {root}")]


def _two_step(rng: Random, level: int) -> Draft:
    """ax + b = c: whole numbers, larger ones, and at last a fraction before the letter."""
    x, largest = letter(rng), (6, 15, 9)[level - 1]
    below = rng.randint(2, 7) if level == 3 else 1
    factor = coprime(rng, 2, largest, below) * rng.choice((1, 1, -1))
    added = nonzero(rng, 2 * largest) if level != 2 else rng.choice((-1, 1)) * rng.randint(11, 60)
    root = nonzero(rng, largest) * below
    value = factor * root // below
    idea = f"Undo what is done to ${x}$, the last operation first, on both sides alike."
    if level < 3:
        lines = [(moved(added), equation(factor * x, value)), *_divided(x, factor, root)]
        return _solved(rng, x, equation(factor * x + added, value + added), root, idea, lines)
    first = f"{'-' if factor < 0 else ''}{fraction(tex(abs(factor) * x), below)}"
    sign = "+" if added > 0 else "-"
    lines = [
        (moved(added), f"{first} = {value}"),
        (f"Multiply both sides by ${below}$.", equation(factor * x, value * below)),
        *_divided(x, factor, root),
    ]
    return _solved(rng, x, f"{first} {sign} {abs(added)} = {value + added}", root, idea, lines)


def _both_sides(rng: Random, level: int) -> Draft:
    """The letter on both sides; at the last level twice on one of them."""
    x, largest = letter(rng), (9, 15, 15)[level - 1]
    root, right = nonzero(rng, largest), rng.randint(2, largest)
    factor = right + rng.randint(2, 9)
    if level > 1:
        right = rng.choice((1, -1)) * right
    added = rng.choice((-1, 1)) * rng.randint(1, 9 if level == 1 else 40)
    constant = (factor - right) * root + added
    left, extra = factor * x + added, 0
    start = tex(left)
    lines = []
    if level == 3:
        extra = rng.randint(2, 9)
        start = f"{tex((factor + extra) * x)} {'+' if added > 0 else '-'} {abs(added)} - {tex(extra * x)}"
        lines = [("Collect like terms on the left side.", equation(left, right * x + constant))]
    lines += [
        (moved(right * x, letter_part=True), equation((factor - right) * x + added, constant)),
        (moved(added), equation((factor - right) * x, constant - added)),
        *_divided(x, factor - right, root),
    ]
    idea = f"Bring all terms with ${x}$ to one side and all numbers to the other."
    return _solved(rng, x, f"{start} = {tex(right * x + constant)}", root, idea, lines)


def _brackets(rng: Random, level: int) -> Draft:
    """a(x + b) = c; then a term with the letter on the right; then two brackets."""
    x, root = letter(rng), nonzero(rng, 9)
    a, b = rng.randint(3, 9), nonzero(rng, 9)
    idea = "Multiply the brackets out, then collect what belongs together."
    if level == 1:
        right = a * (root + b)
        lines = [
            ("Multiply out.", equation(a * x + a * b, right)),
            (moved(a * b), equation(a * x, right - a * b)),
            *_divided(x, a, root),
        ]
        return _solved(rng, x, f"{times(a, x + b)} = {right}", root, idea, lines)
    c, d = rng.randint(2, a - 1), nonzero(rng, 9)
    if level == 2:
        constant = a * (root + b) - c * root
        lines = [
            ("Multiply out.", equation(a * x + a * b, c * x + constant)),
            (moved(c * x, letter_part=True), equation((a - c) * x + a * b, constant)),
            (moved(a * b), equation((a - c) * x, constant - a * b)),
            *_divided(x, a - c, root),
        ]
        return _solved(rng, x, f"{times(a, x + b)} = {tex(c * x + constant)}", root, idea, lines)
    right = a * (root + b) - c * (root + d)
    inner = a * b - c * d
    opened = f"{tex(a * x + a * b)} - {tex(c * x)} {'-' if d > 0 else '+'} {abs(c * d)}"
    lines = [
        ("Multiply out; the minus sign changes every sign in its bracket.", f"{opened} = {right}"),
        ("Collect like terms.", equation((a - c) * x + inner, right)),
        *([(moved(inner), equation((a - c) * x, right - inner))] if inner else []),
        *_divided(x, a - c, root),
    ]
    return _solved(rng, x, f"{times(a, x + b)} - {times(c, x + d)} = {right}", root, idea, lines)


def _fractions(rng: Random, level: int) -> Draft:
    """x/a + b = c; two fractions with the letter; two with sums above."""
    x = letter(rng)
    idea = "Multiply both sides by a number that clears every denominator."
    if level == 1:
        below, value, added = rng.randint(2, 12), nonzero(rng, 12), nonzero(rng, 20)
        sign = "+" if added > 0 else "-"
        lines = [
            (moved(added), f"{fraction(x, below)} = {value}"),
            (f"Multiply both sides by ${below}$.", equation(x, value * below)),
        ]
        relation = f"{fraction(x, below)} {sign} {abs(added)} = {value + added}"
        return _solved(rng, x, relation, value * below, idea, lines)
    one, other = rng.sample(range(2, 11), 2)
    common = lcm(one, other)
    up, down = common // one, common // other
    multiplied = f"Multiply both sides by ${common}$, the common denominator."
    if level == 2:
        root = common * nonzero(rng, 9)
        right = root // one + root // other
        lines = [
            (multiplied, f"{tex(up * x)} + {tex(down * x)} = {right * common}"),
            ("Collect like terms.", equation((up + down) * x, right * common)),
            *_divided(x, up + down, root),
        ]
        return _solved(rng, x, f"{fraction(x, one)} + {fraction(x, other)} = {right}", root, idea, lines)
    root = nonzero(rng, 9)
    p, q = one * nonzero(rng, 5) - root, other * nonzero(rng, 5) - root
    right = (root + p) // one - (root + q) // other
    inner = up * p - down * q
    lines = [
        (multiplied, f"{times(up, x + p)} - {times(down, x + q)} = {right * common}"),
        ("Multiply out and collect like terms.", equation((up - down) * x + inner, right * common)),
        *([(moved(inner), equation((up - down) * x, right * common - inner))] if inner else []),
        *_divided(x, up - down, root),
    ]
    relation = f"{fraction(tex(x + p), one)} - {fraction(tex(x + q), other)} = {right}"
    return _solved(rng, x, relation, root, idea, lines)


def _formula(rng: Random, level: int) -> Draft:
    """An equation in two letters solved for the second."""
    x, y = symbols(rng.choice(("x y", "a b", "m n", "t s", "p q")))
    a, c = rng.choice((-1, 1)) * rng.randint(2, 12), nonzero(rng, 20)
    if level == 1:
        relation, solved = equation(a * x + y, c), c - a * x
        lines = [(moved(a * x, letter_part=True), equation(y, solved))]
    elif level == 2:
        b = rng.randint(2, 9)
        relation, solved = equation(a * b * x + b * y, c * b), c - a * x
        lines = [
            (moved(a * b * x, letter_part=True), equation(b * y, c * b - a * b * x)),
            (f"Divide every term by ${b}$.", equation(y, solved)),
        ]
    else:
        b, p = rng.randint(2, 9), nonzero(rng, 12)
        solved = b * a * x + b * c - p
        relation = f"{fraction(tex(y + p), b)} = {tex(a * x + c)}"
        lines = [
            (f"Multiply both sides by ${b}$.", equation(y + p, b * a * x + b * c)),
            (moved(p), equation(y, solved)),
        ]
    return Draft(
        problem=f"Solve ${relation}$ for ${y}$.",
        answer=equation(y, solved),
        asked=f"a formula for ${y}$, with ${x}$ in it",
        idea=f"Treat ${x}$ like a number and undo what is done to ${y}$.",
        steps=steps_of(*lines),
    )


GENERATORS = (
    Generator("two-step-equation", "Equations in two steps", _two_step),
    Generator("letter-on-both-sides", "The letter on both sides", _both_sides),
    Generator("equation-with-brackets", "Equations with brackets", _brackets),
    Generator("equation-with-fractions", "Equations with fractions", _fractions),
    Generator("formula-for-a-letter", "Formulas solved for a letter", _formula),
)
