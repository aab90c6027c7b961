"""Quadratic equations and expressions: roots, factors, products, the vertex."""

from math import gcd
from random import Random

from sympy import expand, factorint, sqrt, symbols

from tutor.lesson.generating.chance import any_letter, either_sign, nonzero
from tutor.lesson.generating.draft import Draft, Generator, stages, steps_of
from tutor.lesson.generating.phrases import ask_solution, moved
from tutor.lesson.generating.typeset import (
    as_base,
    either,
    equation,
    factored,
    fraction,
    plus,
    power,
    root_factor,
    signed,
    solutions,
    tex,
    unexpanded,
)

_SOLUTIONS = "all numbers ${}$ that make the equation true"


def _square_roots(rng: Random, level: int) -> Draft:
    """ax² = c, (x + b)² = c, a(x + b)² + d = c."""
    x, root, b = any_letter(rng), rng.randint(2, 20), nonzero(rng, 12)
    a, d = rng.randint(2, 9), nonzero(rng, 30)
    low, high = (-root, root) if level == 1 else (-root - b, root - b)
    if level == 1:
        relation = equation(a * x**2, a * root**2)
        lines = [
            (f"Divide both sides by ${a}$.", equation(x**2, root**2)),
            ("Take the square root; there are two.", either(x, low, high)),
        ]
    else:
        factor = rng.randint(2, 9) if level == 2 else a
        square = f"({tex(x + b)})^{{2}}"
        relation, lines = f"{factor} {square} = {factor * root**2}", []
        if level == 3:
            lines = [(moved(d), relation)]
            relation = f"{factor} {square} {signed(d)} = {factor * root**2 + d}"
        rooted = "Take the square root on both sides; what was squared may have either sign."
        lines += [
            (f"Divide both sides by ${factor}$.", f"{square} = {root**2}"),
            (rooted, f"|{tex(x + b)}| = {root}"),
            (f"Take both signs, and {moved(b)[0].lower()}{moved(b)[1:]}", either(x, low, high)),
        ]
    return Draft(
        problem=ask_solution(rng, relation, x),
        answer=solutions(x, low, high),
        asked=_SOLUTIONS.format(x),
        idea="Get the square alone on one side, then take both square roots.",
        steps=steps_of(*lines),
    )


def _by_factors(rng: Random, level: int) -> Draft:
    """A monic quadratic, one to be collected first, one with a common factor besides."""
    x = any_letter(rng)
    one, other = rng.sample([each for each in range(-12, 13) if each], 2)
    monic = expand((x - one) * (x - other))
    product = factored(1, x, one, other)
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
        ("A product is zero when a factor is.", either(x, one, other)),
    ]
    return Draft(
        problem=ask_solution(rng, equation(expand(whole + right), right), x),
        answer=solutions(x, one, other),
        asked=_SOLUTIONS.format(x),
        idea="Make one side zero and write the other as a product.",
        steps=steps_of(*lines),
    )


