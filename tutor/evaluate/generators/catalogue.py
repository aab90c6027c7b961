"""Which families there are, and the stream of problems made from them."""

from collections.abc import Callable, Iterator
from random import Random

from tutor.evaluate.generators import (
    algebra,
    angles,
    arithmetic,
    calculus,
    clock_times,
    counting,
    equations,
    figures,
    functions,
    graphs,
    growth_equations,
    inequalities,
    integers,
    limits_and_sums,
    lines,
    matrices,
    number_forms,
    percentages,
    probability,
    sequences,
    shopping,
    statistics,
    systems,
    units,
    whole_numbers,
)
from tutor.evaluate.generators.generated import Draft, Generated
from tutor.evaluate.generators.notation import Notation, Style

Author = Callable[[Random, Notation], Draft]

FAMILIES: dict[str, tuple[Author, ...]] = {
    "linear equation": (equations.linear, equations.linear, equations.literal),
    "quadratic equation": (equations.quadratic, growth_equations.irrational_quadratic),
    "cubic equation": (equations.cubic, growth_equations.moved_power),
    "absolute value equation": (equations.absolute_value,),
    "rational equation": (equations.rational,),
    "radical equation": (equations.radical,),
    "exponential equation": (growth_equations.exponential,),
    "logarithmic equation": (growth_equations.logarithmic,),
    "system": (systems.two_unknowns, systems.three_unknowns),
    "inequality": (inequalities.linear, inequalities.compound, inequalities.absolute, inequalities.quadratic),
    "evaluate": (arithmetic.fractions, arithmetic.order_of_operations, arithmetic.powers_and_roots),
    "evaluate at": (arithmetic.expression_at_point, arithmetic.function_value, arithmetic.composed_functions),
    "simplify": (
        algebra.like_terms,
        algebra.rational_expression,
        algebra.radical,
        algebra.exponents,
        algebra.numeric_fraction,
    ),
    "expand": (algebra.expansion,),
    "factor": (algebra.factorisation,),
    "differentiate": (
        calculus.polynomial_derivative,
        calculus.chain_derivative,
        calculus.power_derivative,
        calculus.product_derivative,
        calculus.logarithm_derivative,
    ),
    "indefinite integral": (
        calculus.indefinite_integral,
        calculus.indefinite_integral,
        calculus.logarithmic_integral,
    ),
    "definite integral": (calculus.definite_integral,),
    "limit": (limits_and_sums.limit,),
    "sum": (limits_and_sums.finite_sum, limits_and_sums.geometric_series),
    "gcd and lcm": (integers.common_divisor, integers.common_multiple),
    "prime factors": (integers.prime_factors,),
    "remainder": (integers.remainder,),
    "base": (integers.to_base, integers.from_base),
    "roots and intercepts": (graphs.roots, graphs.intercept),
    "vertex": (graphs.vertex,),
    "slope": (graphs.slope,),
    "distance and midpoint": (graphs.distance, graphs.midpoint),
    "line": (lines.through_points, lines.with_slope, lines.turned),
    "tangent": (lines.tangent,),
    "domain and range": (functions.domain_of_root, functions.domain_of_fraction, functions.quadratic_range),
    "extremum": (functions.extreme_value, functions.critical_points),
    "inverse function": (functions.inverse,),
    "figure": (figures.round_figure, figures.flat_figure),
    "circle": (figures.circle,),
    "division of polynomials": (figures.division,),
    "matrix": (matrices.matrix_determinant, matrices.matrix_product, matrices.matrix_inverse),
    "statistics": (statistics.center, statistics.mode_or_range, statistics.variance),
    "unit conversion": (units.conversion,),
    "percentage": (
        percentages.part,
        percentages.share,
        percentages.whole,
        percentages.changed,
        percentages.change,
        percentages.discount,
    ),
    "sequence": (
        sequences.arithmetic_term,
        sequences.arithmetic_sum,
        sequences.geometric_term,
        sequences.geometric_sum,
    ),
    "probability": (
        probability.die,
        probability.two_dice,
        probability.coins,
        probability.marbles,
        probability.card,
    ),
    "equation on an interval": (equations.on_interval,),
    "trigonometric equation": (angles.on_interval, angles.on_interval, angles.with_factors),
    "all angles": (angles.in_general,),
    "counting": (
        counting.row,
        counting.choice,
        counting.offices,
        counting.pairs,
        counting.letters,
        counting.digits,
    ),
    "number form": (
        number_forms.to_decimal,
        number_forms.to_fraction,
        number_forms.to_percent,
        number_forms.scientific,
        number_forms.rounded,
    ),
    "money": (
        shopping.discount,
        shopping.added,
        shopping.interest,
        shopping.shares,
        shopping.cost,
    ),
    "clock and speed": (clock_times.lasts, clock_times.ends, clock_times.speed),
    "whole numbers": (
        whole_numbers.divisors,
        whole_numbers.counted,
        whole_numbers.last_digit,
        whole_numbers.consecutive,
    ),
    "angle": (whole_numbers.radians,),
}

_PRIME = 1_000_003  # keeps the sources of neighbouring seeds apart


def generate(seed: int, count: int) -> Iterator[Generated]:
    """`count` problems, family after family in turn; the same for a seed on every machine."""
    names = list(FAMILIES)
    for index in range(count):
        rng = Random(seed * _PRIME + index)  # noqa: S311 - repeatable on purpose
        name = names[index % len(names)]
        author = rng.choice(FAMILIES[name])
        made = author(rng, _notation(rng))
        yield Generated(made.problem, made.answer, name, made.wrong)


def _notation(rng: Random) -> Notation:
    style = rng.choice((Style.LATEX, Style.LATEX, Style.PLAIN, Style.UNICODE))
    return Notation(style, rng.choice(("frac", "frac", "dfrac")), decimals=rng.randrange(5) == 0)
