"""Functions and their graphs: values, compositions, slopes, zeros, distances, intercepts."""

from random import Random

from sympy import Expr, Rational, expand, sqrt, symbols

from tutor.lesson.generating.chance import either_sign, nonzero
from tutor.lesson.generating.draft import Draft, Generator, steps_of
from tutor.lesson.generating.phrases import moved
from tutor.lesson.generating.typeset import (
    as_base,
    either,
    equation,
    factored,
    fraction,
    plus,
    power,
    scaled,
    solutions,
    tex,
)

_X = symbols("x")
_FIND_AT = (
    "If ${}$, find ${}$.",
    "Let ${}$. Find ${}$.",
    "Given ${}$, evaluate ${}$.",
    "For ${}$, find ${}$.",
)


def _polynomial(rng: Random, degree: int, largest: int = 9) -> list[int]:
    """Coefficients, the highest first; neither end is zero."""
    inner = [rng.randint(-largest, largest) for _ in range(degree - 1)]
    return [nonzero(rng, min(largest, 6)), *inner, nonzero(rng, largest)]


def _body(coefficients: list[int]) -> Expr:
    degree = len(coefficients) - 1
    return sum(each * _X ** (degree - place) for place, each in enumerate(coefficients))


def _put_in(coefficients: list[int], point: int) -> str:
    """The polynomial with a number in place of its letter, not worked out."""
    terms = []
    for exponent, each in zip(range(len(coefficients) - 1, -1, -1), coefficients, strict=True):
        raised = as_base(point) if exponent == 1 else power(as_base(point), exponent)
        if each and exponent:
            terms.append(scaled(each, raised) if each in (1, -1) else rf"{each} \cdot {raised}")
        elif each:
            terms.append(str(each))
    return plus(*terms)


def _worked(coefficients: list[int], point: int) -> str:
    """The values of the terms, not yet added."""
    degree = len(coefficients) - 1
    return plus(*(each * point ** (degree - place) for place, each in enumerate(coefficients) if each))


def _at(coefficients: list[int], point: int) -> int:
    return int(_body(coefficients).subs(_X, point))


def _value(rng: Random, level: int) -> Draft:
    """Of a linear function, a quadratic one, a cubic one."""
    name = rng.choice("fgh")
    coefficients, point = _polynomial(rng, level), either_sign(rng, 2, 12 if level == 1 else 6)
    call, value = f"{name}({point})", _at(coefficients, point)
    return Draft(
        problem=rng.choice(_FIND_AT).format(f"{name}(x) = {tex(_body(coefficients))}", call),
        answer=str(value),
        asked=f"the value of the function at $x = {point}$",
        idea="Put the number in place of $x$ everywhere, in brackets when it is negative.",
        steps=steps_of(
            ("Put the number in place of $x$.", f"{call} = {_put_in(coefficients, point)}"),
            ("Work out each term.", f"{_put_in(coefficients, point)} = {_worked(coefficients, point)}"),
            ("Add them up.", f"{_worked(coefficients, point)} = {value}"),
        ),
    )


def _composed(rng: Random, level: int) -> Draft:
    """f(g(a)) with linear functions, with a quadratic one outside, with two of them."""
    outer = _polynomial(rng, 1 if level == 1 else 2, 6)
    inner = _polynomial(rng, 2 if level == 3 else 1, 5)
    point = nonzero(rng, 5 if level < 3 else 3)
    between = _at(inner, point)
    value = _at(outer, between)
    defined = f"f(x) = {tex(_body(outer))}$ and $g(x) = {tex(_body(inner))}"
    lines = [
        ("Start inside: put the number into $g$.", f"g({point}) = {_put_in(inner, point)} = {between}"),
        ("Put what comes out into $f$.", f"f({between}) = {_put_in(outer, between)}"),
        ("Work it out.", f"{_put_in(outer, between)} = {value}"),
    ]
    return Draft(
        problem=rng.choice(_FIND_AT).format(defined, f"f(g({point}))"),
        answer=str(value),
        asked="the value of $f$ at the number that $g$ gives",
        idea="Work from the inside out: first $g$, then $f$.",
        steps=steps_of(*lines),
    )


