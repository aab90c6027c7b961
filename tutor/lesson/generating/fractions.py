"""Fractions: in lowest terms, added, multiplied, divided, of a number."""

from math import gcd, lcm
from random import Random

from sympy import Rational

from tutor.lesson.generating.chance import coprime
from tutor.lesson.generating.draft import Draft, Generator, stages, steps_of
from tutor.lesson.generating.phrases import ask_value
from tutor.lesson.generating.typeset import fraction, plus, tex

_LOWEST = "a fraction in lowest terms, or a whole number"


def _proper(rng: Random, largest: int) -> tuple[int, int]:
    below = rng.randint(3, largest)
    return coprime(rng, 1, below - 1, below), below


def _lowest_terms(rng: Random, level: int) -> Draft:
    """One common factor, a larger one, two that are found one after the other."""
    above, below = _proper(rng, (30, 40, 15)[level - 1])
    first = rng.choice(((2, 3, 4, 5, 6, 7, 8, 9), (6, 8, 9, 12, 14, 15), (6, 10, 14, 15))[level - 1])
    second = rng.choice((11, 13, 17)) if level == 3 else 1
    factor = first * second
    start = fraction(above * factor, below * factor)
    split = fraction(rf"{above * second} \cdot {first}", rf"{below * second} \cdot {first}")
    halfway = fraction(above * second, below * second)
    changes = [
        ("Find a number that divides the numerator and the denominator.", split),
        ("Cancel the common factor.", halfway),
    ]
    if level == 3:
        changes += [
            (
                "Look for a further common factor.",
                fraction(rf"{above} \cdot {second}", rf"{below} \cdot {second}"),
            ),
            ("Cancel it too.", fraction(above, below)),
        ]
    asks = ("Simplify the fraction ${}$.", "Reduce the fraction ${}$.", "Write ${}$ in simplest form.")
    return Draft(
        problem=rng.choice(asks).format(start),
        answer=fraction(above, below),
        asked="the same fraction with the smallest possible numbers",
        idea="Divide the numerator and the denominator by what they have in common.",
        steps=stages(start, *changes),
        form=_LOWEST,
    )


