"""15% of 80 = 1200: with the word "of" no remainder is meant, and no sign of percent is left out.

The tree says 15% · 80, which could be either; the text of the statement tells.
"""

import re
from fractions import Fraction

from tutor.check.steps.findings import breaks
from tutor.vocabulary.verdict import Verdict

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SHARE = rf"(?P<rate>\d+(?:\.\d+)?) ?% of (?P<whole>{_NUMBER})"
_STATED = tuple(
    re.compile(pattern)
    for pattern in (rf"{_SHARE} ?= ?(?P<part>{_NUMBER})", rf"(?P<part>{_NUMBER}) ?= ?{_SHARE}")
)
_OF = re.compile(r"\\(?:text|mathrm)\{\s*of\s*\}")
_CLOSE = Fraction(1, 50)  # 33% of 300 = 100 is meant for a third


def broken_share(statement: str) -> Verdict | None:
    """The break of a whole statement that a percentage of a number is another number; None for all else."""
    text = " ".join(_OF.sub(" of ", statement).replace("\\%", "%").replace("$", " ").split()).rstrip(" .")
    found = next((match for pattern in _STATED if (match := pattern.fullmatch(text))), None)
    if found is None:
        return None
    rate, whole, part = (Fraction(found[name].replace(",", "")) for name in ("rate", "whole", "part"))
    value = rate * whole / 100
    place = Fraction(1, 10 ** len(found["part"].partition(".")[2]))
    if abs(part - value) <= abs(value) * _CLOSE or (value % place and abs(part - value) < place):
        return None
    sides = (value, part) if found.start("rate") < found.start("part") else (part, value)
    return breaks("the left side is {}, the right side is {}".format(*sides))