def _slope(rng: Random, level: int) -> Draft:
    """Through two points, whole or a fraction; of a line by its equation."""
    return _slope_of_equation(rng) if level == 3 else _slope_of_points(rng, level)


def _slope_draft(problem: str, slope: Rational, idea: str, lines: list[tuple[str, str]]) -> Draft:
    return Draft(
        problem=problem,
        answer=tex(slope),
        asked="the slope of the line, a number",
        idea=idea,
        steps=steps_of(*lines),
    )


def _slope_of_points(rng: Random, level: int) -> Draft:
    u, v = (nonzero(rng, 9 if level == 1 else 90) for _ in range(2))
    run = nonzero(rng, 6) if level == 1 else nonzero(rng, 15)
    rise = run * nonzero(rng, 5) if level == 1 else either_sign(rng, 11, 60)
    slope = Rational(rise, run)
    differences, worked = fraction(plus(v + rise, -v), plus(u + run, -u)), fraction(rise, run)
    lines = [("Divide the difference in $y$ by the difference in $x$.", f"{differences} = {worked}")]
    if tex(slope) != worked:
        lines.append(("Divide, or reduce the fraction.", f"{worked} = {tex(slope)}"))
    said = rng.choice(("through", "that passes through", "joining", "through the points"))
    problem = f"Find the slope of the line {said} $({u}, {v})$ and $({u + run}, {v + rise})$."
    idea = "The slope says by how much $y$ changes when $x$ grows by one."
    return _slope_draft(problem, slope, idea, lines)


def _slope_of_equation(rng: Random) -> Draft:
    x, y = symbols("x y")
    a, b, p = rng.randint(2, 15), either_sign(rng, 2, 12), nonzero(rng, 20)
    c, q = nonzero(rng, 40), rng.choice([each for each in range(-9, 10) if each not in (0, a)])
    slope = Rational(q - a, b)
    relation = equation(a * x + b * y + p, q * x + c)
    lines = [
        (moved(a * x), equation(b * y + p, (q - a) * x + c)),
        (moved(p), equation(b * y, (q - a) * x + c - p)),
        (f"Divide every term by ${b}$.", equation(y, slope * x + Rational(c - p, b))),
    ]
    asks = ("Find the slope of the line ${}$.", "What is the slope of the line ${}$?")
    idea = "Solve the equation for $y$: the slope is the number before $x$."
    return _slope_draft(rng.choice(asks).format(relation), slope, idea, lines)


def _zeros(rng: Random, level: int) -> Draft:
    """Of a linear function, a quadratic one, a cubic one without a constant."""
    name = rng.choice("fgh")
    if level == 1:
        root, a = nonzero(rng, 15), nonzero(rng, 12)
        body, roots = a * (_X - root), [root]
        body = expand(body)
        lines = [
            ("Set the function equal to zero.", equation(body, 0)),
            ("Bring the number to the other side.", equation(a * _X, a * root)),
            (f"Divide both sides by ${a}$.", equation(_X, root)),
        ]
        lines = lines[: 2 if a == 1 else 3]
    else:
        roots = sorted(rng.sample([each for each in range(-9, 10) if each], 2))
        a = 1 if level == 2 else nonzero(rng, 5)
        quadratic = expand((_X - roots[0]) * (_X - roots[1]))
        body = quadratic if level == 2 else expand(a * _X * quadratic)
        product = factored(1, _X, *roots)
        lines = [("Set the function equal to zero.", equation(body, 0))]
        if level == 3:
            front = scaled(a, "x")
            lines.append(("Take out the common factor.", f"{front} ({tex(quadratic)}) = 0"))
            product = f"{front} {product}"
            roots = sorted([*roots, 0])
        lines += [
            ("Factor.", f"{product} = 0"),
            ("A product is zero when a factor is.", either(_X, *roots)),
        ]
    asks = ("Find the zeros of the function ${}$.", "Find the zeros of ${}$.", "What are the zeros of ${}$?")
    return Draft(
        problem=rng.choice(asks).format(f"{name}(x) = {tex(body)}"),
        answer=solutions(_X, *roots),
        asked="all $x$ at which the function is zero",
        idea="A zero is where the graph meets the $x$-axis: set the function equal to zero and solve.",
        steps=steps_of(*lines),
    )


