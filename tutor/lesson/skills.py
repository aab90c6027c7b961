"""The skills that are practised, and which of them build on which. Pure data: no problem is made here."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Skill:
    """`name` is what records and commands know it by, `needs` the names of skills it builds on."""

    name: str
    title: str
    needs: tuple[str, ...] = ()


SKILLS: Final = (
    Skill("arithmetic", "Arithmetic"),
    Skill("fractions", "Fractions", ("arithmetic",)),
    Skill("percent", "Percent", ("fractions",)),
    Skill("linear", "Linear equations", ("arithmetic",)),
    Skill("systems", "Systems of equations", ("linear",)),
    Skill("quadratics", "Quadratics", ("linear",)),
    Skill("inequalities", "Inequalities", ("linear",)),
    Skill("powers", "Powers and logarithms", ("fractions",)),
    Skill("functions", "Functions", ("linear",)),
    Skill("trigonometry", "Trigonometry", ("functions", "quadratics")),
    Skill("sequences", "Sequences", ("linear", "powers")),
    Skill("counting", "Counting and probability", ("fractions",)),
    Skill("limits", "Limits", ("functions", "quadratics")),
    Skill("derivatives", "Derivatives", ("limits", "powers")),
    Skill("integrals", "Integrals", ("derivatives",)),
    Skill("matrices", "Matrices", ("systems",)),
    Skill("modular", "Modular arithmetic", ("arithmetic",)),
)
"""In the order of a course: each stands after those it needs."""

SKILL_BY_NAME: Final = {skill.name: skill for skill in SKILLS}
