"""The ladder of an item that is practised: cut from its worked solution, without a model."""

from tutor.lesson.hints.cutting import middle_rungs, solution_rung
from tutor.lesson.hints.formulas import formulas_of
from tutor.lesson.hints.ladder import Ladder, Rung, RungKind
from tutor.lesson.hints.leaks import Comparing, LeakTest
from tutor.lesson.item import Item
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

_PROVED = Certificate(CertificateStatus.PROVED, Method.NONE)


def item_ladder(item: Item, checker: Comparing, certificate: Certificate = _PROVED) -> Ladder:
    """The hints for an item. Items that a `Workshop` makes are proved. Blocks for a bounded time."""
    test = LeakTest(checker, item.problem, item.answer)
    rungs = [Rung(RungKind.ASKED, test.cut(_asked(item)) or "Read the problem again: what is to be found?")]
    if idea := test.cut(item.idea):
        rungs.append(Rung(RungKind.IDEA, idea))
    rungs += middle_rungs([(step.idea, step.line) for step in item.steps], test)
    lines = [f"{step.idea} ${step.line}$" for step in item.steps]
    rungs.append(solution_rung(lines, item.answer))
    return Ladder(item.problem, tuple(rungs), certificate)


def _asked(item: Item) -> str:
    """What is to be found, and the formulas that are given."""
    known = ", ".join(
        dict.fromkeys(f"${each.source}$" for each in formulas_of(item.problem) if len(each.source) > 1)
    )
    asked = f"Find {item.asked}." if item.asked else "Read what is to be found."
    return f"{asked} Known: {known}." if known else f"{asked} Write down what the problem tells you."
