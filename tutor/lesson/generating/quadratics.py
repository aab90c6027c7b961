"""Quadratic equations and expressions: roots, factors, products, the vertex."""

from math import gcd
from random import Random

from sympy import Expr, Symbol, expand, factorint, sqrt, symbols

from tutor.lesson.generating.draft import Draft, Generator, nonzero, tex
from tutor.lesson.generating.writing import (
    ask_solution,
    bracketed,
    equation,
    fraction,
    letter,
    moved,
    plus,
    root_factor,
    stages,
    steps_of,
    times,
)

_SOLUTIONS = "all numbers ${}$ that make the equation true"


def _either(x: Symbol, *roots: object) -> str:
    """The answer as a list of the roots, without repeats."""
    return ", ".join(dict.fromkeys(f"{x} = {root}" for root in roots))


def _or(x: Symbol, *roots: object) -> str:
    return r" \text{ or } ".join(dict.fromkeys(f"{x} = {root}" for root in roots))


def _square_roots(rng: Random, level: int) -> Draft:
    """ax² = c, (x + b)² = c, a(x + b)² + d = c."""
    x, root, b = letter(rng), rng.randint(2, 20), nonzero(rng, 12)
    a, d = rng.randint(2, 9), nonzero(rng, 30)
    low, high = (-root, root) if level == 1 else (-root - b, root - b)
    square = f"({tex(x + b)})^{{2}}"
    roots_taken = (
        "Take the square root on both sides; what was squared may have either sign.",
        f"|{tex(x + b)}| = {root}",
    )
    last = (f"Take both signs, and {moved(b)[0].lower()}{moved(b)[1:]}", _or(x, low, high))
    if level == 1:
        relation = equation(a * x**2, a * root**2)
        lines = [
            (f"Divide both sides by ${a}$.", equation(x**2, root**2)),
            ("Take the square root; there are two.", _or(x, low, high)),
        ]
    elif level == 2:
        k = rng.randint(2, 9)
        relation = f"{k} {square} = {k * root**2}"
        lines = [(f"Divide both sides by ${k}$.", f"{square} = {root**2}"), roots_taken, last]
    else:
        relation = f"{a} {square} {plus(d)} = {a * root**2 + d}"
        lines = [
            (moved(d), f"{a} {square} = {a * root**2}"),
            (f"Divide both sides by ${a}$.", f"{square} = {root**2}"),
            roots_taken,
            last,
        ]
    return Draft(
        problem=ask_solution(rng, relation, x),
        answer=_either(x, low, high),
        asked=_SOLUTIONS.format(x),
        idea="Get the square alone on one side, then take both square roots.",
        steps=steps_of(*lines),
    )


def _by_factors(rng: Random, level: int) -> Draft:
    """A monic quadratic, one to be collected first, one with a common factor besides."""
    x = letter(rng)
    one, other = rng.sample([each for each in range(-12, 13) if each], 2)
    monic = expand((x - one) * (x - other))
    product = f"{root_factor(x, one)}{root_factor(x, other)}"
    a = rng.randint(2, 5) if level == 3 else 1
    whole, right = expand(a * monic), 0
    lines = []
    if level > 1:
        right = nonzero(rng, 9) * x + nonzero(rng, 20)
        lines.append(("Bring everything to one side.", equation(whole, 0)))
    if level == 3:
        lines.append((f"Divide both sides by ${a}$.", equation(monic, 0)))
    lines += [
        ("Find two numbers with the right product and sum, and factor.", f"{product} = 0"),
        ("A product is zero when a factor is.", _or(x, one, other)),
    ]
    return Draft(
        problem=ask_solution(rng, equation(expand(whole + right), right), x),
        answer=_either(x, one, other),
        asked=_SOLUTIONS.format(x),
        idea="Make one side zero and write the other as a product.",
        steps=steps_of(*lines),
    )


