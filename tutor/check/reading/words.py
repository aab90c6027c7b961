"""Words among mathematics: which runs of letters are words, and what the words that matter mean."""

import re
from itertools import pairwise
from typing import Final

from tutor.check.reading.notation import (
    CONSTANT,
    FUNCTION,
    FUNCTIONS,
    GREEK,
    JOINT,
    LETTER,
    SET,
    TEXT,
    Meaning,
)
from tutor.check.reading.tables import spelled
from tutor.check.reading.tree import SetName
from tutor.check.reading.units import UNITS

# A longer run of letters is a word if it looks like one; of the short ones only these are.
_SHORT = frozenset(
    spelled("""
    a about all also an and any are as at be both but by can day did dne do each ends even far feet
    few foot for from had has have her hers him his how if in inch into is it its just last less man
    max mile men min more most my neg new nil no non none nor not now odd of off old on one or our
    out over own per plus pos red she six so some sum ten than that the them then they this to too
    top two undefined up use via was way we were when who why will with yes yet you zero
""")
)
_CALLS: Final[dict[str, Meaning]] = {
    "sqrt": ("\\sqrt", "√"),
    "cbrt": ("\\sqrt", "∛"),
    "nthroot": ("nthroot", "nthroot"),
    "lim": ("\\lim", "lim"),
    "abs": ("abs", "abs"),
    "binom": ("binomial", "binom"),
    "binomial": ("binomial", "binom"),
    "Abs": ("abs", "abs"),
    "factorial": ("factorial", "factorial"),
    "log": ("\\log", "log"),
    "max": ("\\max", "max"),
    "min": ("\\min", "min"),
    "lg": ("\\lg", "lg"),
    "vec": ("\\vec", "vec"),
    "bar": ("\\bar", "bar"),
    "hat": ("\\hat", "hat"),
    "tilde": ("\\tilde", "tilde"),
    "overline": ("\\overline", "overline"),
}
_NAMED: Final[dict[str, Meaning]] = {
    "pi": (CONSTANT, "pi"),
    "Pi": (CONSTANT, "pi"),
    "infinity": (CONSTANT, "infinity"),
    "infty": (CONSTANT, "infinity"),
    "inf": (CONSTANT, "infinity"),
    "oo": (CONSTANT, "infinity"),
    "union": ("set operator", "∪"),
    "intersect": ("set operator", "∩"),
    "mod": ("\\mod", "mod"),
    "emptyset": (SET, SetName.EMPTY),
    "and": (JOINT, "and"),
    "or": (JOINT, "or"),
    "AND": (JOINT, "and"),
    "OR": (JOINT, "or"),
    "remainder": ("remainder", "remainder"),
}
TOLD: Final = (
    {name: (FUNCTION, function.value) for name, function in FUNCTIONS.items()}
    | {name: (LETTER, name) for name in GREEK if len(name) > 2 and name != "ell"}
    | {"mu": (LETTER, "mu"), "nu": (LETTER, "nu"), "xi": (LETTER, "xi")}
    | _CALLS
    | _NAMED
)
_GLUED = re.compile(
    r"([xyztn]?)(arcsin|arccos|arctan|sin|cos|tan|cot|sec|csc|ln|log|pi(?=[rxk]))([xyznABCrk])"
)
_NO_ARGUMENT = frozenset({"", ",", ";", ".", "=", "+", "-", ")", "/", "}", "*", "\\"})
_VOWELS = frozenset("aeiouyAEIOUY")

# What a condition or a remark in words begins with.
REMARK_WORDS: Final = frozenset(
    spelled("""
    for where if when whenever with since because as by using from which that this these such so
    therefore thus hence given assuming provided let we is are will can must only but while in on
    otherwise unless to at it the not does do has have here there then upon after before into note
    recall using similarly also minimum maximum respectively true false valid invalid correct
    incorrect rejected reject extraneous checked yes no ok contradiction impossible e.g. i.e. over
    leaves leaving means meaning approximately arbitrary
""")
)


def looks_like_word(run: str) -> bool:
    """Whether a run of letters is a word rather than a product of letters.

    Four letters or more with a vowel and a consonant, not in alphabetical order like "abcd", all of one
    case but the first; or one of the short words above; or a short name like "Tom".
    """
    if len(run) <= 3:
        return (run.lower() in _SHORT and len(run) > 1) or (len(run) == 3 and run.istitle() and _mixed(run))
    if not (run[1:].islower() or run.isupper()) or not _mixed(run):
        return False
    return not (len(run) < 6 and _alphabetical(run))


def means_mathematics(run: str) -> bool:
    """Whether a run of letters is read as names, constants or functions rather than as a word."""
    return read_run(run, after_number=False, following="")[0][0] not in {JOINT, TEXT, "remainder"}


def _mixed(run: str) -> bool:
    letters = set(run)
    return bool(letters & _VOWELS) and bool(letters - _VOWELS)


def _alphabetical(run: str) -> bool:
    return all(0 < ord(after) - ord(before) <= 2 for before, after in pairwise(run))


def read_run(run: str, after_number: bool, following: str) -> list[Meaning]:
    """The tokens of a run of letters: a name, a function, a unit, a word, or single letters.

    Two to four capitals are one name: AB is a segment more often than a product. `following` is the
    character after the run and tells the unit of "30 sec" from the function of "30 sec x".
    """
    if len(run) == 1:
        return [(LETTER, run)]
    if after_number and run in {"min", "sec"} and following in _NO_ARGUMENT:
        return [(TEXT, run)]
    told = TOLD.get(run)
    if told is not None:
        return [told]
    glued = _GLUED.fullmatch(run)
    if glued:
        before, name, after = glued.groups()
        return [*map(_letter, before), TOLD[name], *map(_letter, after)]
    if (after_number and run in UNITS) or looks_like_word(run):
        return [(TEXT, run)]
    if run.isupper() and len(run) <= 4:
        return [(LETTER, run)]
    return [(LETTER, letter) for letter in run]


def _letter(letter: str) -> Meaning:
    return LETTER, letter
