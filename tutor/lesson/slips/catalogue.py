"""Every rule, the more specific ones first: where several make the same wrong line, the first is named."""

from typing import Final

from tutor.lesson.slips import (
    arithmetic,
    brackets,
    derivatives,
    equations,
    fractions,
    integrals,
    limits,
    lost_solutions,
    matrices,
    miswriting,
    powers,
    radicals,
    swapped_powers,
    trigonometry,
)
from tutor.lesson.slips.rule import Miswriting, Moving, Rewriting, Rule

RULES: Final[tuple[Rule, ...]] = (
    *derivatives.RULES,
    *integrals.RULES,
    *limits.RULES,
    *brackets.RULES,
    *fractions.RULES,
    *powers.RULES,
    *swapped_powers.RULES,
    *trigonometry.RULES,
    *matrices.RULES,
    *arithmetic.ORDER,
    *radicals.RULES,
    *lost_solutions.RULES,
    *equations.RULES,
    *arithmetic.SIGNS,
    *miswriting.RULES,
)

BY_NAME: Final = {rule.name: rule for rule in RULES}

REWRITINGS: Final = tuple(rule for rule in RULES if isinstance(rule, Rewriting))
MOVINGS: Final = tuple(rule for rule in RULES if isinstance(rule, Moving))
MISWRITINGS: Final = tuple(rule for rule in RULES if isinstance(rule, Miswriting))
