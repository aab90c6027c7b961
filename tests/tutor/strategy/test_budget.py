"""The decisions that make thinking always end, and an answer always come."""

from dataclasses import replace

import pytest

from tutor.engine.interface import BranchEnd
from tutor.strategy.budget import ANSWER_RESERVE_TOKENS, Budget, Decision, Move, Progress, decide
from tutor.strategy.closing import OpenedBox, closing_words
from tutor.vocabulary.events import Ending
from tutor.vocabulary.step import Section

BUDGET = Budget(thinking=100, answer=50, asked=10)
THINKING = Progress(Section.THINKING, thinking=40, answer=0, since_asked=0, room=5000)
ANSWERING = Progress(Section.ANSWER, thinking=40, answer=20, since_asked=0, room=5000)


def yes() -> bool:
    return True


@pytest.mark.parametrize(
    ("progress", "decision"),
    [
        (THINKING, Decision(Move.GO_ON)),
        (ANSWERING, Decision(Move.GO_ON)),
        # the thinking spent its budget
        (replace(THINKING, thinking=100), Decision(Move.ASK, Ending.BUDGET)),
        # the model stopped inside its thinking, or without an answer
        (replace(THINKING, end=BranchEnd.END_OF_TEXT), Decision(Move.ASK, Ending.EARLY_END)),
        (replace(ANSWERING, end=BranchEnd.END_OF_TEXT), Decision(Move.ASK, Ending.EARLY_END)),
        (replace(ANSWERING, end=BranchEnd.END_OF_TEXT, answered=yes), Decision(Move.STOP, Ending.COMPLETE)),
        # an answer that goes on and on
        (replace(ANSWERING, answer=50, answered=yes), Decision(Move.STOP, Ending.BUDGET)),
        (replace(ANSWERING, answer=50), Decision(Move.ASK, Ending.BUDGET)),
        # without marked thinking, the answer section has both budgets
        (replace(ANSWERING, thinking=0, answer=149), Decision(Move.GO_ON)),
        (replace(ANSWERING, thinking=0, answer=150), Decision(Move.ASK, Ending.BUDGET)),
        # the context runs full
        (replace(THINKING, room=ANSWER_RESERVE_TOKENS), Decision(Move.ASK, Ending.CONTEXT_FULL)),
        (replace(ANSWERING, room=ANSWER_RESERVE_TOKENS, answered=yes), Decision(Move.GO_ON)),
        (replace(ANSWERING, end=BranchEnd.CONTEXT_FULL), Decision(Move.STOP, Ending.CONTEXT_FULL)),
        # after asking
        (replace(ANSWERING, asked=Ending.BUDGET, since_asked=3), Decision(Move.GO_ON)),
        (replace(ANSWERING, asked=Ending.BUDGET, answered=yes), Decision(Move.STOP, Ending.BUDGET)),
        (replace(ANSWERING, asked=Ending.EARLY_END, since_asked=10), Decision(Move.STOP, Ending.EARLY_END)),
        # the student stops it, whatever else
        (
            replace(ANSWERING, asked=Ending.BUDGET, end=BranchEnd.INTERRUPTED),
            Decision(Move.STOP, Ending.CANCELLED),
        ),
    ],
)
def test_the_next_move(progress: Progress, decision: Decision) -> None:
    assert decide(BUDGET, progress) == decision


def test_the_text_is_searched_for_an_answer_only_where_it_matters() -> None:
    """Looking for the answer costs a reading of the text: never in the middle of the thinking."""

    def fail() -> bool:
        raise AssertionError("looked for an answer")

    assert decide(BUDGET, replace(THINKING, answered=fail)).move is Move.GO_ON


def test_closing_words_close_an_open_thinking_and_open_a_box() -> None:
    assert closing_words(Section.THINKING, "</think>") == "\n</think>\n\nThe final answer is \\boxed{"
    assert "</think>" not in closing_words(Section.ANSWER, "</think>")


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("5}", True),
        ("\\frac{1}{2}", False),
        ("\\frac{1}{2}}", True),
        ("\\{1, 2\\}", False),
        ("\\{1\\}}", True),
    ],
)
def test_an_opened_box_ends_at_its_own_brace(text: str, closed: bool) -> None:
    box = OpenedBox()
    for character in text:
        box.feed(character)
    assert box.closed is closed
