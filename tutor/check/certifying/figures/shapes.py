"""Plane figures."""

from sympy import Expr, pi, sqrt

from tutor.check.certifying.figures.shape import Given, Shape

_SIDE = r"sides?(?: of)?(?: lengths?)?"
_LONG = r"(?:length|base)"


def _heron(a: Expr, b: Expr, c: Expr) -> Expr:
    s = (a + b + c) / 2
    return sqrt(s * (s - a) * (s - b) * (s - c))


def _is_triangle(a: Expr, b: Expr, c: Expr) -> bool:
    return bool((a + b - c).is_positive and (a + c - b).is_positive and (b + c - a).is_positive)


def _is_isosceles(a: Expr, b: Expr, c: Expr) -> bool:
    return _is_triangle(a, b, c) and len({a, b, c}) < 3


def _is_scalene(a: Expr, b: Expr, c: Expr) -> bool:
    return _is_triangle(a, b, c) and len({a, b, c}) == 3


CIRCLE = Shape(
    "circle",
    r"circle",
    (
        Given(r"radius <r>", {"area": lambda r: pi * r**2, "circumference": lambda r: 2 * pi * r}),
        Given(r"diameter <d>", {"area": lambda d: pi * d**2 / 4, "circumference": lambda d: pi * d}),
        Given(r"circumference <c>", {"radius": lambda c: c / (2 * pi), "diameter": lambda c: c / pi}),
    ),
)
SQUARE = Shape(
    "square",
    r"square",
    (
        Given(
            rf"{_SIDE} <s>",
            {
                "area": lambda s: s**2,
                "perimeter": lambda s: 4 * s,
                "diagonal": lambda s: s * sqrt(2),
            },
        ),
    ),
)
RECTANGLE = Shape(
    "rectangle",
    r"rectangle",
    tuple(
        Given(
            words,
            {
                "area": lambda a, b: a * b,
                "perimeter": lambda a, b: 2 * (a + b),
                "diagonal": lambda a, b: sqrt(a**2 + b**2),
            },
        )
        for words in (
            rf"{_LONG} <a>,? and (?:width|height|breadth) <b>",
            r"(?:width|height|breadth) <a>,? and (?:length|base) <b>",
            r"(?:sides?|dimensions?)(?: lengths?)? <a> (?:and|by|x|×|\\times) <b>",
        )
    ),
)
_BASE_AND_HEIGHT = (r"base <a>,? and (?:height|altitude) <b>", r"(?:height|altitude) <a>,? and base <b>")
_TRIANGLES = tuple(
    Shape(
        f"{kind}triangle",
        f"{kind}triangle",
        (
            *(Given(words, {"area": lambda a, b: a * b / 2}) for words in _BASE_AND_HEIGHT),
            Given(
                rf"{_SIDE} <a>, <b>,? and <c>",
                {"area": _heron, "perimeter": lambda a, b, c: a + b + c},
                fits,
            ),
        ),
    )
    for kind, fits in (("", _is_triangle), ("isosceles ", _is_isosceles), ("scalene ", _is_scalene))
)
EQUILATERAL = Shape(
    "equilateral",
    r"equilateral triangle",
    (Given(rf"{_SIDE} <s>", {"area": lambda s: sqrt(3) * s**2 / 4, "perimeter": lambda s: 3 * s}),),
)
RIGHT_TRIANGLE = Shape(
    "right",
    r"right(?:-angled)? triangle",
    (
        Given(
            r"legs?(?: of)?(?: lengths?)? <a> and <b>",
            {
                "area": lambda a, b: a * b / 2,
                "hypotenuse": lambda a, b: sqrt(a**2 + b**2),
                "perimeter": lambda a, b: a + b + sqrt(a**2 + b**2),
            },
        ),
        *(Given(words, {"area": lambda a, b: a * b / 2}) for words in _BASE_AND_HEIGHT),
        Given(
            r"hypotenuse <c>,? and (?:leg|side) <a>",
            {"leg": lambda c, a: sqrt(c**2 - a**2)},
            lambda c, a: bool((c - a).is_positive),
        ),
        Given(
            r"(?:one )?(?:leg|side) <a>,? and hypotenuse <c>",
            {"leg": lambda a, c: sqrt(c**2 - a**2)},
            lambda a, c: bool((c - a).is_positive),
        ),
    ),
)
PARALLELOGRAM = Shape(
    "parallelogram",
    r"parallelogram",
    tuple(Given(words, {"area": lambda a, b: a * b}) for words in _BASE_AND_HEIGHT),
)
RHOMBUS = Shape("rhombus", r"rhombus", (Given(r"diagonals? <a> and <b>", {"area": lambda a, b: a * b / 2}),))
TRAPEZOID = Shape(
    "trapez",
    r"trapezo?i(?:d|um)|trapezium",
    (
        Given(
            r"(?:bases?|parallel sides)(?: of)?(?: lengths?)? <a> and <b>,? and (?:height|altitude) <h>",
            {"area": lambda a, b, h: (a + b) * h / 2},
        ),
        Given(
            r"(?:height|altitude) <h>,? and (?:bases?|parallel sides)(?: of)?(?: lengths?)? <a> and <b>",
            {"area": lambda h, a, b: (a + b) * h / 2},
        ),
    ),
)
SHAPES = (
    CIRCLE,
    SQUARE,
    RECTANGLE,
    EQUILATERAL,
    RIGHT_TRIANGLE,
    *_TRIANGLES,
    PARALLELOGRAM,
    RHOMBUS,
    TRAPEZOID,
)
