"""Limits that are found by rewriting: the value is chosen first, and what hides it put on top."""

from random import Random

from sympy import Expr, Rational, expand, symbols

from tutor.lesson.generating.draft import Draft, Generator, nonzero, tex
from tutor.lesson.generating.typeset import chain, plus, put, scaled, times
from tutor.lesson.item import WorkedStep

_X = symbols("x")
_FAR = r"\infty"
_ASKED = "the number that the expression comes as near to as one likes"


def _lim(point: Expr | int | str, body: str) -> str:
    return rf"\lim_{{x \to {put(point)}}} {body}"


def _fraction(above: Expr | str | int, below: Expr | str | int) -> str:
    return rf"\frac{{{put(above)}}}{{{put(below)}}}"


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
    whole = _fraction(above, below)
    factored = rf"({tex(shared)}) ({tex(upper)})"
    rest = f"({tex(upper)})" if level == 1 else _fraction(upper, lower)
    there = _put_in(upper, gap)
    there = there if level == 1 else _fraction(there, _put_in(lower, gap))
    steps = [
        WorkedStep("Factor the numerator: it is zero at this point too.", chain(above, factored)),
    ]
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
    for power in range(degree):
        above += nonzero(rng, 12) * _X**power
        below += nonzero(rng, 12) * _X**power
    whole = _fraction(above, below)
    power, limit = _X**degree, _lim(_FAR, whole)
    divided = _fraction(*(_divided(each, degree) for each in (above, below)))
    top, bottom = above.coeff(_X, degree), below.coeff(_X, degree)
    steps = [
        WorkedStep(
            f"Divide numerator and denominator by ${tex(power)}$.",
            chain(limit, _lim(_FAR, divided)),
        ),
        WorkedStep(
            f"What still has ${tex(_X)}$ below goes to zero.",
            chain(_lim(_FAR, divided), _fraction(top, bottom), top / bottom),
        ),
    ]
    if level == 3:
        vanishing = _fraction(1, _X**2)
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
    for power in range(degree - 1, -1, -1):
        factor = polynomial.coeff(_X, power)
        sign = "-" if factor < 0 else ""
        terms.append(sign + _fraction(abs(factor), _X ** (degree - power)))
    return plus(*terms)


def _sine(rng: Random, level: int) -> Draft:
    """sin(ax)/(bx) at 0, with a number added, of two sines, of a tangent over a sine."""
    a, b = rng.sample(range(2, 20), 2)
    c = nonzero(rng, 20)
    sine = rf"\sin({a} x)"
    basic = _fraction(sine, f"{a} x")
    one = WorkedStep("Use the limit that is known for the sine.", chain(_lim(0, basic), 1))
    if level == 1:
        whole = plus(_fraction(sine, f"{b} x"), c)
        split = plus(times(Rational(a, b), basic), c)
        value = Rational(a, b) + c
        steps = [
            WorkedStep("Make what stands below the same as what stands in the sine.", chain(whole, split)),
            one,
            WorkedStep(
                "Put this limit in.",
                chain(_lim(0, rf"\left({whole}\right)"), plus(times(Rational(a, b), 1), c), value),
            ),
        ]
        problem = _lim(0, rf"\left({whole}\right)")
        return Draft(f"Evaluate ${problem}$.", tex(value), _ASKED, _SINE_IDEA, tuple(steps))
    other = rf"\sin({b} x)"
    below = _fraction(f"{b} x", other)
    turned = WorkedStep("The same holds for the reciprocal.", chain(_lim(0, below), 1))
    k = rng.randint(2, 9) if level == 3 else 1
    if level == 2:
        factor = rng.randint(2, 30)
        whole = _fraction(f"{factor} {sine}", other)
        split = rf"{tex(Rational(factor * a, b))} \cdot {basic} \cdot {below}"
        value = Rational(factor * a, b)
        steps = [WorkedStep("Write each sine over its own angle.", chain(whole, split)), one, turned]
        last = chain(_lim(0, whole), times(value, 1, 1), value)
    else:
        whole = _fraction(rf"{k} \sin^{{2}}({a} x)", rf"{b} x \sin({c if c > 1 else abs(c) + 1} x)")
        c = c if c > 1 else abs(c) + 1
        ratio = Rational(k * a * a, b * c)
        below = _fraction(f"{c} x", rf"\sin({c} x)")
        split = rf"{tex(ratio)} \cdot \left({basic}\right)^{{2}} \cdot {below}"
        turned = WorkedStep("The same holds for the reciprocal.", chain(_lim(0, below), 1))
        value = ratio
        steps = [WorkedStep("Write each sine over its own angle.", chain(whole, split)), one, turned]
        last = chain(_lim(0, whole), rf"{tex(value)} \cdot 1^{{2}} \cdot 1", value)
    steps.append(WorkedStep("Put these limits in.", last))
    return Draft(f"Evaluate ${_lim(0, whole)}$.", tex(value), _ASKED, _SINE_IDEA, tuple(steps))


