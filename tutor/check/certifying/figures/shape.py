"""What is said of a kind of figure: its names, the lengths that fix it, and what follows from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sympy import Expr

Formula = Callable[..., Expr]


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """One way to fix a figure: words with `<name>` for each length, and a formula for each thing asked for.

    `fits` refuses lengths that no figure has.
    """

    words: str
    asked: Mapping[str, Formula]
    fits: Callable[..., bool] = lambda *_: True


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A kind of figure by its names as a pattern; `word` is in each of them."""

    word: str
    names: str
    given: tuple[Given, ...]


DIMENSIONS = {
    "area": 2,
    "surface area": 2,
    "lateral area": 2,
    "volume": 3,
    "circumference": 1,
    "perimeter": 1,
    "diagonal": 1,
    "hypotenuse": 1,
    "leg": 1,
    "radius": 1,
    "diameter": 1,
}
"""What can be asked for, and the power of the unit of length it is measured in."""

WORDINGS = {
    "area": r"area",
    "surface area": r"(?:total )?surface area",
    "lateral area": r"(?:lateral (?:surface )?area|curved surface area)",
    "volume": r"(?:exact )?volume",
    "circumference": r"circumference",
    "perimeter": r"perimeter",
    "diagonal": r"(?:length of (?:a|the|its) )?diagonal",
    "hypotenuse": r"(?:length of (?:the|its) )?hypotenuse",
    "leg": r"(?:length of (?:the|its) )?(?:other|missing|second|remaining|unknown) (?:leg|side)",
    "radius": r"(?:length of (?:the|its) )?radius",
    "diameter": r"(?:length of (?:the|its) )?diameter",
}
"""How each is named in a sentence."""

SYMBOLS = {
    "area": r"[AFSK]|area",
    "surface area": r"[AS]|SA|TSA|S\.A\.|surface",
    "lateral area": r"[ASL]|LA|LSA|CSA",
    "volume": r"V",
    "circumference": r"[CPU]",
    "perimeter": r"[PU]",
    "diagonal": r"[dDx]",
    "hypotenuse": r"[cxh]",
    "leg": r"[abx]",
    "radius": r"r",
    "diameter": r"d",
}
"""The letters an answer may call it by."""
