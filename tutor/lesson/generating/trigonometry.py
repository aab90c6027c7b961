"""Exact values, right and other triangles, identities. Angles have values that can be written with roots."""

from dataclasses import dataclass
from random import Random
from typing import Final

from sympy import Expr, Rational, cos, pi, sin, sqrt, sqrtdenest, symbols, tan

from tutor.lesson.generating.draft import Draft, Generator, nonzero, tex
from tutor.lesson.generating.typeset import bracketed, chain, plus, put, scaled, times
from tutor.lesson.item import WorkedStep

_FUNCTIONS: Final = {"sin": sin, "cos": cos, "tan": tan}
_SPECIAL: Final = (30, 45, 60)
_TRIPLES: Final = (
    (3, 4, 5),
    (5, 12, 13),
    (8, 15, 17),
    (7, 24, 25),
    (20, 21, 29),
    (12, 35, 37),
    (9, 40, 41),
    (28, 45, 53),
    (11, 60, 61),
    (33, 56, 65),
    (16, 63, 65),
    (48, 55, 73),
)


def _exact(name: str, degrees: int) -> Expr:
    return _FUNCTIONS[name](pi * Rational(degrees, 180))


def _written(name: str, degrees: int, radians: bool) -> str:
    return (
        rf"\{name}\left({tex(pi * Rational(degrees, 180))}\right)" if radians else rf"\{name} {degrees}^\circ"
    )


def _reference(degrees: int) -> int:
    """The angle between the ray and the x-axis."""
    return min(degrees % 180, 180 - degrees % 180)


def _value_step(name: str, degrees: int, radians: bool) -> WorkedStep:
    """The value of a function at an angle, by way of its reference angle."""
    reference, value = _reference(degrees), _exact(name, degrees)
    if reference == degrees:
        idea = "Read the value off the half square or the half equilateral triangle."
        return WorkedStep(idea, chain(_written(name, degrees, radians), value))
    sign = 1 if value == _exact(name, reference) else -1
    idea = rf"Take the acute angle to the horizontal axis, and the sign of $\{name}$ in that quadrant."
    first = scaled(sign, _written(name, reference, radians))
    return WorkedStep(idea, chain(_written(name, degrees, radians), first, value))


def _exact_values(rng: Random, level: int) -> Draft:
    """a sin α + b: an acute angle; two functions in all quadrants; three, in radians."""
    quadrants = (1, 4, 4)[level - 1]
    radians = level == 3
    parts: list[tuple[int, str, int]] = []
    for name in rng.sample(sorted(_FUNCTIONS), level):
        turned = 90 * rng.randrange(quadrants)
        angle = turned + rng.choice(_SPECIAL)
        parts.append((2 * nonzero(rng, 30 if level == 1 else 9), name, angle))
    added = nonzero(rng, 60)
    terms = [scaled(factor, _written(name, angle, radians)) for factor, name, angle in parts]
    put_in = [times(factor, _exact(name, angle)) for factor, name, angle in parts]
    answer = sum((factor * _exact(name, angle) for factor, name, angle in parts), Rational(added))
    asked = plus(*terms, added)
    return Draft(
        problem=f"Find the exact value of ${asked}$.",
        answer=tex(answer),
        asked="one number, written with roots where it needs them and without decimals",
        idea="Each of these angles has a reference angle in one of two triangles whose sides are known.",
        steps=(
            *(_value_step(name, angle, radians) for _, name, angle in parts),
            WorkedStep("Put the values in and multiply.", chain(asked, plus(*put_in, added), answer)),
        ),
    )


