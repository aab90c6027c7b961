"""Commands of LaTeX by name: which one a misspelt one is meant for, which are real though unknown here."""

import re
from functools import lru_cache
from typing import Final

from tutor.check.reading import notation as n
from tutor.check.reading.tables import spelled

# Real commands beside those that the reader knows: never taken for misspelt ones.
_FOREIGN: Final = frozenset(
    spelled("""
    acute array arrow ast asymp atop backepsilon because bigodot bigoplus bigotimes bigstar blacksquare bot
    bowtie breve bullet celsius check circledast clubsuit complement cong coprod cosec curlyvee
    curvearrowright dagger dashv ddagger dddot definecolor deg diagup diamond diamondsuit dim displaylines
    divides dotplus
    downarrow emph end enclose ensuremath eqcirc eqref eth exists fallingdotseq flat footnote frown gets
    grave gtrless heartsuit hfil hom hookrightarrow hphantom hslash href iiint iiiint imath includegraphics
    inf intercal item jmath ker land leadsto leftarrow leftrightarrow liminf limsup ll lnot longleftarrow
    longmapsto lor mapsto mathring max mho models nabla natural nearrow neg nexists ni nleq nsubseteq odot
    oiint ominus operatornamewithlimits oplus oslash otimes overleftarrow overset owns pounds prec preceq
    prescript raise raisebox ref rightharpoonup rightleftharpoons rotatebox rule scalebox scriptscriptstyle
    scriptstyle searrow section sharp sideset simeq smile spadesuit sqsubset stackrel star succ succeq sup
    supset supseteq supsetneq swarrow textcelsius textdegree therefore tiny title tfrac top underbrace
    underleftarrow underrightarrow underset unit uparrow updownarrow upharpoonright uplus url vartriangle
    vDash vdash vdots veebar wp wr xleftarrow
""")
)
_KNOWN: Final = tuple(
    sorted(name for name in n.COMMANDS if name.isalpha() and len(name) > 1 and name != "rac")
)
# Where two names are as near, the one that school mathematics uses.
_USUAL: Final = spelled("""
    frac sqrt cdot times pi sin cos tan log ln leq geq neq infty int sum lim theta alpha beta div pm left
    right
""")


@lru_cache(maxsize=128)
def meant_commands(name: str) -> tuple[str, ...]:
    """Names that an unknown one may be a slip for, likeliest first; none for a real command."""
    if name in _FOREIGN or len(name) < 2 or len(name) > 20:
        return ()
    allowed = 1 if len(name) < 5 else 2
    near = []
    for known in _KNOWN:
        if abs(len(known) - len(name)) <= allowed:
            steps = edit_distance(name, known, allowed)
            if steps <= allowed:
                near.append((steps, known[0] != name[0], _rank(known), known))
    nearest = min(near, default=(0,))[0]
    found = [known for steps, *_, known in sorted(near) if steps == nearest]
    return tuple(filter(None, [_split(name), *found]))[:3]


def _rank(known: str) -> int:
    return _USUAL.index(known) if known in _USUAL else len(_USUAL)


def _split(name: str) -> str | None:
    """`cdotx` as `cdot x`: a command that runs into the letter behind it."""
    head, letter = name[:-1], name[-1]
    return f"{head} {letter}" if len(head) > 1 and head in n.COMMANDS and letter in "abcknrtxyz" else None


def edit_distance(one: str, other: str, most: int) -> int:
    """Steps from one word to the other: a letter more, less, another, or two neighbours exchanged.

    The optimal string alignment distance; above `most` it need not be exact.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                steps = min(steps, older[j - 2] + 1)
            row.append(steps)
        if min(row) > most:
            return most + 1
    return row[-1]


UNKNOWN: Final = re.compile(r"an unknown command: \\(\w+)")
