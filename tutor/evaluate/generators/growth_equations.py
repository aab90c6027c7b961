"""Equations with the unknown in an exponent or under a logarithm, and quadratics with irrational roots."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import join_roots
from tutor.evaluate.generators.choosing import letter, nonzero, phrase, slips
from tutor.evaluate.generators.equations import ASK, ASK_ONE, equation_draft
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation, Style
from tutor.evaluate.generators.polynomials import square_part

Surds = tuple[int, int, int, bool]
"""`p ± q√d`, and whether both signs are meant."""


def exponential(rng: Random, say: Notation) -> Draft:
    """b^(ax + c) = b^n with a rational root, and e^(ax) = n, whose root is a logarithm."""
    name = letter(rng)
    if rng.randrange(4) == 0:
        return _natural(rng, say, name)
    base, a, c, n = (
        rng.choice((2, 2, 3, 4, 5, 10)),
        rng.choice((1, 1, 2, 3)),
        rng.randint(-3, 3),
        rng.randint(-2, 5),
    )
    factor = rng.choice((1, 1, 3, 7))
    power = say.power(str(base), say.polynomial((c, a), name).replace(" ", ""))
    left = f"{factor} {say.times} {power}" if factor > 1 else power
    equation = f"{left} = {say.number(factor * Fraction(base) ** n)}"
    return equation_draft(rng, say, name, equation, frozenset({Fraction(n - c, a)}))


def _natural(rng: Random, say: Notation, name: str) -> Draft:
    a, n = rng.choice((1, 1, 2, 3)), rng.randint(2, 12)
    equation = f"{say.power('e', say.term(a, name))} = {n}"
    problem = phrase(rng, ASK_ONE, equation=say.math(equation), letter=say.math(name))
    wrong = [
        ((-Fraction(1, a), n), Mutation.SIGN),
        ((Fraction(a), n), Mutation.INVERSE),
        ((Fraction(1, a), n + 1), Mutation.OFF_BY_ONE),
        ((Fraction(1), n), Mutation.FACTOR),
    ]

    def show(value: tuple[Fraction, int]) -> str:
        multiple = Fraction(value[0])
        text = say.ratio(say.call("ln", str(value[1])), str(multiple.denominator))
        text = text if multiple.denominator > 1 else say.call("ln", str(value[1]))
        sign = {True: "-", False: ""}[multiple < 0]
        size = abs(multiple.numerator)
        return say.math(f"{name} = {sign}{size if size > 1 else ''}{text}")

    return draft(problem, (Fraction(1, a), n), wrong, show)


def logarithmic(rng: Random, say: Notation) -> Draft:
    """log_b(ax + c) = n, and a sum of two logarithms with a root outside its domain."""
    name, base = letter(rng), rng.choice((2, 2, 3, 5, 10))
    if rng.randrange(3):
        n, a, root = rng.randint(0, 4), rng.choice((1, 1, 2, 3)), rng.randint(-9, 20)
        inside = say.polynomial((base**n - a * root, a), name)
        return equation_draft(rng, say, name, f"{_log(say, base, inside)} = {n}", frozenset({Fraction(root)}))
    small = rng.randint(0, 2)
    large = small + rng.randint(1, 2)
    root, apart = base**large, base**large - base**small
    terms = [_log(say, base, name), _log(say, base, say.polynomial((-apart, 1), name))]
    equation = f"{say.sum(terms)} = {small + large}"
    return equation_draft(rng, say, name, equation, frozenset({Fraction(root)}), (-(base**small),))


def _log(say: Notation, base: int, inside: str) -> str:
    if say.latex:
        return f"\\log_{{{base}}}({inside})"
    return f"log_{base}({inside})"


def irrational_quadratic(rng: Random, say: Notation) -> Draft:
    """Monic quadratics with the roots p ± √n."""
    name, p = letter(rng), rng.randint(-5, 5)
    n = rng.choice((2, 3, 5, 6, 7, 8, 12, 18, 20, 27))
    q, d = square_part(n)
    equation = f"{say.polynomial((p * p - n, -2 * p, 1), name)} = 0"
    problem = phrase(rng, ASK, equation=say.math(equation), letter=say.math(name))
    return draft(problem, (p, q, d, True), _surd_slips(p, q, d), _SurdWriter(say, name, rng.randrange(3)))


def _surd_slips(p: int, q: int, d: int) -> Iterator[tuple[Surds, Mutation]]:
    yield (p, q, d, False), Mutation.MISSING
    yield (-p, q, d, True), Mutation.SIGN
    yield (p, 2 * q, d, True), Mutation.FACTOR
    yield (p + 1, q, d, True), Mutation.OFF_BY_ONE


class _SurdWriter:
    """Writes `p ± q√d` as one expression or as two roots."""

    def __init__(self, say: Notation, name: str, manner: int) -> None:
        self._say, self._name, self._manner = say, name, manner

    def __call__(self, value: Surds) -> str:
        p, q, d, both = value
        say = self._say
        root = say.term(q, say.root(str(d)))
        plus = say.sum([*([str(p)] if p else []), root])
        minus = say.sum([*([str(p)] if p else []), f"-{root}"])
        if not both:
            return say.math(f"{self._name} = {plus}")
        if self._manner == 0 and say.style is not Style.PLAIN:
            sign = "\\pm " if say.latex else "±"
            return say.math(f"{self._name} = {f'{p} ' if p else ''}{sign}{root}")
        return join_roots(say, self._name, [plus, minus], self._manner)


def moved_power(rng: Random, say: Notation) -> Draft:
    """(x + b)² = c² and x³ = c³."""
    name, b, c = letter(rng), nonzero(rng, 9), rng.randint(1, 9)
    if rng.randrange(2):
        equation = f"{say.power(f'({say.polynomial((b, 1), name)})', 2)} = {c * c}"
        return equation_draft(rng, say, name, equation, frozenset({Fraction(c - b), Fraction(-c - b)}))
    root = Fraction(nonzero(rng, 6))
    equation = f"{say.power(name, 3)} = {root**3}"
    problem = phrase(
        rng,
        ("Solve {equation} over the real numbers.", "Find the real solution of {equation}."),
        equation=say.math(equation),
    )
    return draft(problem, root, slips(root), say.number)