def _squarefree_split(number: int) -> tuple[int, int]:
    """q and d with number = q²·d."""
    outer = inner = 1
    for prime, exponent in factorint(number).items():
        outer *= prime ** (exponent // 2)
        inner *= prime ** (exponent % 2)
    return outer, inner


def _surd_root(above: int, outer: int, inner: int, below: int) -> str:
    r"""`\frac{above + outer \sqrt{inner}}{below}` in lowest terms, with the sign of `outer`."""
    common = gcd(above, outer, below)
    top = plus(above // common, outer // common * sqrt(inner))
    return top if below == common else fraction(top, below // common)


def _formula(rng: Random, level: int) -> Draft:
    """Irrational roots: a bare one, one to simplify, a leading factor and a term to bring over."""
    x = any_letter(rng)
    while True:
        a = rng.randint(2, 5) if level == 3 else 1
        b = 2 * nonzero(rng, 9) if level == 2 else nonzero(rng, 11)
        c = either_sign(rng, 1, 14)
        inside = b * b - 4 * a * c
        outer, inner = _squarefree_split(inside) if inside > 0 else (1, 1)
        if inner > 1 and (outer > 1) == (level > 1):
            break
    quadratic = a * x**2 + b * x + c
    relation, lines = equation(quadratic, 0), []
    if level == 3:
        extra = rng.randint(2, 9) * x
        relation = equation(quadratic + extra, extra)
        lines = [(moved(extra), equation(quadratic, 0))]
    signs = ("-", "+")
    bare = [fraction(rf"{-b} {sign} \sqrt{{{inside}}}", 2 * a) for sign in signs]
    roots = [_surd_root(-b, side * outer, inner, 2 * a) for side in (-1, 1)]
    lines += [
        (
            "Work out the discriminant $b^2 - 4ac$.",
            rf"{as_base(b)}^{{2}} - 4 \cdot {a} \cdot {as_base(c)} = {inside}",
        ),
        ("Put it into the formula, once with minus and once with plus.", either(x, *bare)),
    ]
    if level > 1:
        lines.append(("Simplify the root and cancel.", either(x, *roots)))
    return Draft(
        problem=ask_solution(rng, relation, x),
        answer=solutions(x, *roots),
        asked=_SOLUTIONS.format(x),
        idea="Read off the coefficients and use the quadratic formula.",
        steps=steps_of(*lines),
    )


def _factoring(rng: Random, level: int) -> Draft:
    """A monic quadratic, one with a common factor, one with a leading coefficient."""
    x = any_letter(rng)
    one, other = rng.sample([each for each in range(-9, 10) if each], 2)
    asks = ("Factor ${}$.", "Factor ${}$ completely.", "Factorise ${}$.")
    idea = "Look for a common factor first, then for two numbers with the right product and sum."
    monic = expand((x - one) * (x - other))
    if level < 3:
        a = rng.randint(2, 6) if level == 2 else 1
        whole = expand(a * monic)
        product = factored(a, x, one, other)
        changes = [("Take out the common factor.", unexpanded(a, monic))] if level == 2 else []
        if level == 1:
            split = plus(x**2, -one * x, -other * x, one * other)
            changes.append(("Split the middle term into two with the product of the last one.", split))
        changes.append(("Write it as a product of two brackets.", product))
    else:
        a = rng.choice((2, 3, 5))
        one = rng.choice([each for each in range(-9, 10) if each % a])
        whole = expand((a * x - one) * (x - other))
        product = f"({tex(a * x - one)}){root_factor(x, other)}"
        split = plus(a * x**2, -a * other * x, -one * x, one * other)
        grouped = plus(f"{tex(a * x)} {root_factor(x, other)}", factored(-one, x, other))
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


def _product(rng: Random, level: int) -> Draft:
    """(x + a)(x + b), (ax + b)(cx + d), a square with something taken off."""
    x = any_letter(rng)
    a, c = (1, 1) if level == 1 else (rng.randint(2, 6), rng.randint(2, 6))
    b, d = nonzero(rng, 12), nonzero(rng, 12)
    asks = ("Expand ${}$.", "Expand and simplify ${}$.", "Multiply out ${}$.")
    idea = "Multiply every term of one bracket with every term of the other."
    if level < 3:
        start, value = f"({tex(a * x + b)})({tex(c * x + d)})", expand((a * x + b) * (c * x + d))
        terms = plus(a * c * x**2, a * d * x, b * c * x, b * d)
        changes = [("Multiply each term with each.", terms), ("Collect like terms.", tex(value))]
    else:
        e = rng.randint(2, 5)
        start = f"({tex(a * x + b)})^{{2}} - {e} ({tex(c * x + d)})"
        value = expand((a * x + b) ** 2 - e * (c * x + d))
        square = expand((a * x + b) ** 2)
        opened = plus(square, -e * c * x, -e * d)
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
        form = plus(factored(a, x, h - width, h + width), d)
    whole = expand(a * (x - h) ** 2 + k)
    b, c = -2 * a * h, a * h * h + k
    lines = []
    if level == 3:
        inner = expand((x - h + width) * (x - h - width))
        lines = [
            ("Multiply the brackets with each other.", f"y = {plus(unexpanded(a, inner), d)}"),
            ("Multiply by the factor and collect.", equation(y, whole)),
        ]
    axis = fraction(b, rf"2 \cdot {as_base(a)}")
    square = power(as_base(h), 2) if a == 1 else rf"{a} \cdot {power(as_base(h), 2)}"
    put_in = plus(square, rf"{b} \cdot {as_base(h)}", *([c] if c else []))
    lines += [
        (r"The vertex lies at $x = -\frac{b}{2a}$.", f"x = -{axis} = {h}"),
        ("Put this into the equation of the parabola.", f"y = {put_in} = {k}"),
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


GENERATORS = (
    Generator("square-roots", "Equations by square roots", _square_roots),
    Generator("quadratic-by-factors", "Quadratic equations by factoring", _by_factors),
    Generator("quadratic-formula", "The quadratic formula", _formula),
    Generator("factoring", "Factoring", _factoring),
    Generator("expanding", "Multiplying out", _product),
    Generator("vertex", "The vertex of a parabola", _vertex),
)
