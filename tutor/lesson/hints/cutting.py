"""The rungs that are cut from worked steps: the first few, blank where they would tell the answer; all."""

from collections.abc import Iterable, Sequence
from typing import Final

from tutor.lesson.hints.ladder import Rung, RungKind
from tutor.lesson.hints.leaks import BLANK, LeakTest

_MOST_STEPS: Final = 4


def middle_rungs(steps: Iterable[tuple[str, str]], test: LeakTest) -> list[Rung]:
    """A rung for each of the first few steps (what is done, and the line it leads to), none twice."""
    found: list[Rung] = []
    for idea, line in steps:
        text = step_text(idea, line, test)
        if text and all(text != rung.text for rung in found):
            found.append(Rung(RungKind.STEP if found else RungKind.FIRST_MOVE, text))
        if len(found) == _MOST_STEPS:
            break
    return found


def step_text(idea: str, line: str, test: LeakTest) -> str:
    """What is done with as much of its line as may be told; empty where nothing is left."""
    told = test.cut(idea)
    if told.replace(BLANK, "").strip(" .,:;") == "":
        told = ""
    kept = test.cut(f"${line}$").strip("$").strip() if line else ""
    if kept.replace(BLANK, "").strip(" =.,;&\\") == "":
        kept = ""
    together = " ".join(filter(None, [told, f"${kept}$" if kept else ""]))
    # the words before a formula may announce as a result what alone was none
    return together if not test.leaks(together) else told


def solution_rung(lines: Sequence[str], answer: str) -> Rung:
    """The worked solution, a paragraph a step, the answer last."""
    return Rung(RungKind.SOLUTION, "\n\n".join([*lines, f"Answer: ${answer}$"]))
