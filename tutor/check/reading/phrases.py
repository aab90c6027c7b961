"""Phrases that mean mathematics: "no solution", "all real numbers", number words."""

import re
from typing import Final

from tutor.check.reading.numberwords import read_number_words
from tutor.check.reading.tree import Constant, ConstantName, NamedSet, Node, Quantity, SetName, Text
from tutor.check.reading.units import read_unit

_EMPTY: Final = re.compile(
    r"(?:there (?:is|are) )?(?:no (?:real |possible |valid |integer |such )*"
    r"(?:solutions?|values?|roots?|answers?)(?: exists?)?)|(?:the )?empty set|null set",
    re.IGNORECASE,
)
_REALS: Final = re.compile(
    r"(?:the set of )?(?:all|any) (?:the )?reals?(?: numbers?| values?)?(?: of [a-z])?", re.IGNORECASE
)
_UNDEFINED: Final = re.compile(
    r"undefined|(?:does not|doesn't) exist|dne|not defined|d\.n\.e\.?", re.IGNORECASE
)
_INFINITE: Final = re.compile(r"infinity", re.IGNORECASE)
_UNIT_WORDS: Final = 4


def read_phrase(text: str) -> Node | None:
    """What the whole phrase means, or None when it is just words."""
    bare = text.strip(" .!")
    if _EMPTY.fullmatch(bare):
        return NamedSet(SetName.EMPTY)
    if _REALS.fullmatch(bare):
        return NamedSet(SetName.REALS)
    if _UNDEFINED.fullmatch(bare):
        return Text("undefined")
    if _INFINITE.fullmatch(bare):
        return Constant(ConstantName.INFINITY)
    return read_number_words(bare) or _counted(bare)


def _counted(text: str) -> Node | None:
    """Number words and a unit: "twenty-five dollars"."""
    words = text.split()
    for split in range(len(words) - 1, max(0, len(words) - _UNIT_WORDS), -1):
        value = read_number_words(" ".join(words[:split]))
        if value is not None:
            unit = read_unit(" ".join(words[split:]))
            return Quantity(value, unit) if unit is not None else None
    return None
