"""The search for a formula that reads: cheapest changes first, three at most, a bounded number tried."""

import heapq
from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from typing import Final

from tutor.check.plain_calculus import typeset
from tutor.check.reading.limits import Limits
from tutor.check.reading.outcome import Parsed, Reading
from tutor.check.reading.read import read
from tutor.check.reading.tree import Implication, ListOf, Node, Qualified, Relation
from tutor.check.trees import contains
from tutor.lesson.preview.marks import lonely, marks
from tutor.lesson.preview.repairs.brackets import repair_brackets
from tutor.lesson.preview.repairs.commands import repair_commands, repair_notation
from tutor.lesson.preview.repairs.letters import (
    decimal_commas,
    is_in_arithmetic,
    log_bases,
    repair_glued,
    repair_letters,
)
from tutor.lesson.preview.repairs.operators import doubtful_operators, repair_operators
from tutor.lesson.preview.repairs.repair import Repair

LONGEST_FORMULA: Final = 600
_LIMITS: Final = Limits(characters=LONGEST_FORMULA, tokens=400)
_LONGEST_REPAIRED: Final = 300
_MOST_TRIED: Final = 60
_MOST_CHARACTERS: Final = 6000  # of all that is tried
_MOST_SEEN: Final = 200
_MOST_CHANGES: Final = 3
_MOST_FOUND: Final = 3
_REPAIRERS: Final = (repair_commands, repair_brackets, repair_operators, repair_letters)


@lru_cache(maxsize=512)
def reading_of(source: str) -> Reading:
    """The formula as the reader has it, within the limits of a preview; `int_0^2` and the like as LaTeX."""
    usual = typeset(source) if "_" in source else source
    if usual != source and isinstance(reading := read(usual, _LIMITS), Parsed):
        return reading
    return read(source, _LIMITS)


@lru_cache(maxsize=256)
def repairs(source: str) -> tuple[Repair, ...]:
    """Changed formulas that read without a doubt, cheapest first; none for what reads well already."""
    return tuple(_search(source)) if len(source) <= _LONGEST_REPAIRED else ()


def _search(source: str) -> Iterator[Repair]:
    order = count()
    limit = min(_MOST_TRIED, _MOST_CHARACTERS // (len(source) + 1))
    waiting = [(0, next(order), 0, Repair(source, ""))]
    seen, trees, tried, most = {source}, set[Node](), 0, _MOST_CHANGES
    while waiting and tried < limit and len(trees) < _MOST_FOUND:
        cost, _, changes, current = heapq.heappop(waiting)
        tried += 1
        reading = reading_of(current.source)
        if changes > most:
            continue
        doubted = list(doubts(current.source)) if isinstance(reading, Parsed) else []
        if changes and isinstance(reading, Parsed) and not doubted:
            if reading.tree not in trees:
                most = changes if not trees else most  # no others that change more than the best
                trees.add(reading.tree)
                yield Repair(current.source, current.change, cost)
            continue
        if changes == most:
            continue
        for repair in doubted or _changes(current.source):
            if repair.source not in seen and repair.source.strip() and len(seen) < _MOST_SEEN:
                seen.add(repair.source)
                change = "; ".join(filter(None, [current.change, repair.change]))
                step = Repair(repair.source, change)
                heapq.heappush(waiting, (cost + repair.cost, next(order), changes + 1, step))


def _changes(source: str) -> Iterator[Repair]:
    for repairer in _REPAIRERS:
        yield from repairer(source)


def doubts(source: str) -> Iterator[Repair]:
    """What a formula that reads was more likely meant for; nothing where the reading is plausible."""
    reading = reading_of(source)
    if not isinstance(reading, Parsed):
        return
    for repair in doubtful_operators(source):
        if "=>" not in source or _arrow_of_values(reading.tree):
            yield repair
    # 2(3 + 4 = 14 is a value under a condition to the reader
    if isinstance(reading.tree, Qualified) and lonely(marks(source)):
        yield from repair_brackets(source)
    if contains(reading.tree, ListOf) and is_in_arithmetic(source):
        yield from decimal_commas(source)
    yield from log_bases(source)
    for repair in (*repair_glued(source), *repair_notation(source)):
        other = reading_of(repair.source)
        if isinstance(other, Parsed) and other != reading and not _is_command(source, repair):
            yield repair


def _is_command(source: str, repair: Repair) -> bool:
    """A formula of LaTeX has its backslashes: `text` in it is no command without one."""
    return "\\" in source and "\\" in repair.change


def _arrow_of_values(tree: Node) -> bool:
    """An arrow from or to a value, where only statements follow from each other."""
    return isinstance(tree, Implication) and not all(isinstance(part, Relation) for part in tree.statements)
