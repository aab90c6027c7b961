"""Inequalities in one letter: linear, double, with absolute values, quadratic."""

from random import Random

from sympy import Expr, Symbol, expand

from tutor.lesson.generating.draft import Draft, Generator, nonzero, tex
from tutor.lesson.generating.writing import ask_solution, letter, moved, plus, root_factor, steps_of, times

_SIGNS = ("<", ">", r"\le", r"\ge")
_TURNED = {"<": ">", ">": "<", r"\le": r"\ge", r"\ge": r"\le"}
_ASKED = "all numbers ${}$ for which the inequality is true"


def _draft(
    rng: Random, x: Symbol, relation: str, answer: str, idea: str, lines: list[tuple[str, str]]
) -> Draft:
    return Draft(
        problem=ask_solution(rng, relation, x, "inequality"),
        answer=answer,
        asked=_ASKED.format(x),
        idea=idea,
        steps=steps_of(*lines),
    )


def _isolated(x: Symbol, factor: int, sign: str, bound: int) -> tuple[list[tuple[str, str]], str]:
    """The last move from `factor x < …`, and the solved inequality."""
    solved = f"{x} {sign if factor > 0 else _TURNED[sign]} {bound}"
    if factor == 1:
        return [], solved
    turns = "" if factor > 0 else ", which turns the sign round because it is negative"
    return [(f"Divide both sides by ${factor}${turns}.", solved)], solved


def _linear(rng: Random, level: int) -> Draft:
    """ax + b < c; with a negative factor; with the letter on both sides."""
    x, sign, bound = letter(rng), rng.choice(_SIGNS), nonzero(rng, 12)
    a, b = rng.randint(2, 9), nonzero(rng, 12)
    c = 0
    if level == 2:
        a, b = -rng.randint(2, 12), rng.choice((-1, 1)) * rng.randint(11, 50)
    if level == 3:
        c = rng.choice([each for each in range(-9, 10) if each and abs(each - a) > 1])
        b = rng.choice((-1, 1)) * rng.randint(11, 50)
    right = (a - c) * bound + b
    start = f"{tex(a * x + b)} {sign} {tex(c * x + right)}"
    lines = []
    if c:
        lines.append((moved(c * x, letter_part=True), f"{tex((a - c) * x + b)} {sign} {right}"))
    lines.append((moved(b), f"{tex((a - c) * x)} {sign} {right - b}"))
    last, solved = _isolated(x, a - c, sign, bound)
    idea = "Solve it like an equation; dividing by a negative number turns the sign round."
    return _draft(rng, x, start, solved, idea, [*lines, *last])


def _brackets(rng: Random, level: int) -> Draft:
    """A bracket; with a term on the right; two brackets."""
    x, sign, bound = letter(rng), rng.choice(_SIGNS), nonzero(rng, 9)
    a, b = rng.choice((-1, 1)) * rng.randint(3, 9), nonzero(rng, 9)
    c = (
        0
        if level == 1
        else rng.choice([each for each in range(-7, 8) if abs(each) > 1 and abs(each - a) > 1])
    )
    d = nonzero(rng, 9) if level == 3 else 0
    constant = a * (bound + b) - c * (bound + d)
    if not constant:
        b, constant = b + 10, 10 * a
    right = tex(c * x + constant) if level < 3 else f"{times(c, x + d)} {plus(constant)}"
    lines = [("Multiply out.", f"{tex(a * x + a * b)} {sign} {tex(c * x + c * d + constant)}")]
    if level == 3:
        opened = f"{tex(c * x)} {plus(c * d)} {plus(constant)}"
        lines = [
            ("Multiply out both brackets.", f"{tex(a * x + a * b)} {sign} {opened}"),
            ("Collect the numbers on the right side.", lines[0][1]),
        ]
    right_number = c * d + constant
    if c:
        lines.append((moved(c * x, letter_part=True), f"{tex((a - c) * x + a * b)} {sign} {right_number}"))
    lines.append((moved(a * b), f"{tex((a - c) * x)} {sign} {right_number - a * b}"))
    last, solved = _isolated(x, a - c, sign, bound)
    idea = "Multiply out, then bring the letter to one side; mind the sign when you divide."
    return _draft(rng, x, f"{times(a, x + b)} {sign} {right}", solved, idea, [*lines, *last])