def _added(rng: Random, level: int) -> Draft:
    """Of one denominator, any two, three fractions."""
    tops, bottoms = [], []
    if level == 1:
        below = rng.randint(7, 30)
        tops, bottoms = [coprime(rng, 1, below - 1, below) for _ in range(2)], [below, below]
        while tops[0] == tops[1]:  # a fraction taken from itself asks nothing
            tops[1] = coprime(rng, 1, below - 1, below)
    else:
        for _ in range(level):
            above, below = _proper(rng, 12)
            tops.append(above)
            bottoms.append(below)
    signs = [1, *(rng.choice((1, -1)) for _ in tops[1:])]
    common = lcm(*bottoms)
    tops = [sign * top for sign, top in zip(signs, tops, strict=True)]
    wide = [top * (common // bottom) for top, bottom in zip(tops, bottoms, strict=True)]
    start = plus(*(_signed_fraction(top, bottom) for top, bottom in zip(tops, bottoms, strict=True)))
    value = tex(Rational(sum(wide), common))
    changes = [
        (
            "Bring all fractions to a common denominator.",
            plus(*(_signed_fraction(top, common) for top in wide)),
        ),
        ("Put the numerators over it.", fraction(plus(*wide), common)),
        ("Work out the numerator and reduce if you can.", value),
    ]
    return Draft(
        ask_value(rng, start),
        value,
        "the result as one fraction",
        "Only fractions with the same denominator can be added: make the denominators equal first.",
        stages(start, *(changes[1:] if level == 1 else changes)),
        _LOWEST,
    )


def _signed_fraction(above: int, below: int) -> str:
    """With the sign before it."""
    return ("-" if above < 0 else "") + fraction(abs(above), below)


def _multiplied(rng: Random, level: int) -> Draft:
    """A whole number times a fraction, two fractions, three of them."""
    pairs = [_proper(rng, (9, 12, 12)[level - 1]) for _ in range(max(level, 2))]
    if level == 1:
        pairs[0] = (rng.randint(2, 30), 1)
    texts = [fraction(top, bottom) if bottom > 1 else str(top) for top, bottom in pairs]
    start = r" \cdot ".join(texts)
    tops = r" \cdot ".join(str(top) for top, _ in pairs)
    bottoms = r" \cdot ".join(str(bottom) for _, bottom in pairs if bottom > 1)
    above = below = 1
    for top, bottom in pairs:
        above, below = above * top, below * bottom
    value = tex(Rational(above, below))
    changes = [
        ("Multiply numerators with numerators, denominators with denominators.", fraction(tops, bottoms)),
        ("Work out both products.", fraction(above, below)),
    ]
    if gcd(above, below) > 1:
        changes.append(("Cancel what is common to both.", value))
    return Draft(
        ask_value(rng, start),
        value,
        "the product in lowest terms",
        "Fractions are multiplied straight across; cancel common factors.",
        stages(start, *changes),
        _LOWEST,
    )


def _divided(rng: Random, level: int) -> Draft:
    """Of two fractions, by a whole number first; then a sum in brackets divided."""
    (a, b), (c, d) = _proper(rng, 20 if level == 1 else 12), _proper(rng, 12)
    if level == 1:
        c, d = rng.randint(2, 9), 1
    divisor = fraction(c, d) if d > 1 else str(c)
    value = Rational(a, b) / Rational(c, d)
    turned = rf"{fraction(a, b)} \cdot {fraction(d, c)}"
    start = rf"{fraction(a, b)} \div {divisor}"
    first: list[tuple[str, str]] = []
    if level == 3:
        e, f = _proper(rng, 9)
        total = Rational(a, b) + Rational(e, f)
        start = rf"\left({fraction(a, b)} + {fraction(e, f)}\right) \div {divisor}"
        first = [("Work out the bracket first.", rf"{tex(total)} \div {divisor}")]
        turned = rf"{tex(total)} \cdot {fraction(d, c)}"
        value = total / Rational(c, d)
    changes = [
        *first,
        ("Turn the divisor over and multiply.", turned),
        ("Multiply, and cancel what is common.", tex(value)),
    ]
    return Draft(
        ask_value(rng, start),
        tex(value),
        "the quotient in lowest terms",
        "To divide by a number is to multiply by its reciprocal.",
        stages(start, *changes),
        _LOWEST,
    )


def _of_number(rng: Random, level: int) -> Draft:
    """A fraction of a whole number that its denominator divides."""
    above, below = _proper(rng, (9, 12, 25)[level - 1])
    if level == 3 and below < 10:
        below = below + 10
        above = coprime(rng, 10, 30, below)
    part = rng.randint(*((2, 30), (31, 80), (81, 400))[level - 1])
    whole = part * below
    ask = rng.choice(("What is ${}$ of ${}$?", "Find ${}$ of ${}$.", "Calculate ${}$ of ${}$."))
    return Draft(
        problem=ask.format(fraction(above, below), whole),
        answer=str(part * above),
        asked="that part of the number",
        idea="The denominator says into how many parts to share, the numerator how many of them to take.",
        steps=steps_of(
            (
                "Share the number into as many equal parts as the denominator says.",
                f"{fraction(whole, below)} = {part}",
            ),
            ("Take as many parts as the numerator says.", rf"{above} \cdot {part} = {above * part}"),
        ),
    )


GENERATORS = (
    Generator("lowest-terms", "Fractions in lowest terms", _lowest_terms),
    Generator("adding-fractions", "Adding and subtracting fractions", _added),
    Generator("multiplying-fractions", "Multiplying fractions", _multiplied),
    Generator("dividing-fractions", "Dividing fractions", _divided),
    Generator("fraction-of-number", "A fraction of a number", _of_number),
)
