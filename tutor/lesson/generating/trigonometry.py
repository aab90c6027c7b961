"""Exact values, identities, inverse functions; with the triangles all kinds of problems of trigonometry."""

from dataclasses import dataclass
from random import Random
from typing import Final

from sympy import Rational

from tutor.lesson.generating.angles import FUNCTIONS, SPECIAL, exact, radians_of, value_step, written_at
from tutor.lesson.generating.chance import nonzero
from tutor.lesson.generating.draft import Draft, Generator
from tutor.lesson.generating.triangles import law_of_cosines, triangle_side
from tutor.lesson.generating.typeset import chain, fraction, in_brackets, plus, scaled, tex, times
from tutor.lesson.item import WorkedStep

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


def _exact_values(rng: Random, level: int) -> Draft:
    """a sin α + b: an acute angle; two functions in all quadrants; three, in radians."""
    quadrants = (1, 4, 4)[level - 1]
    radians = level == 3
    parts: list[tuple[int, str, int]] = []
    for name in rng.sample(sorted(FUNCTIONS), level):
        turned = 90 * rng.randrange(quadrants)
        angle = turned + rng.choice(SPECIAL)
        parts.append((2 * nonzero(rng, 30 if level == 1 else 9), name, angle))
    added = nonzero(rng, 60)
    terms = [scaled(factor, written_at(name, angle, radians)) for factor, name, angle in parts]
    put_in = [times(factor, exact(name, angle)) for factor, name, angle in parts]
    answer = sum((factor * exact(name, angle) for factor, name, angle in parts), Rational(added))
    asked = plus(*terms, added)
    return Draft(
        problem=f"Find the exact value of ${asked}$.",
        answer=tex(answer),
        asked="one number, written with roots where it needs them and without decimals",
        idea="Each of these angles has a reference angle in one of two triangles whose sides are known.",
        steps=(
            *(value_step(name, angle, radians) for _, name, angle in parts),
            WorkedStep("Put the values in and multiply.", chain(asked, plus(*put_in, added), answer)),
        ),
    )


def _identities(rng: Random, level: int) -> Draft:
    """Expressions that sin² + cos² = 1 makes short."""
    letter = rng.choice(("x", "t", r"\theta", r"\alpha"))
    inside = scaled(rng.randint(1, 9), letter)
    return (_scaled_squares, _one_minus_square, _two_squares)[level - 1](rng, inside)


def _of(name: str, inside: str) -> str:
    return rf"\{name}({inside})"


def _squared(name: str, inside: str) -> str:
    return rf"\{name}^{{2}}({inside})"


def _simplified(whole: str, answer: str, inside: str, steps: tuple[WorkedStep, ...]) -> Draft:
    known = f"{_squared('sin', inside)} + {_squared('cos', inside)} = 1"
    return Draft(
        problem=f"Simplify ${whole}$.",
        answer=answer,
        asked="a shorter expression with the same value for every angle",
        idea=f"Sine and cosine of the same angle are bound together by Pythagoras: ${known}$.",
        steps=steps,
    )


def _scaled_squares(rng: Random, inside: str) -> Draft:
    s2, c2 = (_squared(name, inside) for name in ("sin", "cos"))
    factor, added = rng.randint(2, 20), nonzero(rng, 30)
    whole = plus(f"{factor} {s2}", f"{factor} {c2}", added)
    taken = plus(f"{factor} {in_brackets(f'{s2} + {c2}')}", added)
    steps = (
        WorkedStep("Take the common factor out of the first two terms.", chain(whole, taken)),
        WorkedStep("The sum of the two squares is one.", chain(taken, plus(factor, added), factor + added)),
    )
    return _simplified(whole, str(factor + added), inside, steps)


def _one_minus_square(rng: Random, inside: str) -> Draft:
    a, b = rng.sample(range(2, 31), 2)
    name, other = rng.choice((("sin", "cos"), ("cos", "sin")))
    below, kept, taken = _of(name, inside), _squared(name, inside), _squared(other, inside)
    above = f"{a} - {a} {taken}"
    whole = fraction(above, f"{b} {below}")
    found = f"{tex(Rational(a, b))} {below}"
    factored = f"{a} {in_brackets(f'1 - {taken}')}"
    put_in = fraction(f"{a} {kept}", f"{b} {below}")
    steps = (
        WorkedStep("Take the common factor out of the numerator.", chain(above, factored)),
        WorkedStep("Write the difference as one square.", chain(f"1 - {taken}", kept)),
        WorkedStep("Put it in and cancel what both parts share.", chain(whole, put_in, found)),
    )
    return _simplified(whole, found, inside, steps)


def _two_squares(rng: Random, inside: str) -> Draft:
    s, c = (_of(name, inside) for name in ("sin", "cos"))
    s2, c2 = (_squared(name, inside) for name in ("sin", "cos"))
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
    return _simplified(f"{first} + {second}", str(total), inside, steps)


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
    inverse = rf"\arc{inner}{in_brackets(Rational(*known))}"
    written = rf"\{outer}{in_brackets(inverse)}"
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
    at = radians_of(inside - shift) / speed
    if inside == shift:
        return _function_value(rng, level)
    shifted = tex(radians_of(shift))
    argument = scaled(speed, "x") + (f" + {shifted}" if shift else "")
    body = plus(scaled(factor, rf"\{name}{in_brackets(argument)}"), added)
    value = exact(name, inside)
    there = times(speed, at) if speed > 1 else tex(at)
    there = f"{there} + {shifted}" if shift else there
    called = f"f{in_brackets(at)}"
    steps = [value_step(name, inside, radians=True)]
    if level > 1:
        put_in = WorkedStep("Put the number into the brackets first.", chain(there, radians_of(inside)))
        steps.insert(0, put_in)
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


GENERATORS = (
    Generator("exact-trig-values", "Exact values of sine, cosine and tangent", _exact_values),
    Generator("triangle-sides", "Sides of triangles from an angle", triangle_side),
    Generator("pythagorean-identity", "Simplifying with sin² + cos² = 1", _identities),
    Generator("trig-of-inverse", "Sine of an arccosine, and their like", _of_inverse),
    Generator("trig-function-values", "Values of a sin(kx + c) + d", _function_value),
    Generator("law-of-cosines", "The law of cosines", law_of_cosines),
)