def _triangle_side(rng: Random, level: int) -> Draft:
    """sin α = x/c; the unknown in the denominator; the law of sines."""
    letter = rng.choice("abcdhpqrsuvwxyz")
    x = symbols(letter)
    angle = rng.choice(_SPECIAL)
    if level == 3:
        return _law_of_sines(rng, letter)
    name = rng.choice(sorted(_FUNCTIONS))
    side = rng.randint(2, 99) if level == 1 else rng.randint(100, 499)
    value = _exact(name, angle)
    found = side * value if level == 1 else side / value
    function = _written(name, angle, radians=False)
    ratio = x / side if level == 1 else side / x
    steps = [WorkedStep("Write down the exact value of the function.", chain(function, value))]
    if level == 1:
        idea = f"Multiply both sides by ${side}$ and put in the value."
        steps.append(WorkedStep(idea, chain(letter, times(side, function), found)))
    else:
        idea = f"Multiply both sides by ${letter}$, so that it leaves the denominator."
        steps.append(WorkedStep(idea, chain(f"{letter} {function}", side)))
        right = rf"\frac{{{side}}}{{{function}}}"
        steps.append(WorkedStep("Divide by the value of the function.", chain(letter, right, found)))
    return Draft(
        problem=f"Solve ${chain(function, ratio)}$ for ${letter}$.",
        answer=f"{letter} = {tex(found)}",
        asked=f"the side ${letter}$ of a right triangle, exactly",
        idea=rf"In a right triangle $\{name}$ of an angle is a quotient of two sides; undo the division.",
        steps=tuple(steps),
    )


def _law_of_sines(rng: Random, letter: str) -> Draft:
    x = symbols(letter)
    across, other = rng.sample((30, 45, 60, 120, 135, 150), 2)
    while across + other >= 180 or _reference(across) == _reference(other):
        across, other = rng.sample((30, 45, 60, 120, 135, 150), 2)
    side = rng.randint(2, 99) * 2
    sines = [_written("sin", angle, radians=False) for angle in (across, other)]
    values = [_exact("sin", angle) for angle in (across, other)]
    found = side * values[0] / values[1]
    left, right = rf"\frac{{{put(x)}}}{{{sines[0]}}}", rf"\frac{{{side}}}{{{sines[1]}}}"
    return Draft(
        problem=f"Solve ${chain(left, right)}$ for ${letter}$.",
        answer=f"{letter} = {tex(found)}",
        asked=f"the side ${letter}$ of a triangle, exactly",
        idea="This is the law of sines: side and sine across from it have the same quotient everywhere.",
        steps=(
            WorkedStep(
                f"Multiply both sides by ${sines[0]}$.",
                chain(letter, rf"\frac{{{side} {sines[0]}}}{{{sines[1]}}}"),
            ),
            _value_step("sin", across, radians=False),
            _value_step("sin", other, radians=False),
            WorkedStep(
                "Put the values in and simplify the quotient.",
                chain(letter, rf"\frac{{{times(side, values[0])}}}{{{tex(values[1])}}}", found),
            ),
        ),
    )


def _identities(rng: Random, level: int) -> Draft:
    """Expressions that sin² + cos² = 1 makes short."""
    letter = rng.choice(("x", "t", r"\theta", r"\alpha"))
    inside = scaled(rng.randint(1, 9), letter)
    s, c = (rf"\{name}({inside})" for name in ("sin", "cos"))
    s2, c2 = (rf"\{name}^{{2}}({inside})" for name in ("sin", "cos"))
    problem, answer, steps = (_scaled_squares, _one_minus_square, _two_squares)[level - 1](rng, s, c, s2, c2)
    return Draft(
        problem=problem,
        answer=answer,
        asked="a shorter expression with the same value for every angle",
        idea=f"Sine and cosine of the same angle are bound together by Pythagoras: ${s2} + {c2} = 1$.",
        steps=steps,
    )


_Simplified = tuple[str, str, tuple[WorkedStep, ...]]


def _scaled_squares(rng: Random, s: str, c: str, s2: str, c2: str) -> _Simplified:
    del s, c
    factor, added = rng.randint(2, 20), nonzero(rng, 30)
    whole = plus(f"{factor} {s2}", f"{factor} {c2}", added)
    taken = plus(rf"{factor} \left({s2} + {c2}\right)", added)
    steps = (
        WorkedStep("Take the common factor out of the first two terms.", chain(whole, taken)),
        WorkedStep("The sum of the two squares is one.", chain(taken, plus(factor, added), factor + added)),
    )
    return f"Simplify ${whole}$.", str(factor + added), steps


