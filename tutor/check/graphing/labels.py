"""What a marked number is called: exact where it is short, else a decimal."""

import re
from fractions import Fraction

from sympy import CRootOf, Expr, Rational, Symbol, expand, latex, log, logcombine, pi, radsimp
from sympy.functions.elementary.trigonometric import TrigonometricFunction

from tutor.check.comparing.proofs import is_zero
from tutor.check.graphing.numeric import number

_WIDEST = 16
_WIDEST_POINT = 20
_COMMAND = re.compile(r"\\[a-z]+")
_INVISIBLE = re.compile(r"[{}\s]")
_LARGEST_DENOMINATOR = 120
_PARTS_OF_PI = 12
_NEAR = 1e-9


def recognized(found: Expr, variable: Symbol, place: float) -> Expr | None:
    """The simple number at a zero found in floats, when putting it in shows that it is one."""
    guesses: list[Expr] = []
    ratio = Fraction(place).limit_denominator(_LARGEST_DENOMINATOR)
    guesses.append(Rational(ratio.numerator, ratio.denominator))
    if found.has(TrigonometricFunction):
        turn = Fraction(place / float(pi)).limit_denominator(_PARTS_OF_PI)
        guesses.append(Rational(turn.numerator, turn.denominator) * pi)
    for guess in guesses:
        if abs(float(guess) - place) <= _NEAR * max(1.0, abs(place)) and is_zero(found.subs(variable, guess)):
            return guess
    return None


def value_label(exact: Expr | None, value: float) -> str:
    """A number in LaTeX."""
    written = None if exact is None else _exact(exact, value)
    return _decimal(value) if written is None else written


def point_label(exact: tuple[Expr | None, Expr | None], x: float, y: float) -> str:
    """A point in LaTeX; both numbers are decimals when one is."""
    first = None if exact[0] is None else _exact(exact[0], x)
    second = None if exact[1] is None else _exact(exact[1], y)
    if first is None or second is None or _width(first) + _width(second) > _WIDEST_POINT:
        return f"\\approx ({_digits(x)}, {_digits(y)})"
    return f"({first}, {second})"


def _exact(exact: Expr, value: float) -> str | None:
    """The exact form when it is short and is the number meant."""
    if exact.has(CRootOf, TrigonometricFunction):
        return None
    tidy = exact if exact.is_Rational else radsimp(expand(exact))
    if tidy.has(log):
        tidy = logcombine(tidy, force=True)
    worth = number(tidy)
    if worth is None or abs(worth - value) > 1e-6 * max(1.0, abs(value)):
        return None
    written = str(latex(tidy, ln_notation=True))
    return None if _width(written) > _WIDEST or "^{\\frac" in written else written


def _width(latex_text: str) -> int:
    """About how many columns it takes."""
    return len(_INVISIBLE.sub("", _COMMAND.sub("c", latex_text)))


def _decimal(value: float) -> str:
    return f"\\approx {_digits(value)}"


def _digits(value: float) -> str:
    """Four digits after the point at most, of tiny and huge numbers four digits."""
    size = abs(value)
    if size < 1e-12:
        return "0"
    if 1e-3 <= size < 1e6:
        return f"{value:.4f}".rstrip("0").rstrip(".")
    digits, _, power = f"{value:.3e}".partition("e")
    return f"{digits.rstrip('0').rstrip('.')} \\cdot 10^{{{int(power)}}}"
