"""Systems: two linear equations, three, a line and a parabola."""

from math import gcd
from random import Random

from sympy import expand, symbols

from tutor.lesson.generating.chance import either_sign, nonzero
from tutor.lesson.generating.draft import Draft, Generator, steps_of
from tutor.lesson.generating.phrases import and_list, moved
from tutor.lesson.generating.typeset import as_base, either, equation, factored, plus, signed, tex, unexpanded

_PAIRS = ("x y", "x y", "a b", "m n", "p q", "s t")


def _ask(rng: Random, equations: list[str]) -> str:
    asks = (
        "Solve the system of equations",
        "Solve the system",
        "Solve the following system of equations",
        "Find the solution of the system",
    )
    return f"{rng.choice(asks)} {and_list([f'${each}$' for each in equations])}."


def _substitution(rng: Random, level: int) -> Draft:
    """One equation gives a letter: at once, with a larger system, after it is rearranged."""
    x, y = symbols(rng.choice(_PAIRS))
    u, v = nonzero(rng, 8), nonzero(rng, 8)
    p = nonzero(rng, (3, 6, 6)[level - 1])
    a, b = rng.randint(1, (4, 9, 9)[level - 1]), 1 if level == 1 else nonzero(rng, 6)
    if a + b * p == 0:
        a += 1
    if v == p * u:
        v += 1
    q, c = v - p * u, a * u + b * v
    given = equation(y - p * x, q) if level == 3 else equation(y, p * x + q)
    inner = b * q
    first = [(moved(-p * x), equation(y, p * x + q))] if level == 3 else []
    factor = a + b * p
    lines = [
        *first,
        (
            f"Put this in place of ${y}$ in the other equation.",
            f"{plus(a * x, unexpanded(b, p * x + q))} = {c}",
        ),
        ("Multiply out and collect like terms.", equation(factor * x + inner, c)),
        *([(moved(inner), equation(factor * x, c - inner))] if inner else []),
        *([(f"Divide both sides by ${factor}$.", equation(x, u))] if factor != 1 else []),
        (f"Put ${x}$ into the expression for ${y}$.", rf"{y} = {_at(p, u)} {signed(q)} = {v}"),
    ]
    return Draft(
        problem=_ask(rng, [given, equation(a * x + b * y, c)]),
        answer=f"{x} = {u}, {y} = {v}",
        asked=f"the one pair ${x}$, ${y}$ that satisfies both equations",
        idea="One equation says what a letter is: put that into the other one.",
        steps=steps_of(*lines),
    )


def _at(factor: int, value: int) -> str:
    return str(value) if factor == 1 else rf"{factor} \cdot {as_base(value)}"


def _elimination(rng: Random, level: int) -> Draft:
    """A letter goes out by adding; after one equation is multiplied; after both are."""
    x, y = symbols(rng.choice(_PAIRS))
    u, v = nonzero(rng, 9), nonzero(rng, 9)
    if level == 1:
        b, other = rng.randint(2, 9), 1
    elif level == 2:
        b, other = 1, rng.randint(2, 6)
    else:
        b = rng.choice((2, 3, 4, 5))
        other = rng.choice([each for each in (2, 3, 5, 7) if gcd(each, b) == 1])
    a, d = rng.randint(1, 9), rng.randint(1, 9)
    # the first equation times `other` and the second times `b` add up without y
    up, down = (1, 1) if level == 1 else (other, b)
    e = -b if level == 1 else -other
    c, f = a * u + b * v, d * u + e * v
    sum_factor, sum_right = up * a + down * d, up * c + down * f
    lines = []
    if up > 1:
        lines.append((f"Multiply the first equation by ${up}$.", equation(up * (a * x + b * y), up * c)))
    if down > 1:
        lines.append(
            (f"Multiply the second equation by ${down}$.", equation(down * (d * x + e * y), down * f))
        )
    lines += [
        (f"Add the two equations: ${y}$ drops out.", equation(sum_factor * x, sum_right)),
        (f"Divide both sides by ${sum_factor}$.", equation(x, u)),
        (f"Put ${x}$ into the first equation.", f"{_at(a, u)} + {tex(b * y)} = {c}"),
        (f"Solve for ${y}$.", equation(y, v)),
    ]
    return Draft(
        problem=_ask(rng, [equation(a * x + b * y, c), equation(d * x + e * y, f)]),
        answer=f"{x} = {u}, {y} = {v}",
        asked=f"the one pair ${x}$, ${y}$ that satisfies both equations",
        idea=f"Make the coefficients of ${y}$ opposite, then add the equations.",
        steps=steps_of(*lines),
    )