def _one_minus_square(rng: Random, s: str, c: str, s2: str, c2: str) -> _Simplified:
    a, b = rng.sample(range(2, 31), 2)
    below, kept, taken = rng.choice(((s, s2, c2), (c, c2, s2)))
    whole = rf"\frac{{{a} - {a} {taken}}}{{{b} {below}}}"
    found = f"{tex(Rational(a, b))} {below}"
    factored = rf"{a} \left(1 - {taken}\right)"
    put_in = rf"\frac{{{a} {kept}}}{{{b} {below}}}"
    steps = (
        WorkedStep("Take the common factor out of the numerator.", chain(f"{a} - {a} {taken}", factored)),
        WorkedStep("Write the difference as one square.", chain(f"1 - {taken}", kept)),
        WorkedStep("Put it in and cancel what both parts share.", chain(whole, put_in, found)),
    )
    return f"Simplify ${whole}$.", found, steps


def _two_squares(rng: Random, s: str, c: str, s2: str, c2: str) -> _Simplified:
    p, q = rng.sample(range(2, 16), 2)
    first, second = f"({p} {s} + {q} {c})^{{2}}", f"({q} {s} - {p} {c})^{{2}}"
    total = p * p + q * q
    added = f"{total} {s2} + {total} {c2}"
    mixed = f"{2 * p * q} {s} {c}"
    steps = (
        WorkedStep("Expand the first square.", chain(first, f"{p * p} {s2} + {mixed} + {q * q} {c2}")),
        WorkedStep("Expand the second square.", chain(second, f"{q * q} {s2} - {mixed} + {p * p} {c2}")),
        WorkedStep("Add them: the mixed terms cancel.", chain(f"{first} + {second}", added)),
        WorkedStep("Take the common factor out; the sum of the squares is one.", chain(added, total)),
    )
    return f"Simplify ${first} + {second}$.", str(total), steps


