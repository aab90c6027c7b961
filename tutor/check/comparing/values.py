"""Whether two expressions have the same value: exactly first, then in numbers at rising precision.

Letters stand for real numbers, the same on both sides; x and X are two letters.
"""

from collections.abc import Iterator
from itertools import islice

from mpmath import mpc, mpf, nint, nstr
from sympy import Expr, Product, Rational, Symbol, expand, nan, oo, zoo
from sympy.core.numbers import Number

from tutor.check.comparing.outcome import PROVED, different, numeric, undecided
from tutor.check.comparing.proofs import is_expandable, is_zero
from tutor.check.comparing.sampling import Point, Sample, is_discrete, points, sample
from tutor.check.comparing.shown import abridged, shown
from tutor.check.expressions import UnbuildableError, is_unfinished, worked
from tutor.vocabulary.verdict import Comparison, Equality

_ENOUGH = 8
_ENOUGH_DIFFERENCES = 4
_TAME = 10**15


def compare_values(left: Expr, right: Expr) -> Comparison:
    """Equal, different with a witness, or undecided; never equal by accident."""
    if left != right:
        try:
            left, right = worked(left), worked(right)
        except UnbuildableError as error:
            return undecided(error.detail)
    if left.has(nan, zoo) or right.has(nan, zoo):
        return undecided("not defined")
    if left == right:
        return PROVED
    if isinstance(left, Rational) and isinstance(right, Rational):
        return different(f"{shown(left)} ≠ {shown(right)}")
    if left.is_Matrix or right.is_Matrix:
        return undecided("a matrix is compared entry by entry, with a matrix")
    if (exact := _by_algebra(left, right)) is not None:
        return exact
    if is_unfinished(left) or is_unfinished(right):
        return _by_approximations(left, right)
    return _by_numbers(left, right)


def _by_approximations(left: Expr, right: Expr) -> Comparison:
    """What numbers show where an integral, sum or product has no closed form: agreement alone.

    sympy's value of an integral with a narrow peak can be wrong without saying so. Two such values
    do not agree to 50 digits by accident, unless both are zero.
    """
    if any(product.has(oo) for side in (left, right) for product in side.atoms(Product)):
        return undecided("an endless product without a closed form")  # sympy's value is a guess
    result = _by_numbers(left, right)
    if result.equality is Equality.DIFFERENT or 0 in (left, right):
        return undecided("no closed form, and a value in numbers could miss part of it")
    return result


def _by_algebra(left: Expr, right: Expr) -> Comparison | None:
    difference = left - right
    if not is_expandable(difference):
        return None
    difference = expand(difference)
    if difference == 0:
        return PROVED
    if difference.is_infinite:
        return different(f"{shown(left)} ≠ {shown(right)}")
    if isinstance(difference, Number) and difference.is_finite:
        return different(f"they differ by {shown(difference)}")
    return None


def _by_numbers(left: Expr, right: Expr) -> Comparison:
    symbols = sorted(left.free_symbols | right.free_symbols, key=lambda symbol: str(symbol.name))
    if not symbols:
        return _compare_constants(left, right)
    discrete = is_discrete(left) or is_discrete(right)
    if _may_agree(left, right, symbols, discrete) and is_zero(left - right):
        return PROVED
    met = _meet(left, right, points(symbols, discrete))
    return _judge_witnesses(met) or _judge_agreement(left, right, met)


def _meet(left: Expr, right: Expr, places: Iterator[Point]) -> list[tuple[Point, Sample]]:
    """Both values wherever both exist; a few real differences in a row are enough."""
    met: list[tuple[Point, Sample]] = []
    for at in places:
        found = sample(left, right, at)
        if found is not None:
            met.append((at, found))
        if len(met) == _ENOUGH_DIFFERENCES and not any(known.agree or not known.real for _, known in met):
            break
    return met


def _compare_constants(left: Expr, right: Expr) -> Comparison:
    found = sample(left, right, {})
    if found is None:
        return undecided("no numeric value")
    if not found.agree:
        return different(_contrast(found))
    if is_zero(left - right):
        return PROVED
    if max(abs(found.left), abs(found.right)) > _TAME or not _are_tame(left, right):
        return undecided("too large to tell apart in numbers")
    return numeric(f"both are {_number(found.left)}, to 50 digits")


def _judge_witnesses(met: list[tuple[Point, Sample]]) -> Comparison | None:
    """Agreement wherever all letters are positive, and only there, is a matter of domain."""
    witnesses = [(at, found) for at, found in met if not found.agree and found.real]
    if not witnesses:
        return None
    at, found = witnesses[0]
    witness = f"at {_place(at)}: {_contrast(found)}"
    positive = [found.agree for at, found in met if all(value > 0 for value in at.values())]
    if len(positive) >= _ENOUGH - 2 and all(positive):
        return undecided(f"equal for positive values only; {witness}")
    agreeing = sum(found.agree for _, found in met)
    if agreeing > len(met) // 2:
        return undecided(f"equal at {agreeing} of {len(met)} points; {witness}")
    return different(witness)


def _judge_agreement(left: Expr, right: Expr, met: list[tuple[Point, Sample]]) -> Comparison:
    if len(met) < _ENOUGH:
        return undecided("no common domain to compare on")
    if not all(found.agree for _, found in met):
        return undecided("unequal outside the reals")
    if not _are_tame(left, right):
        return undecided("numbers too far apart in size to compare at points")
    return numeric(f"equal at {len(met)} points, to 50 digits")


def _may_agree(left: Expr, right: Expr, symbols: list[Symbol], discrete: bool) -> bool:
    """A cheap look at three points before costly proofs."""
    looks = [sample(left, right, at) for at in islice(points(symbols, discrete), 3)]
    return all(found is None or found.agree for found in looks)


def _are_tame(left: Expr, right: Expr) -> bool:
    """Whether no number in them is so large or small that it could hide from 50 digits."""
    numbers = left.atoms(Rational) | right.atoms(Rational)
    return all(abs(number.p) < _TAME and number.q < _TAME for number in numbers)


def _place(at: Point) -> str:
    named = sorted((str(symbol.name), shown(value)) for symbol, value in at.items())
    return ", ".join(f"{name} = {value}" for name, value in named)


def _contrast(found: Sample) -> str:
    """Both values to as many digits as tell them apart."""
    for digits in (8, 20, 50):
        left, right = _number(found.left, digits), _number(found.right, digits)
        if left != right:
            break
    return f"{left} ≠ {right}"


def _number(value: mpc, digits: int = 8) -> str:
    """A complex sample as a short decimal."""
    if abs(value.imag) <= abs(value) * mpf(10) ** -20:
        return _decimal(value.real, digits)
    sign = "-" if value.imag < 0 else "+"
    return f"{_decimal(value.real, digits)} {sign} {_decimal(abs(value.imag), digits)}i"


def _decimal(value: mpf, digits: int) -> str:
    if abs(value) < _TAME and value == nint(value):
        return abridged(int(value))
    return str(nstr(value, digits))
