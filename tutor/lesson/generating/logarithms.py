"""Logarithms: values, and equations with powers or logarithms."""

from random import Random

from sympy import Symbol, expand

from tutor.lesson.generating.chance import any_letter, nonzero
from tutor.lesson.generating.draft import Draft, Generator, solved_draft, stages
from tutor.lesson.generating.phrases import ask_value, moved
from tutor.lesson.generating.typeset import Part, chain, equation, factored, fraction, power, put, signed, tex


def _log(base: int, inside: Part) -> str:
    return rf"\log_{{{base}}}({put(inside)})"


def _logarithms(rng: Random, level: int) -> Draft:
    """One logarithm, two of different bases, rules for one base."""
    base, most = rng.choice(((2, 7), (3, 4), (4, 4), (5, 4), (6, 3), (7, 3), (10, 5)))
    n, k = rng.randint(2, most), rng.randint(2, 30)
    known, as_power = f"{k} {_log(base, base**n)}", f"{k} {_log(base, power(base, n))}"
    if level == 1:
        start = known
        changes = [
            ("Write the number as a power of the base.", as_power),
            ("The logarithm is the exponent.", rf"{k} \cdot {n}"),
            ("Multiply.", str(k * n)),
        ]
    elif level == 2:
        other, m = rng.choice((2, 3, 5)), rng.randint(1, 4)
        inverse = fraction(1, other**m)
        start = f"{known} + {_log(other, inverse)}"
        changes = [
            ("Write each number as a power of its base.", f"{as_power} + {_log(other, power(other, -m))}"),
            ("Each logarithm is the exponent.", rf"{k} \cdot {n} {signed(-m)}"),
            ("Work it out.", str(k * n - m)),
        ]
    else:
        extra = rng.choice((2, 3, 5, 6, 7))
        one, c = base**n * extra, rng.randint(2, 30)
        start = f"{k} ({_log(base, one)} - {_log(base, extra)}) - {c}"
        joined = f"{k} {_log(base, fraction(one, extra))} - {c}"
        changes = [
            ("A difference of logarithms is the logarithm of a quotient.", joined),
            ("Divide.", f"{known} - {c}"),
            ("Write the number as a power of the base.", f"{as_power} - {c}"),
            ("The logarithm is the exponent.", rf"{k} \cdot {n} - {c}"),
            ("Work it out.", str(k * n - c)),
        ]
    return Draft(
        ask_value(rng, start),
        changes[-1][1],
        "the value as a whole number",
        "A logarithm asks: to which power must the base be raised?",
        stages(start, *changes),
    )


def _exponential(rng: Random, level: int) -> Draft:
    """k bˣ = c, b^(ax + c) = number, k b^(ax + c) + d = number."""
    x = any_letter(rng)
    base, most = rng.choice(((2, 7), (3, 5), (4, 4), (5, 4), (6, 3), (7, 3), (10, 5)))
    if level == 1:
        root, k = rng.randint(2, most), rng.randint(2, 12)
        relation = rf"{k} \cdot {power(base, x)} = {k * base**root}"
        lines = [
            (f"Divide both sides by ${k}$.", f"{power(base, x)} = {base**root}"),
            ("Write the right side as a power of the base.", f"{base**root} = {power(base, root)}"),
            ("The exponent sought is the logarithm.", chain(x, _log(base, base**root), root)),
        ]
    else:
        root, a, n = nonzero(rng, 9), rng.randint(2, 6), rng.randint(2, most)
        c = n - a * root
        left = power(base, a * x + c)
        relation, lines = f"{left} = {base**n}", []
        if level == 3:
            k, d = rng.randint(2, 9), nonzero(rng, 20)
            relation = rf"{k} \cdot {left} {signed(d)} = {k * base**n + d}"
            lines = [
                (moved(d), rf"{k} \cdot {left} = {k * base**n}"),
                (f"Divide both sides by ${k}$.", f"{left} = {base**n}"),
            ]
        lines += [
            ("Write the right side as a power of the base.", f"{left} = {power(base, n)}"),
            ("Compare the exponents.", equation(a * x + c, n)),
            *([(moved(c), equation(a * x, n - c))] if c else []),
            (f"Divide both sides by ${a}$.", equation(x, root)),
        ]
    idea = "Write both sides as powers of one base and compare the exponents."
    return solved_draft(rng, x, relation, idea, lines)


def _log_equation(rng: Random, level: int) -> Draft:
    """log(ax + c) = n, with a number beside it, and a sum of logarithms with a root that falls away."""
    x = any_letter(rng)
    base, most = rng.choice(((2, 6), (3, 4), (4, 3), (5, 3), (6, 3), (10, 3)))
    n = rng.randint(2, most)
    if level == 3:
        relation, lines = _sum_of_logs(rng, x, base, n)
    else:
        left, lines = _one_log(rng, x, base, n)
        relation = f"{left} = {n}"
        if level == 2:
            d = nonzero(rng, 20)
            lines = [(moved(d), relation), *lines]
            relation = f"{left} {signed(d)} = {n + d}"
    idea = "A logarithm is an exponent: write the equation as a power of the base."
    return solved_draft(rng, x, relation, idea, lines)


_AS_A_POWER = "Write it as a power of the base."


def _one_log(rng: Random, x: Symbol, base: int, n: int) -> tuple[str, list[tuple[str, str]]]:
    """The left side of log(ax + c) = n, and the (idea, line) pairs that solve it."""
    root, a = nonzero(rng, 12), rng.randint(2, 6)
    c = base**n - a * root
    return _log(base, a * x + c), [
        (_AS_A_POWER, f"{tex(a * x + c)} = {power(base, n)}"),
        *([(moved(c), equation(a * x, base**n - c))] if c else []),
        (f"Divide both sides by ${a}$.", equation(x, root)),
    ]


def _sum_of_logs(rng: Random, x: Symbol, base: int, n: int) -> tuple[str, list[tuple[str, str]]]:
    """log(x + p) + log(x + q) = n, or one more, and the (idea, line) pairs that solve it."""
    small = rng.randint(0, n - 1)
    exponent = n + 1 if 2 * small == n else n
    # at the root the one is u and the other v, at the stranger -v and -u
    u, v = base**small, base ** (exponent - small)
    shift = rng.randint(-9, 9)
    one, other = x + shift, x + v - u + shift
    root, stranger = u - shift, -v - shift
    product = f"({tex(one)})({tex(other)})"
    return f"{_log(base, one)} + {_log(base, other)} = {exponent}", [
        ("A sum of logarithms is the logarithm of the product.", f"{_log(base, product)} = {exponent}"),
        (_AS_A_POWER, f"{product} = {power(base, exponent)}"),
        ("Multiply out and bring everything to one side.", equation(expand(one * other - u * v), 0)),
        ("Factor.", f"{factored(1, x, root, stranger)} = 0"),
        ("Keep the solution for which both logarithms exist.", equation(x, root)),
    ]


GENERATORS = (
    Generator("logarithms", "Logarithms", _logarithms),
    Generator("exponential-equation", "Equations with powers", _exponential),
    Generator("logarithm-equation", "Equations with logarithms", _log_equation),
)
