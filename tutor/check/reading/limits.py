"""How much text is read at all; checked before any work is done."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond any of these a text is "too large".

    The longest gold answer of MATH-500 has 159 characters; an aligned display
    of a chain of thought may have a thousand. `depth` bounds recursion: a bracket
    costs up to 18 Python frames, of the 1,000 that Python allows by default.
    """

    characters: int = 4000
    tokens: int = 1500
    depth: int = 30
    digits: int = 1000


DEFAULT = Limits()
