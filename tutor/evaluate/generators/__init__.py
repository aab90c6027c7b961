"""Seeded problems of school and the first year with right and plausibly wrong answers.

Built backwards from the answer with whole numbers and fractions: independent of the checker.
"""

from tutor.evaluate.generators.catalogue import FAMILIES, generate
from tutor.evaluate.generators.generated import Generated, Mutation, WrongAnswer

__all__ = ["FAMILIES", "Generated", "Mutation", "WrongAnswer", "generate"]
