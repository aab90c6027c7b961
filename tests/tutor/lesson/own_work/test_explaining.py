"""A break is explained by the model only where what it says stands the check."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tutor.engine.interface import Sampling
from tutor.lesson.own_work import check_work, find_break
from tutor.lesson.own_work.explaining import Asked, Explained, explain_break, explaining_prompt, mechanical
from tutor.lesson.workshop import Workshop
from tutor.solve import SolveOptions
from tutor.strategy.budget import Budget
from tutor.testing import Script, ScriptedEngine
from tutor.trace import ThinkingMarks
from tutor.vocabulary.events import AnswerDelta, StepChecked, ThinkingDelta
from tutor.vocabulary.problem import Problem

PROBLEM = Problem("Solve $2x + 3 = 11$ for $x$.")
WORK = "$2x + 3 = 11$\n$2x = 14$\n$x = 7$"
OPTIONS = SolveOptions(budget=Budget(thinking=4000), sampling=Sampling(seed=7), check_seconds=60)
GOOD = "The 3 moves to the other side, so it is subtracted: $2x = 11 - 3$, so the line should be $2x = 8$."


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as workshop:
        yield workshop


@pytest.fixture(scope="module")
def asked(workshop: Workshop) -> Asked:
    broken = find_break(list(check_work(WORK, workshop, PROBLEM)))
    assert broken is not None
    assert (broken.wrong.line, broken.wrong.statement) == (2, "2x = 14")
    slip = workshop.recognise(broken.before, broken.wrong.statement, PROBLEM.text)
    return Asked(broken, slip, PROBLEM)


def explained(text: str | Script, asked: Asked, workshop: Workshop) -> tuple[list[object], Explained]:
    events = list(explain_break(asked, ScriptedEngine([text]), workshop, OPTIONS))
    assert isinstance(events[-1], Explained)
    return list(events), events[-1]


def test_an_explanation_that_stands_the_check_is_given_and_streams(asked: Asked, workshop: Workshop) -> None:
    events, last = explained(f"<think>\nHm.\n</think>\n{GOOD}", asked, workshop)
    assert (last.text, last.by_model, last.fault) == (GOOD, True, "")
    assert any(isinstance(event, ThinkingDelta) for event in events)
    assert "".join(event.text for event in events if isinstance(event, AnswerDelta)).strip() == GOOD
    assert any(isinstance(event, StepChecked) for event in events)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Subtract 3 on both sides: $11 - 3 = 9$, so $2x = 8$.", "11 - 3 = 9"),
        ("You must subtract 3, so the right line is $2x = 9$.", "2x = 9"),
        ("Nothing is wrong: the right line is $2x = 14$.", "2x = 14"),
        ("  ", "no explanation"),
    ],
)
def test_a_faulty_explanation_gives_way_to_what_was_found(
    text: str, fault: str, asked: Asked, workshop: Workshop
) -> None:
    _, last = explained(text, asked, workshop)
    assert not last.by_model
    assert fault in last.fault
    assert last.text == mechanical(asked)


def test_quoting_the_wrong_line_is_no_fault(asked: Asked, workshop: Workshop) -> None:
    text = "You wrote $2x = 14$, but 3 must be subtracted, which gives $2x = 8$."
    assert explained(text, asked, workshop)[1].by_model


def test_without_a_model_the_witness_and_the_slip_explain(asked: Asked) -> None:
    text = mechanical(asked)
    assert text.startswith("Line 2 is wrong: $2x = 14$. Before it stands $2x + 3 = 11$. A term was moved")
    assert "8 ≠ 14" in text
    bare = mechanical(replace(asked, slip=None, broken=replace(asked.broken, before=())))
    assert "moved" not in bare and "Before" not in bare


def test_the_model_is_asked_about_one_line_with_all_that_is_known(asked: Asked) -> None:
    prompt = explaining_prompt(asked, ThinkingMarks())
    assert "> $2x + 3 = 11$" in prompt and "> $2x = 14$" in prompt
    assert "x = 7" not in prompt
    assert "8 ≠ 14" in prompt and "kept its sign" in prompt


def test_a_long_thinking_is_cut(asked: Asked, workshop: Workshop) -> None:
    doubts = "<think>\n" + "\n\n".join(f"Wait, is line {number} right?" for number in range(2000))
    _, last = explained(Script(doubts, after_feed=(GOOD,)), asked, workshop)
    assert last.by_model
    assert last.text == GOOD


def test_an_interrupt_leaves_what_was_found(asked: Asked, workshop: Workshop) -> None:
    engine = ScriptedEngine([GOOD])
    last: object = None
    for event in explain_break(asked, engine, workshop, OPTIONS):
        last = event
        if isinstance(event, AnswerDelta):
            engine.interrupt()
    assert isinstance(last, Explained)
    assert last.text == mechanical(asked)
