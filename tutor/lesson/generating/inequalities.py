"""Inequalities in one letter: linear, double, with absolute values, quadratic."""

from collections.abc import Sequence
from random import Random

from sympy import Expr, Symbol, expand

from tutor.lesson.generating.chance import any_letter, either_sign, nonzero
from tutor.lesson.generating.draft import Draft, Generator, steps_of
from tutor.lesson.generating.phrases import ask_solution, moved
from tutor.lesson.generating.typeset import either, factored, plus, signed, tex, unexpanded

_SIGNS = ("<", ">", r"\le", r"\ge")
_LESS = ("<", r"\le")
_TURNED = {"<": ">", ">": "<", r"\le": r"\ge", r"\ge": r"\le"}


def _solved(rng: Random, x: Symbol, relation: str, idea: str, lines: Sequence[tuple[str, str]]) -> Draft:
    """The last of the (idea, line) pairs states the solutions."""
    return Draft(
        problem=ask_solution(rng, relation, x, "inequality"),
        answer=lines[-1][1],
        asked=f"all numbers ${x}$ for which the inequality is true",
        idea=idea,
        steps=steps_of(*lines),
    )


def _divided(x: Symbol, factor: int, sign: str, bound: int) -> list[tuple[str, str]]:
    """The last move from `factor x < …`; none where the factor is 1."""
    if factor == 1:
        return []
    if factor > 0:
        return [(f"Divide both sides by ${factor}$.", f"{x} {sign} {bound}")]
    idea = f"Divide both sides by ${factor}$, which turns the sign round because it is negative."
    return [(idea, f"{x} {_TURNED[sign]} {bound}")]


def _linear(rng: Random, level: int) -> Draft:
    """ax + b < c; with a negative factor; with the letter on both sides."""
    x, sign, bound = any_letter(rng), rng.choice(_SIGNS), nonzero(rng, 12)
    a, b = rng.randint(2, 9), nonzero(rng, 12)
    c = 0
    if level == 2:
        a, b = -rng.randint(2, 12), either_sign(rng, 11, 50)
    if level == 3:
        c = rng.choice([each for each in range(-9, 10) if each and abs(each - a) > 1])
        b = either_sign(rng, 11, 50)
    right = (a - c) * bound + b
    start = f"{tex(a * x + b)} {sign} {tex(c * x + right)}"
    lines = []
    if c:
        lines.append((moved(c * x), f"{tex((a - c) * x + b)} {sign} {right}"))
    lines.append((moved(b), f"{tex((a - c) * x)} {sign} {right - b}"))
    lines += _divided(x, a - c, sign, bound)
    idea = "Solve it like an equation; dividing by a negative number turns the sign round."
    return _solved(rng, x, start, idea, lines)


def _brackets(rng: Random, level: int) -> Draft:
    """A bracket; with a term on the right; two brackets."""
    x, sign, bound = any_letter(rng), rng.choice(_SIGNS), nonzero(rng, 9)
    a, b = either_sign(rng, 3, 9), nonzero(rng, 9)
    c = 0
    if level > 1:
        c = rng.choice([each for each in range(-7, 8) if abs(each) > 1 and abs(each - a) > 1])
    d = nonzero(rng, 9) if level == 3 else 0
    constant = a * (bound + b) - c * (bound + d)
    if not constant:
        b, constant = b + 10, 10 * a
    right = tex(c * x + constant) if level < 3 else plus(unexpanded(c, x + d), constant)
    lines = [("Multiply out.", f"{tex(a * x + a * b)} {sign} {tex(c * x + c * d + constant)}")]
    if level == 3:
        opened = plus(c * x, c * d, constant)
        lines = [
            ("Multiply out both brackets.", f"{tex(a * x + a * b)} {sign} {opened}"),
            ("Collect the numbers on the right side.", lines[0][1]),
        ]
    right_number = c * d + constant
    if c:
        lines.append((moved(c * x), f"{tex((a - c) * x + a * b)} {sign} {right_number}"))
    lines.append((moved(a * b), f"{tex((a - c) * x)} {sign} {right_number - a * b}"))
    lines += _divided(x, a - c, sign, bound)
    idea = "Multiply out, then bring the letter to one side; mind the sign when you divide."
    return _solved(rng, x, f"{unexpanded(a, x + b)} {sign} {right}", idea, lines)


def _double(rng: Random, level: int) -> Draft:
    """Between two bounds: with one factor, larger numbers, a negative factor or a bracket."""
    x, sign = any_letter(rng), rng.choice(("<", r"\le"))
    low = rng.randint(-12, 8)
    high = low + rng.randint(1, 12)
    a = rng.randint(2, 5) if level == 1 else rng.randint(2, 12)
    b = nonzero(rng, 9) if level == 1 else either_sign(rng, 11, 50)
    if level == 3:
        b = nonzero(rng, 9)
        c = nonzero(rng, 20)
        left, right, middle = a * (low + b) + c, a * (high + b) + c, plus(unexpanded(a, x + b), c)
        lines = [
            (_three_sides(c), f"{left - c} {sign} {unexpanded(a, x + b)} {sign} {right - c}"),
            (f"Divide all three parts by ${a}$.", f"{low + b} {sign} {tex(x + b)} {sign} {high + b}"),
            (_three_sides(b), f"{low} {sign} {x} {sign} {high}"),
        ]
    else:
        left, right, middle = a * low + b, a * high + b, tex(a * x + b)
        lines = [
            (_three_sides(b), f"{a * low} {sign} {tex(a * x)} {sign} {a * high}"),
            (f"Divide all three parts by ${a}$.", f"{low} {sign} {x} {sign} {high}"),
        ]
    idea = "Do the same to all three parts until the letter stands alone in the middle."
    return _solved(rng, x, f"{left} {sign} {middle} {sign} {right}", idea, lines)


