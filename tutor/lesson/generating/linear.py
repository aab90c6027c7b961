"""Linear equations in one letter, and formulas solved for a letter."""

from math import lcm
from random import Random

from sympy import Symbol, symbols

from tutor.lesson.generating.chance import any_letter, coprime, either_sign, nonzero
from tutor.lesson.generating.draft import Draft, Generator, solved_draft, steps_of
from tutor.lesson.generating.phrases import moved
from tutor.lesson.generating.typeset import equation, fraction, plus, scaled, tex, unexpanded


def _divided(x: Symbol, factor: int, root: int) -> list[tuple[str, str]]:
    """The last move from `factor x = …`; none where the factor is 1."""
    return [] if factor == 1 else [(f"Divide both sides by ${factor}$.", f"{x} = {root}")]


def _two_step(rng: Random, level: int) -> Draft:
    """ax + b = c: whole numbers, larger ones, and at last a fraction before the letter."""
    x, largest = any_letter(rng), (6, 15, 9)[level - 1]
    below = rng.randint(2, 7) if level == 3 else 1
    factor = coprime(rng, 2, largest, below) * rng.choice((1, 1, -1))
    added = nonzero(rng, 2 * largest) if level != 2 else either_sign(rng, 11, 60)
    root = nonzero(rng, largest) * below
    value = factor * root // below
    idea = f"Undo what is done to ${x}$, the last operation first, on both sides alike."
    if level < 3:
        lines = [(moved(added), equation(factor * x, value)), *_divided(x, factor, root)]
        return solved_draft(rng, x, equation(factor * x + added, value + added), idea, lines)
    first = scaled(-1 if factor < 0 else 1, fraction(abs(factor) * x, below))
    lines = [
        (moved(added), f"{first} = {value}"),
        (f"Multiply both sides by ${below}$.", equation(factor * x, value * below)),
        *_divided(x, factor, root),
    ]
    return solved_draft(rng, x, f"{plus(first, added)} = {value + added}", idea, lines)


def _both_sides(rng: Random, level: int) -> Draft:
    """The letter on both sides; at the last level twice on one of them."""
    x, largest = any_letter(rng), (9, 15, 15)[level - 1]
    root, right = nonzero(rng, largest), rng.randint(2, largest)
    factor = right + rng.randint(2, 9)
    if level > 1:
        right = rng.choice((1, -1)) * right
    added = either_sign(rng, 1, 9 if level == 1 else 40)
    constant = (factor - right) * root + added
    left = factor * x + added
    start, lines = tex(left), []
    if level == 3:
        extra = rng.randint(2, 9)
        start = plus((factor + extra) * x, added, -extra * x)
        lines = [("Collect like terms on the left side.", equation(left, right * x + constant))]
    lines += [
        (moved(right * x), equation((factor - right) * x + added, constant)),
        (moved(added), equation((factor - right) * x, constant - added)),
        *_divided(x, factor - right, root),
    ]
    idea = f"Bring all terms with ${x}$ to one side and all numbers to the other."
    return solved_draft(rng, x, f"{start} = {tex(right * x + constant)}", idea, lines)


def _brackets(rng: Random, level: int) -> Draft:
    """a(x + b) = c; then a term with the letter on the right; then two brackets."""
    x, root = any_letter(rng), nonzero(rng, 9)
    a, b = rng.randint(3, 9), nonzero(rng, 9)
    idea = "Multiply the brackets out, then collect what belongs together."
    if level == 1:
        right = a * (root + b)
        lines = [
            ("Multiply out.", equation(a * x + a * b, right)),
            (moved(a * b), equation(a * x, right - a * b)),
            *_divided(x, a, root),
        ]
        return solved_draft(rng, x, f"{unexpanded(a, x + b)} = {right}", idea, lines)
    c, d = rng.randint(2, a - 1), nonzero(rng, 9)
    if level == 2:
        constant = a * (root + b) - c * root
        lines = [
            ("Multiply out.", equation(a * x + a * b, c * x + constant)),
            (moved(c * x), equation((a - c) * x + a * b, constant)),
            (moved(a * b), equation((a - c) * x, constant - a * b)),
            *_divided(x, a - c, root),
        ]
        return solved_draft(rng, x, f"{unexpanded(a, x + b)} = {tex(c * x + constant)}", idea, lines)
    right = a * (root + b) - c * (root + d)
    inner = a * b - c * d
    opened = plus(a * x + a * b, -c * x, -c * d)
    lines = [
        ("Multiply out; the minus sign changes every sign in its bracket.", f"{opened} = {right}"),
        ("Collect like terms.", equation((a - c) * x + inner, right)),
        *([(moved(inner), equation((a - c) * x, right - inner))] if inner else []),
        *_divided(x, a - c, root),
    ]
    return solved_draft(rng, x, f"{unexpanded(a, x + b)} - {unexpanded(c, x + d)} = {right}", idea, lines)


def _fractions(rng: Random, level: int) -> Draft:
    """x/a + b = c; two fractions with the letter; two with sums above."""
    x = any_letter(rng)
    idea = "Multiply both sides by a number that clears every denominator."
    if level == 1:
        below, value, added = rng.randint(2, 12), nonzero(rng, 12), nonzero(rng, 20)
        lines = [
            (moved(added), f"{fraction(x, below)} = {value}"),
            (f"Multiply both sides by ${below}$.", equation(x, value * below)),
        ]
        return solved_draft(rng, x, f"{plus(fraction(x, below), added)} = {value + added}", idea, lines)
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
        return solved_draft(rng, x, f"{fraction(x, one)} + {fraction(x, other)} = {right}", idea, lines)
    root = nonzero(rng, 9)
    p, q = one * nonzero(rng, 5) - root, other * nonzero(rng, 5) - root
    right = (root + p) // one - (root + q) // other
    inner = up * p - down * q
    lines = [
        (multiplied, f"{unexpanded(up, x + p)} - {unexpanded(down, x + q)} = {right * common}"),
        ("Multiply out and collect like terms.", equation((up - down) * x + inner, right * common)),
        *([(moved(inner), equation((up - down) * x, right * common - inner))] if inner else []),
        *_divided(x, up - down, root),
    ]
    relation = f"{fraction(x + p, one)} - {fraction(x + q, other)} = {right}"
    return solved_draft(rng, x, relation, idea, lines)


def _formula(rng: Random, level: int) -> Draft:
    """An equation in two letters solved for the second."""
    x, y = symbols(rng.choice(("x y", "a b", "m n", "t s", "p q")))
    a, c = either_sign(rng, 2, 12), nonzero(rng, 20)
    if level == 1:
        relation, solved = equation(a * x + y, c), c - a * x
        lines = [(moved(a * x), equation(y, solved))]
    elif level == 2:
        b = rng.randint(2, 9)
        relation, solved = equation(a * b * x + b * y, c * b), c - a * x
        lines = [
            (moved(a * b * x), equation(b * y, c * b - a * b * x)),
            (f"Divide every term by ${b}$.", equation(y, solved)),
        ]
    else:
        b, p = rng.randint(2, 9), nonzero(rng, 12)
        solved = b * a * x + b * c - p
        relation = f"{fraction(y + p, b)} = {tex(a * x + c)}"
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
