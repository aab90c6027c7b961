"""Equations with logarithms of one base: the sum of logarithms becomes the logarithm of a product."""

from sympy import Add, Expr, S, Symbol, exp, expand, log, simplify


def product_equation(difference: Expr, unknown: Symbol) -> Expr | None:
    """What must vanish wherever a sum of logarithms of one base does; None for anything else.

    Of a·Σ nᵢ·ln uᵢ + c with whole nᵢ it is Π uᵢ^nᵢ − e^(−c/a): the converse holds only
    where every uᵢ is positive.
    """
    constant, parts = S.Zero, []
    for term in Add.make_args(expand(difference)):
        coefficient, factor = term.as_independent(unknown)
        if factor == 1:
            constant += coefficient
        elif isinstance(factor, log):
            parts.append((coefficient, factor.args[0]))
        else:
            return None
    if not parts:
        return None
    scale = parts[0][0]
    powers = [simplify(coefficient / scale) for coefficient, _ in parts]
    if not all(power.is_Integer and abs(power) <= 4 for power in powers):
        return None
    product = S.One
    for power, (_, argument) in zip(powers, parts, strict=True):
        product *= argument**power
    return product - simplify(exp(-constant / scale))
