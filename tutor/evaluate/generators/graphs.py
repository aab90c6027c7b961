"""Roots, vertices, intercepts, slopes, distances and midpoints."""

from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import point_slips, root_slips, show_number, show_roots
from tutor.evaluate.generators.choosing import distinct, nonzero, phrase, slips
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation
from tutor.evaluate.generators.polynomials import plus, polynomial, scaled, square_part, times, with_roots

_ROOTS = (
    "Find the roots of {f}.",
    "Find the zeros of {named}.",
    "What are the zeros of the function {named}?",
    "Find all real roots of the polynomial {f}.",
    "Find the real roots of {f} = 0.",
)
_VERTEX = (
    "Find the vertex of the parabola {graph}.",
    "What is the vertex of {graph}?",
    "Find the vertex of the graph of {graph}.",
    "Find the coordinates of the vertex of {graph}.",
)
_Y_INTERCEPT = (
    "Find the y-intercept of {graph}.",
    "What is the y-intercept of the graph of {graph}?",
    "At what point does the graph of {graph} cross the y-axis?",
)
_X_INTERCEPT = ("Find the x-intercept of {graph}.", "What is the x-intercept of the line {graph}?")
_SLOPE = (
    "Find the slope of the line through {p} and {q}.",
    "What is the slope of the line passing through the points {p} and {q}?",
    "Find the slope of the line that passes through {p} and {q}.",
    "Find the gradient of the line joining {p} and {q}.",
)
_SLOPE_OF = ("Find the slope of the line {line}.", "What is the slope of the line {line}?")
_DISTANCE = (
    "Find the distance between {p} and {q}.",
    "What is the distance between the points {p} and {q}?",
    "Find the distance from {p} to {q}.",
    "Compute the distance between the points {p} and {q}.",
)
_MIDPOINT = (
    "Find the midpoint of the segment with endpoints {p} and {q}.",
    "What is the midpoint of {p} and {q}?",
    "Find the midpoint of the line segment joining {p} and {q}.",
    "Find the midpoint between {p} and {q}.",
)


def roots(rng: Random, say: Notation) -> Draft:
    """The zeros of a polynomial of degree two or three."""
    found = distinct(rng, -8, 8, rng.choice((2, 2, 3)))
    text = say.polynomial(with_roots(found, rng.choice((1, 1, 2))))
    problem = phrase(rng, _ROOTS, f=say.math(text), named=say.math(f"f(x) = {text}"))
    right = frozenset(map(Fraction, found))
    return draft(problem, right, root_slips(right), show_roots(rng, say, "x"))


def vertex(rng: Random, say: Notation) -> Draft:
    """Of a parabola, expanded or in vertex form."""
    h, k, a = nonzero(rng, 7), rng.randint(-9, 9), rng.choice((1, 1, -1, 2, -2, 3))
    shifted = polynomial(-h, 1)
    if rng.randrange(3):
        text = say.polynomial(plus(scaled(times(shifted, shifted), a), polynomial(k)))
    else:
        square = say.term(a, say.power(f"({say.polynomial(shifted)})", 2))
        text = say.sum([square, say.number(k)]) if k else square
    problem = phrase(rng, _VERTEX, graph=say.math(f"y = {text}"))
    right = (Fraction(h), Fraction(k))
    return draft(problem, right, point_slips(right), lambda value: say.math(say.point(value)))


def intercept(rng: Random, say: Notation) -> Draft:
    """Where a line or a parabola meets an axis; answered as a point or as a number."""
    b = nonzero(rng, 12)
    asks: tuple[str, ...]
    if rng.randrange(2):
        text = say.polynomial(polynomial(b, rng.randint(-6, 6), nonzero(rng, 4)))
        right, asks = (Fraction(0), Fraction(b)), _Y_INTERCEPT
    else:
        slope = nonzero(rng, 6)
        text, asks = say.polynomial((b, slope)), _X_INTERCEPT
        right = (Fraction(-b, slope), Fraction(0))
    problem = phrase(rng, asks, graph=say.math(f"y = {text}"))
    return draft(problem, right, point_slips(right), lambda value: say.math(say.point(value)))


def slope(rng: Random, say: Notation) -> Draft:
    """Of a line through two points, or of a line given by an equation."""
    if rng.randrange(3) == 0:
        a, b, c = nonzero(rng, 9), nonzero(rng, 9), rng.randint(-12, 12)
        line = say.sum([say.term(a, "x"), say.term(b, "y")])
        problem, value = phrase(rng, _SLOPE_OF, line=say.math(f"{line} = {c}")), Fraction(-a, b)
    else:
        (x, u), y, v = distinct(rng, -9, 9, 2), rng.randint(-9, 9), rng.randint(-9, 9)
        problem, value = (
            phrase(rng, _SLOPE, p=say.math(f"({x}, {y})"), q=say.math(f"({u}, {v})")),
            Fraction(v - y, u - x),
        )
    return draft(problem, value, slips(value), show_number(rng, say, rng.choice(("", "m"))))


def distance(rng: Random, say: Notation) -> Draft:
    """Between two points: a whole number or a surd."""
    x, y = rng.randint(-8, 8), rng.randint(-8, 8)
    dx, dy = rng.choice(((3, 4), (6, 8), (5, 12), (8, 15), (nonzero(rng, 6), nonzero(rng, 6))))
    problem = phrase(rng, _DISTANCE, p=say.math(f"({x}, {y})"), q=say.math(f"({x + dx}, {y - dy})"))
    squared = dx * dx + dy * dy

    def show(value: int) -> str:
        outside, inside = square_part(value)
        return say.math(str(outside) if inside == 1 else say.term(outside, say.root(str(inside))))

    wrong = [
        ((abs(dx) + abs(dy)) ** 2, Mutation.OPERATION),
        (squared + 1, Mutation.OFF_BY_ONE),
        (4 * squared, Mutation.FACTOR),
        (abs(dx * dx - dy * dy) or 1, Mutation.SIGN),
    ]
    return draft(problem, squared, wrong, show)


def midpoint(rng: Random, say: Notation) -> Draft:
    """Of two points."""
    first, second = ((rng.randint(-9, 9), rng.randint(-9, 9)) for _ in range(2))
    right = (Fraction(first[0] + second[0], 2), Fraction(first[1] + second[1], 2))
    problem = phrase(rng, _MIDPOINT, p=say.math(say.point(first)), q=say.math(say.point(second)))
    half = (Fraction(second[0] - first[0], 2), Fraction(second[1] - first[1], 2))
    doubled = (2 * right[0], 2 * right[1])
    wrong = [(half, Mutation.SIGN), (doubled, Mutation.FACTOR), *point_slips(right)]
    return draft(problem, right, wrong, lambda value: say.math(say.point(value)))
