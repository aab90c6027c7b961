"""Limits that are found by rewriting: the value is chosen first, and what hides it put on top."""

from collections.abc import Iterator, Sequence
from random import Random

from sympy import Expr, Rational, expand, symbols

from tutor.lesson.generating.chance import nonzero
from tutor.lesson.generating.draft import Draft, Generator
from tutor.lesson.generating.typeset import (
    Part,
    chain,
    fraction,
    in_brackets,
    plus,
    power,
    put,
    scaled,
    tex,
    times,
)
from tutor.lesson.item import WorkedStep

_X = symbols("x")
_FAR = r"\infty"
_ASKED = "the number that the expression comes as near to as one likes"


def _lim(point: Part, body: str, letter: str = "x") -> str:
    return rf"\lim_{{{letter} \to {put(point)}}} {body}"


def _common_factor(rng: Random, level: int) -> Draft:
    """0/0 by a factor that both parts share: alone below, beside another, beside steeper ones."""
    gap = nonzero(rng, 15 if level == 1 else 9)
    lead = rng.randint(1, 4) if level == 1 else rng.randint(2, 6)
    upper = lead * _X + nonzero(rng, 15)
    lower = {1: Rational(1), 2: _X + nonzero(rng, 9), 3: rng.randint(2, 5) * _X + nonzero(rng, 9)}[level]
    shared = _X - gap
    top, bottom = upper.subs(_X, gap), lower.subs(_X, gap)
    if not bottom or not top:
        return _common_factor(rng, level)
    above, below = expand(upper * shared), expand(lower * shared)
    whole = fraction(above, below)
    factored = rf"({tex(shared)}) ({tex(upper)})"
    rest = f"({tex(upper)})" if level == 1 else fraction(upper, lower)
    there = _put_in(upper, gap) if level == 1 else fraction(_put_in(upper, gap), _put_in(lower, gap))
    steps = [WorkedStep("Factor the numerator: it is zero at this point too.", chain(above, factored))]
    if level > 1:
        steps.append(WorkedStep("Factor the denominator.", chain(below, rf"({tex(shared)}) ({tex(lower)})")))
    steps += [
        WorkedStep("Cancel the common factor.", chain(_lim(gap, whole), _lim(gap, rest))),
        WorkedStep("Now the point may be put in.", chain(_lim(gap, rest), there, top / bottom)),
    ]
    return Draft(
        problem=f"Evaluate ${_lim(gap, whole)}$.",
        answer=tex(top / bottom),
        asked=_ASKED,
        idea="Both parts of the fraction are zero there, so they share a factor that can be cancelled.",
        steps=tuple(steps),
    )


def _put_in(line: Expr, value: int) -> str:
    """A linear expression with a number in place of x."""
    slope, added = line.coeff(_X, 1), line.coeff(_X, 0)
    first = put(value) if slope == 1 else times(slope, value)
    return plus(first, added)


def _at_infinity(rng: Random, level: int) -> Draft:
    """A quotient of polynomials: linear, of equal degree, with a numerator of smaller or mixed degree."""
    degree = level
    above = nonzero(rng, 12) * _X**degree
    below = rng.randint(2, 9) * _X**degree
    for exponent in range(degree):
        above += nonzero(rng, 12) * _X**exponent
        below += nonzero(rng, 12) * _X**exponent
    whole = fraction(above, below)
    limit = _lim(_FAR, whole)
    divided = fraction(*(_divided(each, degree) for each in (above, below)))
    top, bottom = above.coeff(_X, degree), below.coeff(_X, degree)
    steps = [
        WorkedStep(
            f"Divide numerator and denominator by ${tex(_X**degree)}$.",
            chain(limit, _lim(_FAR, divided)),
        ),
        WorkedStep(
            f"What still has ${tex(_X)}$ below goes to zero.",
            chain(_lim(_FAR, divided), fraction(top, bottom), top / bottom),
        ),
    ]
    if level == 3:
        vanishing = fraction(1, _X**2)
        steps.insert(
            1, WorkedStep("Powers in a denominator vanish far out.", chain(_lim(_FAR, vanishing), 0))
        )
    return Draft(
        problem=f"Evaluate ${limit}$.",
        answer=tex(top / bottom),
        asked=_ASKED,
        idea=f"Far out the highest power of ${tex(_X)}$ outgrows all others: divide by it.",
        steps=tuple(steps),
    )