_SINE_IDEA = "Near zero a sine is as large as its angle: their quotient goes to one."


def _root(rng: Random, level: int) -> Draft:
    """(√(x + a) - b)/(x - c): at 0, at another point, with a factor before x."""
    b = rng.randint(1, 15)
    slope = 1 if level == 2 else rng.randint(2, 9)
    point = 0 if level == 1 else nonzero(rng, 12)
    factor = rng.randint(2, 30) if level < 3 else rng.randint(2, 9)
    inside = slope * _X + b * b - slope * point
    root = rf"\sqrt{{{tex(inside)}}}"
    shift = _X - point
    below = factor * _X if point == 0 else _X - point
    value = Rational(slope, 2 * b) / (factor if point == 0 else 1)
    above = f"{root} - {b}"
    if point:
        above, value = rf"{factor} \left({root} - {b}\right)", value * factor
    whole = _fraction(above, below)
    rest_top = slope if point == 0 else factor * slope
    rest_below = f"{factor} \\left({root} + {b}\\right)" if point == 0 else f"{root} + {b}"
    rest = _fraction(rest_top, rest_below)
    put_in = rf"\sqrt{{{b * b}}} + {b}"
    there = _fraction(rest_top, rf"{factor} \left({put_in}\right)" if point == 0 else put_in)
    product = rf"\left({root} - {b}\right) \left({root} + {b}\right)"
    steps = [
        WorkedStep(
            "Multiply the difference by the sum of the same two terms: the root disappears.",
            chain(
                product,
                plus(inside, -b * b) if level > 1 else slope * _X,
                *([expand(slope * shift)] if level > 1 else []),
            ),
        ),
    ]
    if level == 3:
        steps.append(
            WorkedStep(
                "Take the factor out.", chain(expand(slope * shift), rf"{slope} \left({tex(shift)}\right)")
            )
        )
    steps += [
        WorkedStep("Do this above and below, and cancel.", chain(_lim(point, whole), _lim(point, rest))),
        WorkedStep("Now the point may be put in.", chain(_lim(point, rest), there, value)),
    ]
    return Draft(
        problem=f"Evaluate ${_lim(point, whole)}$.",
        answer=tex(value),
        asked=_ASKED,
        idea="A difference with a root, times the sum of the same terms, leaves no root.",
        steps=tuple(steps),
    )


def _difference_quotient(rng: Random, level: int) -> Draft:
    """The derivative of ax² + bx at a number, as a limit of h → 0; of a reciprocal."""
    at = nonzero(rng, 30 if level == 1 else 15)
    if level == 3:
        return _of_reciprocal(rng)
    a = rng.randint(1, 30) if level == 1 else rng.randint(2, 20)
    b = 0 if level == 1 else nonzero(rng, 30)
    base = rf"\left({plus(at, 'h')}\right)"
    first = scaled(a, f"{base}^{{2}}")
    function = a * at * at + b * at
    terms = (
        plus(first, *([scaled(b, base)] if b else []), -function)
        if function
        else plus(first, scaled(b, base))
    )
    expanded = plus(scaled(a, r"h^{2}"), scaled(2 * a * at, "h"), a * at * at)
    whole = rf"\lim_{{h \to 0}} \frac{{{terms}}}{{h}}"
    slope = 2 * a * at + b
    left = plus(scaled(a, "h"), slope) if slope else scaled(a, "h")
    limit = rf"\lim_{{h \to 0}} \left({left}\right)"
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
    moved = f"{at} {sign} h"
    whole = rf"\lim_{{h \to 0}} \frac{{\frac{{{a}}}{{{moved}}} - \frac{{{a}}}{{{at}}}}}{{h}}"
    value = Rational(-a if sign == "+" else a, at * at)
    above = f"{a} \\cdot {at} - {a} \\left({moved}\\right)"
    apart = rf"\frac{{{a}}}{{{moved}}} - \frac{{{a}}}{{{at}}}"
    left = scaled(-a if sign == "+" else a, "h")
    top = str(-a if sign == "+" else a)
    below = rf"{at} \left({moved}\right)"
    rest = rf"\lim_{{h \to 0}} {_fraction(top, below)}"
    steps = (
        WorkedStep("Bring the two fractions to one denominator.", chain(apart, _fraction(above, below))),
        WorkedStep("Work its numerator out.", chain(above, left)),
        WorkedStep("Divide by $h$.", chain(whole, rest)),
        WorkedStep("Now $h$ may become zero.", chain(rest, _fraction(top, rf"{at} \cdot {at}"), value)),
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