# legs of right triangles with three whole sides; numbers up to 7 that no number up to 5 makes one with
_TRIPLES = ((3, 4), (6, 8), (5, 12), (9, 12), (8, 15), (12, 16), (7, 24), (15, 20))
_NO_TRIPLE = (1, 2, 5, 6, 7)


def _distance(rng: Random, level: int) -> Draft:
    """Between two points: of a right triangle with whole sides, larger ones, and a root to simplify."""
    across, up = rng.choice(_TRIPLES[:5] if level == 1 else _TRIPLES[2:])
    if level == 3:
        factor, short = rng.randint(3, 12), rng.randint(1, 5)
        across, up = factor * short, factor * rng.choice([each for each in _NO_TRIPLE if each != short])
    if rng.randrange(2):
        across, up = up, across
    u, v = (nonzero(rng, (9, 25, 150)[level - 1]) for _ in range(2))
    across, up = across * rng.choice((1, -1)), up * rng.choice((1, -1))
    squared = across**2 + up**2
    value, root = tex(sqrt(squared)), rf"\sqrt{{{squared}}}"
    lines = [
        ("Subtract the $x$-coordinates.", f"{plus(u + across, -u)} = {across}"),
        ("Subtract the $y$-coordinates.", f"{plus(v + up, -v)} = {up}"),
        (
            "The distance is the root of the sum of their squares.",
            rf"\sqrt{{{power(as_base(across), 2)} + {power(as_base(up), 2)}}} = {root}",
        ),
    ]
    if value != root:
        lines.append(("Take the root, or what can be taken out of it.", f"{root} = {value}"))
    said = rng.choice(("between", "between the points", "from"))
    joint = "to" if said == "from" else "and"
    points = f"$({u}, {v})$ {joint} $({u + across}, {v + up})$"
    return Draft(
        problem=f"{rng.choice(('Find', 'Compute', 'Calculate'))} the distance {said} {points}.",
        answer=value,
        asked="how far the points lie apart",
        idea="The differences of the coordinates are the legs of a right triangle: use Pythagoras.",
        steps=steps_of(*lines),
    )


def _midpoint(rng: Random, level: int) -> Draft:
    """Of two points: whole, halves, fractions."""
    most = (12, 60, 15)[level - 1]
    below = 1 if level < 3 else rng.choice((2, 3, 4, 5))
    (a, b), (c, d) = ([Rational(nonzero(rng, most * below), below) for _ in range(2)] for _ in range(2))
    if level == 1:
        c, d = a + 2 * nonzero(rng, 9), b + 2 * nonzero(rng, 9)
    middle = ((a + c) / 2, (b + d) / 2)
    lines = []
    for name, one, other, half in (("x", a, c, middle[0]), ("y", b, d, middle[1])):
        total = f"{tex(one)} + {as_base(other)}"
        if level == 1:
            lines.append(
                (f"Take the mean of the ${name}$-coordinates.", f"{fraction(total, 2)} = {tex(half)}")
            )
            continue
        lines.append((f"Add the ${name}$-coordinates.", f"{total} = {tex(one + other)}"))
        lines.append(("Take half of it.", rf"{fraction(1, 2)} \cdot {as_base(one + other)} = {tex(half)}"))
    points = (f"$({tex(a)}, {tex(b)})$", f"$({tex(c)}, {tex(d)})$")
    said = rng.choice(("of the segment with endpoints {} and {}", "of {} and {}", "between {} and {}"))
    return Draft(
        problem=f"Find the midpoint {said.format(*points)}.",
        answer=f"({tex(middle[0])}, {tex(middle[1])})",
        asked="the point halfway between the two, as $(x, y)$",
        idea="Halfway between two numbers is their mean; take it for each coordinate.",
        steps=steps_of(*lines),
    )


GENERATORS = (
    Generator("function-value", "Values of a function", _value),
    Generator("composition", "One function after another", _composed),
    Generator("slope", "The slope of a line", _slope),
    Generator("zeros-of-a-function", "Zeros of a function", _zeros),
    Generator("distance", "The distance of two points", _distance),
    Generator("midpoint", "Midpoints", _midpoint),
)
