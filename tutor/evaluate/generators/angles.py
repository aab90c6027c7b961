"""Trigonometric equations: on an interval, in radians or degrees, and with all their solutions.

Angles are exact parts of π, from tables of the values that students know by heart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import join_roots
from tutor.evaluate.generators.choosing import phrase
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation, Style, decimal

Angles = frozenset[Fraction]

_ASK_ON = (
    "Solve {equation} for {domain}.",
    "Solve {equation} on the interval {interval}.",
    "Solve the equation {equation} on {interval}.",
    "Find all solutions of {equation} in the interval {interval}.",
    "Find all exact solutions of the equation {equation} on {interval}.",
    "Solve {equation}, {domain}.",
    "Solve, for {domain}, the equation {equation}.",
    "Find all values of {letter} in {interval} such that {equation}.",
)
_ASK_ALL = (
    "Solve {equation}.",
    "Find all solutions of {equation}.",
    "Find the general solution of {equation}.",
    "Solve the equation {equation} for {letter}.",
)
_FULL = Fraction(2)
_COMMON = 24  # every period that is written divides so many half turns


@dataclass(frozen=True, slots=True)
class _Known:
    """A function, a value it takes by twice its size and the number under its root, and where it does."""

    function: str
    twice: int
    root: int
    angles: Angles


def _known() -> list[_Known]:
    found = []
    for twice, root, first in ((0, 1, 0), (1, 1, 2), (1, 2, 3), (1, 3, 4), (2, 1, 6)):
        for sign in (1, -1) if twice else (1,):
            angle = sign * Fraction(first, 12)
            found.append(_Known("sin", sign * twice, root, _turned(angle, 1 - angle)))
            found.append(
                _Known("cos", sign * twice, root, _turned(Fraction(1, 2) - angle, angle - Fraction(1, 2)))
            )
    for twice, root, first in ((0, 1, 0), (2, 1, 3), (2, 3, 4)):
        for sign in (1, -1) if twice else (1,):
            angle = sign * Fraction(first, 12)
            found.append(_Known("tan", sign * twice, root, _turned(angle, 1 + angle)))
    return found


def _turned(*angles: Fraction) -> Angles:
    return frozenset(angle % _FULL for angle in angles)


_KNOWN = _known()


def on_interval(rng: Random, say: Notation) -> Draft:
    """sin, cos or tan of a multiple of the angle, over one turn."""
    name, known, multiple = _letter(rng, say), rng.choice(_KNOWN), rng.choice((1, 1, 1, 2, 3))
    equation = _equation(rng, say, known, say.term(multiple, name))
    right = _shared_out(known.angles, multiple)
    return _interval_draft(rng, say, name, equation, right)


def with_factors(rng: Random, say: Notation) -> Draft:
    """A quadratic in sin x or cos x with rational roots, and one that has cos x for a factor."""
    name, function = _letter(rng, say), rng.choice(("sin", "cos"))
    if rng.randrange(3) == 0:
        return _common_factor(rng, say, name)
    one, other = rng.sample((-4, -2, -1, 0, 1, 2, 4), 2)  # twice the roots; ±2 is no sine
    coefficients = [one * other, -2 * (one + other), 4]
    shared = 4 if all(number % 4 == 0 for number in coefficients) else 2 - coefficients[0] % 2
    terms = [
        say.term(Fraction(number, shared), _raised(say, function, power, name))
        for power, number in reversed(list(enumerate(coefficients)))
        if number
    ]
    rational = [known for known in _KNOWN if known.function == function and known.root == 1]
    angles = [known.angles for known in rational if known.twice in (one, other)]
    return _interval_draft(rng, say, name, f"{say.sum(terms)} = 0", frozenset().union(*angles))


def _common_factor(rng: Random, say: Notation, name: str) -> Draft:
    """sin 2x = cos x, 2 sin x cos x = sin x: who divides loses what makes the factor 0."""
    known = rng.choice([each for each in _KNOWN if each.function in ("sin", "cos") and each.twice])
    other = "cos" if known.function == "sin" else "sin"
    value = _value(say, known.twice, known.root, 1)
    factor = say.call(other, name)
    size = {"1": "", "-1": "-"}.get(value, f"{value} ")
    double = say.call("sin", say.term(2, name))
    product = say.term(2, f"{say.call('sin', name)}{say.call('cos', name)}")
    equation = f"{rng.choice((double, product))} = {size}{factor}"
    zeros = next(each.angles for each in _KNOWN if each.function == other and not each.twice)
    return _interval_draft(rng, say, name, equation, known.angles | zeros, lost=known.angles)


def in_general(rng: Random, say: Notation) -> Draft:
    """All solutions, as families over the whole numbers."""
    name, known, multiple = _letter(rng, say), rng.choice(_KNOWN), rng.choice((1, 1, 1, 2, 3))
    equation = _equation(rng, say, known, say.term(multiple, name))
    problem = phrase(rng, _ASK_ALL, equation=say.math(equation), letter=say.math(name))
    period = Fraction(1 if known.function == "tan" or known.twice == 0 else 2)
    starts = frozenset(angle % period / multiple for angle in known.angles)
    right = (starts, period / multiple)
    parameter, manner = rng.choice(("n", "k")), rng.choice((0, 1))

    def show(value: tuple[Angles, Fraction]) -> str:
        texts = [_family(say, start, value[1], parameter) for start in sorted(value[0])]
        return join_roots(say, name, texts, manner)

    wrong = [each for each in _family_slips(*right) if _spread(*each[0]) != _spread(*right)]
    return draft(problem, right, wrong, show)


def _family_slips(starts: Angles, period: Fraction) -> Iterator[tuple[tuple[Angles, Fraction], Mutation]]:
    if len(starts) > 1:
        yield (starts - {max(starts)}, period), Mutation.MISSING
    yield (starts, 2 * period), Mutation.FACTOR
    yield (starts, period / 2), Mutation.EXTRA
    yield (frozenset(-start for start in starts), period), Mutation.SIGN
    yield (frozenset({*starts, max(starts) + Fraction(1, 12)}), period), Mutation.EXTRA


def _spread(starts: Angles, period: Fraction) -> Angles:
    """All members within so many half turns that every period goes into them."""
    steps = range(int(_COMMON / period))
    return frozenset((start + step * period) % _COMMON for start in starts for step in steps)


def _family(say: Notation, start: Fraction, period: Fraction, parameter: str) -> str:
    step = _angle(say, period, parameter)
    return say.sum([_angle(say, start), step]) if start else step


def _interval_draft(
    rng: Random, say: Notation, name: str, equation: str, right: Angles, lost: Angles = frozenset()
) -> Draft:
    in_degrees = say.style is not Style.PLAIN and rng.randrange(3) == 0
    zero, full = ("0", _angle(say, _FULL)) if not in_degrees else (_degrees(say, 0), _degrees(say, 2))
    domain = f"{zero} {say.relation('<=')} {name} < {full}"
    problem = phrase(
        rng,
        _ASK_ON,
        equation=say.math(equation),
        letter=say.math(name),
        domain=say.math(domain),
        interval=say.math(f"[{zero}, {full})"),
    )
    manner = rng.choice((0, 1, 2, 4))

    def show(angles: Angles) -> str:
        texts = [_degrees(say, one) if in_degrees else _angle(say, one) for one in sorted(angles)]
        return join_roots(say, name, texts, manner) if texts else "no solution"

    return draft(problem, right, _interval_slips(right, lost), show)


def _interval_slips(right: Angles, lost: Angles) -> Iterator[tuple[Angles, Mutation]]:
    if lost:
        yield lost, Mutation.MISSING
    if not right:
        yield frozenset({Fraction(0)}), Mutation.EXTRA
        yield frozenset({Fraction(1, 2), Fraction(3, 2)}), Mutation.EXTRA
        return
    if len(right) > 1:
        yield right - {max(right)}, Mutation.MISSING
    yield right | {max(right) + Fraction(1, 12)}, Mutation.EXTRA
    yield right | {min(right) + _FULL}, Mutation.EXTRA
    yield frozenset((-angle) % _FULL for angle in right), Mutation.SIGN


def _equation(rng: Random, say: Notation, known: _Known, argument: str) -> str:
    """sin x = 1/2, 2 sin x - 1 = 0, or with both sides turned round."""
    call = say.call(known.function, argument)
    if known.twice % 2 and rng.randrange(2):
        number = _value(say, known.twice, known.root, 1)
        return f"{say.sum([say.term(2, call), _opposite(number)])} = 0"
    if known.twice % 2 == 0:
        return f"{call} = {_value(say, known.twice // 2, known.root, 1)}"
    return f"{call} = {_value(say, known.twice, known.root, 2)}"


def _opposite(number: str) -> str:
    return number.removeprefix("-") if number.startswith("-") else f"-{number}"


def _value(say: Notation, size: int, root: int, below: int) -> str:
    """size·√root / below, with size 0, ±1 or ±2."""
    above = str(abs(size)) if root == 1 else say.term(abs(size), say.root(str(root)))
    text = say.ratio(above, str(below)) if below > 1 else above
    return f"-{text}" if size < 0 else text


def _raised(say: Notation, function: str, power: int, name: str) -> str:
    if power == 0:
        return ""
    command = f"\\{function}" if say.latex else function
    return f"{say.power(command, power)}({name})"


def _shared_out(angles: Angles, multiple: int) -> Angles:
    """The angles over one turn of which a multiple is one of these."""
    return frozenset((angle + turn * _FULL) / multiple for angle in angles for turn in range(multiple))


def _angle(say: Notation, part: Fraction, parameter: str = "") -> str:
    """A part of π: `\\frac{5\\pi}{6}`, `5pi/6`, `5π/6`, `0`."""
    if part == 0:
        return "0"
    pi = {Style.LATEX: "\\pi", Style.PLAIN: "pi", Style.UNICODE: "π"}[say.style]
    top, bottom = abs(part.numerator), part.denominator
    gap = " " if parameter and say.style is not Style.UNICODE else ""
    above = f"{top if top > 1 else ''}{pi}{gap}{parameter}"
    if bottom > 1:
        above = f"\\{say.fraction_command}{{{above}}}{{{bottom}}}" if say.latex else f"{above}/{bottom}"
    return f"-{above}" if part < 0 else above


def _degrees(say: Notation, part: Fraction | int) -> str:
    sign = "^\\circ" if say.latex else "°"
    return f"{decimal(180 * Fraction(part))}{sign}"


def _letter(rng: Random, say: Notation) -> str:
    theta = {Style.LATEX: "\\theta", Style.PLAIN: "t", Style.UNICODE: "θ"}[say.style]
    return rng.choice(("x", "x", "x", theta))
