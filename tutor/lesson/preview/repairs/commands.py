"""Commands: misspelt ones, ones that run into what follows, ones without their backslash or braces."""

import re
from collections.abc import Iterator
from typing import Final

from tutor.check.reading import notation as n
from tutor.check.reading.tables import spelled
from tutor.lesson.preview.commands import meant_commands
from tutor.lesson.preview.repairs.repair import Repair, replaced

_COMMAND: Final = re.compile(r"\\([A-Za-z]+)")
_MOST_COMMANDS: Final = 200
# Names that are no words of English, so that a student who leaves out the backslash is understood.
BARE: Final = spelled("dfrac tfrac frac sqrt binom cdot leq geq neq infty int sum prod lim mathbb mathrm")
_BARE: Final = re.compile(rf"(?<![\\A-Za-z])({'|'.join(BARE)})(?=[^A-Za-z]|$)")
_ROUND: Final = re.compile(r"(\\[dt]?frac|frac)\s*\(([^()]*)\)\s*/?\s*\(([^()]*)\)")
_SLASHED: Final = re.compile(r"(\\[dt]?frac\s*\{[^{}]*\})\s*[/,]\s*(?=\{)")
_LIMIT: Final = re.compile(r"(\\?lim)\s*\(?\s*([a-z])\s*(->|→|\\to|to)\s*(-?(?:\w+|∞|\\infty)[+-]?)\s*\)?")
_INTEGRAL: Final = re.compile(r"∫|\\int")


def repair_commands(source: str) -> Iterator[Repair]:
    """For the commands that the reader does not know."""
    for match in list(_COMMAND.finditer(source))[:_MOST_COMMANDS]:
        name = match[1]
        if name in n.COMMANDS or name in n.IGNORED:
            continue
        for rank, known in enumerate(meant_commands(name)):
            yield replaced(source, *match.span(), f"\\{known}", f"`\\{known}` for `\\{name}`", 1 + rank)
    yield from repair_notation(source)


def repair_notation(source: str) -> Iterator[Repair]:
    """Backslashes and braces that are left out: `frac{1}{2}`, `\\frac(1)(2)`, `lim x->0`, ∫ without dx."""
    match = _ROUND.search(source)
    if match:
        new = f"\\frac{{{match[2]}}}{{{match[3]}}}"
        yield replaced(source, *match.span(), new, f"`{new}` for `{match[0]}`")
    match = _SLASHED.search(source)
    if match:
        yield replaced(source, *match.span(), match[1], f"`{match[1]}` for `{match[0].strip()}`")
    match = _LIMIT.search(source)
    if match:
        new = f"lim_{{{match[2]}->{match[4]}}} "
        yield replaced(source, *match.span(), new, f"`{new.strip()}` for `{match[0].strip()}`")
    bare = [match[1] for match in _BARE.finditer(source)]
    if bare:
        new = _BARE.sub(r"\\\1", source)
        yield Repair(new, f"`\\{bare[0]}` for `{bare[0]}`")
    yield from _differential(source)


def _differential(source: str) -> Iterator[Repair]:
    if not _INTEGRAL.search(source) or re.search(r"d\s*[a-z]", source):
        return
    letters = re.findall(r"(?<![A-Za-z\\])([xtuyz])(?![A-Za-z])", source)
    end = len(source.rstrip())
    letter = letters[0] if letters else "x"
    yield replaced(source, end, end, f" d{letter}", f"`d{letter}` at the end")
