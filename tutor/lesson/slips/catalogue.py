"""Every rule, the more specific ones first: where several make the same wrong line, the first is named."""

from typing import Final

from tutor.lesson.slips import (
    arithmetic,
    brackets,
    calculus,
    collections,
    equations,
    fractions,
    powers,
    trigonometry,
)
from tutor.lesson.slips.rule import Miswriting, Moving, Rewriting, Rule

RULES: Final[tuple[Rule, ...]] = (
    *calculus.RULES,
    *brackets.RULES,
    *fractions.RULES,
    *powers.RULES,
    *trigonometry.RULES,
    *collections.RULES,
    *arithmetic.ORDER,
    *equations.RULES,
    *arithmetic.SIGNS,
    *arithmetic.NUMBERS,
)

BY_NAME: Final = {rule.name: rule for rule in RULES}

REWRITINGS: Final = tuple(rule for rule in RULES if isinstance(rule, Rewriting))
MOVINGS: Final = tuple(rule for rule in RULES if isinstance(rule, Moving))
MISWRITINGS: Final = tuple(rule for rule in RULES if isinstance(rule, Miswriting))
