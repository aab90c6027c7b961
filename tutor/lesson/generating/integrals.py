"""Integrals, written backwards: the antiderivative is chosen, and its derivative is what is asked about."""

from random import Random

from sympy import Expr, Rational, cos, diff, exp, expand, sin, symbols

from tutor.lesson.generating.chance import nonzero
from tutor.lesson.generating.draft import Draft, Generator
from tutor.lesson.generating.typeset import chain, derivative, in_brackets, plus, tex
from tutor.lesson.item import WorkedStep

_X = symbols("x")
_ASKED = "all functions with this derivative; do not forget the constant"


def _integral(body: Expr, low: int | None = None, high: int | None = None) -> str:
    bounds = "" if low is None else f"_{{{low}}}^{{{high}}}"
    text = tex(body)
    return rf"\int{bounds} {rf'({text})' if body.is_Add else text} \, dx"


def _found(whole: Expr) -> str:
    return f"{tex(whole)} + C"


def _powers(rng: Random, level: int) -> Draft:
    """A polynomial; with a root; with a reciprocal square as well."""
    parts = [nonzero(rng, 15) * _X**power for power in range(3 + (level > 1), 0, -1)]
    if level > 1:
        parts.append(2 * nonzero(rng, 6) * _X ** Rational(3, 2))
    if level > 2:
        parts.append(nonzero(rng, 9) * _X ** rng.choice((-1, -2)))
    slopes = [diff(part, _X) for part in parts]
    body, whole = sum(slopes, Rational(0)), sum(parts, Rational(0))
    ideas = (
        "Raise the exponent by one and divide by the new one.",
        "A square root is a power too.",
        "So is a reciprocal.",
    )
    shown = [0, *range(len(parts) - level + 1, len(parts))]
    steps = [
        WorkedStep(idea, chain(_integral(slopes[n]), _found(parts[n])))
        for idea, n in zip(ideas, shown, strict=False)
    ]
    return Draft(
        problem=f"Find ${_integral(body)}$.",
        answer=_found(whole),
        asked=_ASKED,
        idea="Term by term: turn the rule for the derivative of a power around.",
        steps=(
            *steps,
            WorkedStep(
                "Do this for every term, and add one constant.", chain(_integral(body), _found(whole))
            ),
        ),
    )


def _definite(rng: Random, level: int) -> Draft:
    """A polynomial between two whole numbers: linear, quadratic, cubic."""
    whole = sum((nonzero(rng, 9) * _X**power for power in range(level + 1, 0, -1)), Rational(0))
    low = rng.randint(0, 4) if level == 1 else rng.randint(-3, 3)
    high = low + rng.randint(1, 5)
    body = diff(whole, _X)
    ends = [whole.subs(_X, end) for end in (high, low)]
    bar = rf"\left[{tex(whole)}\right]_{{{low}}}^{{{high}}}"
    less = f"{tex(ends[0])} - {tex(ends[1]) if ends[1] >= 0 else f'({tex(ends[1])})'}"
    return Draft(
        problem=f"Evaluate ${_integral(body, low, high)}$.",
        answer=tex(ends[0] - ends[1]),
        asked="one number: the area under the graph, counted negative below the axis",
        idea="Find one antiderivative, and take its value at the lower end from that at the upper.",
        steps=(
            *(
                [WorkedStep("Find an antiderivative.", chain(_integral(body), _found(whole)))]
                if level > 1
                else []
            ),
            WorkedStep("Write the antiderivative with both ends.", chain(_integral(body, low, high), bar)),
            WorkedStep("Put the ends in and subtract.", chain(bar, less, ends[0] - ends[1])),
        ),
    )


def _functions(rng: Random, level: int) -> Draft:
    """Sines, cosines and exponentials of kx: one beside a power, two of them, three."""
    kinds = rng.sample((sin, cos, exp), level)
    # a factor inside that divides the factor before keeps the answer whole
    parts = [nonzero(rng, 9) * kind(rng.randint(2, 9) * _X) for kind in kinds]
    power = nonzero(rng, 9) * _X ** rng.randint(1, 5)
    body, whole = diff(sum(parts, power), _X), sum(parts, power)
    steps = [
        WorkedStep(
            "Divide by the factor inside; mind the sign.", chain(_integral(diff(part, _X)), _found(part))
        )
        for part in parts
    ]
    return Draft(
        problem=f"Find ${_integral(body)}$.",
        answer=_found(whole),
        asked=_ASKED,
        idea="Ask of every term what it is the derivative of; a factor inside has been multiplied with.",
        steps=(
            *steps,
            WorkedStep("Add the other term and one constant.", chain(_integral(body), _found(whole))),
        ),
    )