def _divided(polynomial: Expr, degree: int) -> str:
    """Term by term by the highest power, each quotient written as a fraction."""
    terms = [tex(polynomial.coeff(_X, degree))]
    for exponent in range(degree - 1, -1, -1):
        factor = polynomial.coeff(_X, exponent)
        quotient = fraction(abs(factor), _X ** (degree - exponent))
        terms.append(scaled(-1 if factor < 0 else 1, quotient))
    return plus(*terms)


def _sine(rng: Random, level: int) -> Draft:
    """sin(ax)/(bx) at 0, with a number added, of two sines, of a squared sine over a sine."""
    a, b = rng.sample(range(2, 20), 2)
    c = nonzero(rng, 20)
    if level == 1:
        return _one_sine(a, b, c)
    if level == 2:
        return _two_sines(a, b, rng.randint(2, 30))
    return _squared_sine(rng.randint(2, 9), a, b, c if c > 1 else abs(c) + 1)


def _over_its_angle(a: int) -> str:
    return fraction(rf"\sin({a} x)", f"{a} x")


def _angle_over(a: int) -> str:
    return fraction(f"{a} x", rf"\sin({a} x)")


def _known(quotient: str, idea: str = "Use the limit that is known for the sine.") -> WorkedStep:
    return WorkedStep(idea, chain(_lim(0, quotient), 1))


def _sine_draft(asked: str, value: Rational, steps: Sequence[WorkedStep]) -> Draft:
    return Draft(
        problem=f"Evaluate ${asked}$.",
        answer=tex(value),
        asked=_ASKED,
        idea="Near zero a sine is as large as its angle: their quotient goes to one.",
        steps=tuple(steps),
    )


def _one_sine(a: int, b: int, c: int) -> Draft:
    whole = plus(fraction(rf"\sin({a} x)", f"{b} x"), c)
    ratio, asked = Rational(a, b), _lim(0, in_brackets(whole))
    split = plus(times(ratio, _over_its_angle(a)), c)
    steps = (
        WorkedStep("Make what stands below the same as what stands in the sine.", chain(whole, split)),
        _known(_over_its_angle(a)),
        WorkedStep("Put this limit in.", chain(asked, plus(times(ratio, 1), c), ratio + c)),
    )
    return _sine_draft(asked, ratio + c, steps)


def _two_sines(a: int, b: int, factor: int) -> Draft:
    whole = fraction(rf"{factor} \sin({a} x)", rf"\sin({b} x)")
    value, asked = Rational(factor * a, b), _lim(0, whole)
    split = rf"{tex(value)} \cdot {_over_its_angle(a)} \cdot {_angle_over(b)}"
    steps = (
        WorkedStep("Write each sine over its own angle.", chain(whole, split)),
        _known(_over_its_angle(a)),
        _known(_angle_over(b), "The same holds for the reciprocal."),
        WorkedStep("Put these limits in.", chain(asked, times(value, 1, 1), value)),
    )
    return _sine_draft(asked, value, steps)


def _squared_sine(factor: int, a: int, b: int, c: int) -> Draft:
    whole = fraction(rf"{factor} \sin^{{2}}({a} x)", rf"{b} x \sin({c} x)")
    value, asked = Rational(factor * a * a, b * c), _lim(0, whole)
    square = power(in_brackets(_over_its_angle(a)), 2)
    split = rf"{tex(value)} \cdot {square} \cdot {_angle_over(c)}"
    steps = (
        WorkedStep("Write each sine over its own angle.", chain(whole, split)),
        _known(_over_its_angle(a)),
        _known(_angle_over(c), "The same holds for the reciprocal."),
        WorkedStep("Put these limits in.", chain(asked, rf"{tex(value)} \cdot 1^{{2}} \cdot 1", value)),
    )
    return _sine_draft(asked, value, steps)


def _root(rng: Random, level: int) -> Draft:
    """(√(ax + b²) - b)/(cx) at 0; c(√(x + …) - b)/(x - p) at p; with a factor before that x."""
    b = rng.randint(1, 15)
    slope = 1 if level == 2 else rng.randint(2, 9)
    point = 0 if level == 1 else nonzero(rng, 12)
    factor = rng.randint(2, 30) if level < 3 else rng.randint(2, 9)
    shift = _X - point
    inside = slope * _X + b * b - slope * point
    less, more = rf"\sqrt{{{tex(inside)}}} - {b}", rf"\sqrt{{{tex(inside)}}} + {b}"
    put_in = rf"\sqrt{{{b * b}}} + {b}"
    if level == 1:
        whole = fraction(less, factor * _X)
        rest, there = (fraction(slope, f"{factor} {in_brackets(each)}") for each in (more, put_in))
        value = Rational(slope, 2 * b * factor)
    else:
        whole = fraction(f"{factor} {in_brackets(less)}", shift)
        rest, there = (fraction(factor * slope, each) for each in (more, put_in))
        value = Rational(slope * factor, 2 * b)
    return Draft(
        problem=f"Evaluate ${_lim(point, whole)}$.",
        answer=tex(value),
        asked=_ASKED,
        idea="A difference with a root, times the sum of the same terms, leaves no root.",
        steps=(
            *_without_root(f"{in_brackets(less)} {in_brackets(more)}", inside, b * b, shift),
            WorkedStep("Do this above and below, and cancel.", chain(_lim(point, whole), _lim(point, rest))),
            WorkedStep("Now the point may be put in.", chain(_lim(point, rest), there, value)),
        ),
    )


