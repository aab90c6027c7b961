"""The plain form of the vocabulary: what is read back is what was written."""

import json
import math
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "render"))

from sample_runs import BREAKS, HOLDS, UNSURE, make_solution, make_step, quadratic_run

from tutor.vocabulary.codec import decode, encode, event_from_json, event_to_json
from tutor.vocabulary.events import (
    AnswerDelta,
    Answered,
    CheckedStep,
    Ending,
    Event,
    Finished,
    Known,
    Probed,
    Solution,
    Started,
    StepChecked,
    StepFinished,
    Voted,
    VoteGroup,
)
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Answer, AnswerSource, Opening, Section, Step
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

SOLVED = Certificate(CertificateStatus.PROVED, Method.SOLVED, "x = 4")
SEVERAL = CheckedStep(
    make_step(7, "$a$ and $b$", Section.ANSWER, statements=3), BREAKS, (HOLDS, BREAKS, UNSURE)
)
EVENTS: list[Event] = [
    *quadratic_run(),
    Known(Problem("x", ("a", "b"), "4", ("algebra",)), Answer("4", AnswerSource.CHECKER), SOLVED, 0.25),
    Started(Problem("x"), "m", 2**31, {"context": 4096, "kv": "f16", "share": 0.5}),
    AnswerDelta('"\\\x00\x1b[31m\u2028 √ 日本 😀'),
    Probed(None, 0, 120),
    Probed("4", 2, 240),
    Voted("4", (VoteGroup("4", 2, CertificateStatus.SUPPORTED),), 2, 4, "no other can win"),
    Answered(None),
    StepFinished(make_step(1, "x", statements=0)),
    StepChecked(1, None),
    StepChecked(2, UNSURE, (HOLDS, UNSURE)),
    Finished(make_solution((SEVERAL,), answer=None, ending=Ending.CANCELLED)),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_an_event_is_read_back_as_it_was(event: Event) -> None:
    line = json.dumps(event_to_json(event), ensure_ascii=True, allow_nan=False)
    assert event_from_json(json.loads(line)) == event


def test_how_a_step_began_is_read_back() -> None:
    turned = Step(1, Section.THINKING, Opening.TURN, "Wait")
    solution = make_solution((CheckedStep(turned),))
    assert decode(Solution, encode(solution)).steps[0].step.opening is Opening.TURN


def test_fields_of_another_version_are_no_fault() -> None:
    """Missing ones get their default, unknown ones are left alone."""
    assert event_from_json(
        {"event": "started", "problem": {"text": "x"}, "model": "m", "seed": 1, "new": 2}
    ) == (Started(Problem("x"), "m", 1))


def test_numbers_without_a_json_form_come_back_as_nan() -> None:
    event = event_from_json(event_to_json(Started(Problem("x"), "m", 1, {"speed": math.inf})))
    assert isinstance(event, Started)
    assert math.isnan(float(event.engine["speed"]))


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"event": "no such"},
        {"event": ["thinking"]},
        {"event": "thinking"},
        {"event": "thinking", "text": 3},
        {"event": "probe", "answer": None, "agree": True, "thinking_tokens": 1},
        {"event": "thinking_closed", "ending": "bored"},
        {"event": "finished", "solution": {}},
        {"event": "finished", "solution": {"answer": 3}},
        {"event": "checked", "number": 1, "verdict": {"status": "undecided"}},
    ],
)
def test_anything_else_is_a_value_error(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        event_from_json(value)  # type: ignore[arg-type]
