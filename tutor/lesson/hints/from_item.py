"""The ladder of an item that is practised, without a model.

One that was made has a worked solution to cut it from. One from a problem set has the hints of its
file; where there are none, what can be told of any problem of its kind.
"""

from tutor.lesson.hints.cutting import middle_rungs, solution_rung
from tutor.lesson.hints.formulas import formulas_of
from tutor.lesson.hints.from_solution import READ_AGAIN, general_rungs
from tutor.lesson.hints.ladder import Ladder, Rung, RungKind
from tutor.lesson.hints.leaks import BLANK, Comparing, LeakTest
from tutor.lesson.item import Item, answer_in_prose
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

_PROVED = Certificate(CertificateStatus.PROVED, Method.NONE)
_AS_GIVEN = Certificate(CertificateStatus.UNCHECKED, Method.NONE)


def item_ladder(item: Item, checker: Comparing, certificate: Certificate = _PROVED) -> Ladder:
    """The hints for an item that has an answer. Those that a `Workshop` makes are proved.

    Blocks for a bounded time.
    """
    if not item.asked:
        closing = Rung(RungKind.SOLUTION, f"The answer is {answer_in_prose(item.answer)}.")
        return Ladder(item.problem, (*set_rungs(item, checker), closing), _AS_GIVEN)
    test = LeakTest(checker, item.problem, item.answer)
    rungs = [Rung(RungKind.ASKED, test.cut(_asked(item)) or READ_AGAIN)]
    if idea := test.cut(item.idea):
        rungs.append(Rung(RungKind.IDEA, idea))
    rungs += middle_rungs([(step.idea, step.line) for step in item.steps], test)
    lines = [f"{step.idea} ${step.line}$" for step in item.steps]
    rungs.append(solution_rung(lines, item.answer))
    return Ladder(item.problem, tuple(rungs), certificate)


def set_rungs(item: Item, checker: Comparing) -> tuple[Rung, ...]:
    """The hints for an item of a problem set before its answer, which it need not have."""
    test = LeakTest(checker, item.problem, item.answer)
    if item.steps:
        told = [test.cut(step.idea) for step in item.steps]
        return tuple(Rung(RungKind.STEP, text) for text in told if text.replace(BLANK, "").strip(" .,:;$"))
    asked, *others = general_rungs(item.as_problem, test)
    if asked.text.split() != item.problem.split():
        return (asked, *others)
    # to say the whole problem again is no hint
    return tuple(others) or (Rung(RungKind.ASKED, READ_AGAIN),)


def _asked(item: Item) -> str:
    """What is to be found, and the formulas that are given."""
    known = ", ".join(
        dict.fromkeys(f"${each.source}$" for each in formulas_of(item.problem) if len(each.source) > 1)
    )
    asked = f"Find {item.asked}." if item.asked else "Read what is to be found."
    return f"{asked} Known: {known}." if known else f"{asked} Write down what the problem tells you."
