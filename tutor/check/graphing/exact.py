"""Zeros of expressions of one letter in closed form, where they cost little; no list claims to be complete.

Polynomials and quotients of them, also with absolute values, and what is one in a single
exponential, logarithm, root or angle of a linear term. Every zero given is one of the
expression; where the expression has infinitely many, those in a range are given.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from sympy import (
    Abs,
    Dummy,
    Expr,
    Poly,
    Pow,
    Rational,
    S,
    Symbol,
    acos,
    asin,
    atan,
    cos,
    exp,
    fraction,
    log,
    pi,
    roots,
    sin,
    tan,
    together,
)
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.roots import real_solutions
from tutor.check.comparing.proofs import is_expandable
from tutor.check.graphing.numeric import compiled, number
from tutor.vocabulary.graph import Range

_HIGHEST_DEGREE = 12
_MOST_OPERATIONS = 120
_MOST_TURNS = 40
_NEAR = 1e-7
_GENERATORS = (exp, log, sin, cos, tan, Abs, Pow)


@dataclass(frozen=True, slots=True)
class Zeros:
    """Zeros in closed form; `complete` says that there are no others."""

    exact: tuple[Expr, ...] = ()
    complete: bool = False


_UNKNOWN = Zeros()


def exact_zeros(found: Expr, variable: Symbol, frame: Range) -> Zeros:
    """Some zeros, or all of them; none where they would cost too much."""
    if not found.has(variable):
        return Zeros(complete=True)
    if found.count_ops() > _MOST_OPERATIONS or not is_expandable(found):
        return _UNKNOWN
    try:
        if _is_quotient(found, variable):
            return _of_quotient(found, variable)
        if _is_quotient(found.replace(Abs, lambda inner: inner), variable):
            solutions = real_solutions(found, variable)
            return _UNKNOWN if solutions is None else Zeros(tuple(solutions.real))
        zeros = _by_generator(found, variable, frame)
    except (BasePolynomialError, NotImplementedError, ZeroDivisionError, ValueError):
        return _UNKNOWN
    value = compiled(found, variable)
    return Zeros(tuple(zero for zero in zeros if value and _vanishes(value(number(zero) or 0.0))))


def poles(found: Expr, variable: Symbol, frame: Range) -> list[Expr]:
    """Zeros of the denominators."""
    if found.count_ops() > _MOST_OPERATIONS:
        return []
    bottoms = [part.base for part in found.atoms(Pow) if part.exp.is_negative and part.base.has(variable)]
    bottoms += [cos(part.args[0]) for part in found.atoms(tan)]
    return [zero for bottom in bottoms for zero in exact_zeros(bottom, variable, frame).exact]


def _vanishes(height: float | None) -> bool:
    return height is not None and abs(height) < _NEAR


def _is_quotient(found: Expr, variable: Symbol) -> bool:
    return bool(found.is_rational_function(variable))


def _of_quotient(found: Expr, variable: Symbol) -> Zeros:
    """Real zeros of the numerator that are none of the denominator: counted exactly (Sturm)."""
    top, bottom = fraction(together(found))
    polynomial = Poly(top, variable)
    if not 0 < polynomial.degree() <= _HIGHEST_DEGREE:
        return Zeros(complete=polynomial.degree() <= 0)
    rational = polynomial.domain.is_QQ or polynomial.domain.is_ZZ
    if rational:
        zeros = list(polynomial.sqf_part().real_roots())
    elif polynomial.degree() <= 2:
        zeros = [zero for zero in roots(polynomial) if zero.is_real]
    else:
        return _UNKNOWN
    below = compiled(bottom, variable)
    places = ((zero, number(zero)) for zero in zeros)
    kept = (zero for zero, at in places if at is not None and below is not None and abs(below(at) or 0) > 0)
    return Zeros(tuple(kept), complete=bool(rational))


def _by_generator(found: Expr, variable: Symbol, frame: Range) -> list[Expr]:
    """Zeros by way of a new letter for the only function in it."""
    atoms = [
        part for part in found.atoms(*_GENERATORS) if part.has(variable) and not _is_quotient(part, variable)
    ]
    if not atoms:
        return []
    generator, powers = _common(atoms)
    if generator is None:
        return []
    unknown = Dummy(real=True)
    replaced = found.xreplace({atom: unknown**power for atom, power in powers.items()})
    if replaced.has(variable):
        return []
    values = _of_quotient(replaced, unknown).exact
    return [place for value in values for place in _places(generator, value, variable, frame)]


def _common(atoms: list[Expr]) -> tuple[Expr | None, dict[Expr, int]]:
    """The one function of which all atoms are powers, and those powers."""
    first = min(atoms, key=lambda atom: (atom.count_ops(), str(atom)))
    powers: dict[Expr, int] = {}
    for atom in atoms:
        if atom == first:
            powers[atom] = 1
            continue
        one, other = _exponent(first), _exponent(atom)
        if one is None or other is None or one[0] != other[0]:
            if isinstance(atom, Pow) and atom.base == first and isinstance(atom.exp, Rational):
                continue  # a power of the generator itself: replaced with it
            return None, {}
        ratio = other[1] / one[1]
        if not ratio.is_Integer:
            return None, {}
        powers[atom] = int(ratio)
    return first, powers


def _exponent(atom: Expr) -> tuple[Expr, Expr] | None:
    """The constant base and the exponent."""
    if isinstance(atom, exp):
        return S.Exp1, atom.args[0]
    return (atom.base, atom.exp) if isinstance(atom, Pow) and atom.base.is_positive else None


def _places(generator: Expr, value: Expr, variable: Symbol, frame: Range) -> Iterator[Expr]:
    """Where the function has the value."""
    argument = generator.exp if _is_constant_power(generator, variable) else generator.args[0]
    if isinstance(argument, Expr) and argument.is_polynomial(variable):
        line = Poly(argument, variable)
        if line.degree() == 1:
            slope, offset = line.all_coeffs()
            for inner in _inverse(generator, value, variable, (slope, offset), frame):
                yield (inner - offset) / slope
        elif not isinstance(generator, sin | cos | tan):
            for inner in _inverse(generator, value, variable, (S.One, S.Zero), frame):
                yield from _of_quotient(argument - inner, variable).exact


def _is_constant_power(generator: Expr, variable: Symbol) -> bool:
    return isinstance(generator, Pow) and not generator.base.has(variable)


def _inverse(
    generator: Expr, value: Expr, variable: Symbol, line: tuple[Expr, Expr], frame: Range
) -> Iterator[Expr]:
    match generator:
        case exp() if value.is_positive:
            yield log(value)
        case log():
            yield exp(value)
        case Pow() if _is_constant_power(generator, variable):
            if value.is_positive:
                yield log(value) / log(generator.base)
        case Pow() if isinstance(generator.exp, Rational) and value.is_nonnegative:
            yield value ** (1 / generator.exp)
        case sin() | cos() | tan():
            yield from _angles(generator, value, line, frame)


def _angles(generator: Expr, value: Expr, line: tuple[Expr, Expr], frame: Range) -> Iterator[Expr]:
    """All angles in the frame."""
    if not isinstance(generator, tan) and not abs(number(value) or 0.0) <= 1:
        return
    step = pi if isinstance(generator, tan) else 2 * pi
    match generator:
        case sin():
            first: tuple[Expr, ...] = (asin(value), pi - asin(value))
        case cos():
            first = (acos(value), -acos(value))
        case _:
            first = (atan(value),)
    slope, offset = (number(part) or 0.0 for part in line)
    ends = sorted(slope * end + offset for end in frame)
    for angle in dict.fromkeys(first):
        start, width = number(angle) or 0.0, float(step)
        lowest, highest = math.ceil((ends[0] - start) / width), math.floor((ends[1] - start) / width)
        if highest - lowest <= _MOST_TURNS:
            yield from (angle + turn * step for turn in range(lowest, highest + 1))