def _substitution(rng: Random, level: int) -> Draft:
    """f(u) u′ for a line, a quadratic, a cubic u."""
    inner = rng.randint(2, 9) * _X**level + (nonzero(rng, 9) * _X if level > 1 else 0) + nonzero(rng, 15)
    if level == 3:
        inner += nonzero(rng, 9) * _X**2
    u = symbols("u")
    power = rng.randint(3, 9)
    outer = nonzero(rng, 9) * rng.choice((u**power, sin(u), cos(u), exp(u)))
    body, whole = diff(inner, _X) * diff(outer, u).subs(u, inner), outer.subs(u, inner)
    if level == 1:
        body = body.factor()
    inside = rf"\int {in_brackets(diff(outer, u))} \, du"
    return Draft(
        problem=f"Find ${_integral(body)}$.",
        answer=_found(whole),
        asked=_ASKED,
        idea="One part of the integrand is, up to a factor, the derivative of what stands inside the other.",
        steps=(
            *([WorkedStep("Call the inside $u$.", chain("u", inner))] if level > 1 else []),
            WorkedStep("Differentiate the inside.", chain(derivative(inner), diff(inner, _X))),
            WorkedStep("Integrate the rest, with one letter for the inside.", chain(inside, _found(outer))),
            WorkedStep("Put the inside back.", chain(_integral(body), _found(whole))),
        ),
    )


def _by_parts(rng: Random, level: int) -> Draft:
    """(ax + b) times e^x, sin x or cos x; of kx; a quadratic times e^x, sin x, cos x."""
    kind = rng.choice((sin, cos, exp))
    k = 1 if level == 1 else rng.randint(2, 6)
    step = k**level  # what is divided by, so that the answer stays whole
    lower = step * nonzero(rng, 30 if level == 1 else 12)
    factor = step * nonzero(rng, 20 if level == 1 else 9) * _X + lower
    if level == 3:
        factor += step * nonzero(rng, 5) * _X**2
    second = kind(k * _X)
    inner = _primitive(second, k)
    inner_again = _primitive(inner, k)
    slope = diff(factor, _X)
    rest = slope * inner
    whole = factor * inner - slope * inner_again + diff(slope, _X) * _primitive(inner_again, k)
    body, rest_found = factor * second, expand(factor * inner - whole)
    left = plus(f"{in_brackets(factor)} {in_brackets(inner)}", rf"-\int {in_brackets(rest)} \, dx")
    return Draft(
        problem=f"Find ${_integral(body)}$.",
        answer=_found(expand(whole)),
        asked=_ASKED,
        idea="The polynomial becomes simpler when it is differentiated: integrate by parts.",
        steps=(
            WorkedStep("Integrate the other factor.", chain(_integral(second), _found(inner))),
            WorkedStep(
                "Put it into the rule: product of the two, less a new integral.",
                chain(_integral(body), left),
            ),
            *(
                [WorkedStep("Take the new integral.", chain(_integral(rest), _found(rest_found)))]
                if level > 1
                else []
            ),
            WorkedStep("Put everything together.", chain(_integral(body), _found(expand(whole)))),
        ),
    )


def _primitive(body: Expr, k: int) -> Expr:
    """An antiderivative of a factor times sin kx, cos kx or e^{kx}."""
    return diff(body, _X) / (k * k) if body.has(exp) else -diff(body, _X) / (k * k)


GENERATORS = (
    Generator("integral-of-powers", "Integrals of powers", _powers),
    Generator("definite-integral", "Definite integrals", _definite),
    Generator("integral-of-functions", "Integrals of sines, cosines and exponentials", _functions),
    Generator("integral-by-substitution", "Integrals by substitution", _substitution),
    Generator("integral-by-parts", "Integrals by parts", _by_parts),
)