def _squarefree_split(number: int) -> tuple[int, int]:
    """q and d with number = q²·d."""
    outer = inner = 1
    for prime, power in factorint(number).items():
        outer *= prime ** (power // 2)
        inner *= prime ** (power % 2)
    return outer, inner


def _surd_root(above: int, outer: int, inner: int, below: int) -> str:
    r"""`\frac{above + outer \sqrt{inner}}{below}` in lowest terms, with the sign of `outer`."""
    common = gcd(above, outer, below)
    top = f"{above // common} {_signed(outer // common * sqrt(inner))}"
    return top if below == common else fraction(top, below // common)


def _formula(rng: Random, level: int) -> Draft:
    """Irrational roots: a bare one, one to simplify, a leading factor and a term to bring over."""
    x = letter(rng)
    while True:
        a = rng.randint(2, 5) if level == 3 else 1
        b = 2 * nonzero(rng, 9) if level == 2 else nonzero(rng, 11)
        c = rng.choice((-1, 1)) * rng.randint(1, 14)
        inside = b * b - 4 * a * c
        outer, inner = _squarefree_split(inside) if inside > 0 else (1, 1)
        if inner > 1 and (outer > 1) == (level > 1):
            break
    quadratic = a * x**2 + b * x + c
    relation, lines = equation(quadratic, 0), []
    if level == 3:
        extra = rng.randint(2, 9) * x
        relation = equation(quadratic + extra, extra)
        lines = [(moved(extra, letter_part=True), equation(quadratic, 0))]
    signs = ("-", "+")
    bare = [fraction(rf"{-b} {sign} \sqrt{{{inside}}}", 2 * a) for sign in signs]
    roots = [_surd_root(-b, side * outer, inner, 2 * a) for side in (-1, 1)]
    lines += [
        (
            "Work out the discriminant $b^2 - 4ac$.",
            rf"{bracketed(b)}^{{2}} - 4 \cdot {a} \cdot {bracketed(c)} = {inside}",
        ),
        ("Put it into the formula, once with minus and once with plus.", _or(x, *bare)),
    ]
    if level > 1:
        lines.append(("Simplify the root and cancel.", _or(x, *roots)))
    return Draft(
        problem=ask_solution(rng, relation, x),
        answer=_either(x, *roots),
        asked=_SOLUTIONS.format(x),
        idea="Read off the coefficients and use the quadratic formula.",
        steps=steps_of(*lines),
    )


def _factoring(rng: Random, level: int) -> Draft:
    """A monic quadratic, one with a common factor, one with a leading coefficient."""
    x = letter(rng)
    one, other = rng.sample([each for each in range(-9, 10) if each], 2)
    asks = ("Factor ${}$.", "Factor ${}$ completely.", "Factorise ${}$.")
    idea = "Look for a common factor first, then for two numbers with the right product and sum."
    monic = expand((x - one) * (x - other))
    if level < 3:
        a = rng.randint(2, 6) if level == 2 else 1
        whole = expand(a * monic)
        product = f"{'' if a == 1 else a}{root_factor(x, one)}{root_factor(x, other)}"
        changes = [("Take out the common factor.", times(a, monic))] if level == 2 else []
        if level == 1:
            split = f"{tex(x**2)} {_signed(-one * x)} {_signed(-other * x)} {plus(one * other)}"
            changes.append(("Split the middle term into two with the product of the last one.", split))
        changes.append(("Write it as a product of two brackets.", product))
    else:
        a = rng.choice((2, 3, 5))
        one = rng.choice([each for each in range(-9, 10) if each % a])
        whole = expand((a * x - one) * (x - other))
        product = f"({tex(a * x - one)}){root_factor(x, other)}"
        split = f"{tex(a * x**2)} {_signed(-a * other * x)} {_signed(-one * x)} {plus(one * other)}"
        bracket, sign = root_factor(x, other), "-" if one > 0 else "+"
        grouped = f"{tex(a * x)} {bracket} {sign} {_multiple(abs(one))}{bracket}"
        changes = [
            ("Split the middle term so that the parts have the product of the outer ones.", split),
            ("Take a common factor out of each pair.", grouped),
            ("Take out the bracket that both have.", product),
        ]
    return Draft(
        problem=rng.choice(asks).format(tex(whole)),
        answer=product,
        asked="the same expression as a product",
        idea=idea,
        steps=stages(tex(whole), *changes),
        form="a product of factors that cannot be factored further",
    )


def _signed(term: Expr) -> str:
    text = tex(term)
    return f"- {text[1:].strip()}" if text.startswith("-") else f"+ {text}"


def _multiple(number: int) -> str:
    return "" if number == 1 else str(number)


def _product(rng: Random, level: int) -> Draft:
    """(x + a)(x + b), (ax + b)(cx + d), a square with something taken off."""
    x = letter(rng)
    a, c = (1, 1) if level == 1 else (rng.randint(2, 6), rng.randint(2, 6))
    b, d = nonzero(rng, 12), nonzero(rng, 12)
    asks = ("Expand ${}$.", "Expand and simplify ${}$.", "Multiply out ${}$.")
    idea = "Multiply every term of one bracket with every term of the other."
    if level < 3:
        start, value = f"({tex(a * x + b)})({tex(c * x + d)})", expand((a * x + b) * (c * x + d))
        terms = f"{tex(a * c * x**2)} {_signed(a * d * x)} {_signed(b * c * x)} {plus(b * d)}"
        changes = [("Multiply each term with each.", terms), ("Collect like terms.", tex(value))]
    else:
        e = rng.randint(2, 5)
        start = f"({tex(a * x + b)})^{{2}} - {e} ({tex(c * x + d)})"
        value = expand((a * x + b) ** 2 - e * (c * x + d))
        square = expand((a * x + b) ** 2)
        opened = f"{tex(square)} {_signed(-e * c * x)} {plus(-e * d)}"
        changes = [
            ("Square the first bracket.", f"{tex(square)} - {e} ({tex(c * x + d)})"),
            ("Multiply out the second one; mind the minus sign.", opened),
            ("Collect like terms.", tex(value)),
        ]
        idea = "A square has three terms: both squares and twice the product."
    return Draft(
        problem=rng.choice(asks).format(start),
        answer=tex(value),
        asked="the same expression without brackets",
        idea=idea,
        steps=stages(start, *changes),
        form="a sum without brackets",
    )


def _vertex(rng: Random, level: int) -> Draft:
    """Of a parabola x² + bx + c; with a leading factor; from a product."""
    x, y = symbols("x y")
    h, k = nonzero(rng, 9), nonzero(rng, 20 if level == 1 else 60)
    a = 1 if level == 1 else rng.choice((-4, -3, -2, 2, 3, 4, 5))
    if level == 3:
        width, d = rng.randint(1, 8), nonzero(rng, 20)
        k = d - a * width**2
        form = f"{tex(a)}{root_factor(x, h - width)}{root_factor(x, h + width)} {plus(d)}"
    whole = expand(a * (x - h) ** 2 + k)
    b, c = -2 * a * h, a * h * h + k
    squared, last = f"{bracketed(h)}^{{2}}", f" {plus(c)}" if c else ""
    lines = []
    if level == 3:
        inner = expand((x - h + width) * (x - h - width))
        lines = [
            ("Multiply the brackets with each other.", f"y = {times(a, inner)} {plus(d)}"),
            ("Multiply by the factor and collect.", equation(y, whole)),
        ]
    lines += [
        (
            r"The vertex lies at $x = -\frac{b}{2a}$.",
            rf"x = -\frac{{{b}}}{{2 \cdot {bracketed(a)}}} = {h}",
        ),
        (
            "Put this into the equation of the parabola.",
            rf"y = {_coefficient(a)}{squared} {plus(b)} \cdot {bracketed(h)}{last} = {k}",
        ),
    ]
    asks = (
        "Find the vertex of the parabola $y = {}$.",
        "What is the vertex of the graph of $y = {}$?",
        "Find the coordinates of the vertex of $y = {}$.",
    )
    return Draft(
        problem=rng.choice(asks).format(form if level == 3 else tex(whole)),
        answer=f"({h}, {k})",
        asked="the point where the parabola turns, as $(x, y)$",
        idea="The vertex lies on the axis of symmetry, halfway between two points of equal height.",
        steps=steps_of(*lines),
    )


def _coefficient(a: int) -> str:
    return "" if a == 1 else rf"{a} \cdot "


GENERATORS = (
    Generator("square-roots", "Equations by square roots", _square_roots),
    Generator("quadratic-by-factors", "Quadratic equations by factoring", _by_factors),
    Generator("quadratic-formula", "The quadratic formula", _formula),
    Generator("factoring", "Factoring", _factoring),
    Generator("expanding", "Multiplying out", _product),
    Generator("vertex", "The vertex of a parabola", _vertex),
)