def _without_root(product: str, inside: Expr, square: int, shift: Expr) -> Iterator[WorkedStep]:
    """What is left of (√inside - b)(√inside + b): a multiple of the shift."""
    slope = inside.coeff(_X, 1)
    left = expand(slope * shift)
    idea = "Multiply the difference by the sum of the same two terms: the root disappears."
    if shift == _X:
        yield WorkedStep(idea, chain(product, left))
        return
    yield WorkedStep(idea, chain(product, plus(inside, -square), left))
    if slope > 1:
        yield WorkedStep("Take the factor out.", chain(left, f"{tex(slope)} {in_brackets(shift)}"))


def _difference_quotient(rng: Random, level: int) -> Draft:
    """The derivative of ax² + bx at a number, as a limit of h → 0; of a reciprocal."""
    at = nonzero(rng, 30 if level == 1 else 15)
    if level == 3:
        return _of_reciprocal(rng)
    a = rng.randint(1, 30) if level == 1 else rng.randint(2, 20)
    b = 0 if level == 1 else nonzero(rng, 30)
    base = in_brackets(plus(at, "h"))
    first = scaled(a, power(base, 2))
    function = a * at * at + b * at
    terms = plus(first, *([scaled(b, base)] if b else []), *([-function] if function else []))
    expanded = plus(scaled(a, r"h^{2}"), scaled(2 * a * at, "h"), a * at * at)
    whole = _lim(0, fraction(terms, "h"), "h")
    slope = 2 * a * at + b
    left = plus(scaled(a, "h"), slope) if slope else scaled(a, "h")
    limit = _lim(0, in_brackets(left), "h")
    steps = [
        WorkedStep("Expand the square.", chain(first, expanded)),
        WorkedStep("Divide by $h$, which every term has as a factor.", chain(whole, limit)),
        WorkedStep("Now $h$ may become zero.", chain(limit, slope)),
    ]
    return Draft(
        problem=f"Evaluate ${whole}$.",
        answer=str(slope),
        asked="the slope of a curve at one point, as a limit",
        idea="Expand the numerator: what has no $h$ cancels, and then $h$ can be divided out.",
        steps=tuple(steps),
    )


def _of_reciprocal(rng: Random) -> Draft:
    at, a = rng.randint(11, 60), rng.randint(101, 999)
    sign = rng.choice(("+", "-"))
    top = -a if sign == "+" else a
    moved = f"{at} {sign} h"
    apart = f"{fraction(a, moved)} - {fraction(a, at)}"
    above, below = rf"{a} \cdot {at} - {a} {in_brackets(moved)}", f"{at} {in_brackets(moved)}"
    whole, rest = (_lim(0, body, "h") for body in (fraction(apart, "h"), fraction(top, below)))
    value = Rational(top, at * at)
    steps = (
        WorkedStep("Bring the two fractions to one denominator.", chain(apart, fraction(above, below))),
        WorkedStep("Work its numerator out.", chain(above, scaled(top, "h"))),
        WorkedStep("Divide by $h$.", chain(whole, rest)),
        WorkedStep("Now $h$ may become zero.", chain(rest, fraction(top, rf"{at} \cdot {at}"), value)),
    )
    return Draft(
        problem=f"Evaluate ${whole}$.",
        answer=tex(value),
        asked="the slope of a curve at one point, as a limit",
        idea="Subtract the fractions in the numerator first; then $h$ can be divided out.",
        steps=steps,
    )


GENERATORS = (
    Generator("limit-common-factor", "Limits where a factor cancels", _common_factor),
    Generator("limit-at-infinity", "Limits of fractions far out", _at_infinity),
    Generator("limit-of-sines", "Limits with sines near zero", _sine),
    Generator("limit-with-root", "Limits with roots", _root),
    Generator("limit-of-quotient", "Slopes as limits", _difference_quotient),
)
