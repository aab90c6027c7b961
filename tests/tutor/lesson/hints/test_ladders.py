"""Ladders from items, from solutions, from known answers, and with a model's own hints."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tutor.lesson.hints.from_item import item_ladder
from tutor.lesson.hints.from_solution import known_ladder, solution_ladder
from tutor.lesson.hints.ladder import Ladder, NoLadder, Rung, RungKind
from tutor.lesson.hints.leaks import LeakTest
from tutor.lesson.hints.written import HintWriter, with_hints
from tutor.lesson.item import Item, WorkedStep
from tutor.lesson.workshop import Workshop
from tutor.solve import SolveOptions
from tutor.strategy.budget import Budget
from tutor.testing import ScriptedEngine
from tutor.vocabulary.events import CheckedStep, Ending, Known, Solution
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Answer, AnswerSource, Opening, Section, Step
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method, Verdict, VerdictStatus

PROBLEM = Problem("Solve $2x + 3 = 11$.")
ITEM = Item(
    skill="linear",
    generator="two-step-equation",
    level=1,
    seed=1,
    problem="Solve $2x + 3 = 11$.",
    answer="x = 4",
    asked="the number $x$ that makes the equation true",
    idea="Undo what is done to $x$, the last operation first.",
    steps=(
        WorkedStep("Subtract $3$ from both sides.", "2x = 8"),
        WorkedStep("Divide both sides by $2$.", "x = 4"),
    ),
)
OPTIONS = SolveOptions(Budget(0), thinks=False)
HOLDS = Verdict(VerdictStatus.HOLDS)
BREAKS = Verdict(VerdictStatus.BREAKS, "8 ≠ 9")


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as opened:
        yield opened


def solution(
    status: CertificateStatus, *steps: tuple[str, Verdict | None], answer: str = "x = 4"
) -> Solution:
    checked = tuple(
        CheckedStep(Step(number, Section.ANSWER, Opening.PARAGRAPH, text), verdict)
        for number, (text, verdict) in enumerate(steps, start=1)
    )
    return Solution(
        Answer(answer, AnswerSource.BOXED),
        Certificate(status, Method.NONE),
        checked,
        Ending.COMPLETE,
        {},
        {},
        "m",
        1,
    )


def test_an_item_gives_all_rungs_in_order_and_only_the_last_tells_the_answer(workshop: Workshop) -> None:
    ladder = item_ladder(ITEM, workshop)
    assert [rung.kind for rung in ladder.rungs] == list(RungKind)
    assert ladder.rungs[3].text == "Divide both sides by $2$. $x = …$"
    assert ladder.rungs[-1].text.endswith("Answer: $x = 4$")
    test = LeakTest(workshop, ITEM.problem, ITEM.answer)
    assert not any(test.leaks(rung.text) for rung in ladder.rungs[:-1])


def test_the_last_rung_is_always_within_reach() -> None:
    ladder = Ladder(
        "p",
        (Rung(RungKind.ASKED, "a"), Rung(RungKind.SOLUTION, "s")),
        Certificate(CertificateStatus.PROVED, Method.NONE),
    )
    assert ladder.rung(99).text == "s"
    assert ladder.is_last(2) and not ladder.is_last(1)
    with pytest.raises(ValueError, match="last rung"):
        Ladder("p", (Rung(RungKind.ASKED, "a"),), ladder.certificate)


def test_steps_that_break_are_not_told(workshop: Workshop) -> None:
    told = solution(
        CertificateStatus.PROVED,
        ("Subtract 3 from both sides: $2x = 8$.", HOLDS),
        ("Then add one: $2x = 9$.", BREAKS),
        ("Divide both sides by 2: $x = 4$.", HOLDS),
    )
    ladder = solution_ladder(PROBLEM, told, workshop)
    assert isinstance(ladder, Ladder)
    texts = [rung.text for rung in ladder.rungs]
    assert any("2x = 8" in text for text in texts)
    assert any("Divide both sides by 2: $x = …$" in text for text in texts)
    assert not any("2x = 9" in text for text in texts)


def test_a_refuted_answer_gives_no_hints_and_says_why(workshop: Workshop) -> None:
    found = solution_ladder(PROBLEM, solution(CertificateStatus.REFUTED), workshop)
    assert isinstance(found, NoLadder)
    assert "refuted" in found.reason


def test_an_unchecked_answer_is_said_to_be_one(workshop: Workshop) -> None:
    found = solution_ladder(PROBLEM, solution(CertificateStatus.UNCHECKED), workshop)
    assert isinstance(found, Ladder)
    assert found.certificate.status is CertificateStatus.UNCHECKED


def test_a_known_answer_gives_general_hints_of_its_kind(workshop: Workshop) -> None:
    certificate = Certificate(CertificateStatus.PROVED, Method.SUBSTITUTED)
    known = Known(PROBLEM, Answer("x = 4", AnswerSource.CHECKER), certificate, 0.1)
    ladder = known_ladder(known, workshop)
    assert isinstance(ladder, Ladder)
    assert [rung.kind for rung in ladder.rungs] == list(RungKind)
    assert "no worked steps" in ladder.rungs[-1].text


def test_a_set_s_problem_gets_its_own_hints_or_those_of_its_kind(workshop: Workshop) -> None:
    listed = Item("", "set/x", 1, 0, "Solve $2x + 3 = 11$.", "x = 4", asked="", idea="", steps=())
    general = item_ladder(listed, workshop)
    kinds = [RungKind.IDEA, RungKind.FIRST_MOVE, RungKind.STEP, RungKind.SOLUTION]
    assert [rung.kind for rung in general.rungs] == kinds
    assert general.rungs[-1].text == "The answer is $x = 4$."
    own = item_ladder(replace(listed, steps=(WorkedStep("Take 3 away.", ""),)), workshop)
    assert [rung.text for rung in own.rungs] == ["Take 3 away.", "The answer is $x = 4$."]


def test_a_set_s_text_is_told_apart_into_what_is_asked_and_what_is_known(workshop: Workshop) -> None:
    text = "Ann has 3 bags of 4 nuts. How many nuts has she?"
    listed = Item("", "set/x", 1, 0, text, "12", asked="", idea="", steps=())
    first = item_ladder(listed, workshop).rungs[0]
    assert first.kind is RungKind.ASKED
    assert first.text == "How many nuts has she?\n\nKnown: Ann has 3 bags of 4 nuts."
    words = item_ladder(replace(listed, problem="Is this so?", answer="no solution"), workshop)
    assert words.rungs[0].text.startswith("Read the problem again")
    assert words.rungs[-1].text == "The answer is no solution."


def test_a_model_s_hint_that_leaks_is_written_again_once_and_then_cut(workshop: Workshop) -> None:
    engine = ScriptedEngine(
        [
            "1. The idea is that the answer is four.\n2. Subtract 3, and so get $x = 4$ in the end.",
            "1. Undo the operations from the outside.",
            "Subtract 3 on both sides, then you see $x = 8/2$.",
        ]
    )
    ladder = item_ladder(ITEM, workshop)
    written = HintWriter(engine, workshop, OPTIONS).write(ITEM.problem, ITEM.answer, ladder)
    assert [rung.text for rung in written.rungs] == [
        "Undo the operations from the outside.",
        "Subtract 3 on both sides, then you see $x = …$.",
    ]
    assert (written.rewritten, written.cut) == (2, 1)
    assert with_hints(ladder, written).rungs[1:3] == written.rungs


def test_a_model_s_hint_that_is_wrong_is_left_out(workshop: Workshop) -> None:
    engine = ScriptedEngine(["1. Use that $3 + 3 = 7$ holds always.\n2. Look at both sides of it."])
    ladder = item_ladder(ITEM, workshop)
    written = HintWriter(engine, workshop, OPTIONS).write(ITEM.problem, ITEM.answer, ladder)
    assert [rung.kind for rung in written.rungs] == [RungKind.FIRST_MOVE]
    assert written.left_out == 1
