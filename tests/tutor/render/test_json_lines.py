import io
import json
import math

import pytest
from sample_runs import BREAKS, HOLDS, STARTED, make_solution, make_step, quadratic_run

from tutor.render.json_lines import JsonView
from tutor.vocabulary.codec import event_to_json
from tutor.vocabulary.events import (
    AnswerDelta,
    Answered,
    CheckedStep,
    Ending,
    Finished,
    Started,
    StepChecked,
    StepFinished,
    ThinkingClosed,
    ThinkingDelta,
)
from tutor.vocabulary.problem import Problem


def test_every_event_is_one_object_with_its_name() -> None:
    stream = io.StringIO()
    view = JsonView(stream)
    events = list(quadratic_run())
    for event in events:
        view.show(event)
    view.close()
    objects = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [shown["event"] for shown in objects] == [event.name for event in events]


def test_the_last_object_is_the_solution() -> None:
    step = make_step(1, "$x = 1$")
    solution = make_solution((CheckedStep(step, BREAKS, (BREAKS,)),), answer="x = 1")
    assert event_to_json(Finished(solution)) == {
        "event": "finished",
        "solution": {
            "answer": "x = 1",
            "answer_source": "boxed",
            "certificate": {
                "status": "proved",
                "method": "substituted back",
                "detail": "both roots substituted back, degree 2 allows no others",
            },
            "steps": [
                {
                    "number": 1,
                    "section": "thinking",
                    "opening": "paragraph",
                    "text": "$x = 1$",
                    "verdict": (
                        verdict := {
                            "status": "breaks",
                            "detail": "49 ≠ 50",
                            "reason": None,
                            "statement": "9 + 40 = 50",
                        }
                    ),
                    "statements": [
                        {
                            "text": "$x = 1$",
                            "start": 0,
                            "end": 7,
                            "latex": True,
                            "display": False,
                            "verdict": verdict,
                        }
                    ],
                }
            ],
            "tokens": {"prompt": 40, "thinking": 400, "answer": 28},
            "seconds": {"first_token": 0.8, "generation": 25.1, "check": 0.9, "total": 26.2},
            "model": "qwen2.5-coder-1.5b Q4_K_M",
            "seed": 1,
            "ending": "complete",
            "ending_detail": "",
            "votes": [],
            "disagreement": "",
        },
    }


def test_no_answer_is_null() -> None:
    shown = event_to_json(Finished(make_solution(answer=None)))
    assert isinstance(shown["solution"], dict)
    assert shown["solution"]["answer"] is None
    assert shown["solution"]["answer_source"] is None
    assert event_to_json(Answered(None)) == {"event": "answered", "answer": None}


def test_the_small_events() -> None:
    assert event_to_json(ThinkingDelta("a")) == {"event": "thinking", "text": "a"}
    assert event_to_json(AnswerDelta("b")) == {"event": "answer_text", "text": "b"}
    assert event_to_json(ThinkingClosed(Ending.BUDGET)) == {"event": "thinking_closed", "ending": "budget"}
    checked = event_to_json(StepChecked(3, HOLDS, (HOLDS,)))
    assert (checked["event"], checked["number"]) == ("checked", 3)
    assert checked["verdicts"] == [checked["verdict"]]
    step = event_to_json(StepFinished(make_step(1, "x")))["step"]
    assert isinstance(step, dict)
    assert step["opening"] == "paragraph"
    assert event_to_json(STARTED)["engine"] == {"context": 4096}


@pytest.mark.parametrize("text", ["\ud800", "\udfff\ud800", "\x00\x1b[31m", "\u2028", '"\\', "√ 日本 😀"])
def test_lines_are_valid_utf8_json_whatever_the_text(text: str) -> None:
    stream = io.StringIO()
    JsonView(stream).show(Started(Problem(text), text, 1, {text: text}))
    line = stream.getvalue()
    assert line.count("\n") == 1
    assert line.endswith("\n")
    shown = json.loads(line.encode("utf-8"))
    shown["problem"]["text"].encode("utf-8")
    if not any("\ud800" <= character <= "\udfff" for character in text):
        assert shown["problem"]["text"] == shown["model"] == text


def test_numbers_without_a_json_form_are_null() -> None:
    assert event_to_json(Started(Problem("x"), "m", 1, {"speed": math.inf, "n": 1.5}))["engine"] == {
        "speed": None,
        "n": 1.5,
    }


def test_each_line_is_flushed() -> None:
    class Counting(io.StringIO):
        flushed = 0

        def flush(self) -> None:
            self.flushed += 1

    stream = Counting()
    view = JsonView(stream)
    view.show(ThinkingDelta("a"))
    view.show(ThinkingDelta("b"))
    assert stream.flushed == 2