def _three(rng: Random, level: int) -> Draft:
    """Three letters: two given, one after the other, and a whole system."""
    x, y, z = symbols(rng.choice(("x y z", "a b c", "p q r", "u v w")))
    u, v, w = (nonzero(rng, 9) for _ in range(3))
    b, c, e = (rng.randint(2, 6) for _ in range(3))
    first = equation(x + b * y + c * z, u + b * v + c * w)
    down = [
        (
            f"Solve the second equation for ${y}$ and put ${z}$ in.",
            rf"{y} = {v + e * w} - {_at(e, w)} = {v}",
        ),
        (
            f"Solve the first equation for ${x}$ and put both in.",
            rf"{x} = {u + b * v + c * w} - {_at(b, v)} - {_at(c, w)} = {u}",
        ),
    ]
    second, k = equation(y + e * z, v + e * w), rng.randint(2, 9)
    if level == 1:
        third, lines = equation(z, w), down
    elif level == 2:
        third = equation(k * z, k * w)
        lines = [(f"Divide the last equation by ${k}$.", equation(z, w)), *down]
    else:
        # the first equation and the second one together, with some more of the last letter
        third = equation(x + (b + 1) * y + (c + e + k) * z, u + (b + 1) * v + (c + e + k) * w)
        lines = [
            ("Subtract the first equation from the last one.", equation(y + (e + k) * z, v + (e + k) * w)),
            ("Subtract the second equation from that.", equation(k * z, k * w)),
            (f"Divide both sides by ${k}$.", equation(z, w)),
            *down,
        ]
    return Draft(
        problem=_ask(rng, [first, second, third]),
        answer=f"{x} = {u}, {y} = {v}, {z} = {w}",
        asked="the three numbers that satisfy all three equations",
        idea="Work towards an equation with a single letter, then go back from it to the others.",
        steps=steps_of(*lines),
    )


def _parabola(rng: Random, level: int) -> Draft:
    """Where a line meets a parabola: with nothing but a square, a whole one, one with a factor."""
    x, y = symbols(rng.choice(("x y", "s t", "a b", "u v")))
    one, other = rng.sample([each for each in range(-13, 14) if each], 2)
    if abs(one + other) < 2:
        other = 2 * one
    a = rng.randint(2, 4) if level == 3 else 1
    m, n = either_sign(rng, 2, 9), nonzero(rng, 12)
    if level == 1:
        m, n = one + other, -one * other
    parabola = expand(a * (x - one) * (x - other) + m * x + n)
    difference = expand(parabola - m * x - n)
    lines = [
        (f"Both give ${y}$: set them equal.", equation(parabola, m * x + n)),
        ("Bring everything to one side.", equation(difference, 0)),
        ("Factor the left side.", f"{factored(a, x, one, other)} = 0"),
        ("A product is zero when a factor is.", either(x, one, other)),
        ("Put the first one into the line.", rf"{m} \cdot {as_base(one)} {signed(n)} = {m * one + n}"),
        ("Put the second one into the line.", rf"{m} \cdot {as_base(other)} {signed(n)} = {m * other + n}"),
    ]
    points = sorted([(one, m * one + n), (other, m * other + n)])
    return Draft(
        problem=_ask(rng, [equation(y, parabola), equation(y, m * x + n)]),
        answer=", ".join(f"({u}, {v})" for u, v in points),
        asked="all points that lie on both graphs",
        idea=f"Set the two expressions for ${y}$ equal and solve the quadratic equation.",
        steps=steps_of(*lines),
    )


GENERATORS = (
    Generator("substitution", "Systems by substitution", _substitution),
    Generator("elimination", "Systems by elimination", _elimination),
    Generator("three-equations", "Three equations", _three),
    Generator("line-and-parabola", "A line and a parabola", _parabola),
)
