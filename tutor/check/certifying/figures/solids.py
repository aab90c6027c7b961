"""Bodies."""

from sympy import Expr, Rational, pi, sqrt

from tutor.check.certifying.figures.shape import Given, Shape

_THIRD = Rational(1, 3)
_BY = r"(?:,|,? and| by| x| ×| \\times)"


def _cone_area(r: Expr, h: Expr) -> Expr:
    return pi * r * (r + sqrt(r**2 + h**2))


SPHERE = Shape(
    "sphere",
    r"sphere",
    (
        Given(
            r"radius <r>",
            {"volume": lambda r: 4 * pi * r**3 * _THIRD, "surface area": lambda r: 4 * pi * r**2},
        ),
        Given(
            r"diameter <d>",
            {"volume": lambda d: pi * d**3 / 6, "surface area": lambda d: pi * d**2},
        ),
    ),
)
HEMISPHERE = Shape(
    "hemisphere", r"hemisphere", (Given(r"radius <r>", {"volume": lambda r: 2 * pi * r**3 * _THIRD}),)
)
CUBE = Shape(
    "cube",
    r"cube",
    (
        Given(
            r"(?:sides?|edges?)(?: of)?(?: lengths?)? <s>",
            {"volume": lambda s: s**3, "surface area": lambda s: 6 * s**2},
        ),
    ),
)
BOX = Shape(
    "",
    r"(?:box|cuboid|rectangular (?:prism|box|solid))",
    tuple(
        Given(
            words,
            {
                "volume": lambda a, b, c: a * b * c,
                "surface area": lambda a, b, c: 2 * (a * b + b * c + a * c),
            },
        )
        for words in (
            r"length <a>,(?: and)? width <b>,? and height <c>",
            rf"(?:dimensions?|sides?|edges?) <a>{_BY} <b>{_BY} <c>",
        )
    ),
)
CYLINDER = Shape(
    "cylinder",
    r"(?:right )?(?:circular )?cylinder",
    (
        Given(
            r"(?:base )?radius <r>,? and height <h>",
            {
                "volume": lambda r, h: pi * r**2 * h,
                "surface area": lambda r, h: 2 * pi * r * (r + h),
                "lateral area": lambda r, h: 2 * pi * r * h,
            },
        ),
        Given(
            r"height <h>,? and (?:base )?radius <r>",
            {
                "volume": lambda h, r: pi * r**2 * h,
                "surface area": lambda h, r: 2 * pi * r * (r + h),
                "lateral area": lambda h, r: 2 * pi * r * h,
            },
        ),
        Given(
            r"diameter <d>,? and height <h>",
            {
                "volume": lambda d, h: pi * d**2 * h / 4,
                "surface area": lambda d, h: pi * d * (d / 2 + h),
                "lateral area": lambda d, h: pi * d * h,
            },
        ),
    ),
)
CONE = Shape(
    "cone",
    r"(?:right )?(?:circular )?cone",
    (
        Given(
            r"(?:base )?radius <r>,? and height <h>",
            {"volume": lambda r, h: pi * r**2 * h * _THIRD, "surface area": _cone_area},
        ),
        Given(
            r"height <h>,? and (?:base )?radius <r>",
            {"volume": lambda h, r: pi * r**2 * h * _THIRD, "surface area": lambda h, r: _cone_area(r, h)},
        ),
        Given(r"diameter <d>,? and height <h>", {"volume": lambda d, h: pi * d**2 * h / 12}),
        Given(
            r"(?:base )?radius <r>,? and slant height <l>",
            {"surface area": lambda r, l: pi * r * (r + l), "lateral area": lambda r, l: pi * r * l},  # noqa: E741
            lambda r, l: bool((l - r).is_positive),  # noqa: E741
        ),
    ),
)
PYRAMID = Shape(
    "pyramid",
    r"square pyramid",
    (
        Given(
            r"(?:base )?(?:side|edge)(?: lengths?)? <s>,? and height <h>",
            {"volume": lambda s, h: s**2 * h * _THIRD},
        ),
    ),
)
SOLIDS = (SPHERE, HEMISPHERE, CUBE, BOX, CYLINDER, CONE, PYRAMID)