def _three_sides(number: int) -> str:
    return moved(number).replace("both sides", "all three parts")


def _absolute(rng: Random, level: int) -> Draft:
    """|x + b| < c, |ax + b| < c, a|x + b| + d < c, and the same with >."""
    x, sign = any_letter(rng), rng.choice(_SIGNS)
    half, middle = rng.randint(1, 12), nonzero(rng, 12)
    a = rng.randint(2, 9) if level > 1 else 1
    inside = a if level == 2 else 1  # the factor of the letter between the bars
    inner, width = inside * x - inside * middle, inside * half
    start, lines = f"|{tex(inner)}| {sign} {width}", []
    if level == 3:
        d = nonzero(rng, 20)
        start = f"{a} |{tex(inner)}| {signed(d)} {sign} {a * half + d}"
        lines = [
            (moved(d), f"{a} |{tex(inner)}| {sign} {a * half}"),
            (f"Divide both sides by ${a}$.", f"|{tex(inner)}| {sign} {half}"),
        ]
    lines += _between(x, inner, sign, width) if sign in _LESS else _beyond(x, inner, sign, width)
    idea = "An absolute value is a distance from zero: see on which side of the bounds the inside may lie."
    return _solved(rng, x, start, idea, lines)


def _between(x: Symbol, inner: Expr, sign: str, width: int) -> list[tuple[str, str]]:
    """From |ax + b| < c to the solutions."""
    factor, shift = inner.coeff(x, 1), int(inner.coeff(x, 0))
    bounds = (-width - shift, width - shift)
    lines = [
        ("The inside lies between the two opposite numbers.", f"{-width} {sign} {tex(inner)} {sign} {width}"),
        (_three_sides(shift), f"{bounds[0]} {sign} {tex(factor * x)} {sign} {bounds[1]}"),
    ]
    if factor != 1:
        solved = f"{bounds[0] // factor} {sign} {x} {sign} {bounds[1] // factor}"
        lines.append((f"Divide all three parts by ${factor}$.", solved))
    return lines


def _beyond(x: Symbol, inner: Expr, sign: str, width: int) -> list[tuple[str, str]]:
    """From |ax + b| > c to the solutions."""
    factor, shift = inner.coeff(x, 1), int(inner.coeff(x, 0))
    low, high = -width - shift, width - shift
    lines = [
        ("The inside lies outside the two opposite numbers.", _outside(inner, -width, width, sign)),
        (moved(shift), _outside(factor * x, low, high, sign)),
    ]
    if factor != 1:
        lines.append((f"Divide by ${factor}$.", _outside(x, low // factor, high // factor, sign)))
    return lines


def _outside(inner: Expr, low: int, high: int, more: str) -> str:
    text = tex(inner)
    return rf"{text} {_TURNED[more]} {low} \text{{ or }} {text} {more} {high}"


def _quadratic(rng: Random, level: int) -> Draft:
    """A factored parabola, an expanded one, one with terms on both sides."""
    x, sign = any_letter(rng), rng.choice(_SIGNS)
    low = rng.randint(-12, 8)
    high = low + rng.randint(1, 12)
    if low == 0 or high == 0:
        low, high = low - 15, high + 15
    product = factored(1, x, low, high)
    whole = expand((x - low) * (x - high))
    lines = []
    start = f"{product} {sign} 0"
    if level > 1:
        start = f"{tex(whole)} {sign} 0"
        lines = [("Factor the left side.", f"{product} {sign} 0")]
    if level == 3:
        right = nonzero(rng, 9) * x + nonzero(rng, 20)
        lines = [("Bring everything to one side.", start), *lines]
        start = f"{tex(expand(whole + right))} {sign} {tex(right)}"
    solved = f"{low} {sign} {x} {sign} {high}" if sign in _LESS else _outside(x, low, high, sign)
    lines += [
        ("See where both sides are equal.", f"{product} = 0"),
        ("A product is zero when a factor is.", either(x, low, high)),
        (
            "The parabola opens upwards: it is below zero between its zeros and above zero outside them.",
            solved,
        ),
    ]
    idea = "Find the zeros of the parabola, then see where it lies above or below the axis."
    return _solved(rng, x, start, idea, lines)


GENERATORS = (
    Generator("linear-inequality", "Linear inequalities", _linear),
    Generator("inequality-with-brackets", "Inequalities with brackets", _brackets),
    Generator("double-inequality", "Double inequalities", _double),
    Generator("absolute-inequality", "Absolute values", _absolute),
    Generator("quadratic-inequality", "Quadratic inequalities", _quadratic),
)