def _double(rng: Random, level: int) -> Draft:
    """Between two bounds: with one factor, larger numbers, a negative factor or a bracket."""
    x, sign = letter(rng), rng.choice(("<", r"\le"))
    low = rng.randint(-12, 8)
    high = low + rng.randint(1, 12)
    a = rng.randint(2, 5) if level == 1 else rng.randint(2, 12)
    b = nonzero(rng, 9) if level == 1 else rng.choice((-1, 1)) * rng.randint(11, 50)
    lines = []
    if level == 3:
        b = nonzero(rng, 9)
        left, right, middle = a * (low + b), a * (high + b), times(a, x + b)
        c = nonzero(rng, 20)
        left, right, middle = left + c, right + c, f"{middle} {plus(c)}"
        lines = [
            (_three_sides(c), f"{left - c} {sign} {times(a, x + b)} {sign} {right - c}"),
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
    return _draft(rng, x, f"{left} {sign} {middle} {sign} {right}", lines[-1][1], idea, lines)


def _three_sides(number: int) -> str:
    return moved(number).replace("both sides", "all three parts")


def _absolute(rng: Random, level: int) -> Draft:
    """|x + b| < c, |ax + b| < c, a|x + b| + d < c, and the same with >."""
    x, sign = letter(rng), rng.choice(_SIGNS)
    half, middle = rng.randint(1, 12), nonzero(rng, 12)
    low, high = middle - half, middle + half
    a = rng.randint(2, 9) if level > 1 else 1
    inner = x - middle if level != 2 else a * x - a * middle
    width = half if level != 2 else a * half
    start, lines = f"|{tex(inner)}| {sign} {width}", []
    if level == 3:
        d = nonzero(rng, 20)
        start = f"{a} |{tex(inner)}| {plus(d)} {sign} {a * half + d}"
        lines = [
            (moved(d), f"{a} |{tex(inner)}| {sign} {a * half}"),
            (f"Divide both sides by ${a}$.", f"|{tex(inner)}| {sign} {half}"),
        ]
    shift = -middle if level != 2 else -a * middle
    if sign in ("<", r"\le"):
        solved = f"{low} {sign} {x} {sign} {high}"
        lines.append(
            (
                "The inside lies between the two opposite numbers.",
                f"{-width} {sign} {tex(inner)} {sign} {width}",
            )
        )
        if level == 2:
            lines.append(
                (_three_sides(shift), f"{-width - shift} {sign} {tex(a * x)} {sign} {width - shift}")
            )
            lines.append((f"Divide all three parts by ${a}$.", solved))
        else:
            lines.append((_three_sides(shift), solved))
    else:
        less = _TURNED[sign]
        solved = _outside(x, low, less, high, sign)
        lines.append(
            ("The inside lies outside the two opposite numbers.", _outside(inner, -width, less, width, sign))
        )
        if level == 2:
            lines.append((moved(shift), _outside(a * x, -width - shift, less, width - shift, sign)))
            lines.append((f"Divide by ${a}$.", solved))
        else:
            lines.append((moved(shift), solved))
    idea = "An absolute value is a distance from zero: see on which side of the bounds the inside may lie."
    return _draft(rng, x, start, solved, idea, lines)


def _outside(inner: Expr, low: int, less: str, high: int, more: str) -> str:
    text = tex(inner)
    return rf"{text} {less} {low} \text{{ or }} {text} {more} {high}"


def _quadratic(rng: Random, level: int) -> Draft:
    """A factored parabola, an expanded one, one with terms on both sides."""
    x, sign = letter(rng), rng.choice(_SIGNS)
    low = rng.randint(-12, 8)
    high = low + rng.randint(1, 12)
    if low == 0 or high == 0:
        low, high = low - 15, high + 15
    product = f"{root_factor(x, low)}{root_factor(x, high)}"
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
    inside = sign in ("<", r"\le")
    less = sign if inside else _TURNED[sign]
    solved = f"{low} {less} {x} {less} {high}" if inside else _outside(x, low, less, high, sign)
    lines += [
        ("See where both sides are equal.", f"{product} = 0"),
        ("A product is zero when a factor is.", rf"{x} = {low} \text{{ or }} {x} = {high}"),
        (
            "The parabola opens upwards: it is below zero between its zeros and above zero outside them.",
            solved,
        ),
    ]
    idea = "Find the zeros of the parabola, then see where it lies above or below the axis."
    return _draft(rng, x, start, solved, idea, lines)


GENERATORS = (
    Generator("linear-inequality", "Linear inequalities", _linear),
    Generator("inequality-with-brackets", "Inequalities with brackets", _brackets),
    Generator("double-inequality", "Double inequalities", _double),
    Generator("absolute-inequality", "Absolute values", _absolute),
    Generator("quadratic-inequality", "Quadratic inequalities", _quadratic),
)
