"""Arithmetic of polynomials as tuples of coefficients, the constant first, and of surds."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

Polynomial = tuple[Fraction, ...]


def polynomial(*coefficients: Fraction | int) -> Polynomial:
    """A polynomial without leading zeros, the constant first."""
    values = [Fraction(value) for value in coefficients]
    while values and not values[-1]:
        values.pop()
    return tuple(values)


def plus(left: Polynomial, right: Polynomial) -> Polynomial:
    """The sum."""
    size = max(len(left), len(right))
    return polynomial(*(coefficient(left, degree) + coefficient(right, degree) for degree in range(size)))


def times(left: Polynomial, right: Polynomial) -> Polynomial:
    """The product."""
    values = [Fraction(0)] * max(len(left) + len(right) - 1, 0)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            values[i + j] += a * b
    return polynomial(*values)


def product(factors: Iterable[Polynomial]) -> Polynomial:
    """The product of all."""
    result = polynomial(1)
    for factor in factors:
        result = times(result, factor)
    return result


def scaled(value: Polynomial, factor: Fraction | int) -> Polynomial:
    """Every coefficient times a number."""
    return polynomial(*(factor * each for each in value))


def coefficient(value: Polynomial, degree: int) -> Fraction:
    """The coefficient of a power."""
    return value[degree] if degree < len(value) else Fraction(0)


def at(value: Polynomial, point: Fraction | int) -> Fraction:
    """The value at a point."""
    result = Fraction(0)
    for each in reversed(value):
        result = result * point + each
    return result


def derivative(value: Polynomial) -> Polynomial:
    """The derivative."""
    return polynomial(*(degree * each for degree, each in enumerate(value) if degree))


def antiderivative(value: Polynomial) -> Polynomial:
    """The antiderivative that is 0 at 0."""
    return polynomial(0, *(each / (degree + 1) for degree, each in enumerate(value)))


def with_roots(roots: Sequence[Fraction | int], leading: int = 1) -> Polynomial:
    """The polynomial with exactly these roots and this leading coefficient, scaled to whole coefficients."""
    factors = [polynomial(-Fraction(root).numerator, Fraction(root).denominator) for root in roots]
    return scaled(product(factors), leading)


def square_part(number: int) -> tuple[int, int]:
    """`(q, d)` with number = q²·d and d free of squares; the number is positive."""
    outside, inside, divisor = 1, number, 2
    while divisor * divisor <= inside:
        if inside % (divisor * divisor) == 0:
            inside //= divisor * divisor
            outside *= divisor
        else:
            divisor += 1
    return outside, inside