def _of_inverse(rng: Random, level: int) -> Draft:
    """sin(arccos(p/q)): one of them, one times another, one and another added."""
    pieces = [_read_off(rng, level) for _ in range(min(level, 2))]
    steps = [step for piece in pieces for step in piece.steps]
    added = nonzero(rng, 19)
    if level == 2:
        one, two = pieces
        value = one.value * two.value
        factor = value.q * rng.randint(1, 3)
        whole = plus(scaled(factor, rf"{one.written} \cdot {two.written}"), added)
        put_in = plus(times(factor, one.value, two.value), added)
        value = factor * value + added
    else:
        factors = [piece.value.q * rng.randint(1, 5) for piece in pieces]
        terms = list(zip(factors, pieces, strict=True))
        whole = plus(*(scaled(factor, piece.written) for factor, piece in terms), added)
        put_in = plus(*(times(factor, piece.value) for factor, piece in terms), added)
        value = sum((factor * piece.value for factor, piece in terms), Rational(added))
    steps.append(WorkedStep("Put the values in.", chain(whole, put_in, value)))
    return Draft(
        problem=f"Find the exact value of ${whole}$.",
        answer=tex(value),
        asked="one exact number, without a calculator",
        idea="The inner function names an angle. Draw it into a right triangle; read the outer function off.",
        steps=tuple(steps),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A function of an inverse function, its value, and how it is found."""

    written: str
    value: Rational
    steps: tuple[WorkedStep, WorkedStep]


def _read_off(rng: Random, level: int) -> _Piece:
    short, long, hypotenuse = rng.choice(_TRIPLES[:4] if level == 2 else _TRIPLES)
    across, beside = rng.sample((short, long), 2)
    ratios = {"sin": (across, hypotenuse), "cos": (beside, hypotenuse), "tan": (across, beside)}
    outer, inner = rng.sample(("sin", "cos") if level == 1 else ("sin", "cos", "tan"), 2)
    value, known = Rational(*ratios[outer]), ratios[inner]
    written = rf"\{outer}\left(\arc{inner}\left({tex(Rational(*known))}\right)\right)"
    third = ({across, beside, hypotenuse} - set(known)).pop()
    squares = (known[0], "+", known[1]) if inner == "tan" else (known[1], "-", known[0])
    root = r"\sqrt{{{}^{{2}} {} {}^{{2}}}}".format(*squares)
    drawn = "Draw a right triangle with these two sides; find the third by Pythagoras."
    return _Piece(
        written,
        value,
        (
            WorkedStep(drawn, chain(root, third)),
            WorkedStep(rf"Read $\{outer}$ off this triangle.", chain(written, value)),
        ),
    )


def _function_value(rng: Random, level: int) -> Draft:
    """a sin(kx + c) + d at a special angle: with k = 1 and c = 0, with c = 0, with both."""
    name = rng.choice(("sin", "cos"))
    factor, added = 2 * nonzero(rng, 6), nonzero(rng, 15)
    speed = 1 if level == 1 else rng.randint(2, 6)
    shift = rng.choice((30, 45, 60, 90)) if level == 3 else 0
    inside = rng.choice((30, 45, 60, 120, 135, 150, 210, 225, 240, 300, 315, 330))
    at = pi * Rational(inside - shift, 180 * speed)
    if inside == shift:
        return _function_value(rng, level)
    shifted = tex(pi * Rational(shift, 180))
    argument = scaled(speed, "x") + (f" + {shifted}" if shift else "")
    body = plus(scaled(factor, rf"\{name}\left({argument}\right)"), added)
    value = _exact(name, inside)
    there = times(speed, at) if speed > 1 else tex(at)
    there = f"{there} + {shifted}" if shift else there
    called = rf"f\left({tex(at)}\right)"
    steps = [_value_step(name, inside, radians=True)]
    if level > 1:
        steps.insert(
            0, WorkedStep("Put the number into the brackets first.", chain(there, pi * Rational(inside, 180)))
        )
    steps.append(
        WorkedStep(
            "Put the value of the function in, multiply and add.",
            chain(called, plus(times(factor, value), added), factor * value + added),
        )
    )
    return Draft(
        problem=f"If $f(x) = {body}$, find ${called}$.",
        answer=tex(factor * value + added),
        asked="the value of the function at one angle, exactly",
        idea="Work from the inside out: the angle first, then its sine or cosine, then the rest.",
        steps=tuple(steps),
    )


def _law_of_cosines(rng: Random, level: int) -> Draft:
    """The side across from a right angle, from 60° or 120°, from 30°, 45°, 135° or 150° beside a root."""
    a, b = rng.sample(range(2, (16, 26, 16)[level - 1]), 2)
    angle = rng.choice(((60, 90, 120), (60, 120), (30, 45, 135, 150))[level - 1])
    surd = {45: 2, 30: 3}.get(_reference(angle), 1)
    second = b * sqrt(surd)
    cosine = _written("cos", angle, radians=False)
    squared = a * a + surd * b * b - 2 * a * second * _exact("cos", angle)
    letter = rng.choice("xacdpqsu")
    x = symbols(letter)
    right = plus(f"{a}^{{2}}", f"{bracketed(second) if surd == 1 else f'({tex(second)})'}^{{2}}")
    mixed = rf"2 \cdot {a} \cdot {tex(second)} \cdot {cosine}"
    found = sqrtdenest(sqrt(squared))
    return Draft(
        problem=f"Find the positive value of ${letter}$ if ${letter}^{{2}} = {right} - {mixed}$.",
        answer=f"{letter} = {tex(found)}",
        asked=f"the side ${letter}$ of a triangle, exactly",
        idea="This is the law of cosines: two sides and the angle between them give the third side.",
        steps=(
            *([] if angle == 90 and level == 1 else [_value_step("cos", angle, radians=False)]),
            WorkedStep(
                "Square the sides and put the cosine in.",
                chain(
                    tex(x**2),
                    f"{a * a} + {surd * b * b} - {times(2 * a * second, _exact('cos', angle))}",
                ),
            ),
            WorkedStep("Work the right side out.", chain(tex(x**2), squared)),
            WorkedStep("A side is positive: take the positive root.", chain(letter, found)),
        ),
    )


GENERATORS = (
    Generator("exact-trig-values", "Exact values of sine, cosine and tangent", _exact_values),
    Generator("triangle-sides", "Sides of triangles from an angle", _triangle_side),
    Generator("pythagorean-identity", "Simplifying with sin² + cos² = 1", _identities),
    Generator("trig-of-inverse", "Sine of an arccosine, and their like", _of_inverse),
    Generator("trig-function-values", "Values of a sin(kx + c) + d", _function_value),
    Generator("law-of-cosines", "The law of cosines", _law_of_cosines),
)
