"""The history: what is recorded comes back, in lists, by words, whole and event by event."""

import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sample_runs import BREAKS, HOLDS, PROVED, STARTED, make_solution, make_step, quadratic_run, written
from support.timing import processor_seconds
from waiting import wait_for

from tutor.history import History, Recorder
from tutor.vocabulary.attempt import AttemptState, TimedEvent
from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.events import (
    AnswerDelta,
    CheckedStep,
    Ending,
    Event,
    Finished,
    Known,
    StepChecked,
    StepFinished,
    ThinkingDelta,
)
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Answer, AnswerSource
from tutor.vocabulary.verdict import CertificateStatus, Method


class Clock:
    """Each look at it takes the same time."""

    def __init__(self, step_seconds: float) -> None:
        self.step_seconds = step_seconds
        self.now = 100.0

    def __call__(self) -> float:
        self.now += self.step_seconds
        return self.now


def record(history: History, problem: str, events: Iterable[Event], parent: int | None = None) -> int:
    """The number of a recorded run."""
    recorder = history.begin(Problem(problem), parent=parent)
    return finish(recorder, events)


def finish(recorder: Recorder, events: Iterable[Event]) -> int:
    for event in events:
        recorder.record(event)
    recorder.close(60)
    assert recorder.fault is None
    assert recorder.attempt_id is not None
    return recorder.attempt_id


def merged(events: Iterable[TimedEvent | Event]) -> list[Event]:
    """The events with neighbouring text in one."""
    found: list[Event] = []
    for each in events:
        event = each.event if isinstance(each, TimedEvent) else each
        last = found[-1] if found else None
        if isinstance(event, ThinkingDelta | AnswerDelta) and type(event) is type(last):
            assert isinstance(last, ThinkingDelta | AnswerDelta)
            found[-1] = type(event)(last.text + event.text)
        else:
            found.append(event)
    return found


def test_a_run_comes_back_whole(path: Path) -> None:
    asked_at = datetime(2026, 3, 1, 22, 15, tzinfo=UTC)
    problem = Problem("Solve $2x^2 - 3x - 5 = 0$", ("1", "2"), "x", ("algebra",))
    with History(path, now=lambda: asked_at) as history:
        number = finish(history.begin(problem, {"temperature": 0.8, "top_k": 40}), quadratic_run())
        attempt = history.load(number)
    finished = list(quadratic_run())[-1]
    assert isinstance(finished, Finished)
    assert attempt.problem == problem
    assert (attempt.asked_at, attempt.state) == (asked_at, AttemptState.FINISHED)
    assert attempt.sampling == {"temperature": 0.8, "top_k": 40}
    assert attempt.engine == STARTED.engine
    assert attempt.solution == finished.solution
    assert attempt.thinking_text == "".join(
        event.text for event in quadratic_run() if isinstance(event, ThinkingDelta)
    )


def test_a_replay_is_the_run_with_its_times(path: Path) -> None:
    """A token every 30 ms: four come together in one event, all else keeps its own time."""
    with History(path, clock=Clock(0.03)) as history:
        number = record(history, "x", quadratic_run())
        replayed = list(history.replay(number))
    assert merged(replayed) == merged(quadratic_run())
    times = [timed.at_seconds for timed in replayed]
    assert times[0] == 0
    assert times == sorted(times)
    assert times[-1] == pytest.approx(0.03 * (len(list(quadratic_run())) - 1), abs=1e-3)
    deltas = [timed for timed in replayed if isinstance(timed.event, ThinkingDelta)]
    assert max(len(timed.event.text) for timed in deltas if isinstance(timed.event, ThinkingDelta)) == 16


def test_the_line_of_a_list(history: History) -> None:
    step = make_step(1, "$1 = 2$")
    solution = make_solution((CheckedStep(step, BREAKS, (BREAKS,)),), answer="x = 4")
    number = record(history, "Solve\n x", [STARTED, StepFinished(step), Finished(solution)])
    (line,) = history.attempts()
    assert (line.id, line.problem, line.title) == (number, "Solve\n x", "Solve x")
    assert (line.state, line.ending) == (AttemptState.FINISHED, Ending.COMPLETE)
    assert (line.answer, line.status, line.method) == (
        "x = 4",
        CertificateStatus.PROVED,
        Method.SUBSTITUTED,
    )
    assert (line.steps, line.breaks, line.tokens, line.seconds) == (1, 1, 428, 26.2)
    assert line.asked_at.tzinfo is UTC


def test_a_run_without_its_last_event_is_interrupted_and_keeps_what_came(history: History) -> None:
    step = make_step(1, "first")
    events = [STARTED, *written("first\n\nand th"), StepFinished(step), StepChecked(1, HOLDS, (HOLDS,))]
    attempt = history.load(record(history, "x", events))
    assert attempt.state is AttemptState.INTERRUPTED
    assert attempt.solution is None
    assert attempt.steps == (CheckedStep(step, HOLDS, (HOLDS,)),)
    assert attempt.thinking_text == "first\n\nand th"


def test_a_known_answer_stands_before_the_model_has_said_anything(history: History) -> None:
    known = Known(Problem("1+1"), Answer("2", AnswerSource.CHECKER), PROVED, 0.1)
    number = record(history, "1+1", [known])
    assert history.load(number).answer == known.answer
    assert history.attempts()[0].status is CertificateStatus.PROVED


def test_sampling_that_is_known_later(history: History) -> None:
    recorder = history.begin(Problem("x"))
    recorder.describe({"temperature": 0.0, "top_p": None})
    assert history.load(finish(recorder, quadratic_run())).sampling == {"temperature": 0.0, "top_p": None}


def test_a_running_attempt_is_in_the_list_and_is_not_marked_by_a_second_app(history: History) -> None:
    recorder = history.begin(Problem("still thinking"))
    recorder.record(STARTED)
    wait_for(lambda: bool(history.attempts()) and bool(history.attempts()[0].model))
    with History(history.path) as second:
        assert second.attempts()[0].state is AttemptState.RUNNING
        assert second.attempts("thinking")[0].state is AttemptState.RUNNING
    assert finish(recorder, quadratic_run()) == 1
    assert history.attempts()[0].state is AttemptState.FINISHED


def test_follow_ups_name_their_parent_and_outlive_it(history: History) -> None:
    first = record(history, "x", quadratic_run())
    second = record(history, "and y?", quadratic_run(), parent=first)
    assert history.load(second).parent == history.attempts()[0].parent == first
    history.delete(first)
    assert history.load(second).parent is None
    orphan = record(history, "and z?", quadratic_run(), parent=first)
    assert history.load(orphan).parent is None


def test_pages_of_a_list(history: History) -> None:
    numbers = [record(history, f"problem {index}", []) for index in range(5)]
    page = [line.id for line in history.attempts(limit=2)]
    assert page == numbers[:-3:-1]
    assert [line.id for line in history.attempts(limit=2, before=page[-1])] == numbers[2:0:-1]


def test_questions_are_each_given_once_the_newest_first(history: History) -> None:
    for text in ("a", "b", "a", "c", "a"):
        record(history, text, [])
    assert history.questions(10) == ["a", "c", "b"]
    assert history.questions(1) == ["a"]


def test_search_looks_into_problem_reasoning_and_answer(history: History) -> None:
    first = record(
        history, "Löse die Gleichung 2x+3=11", [ThinkingDelta("Subtract three"), AnswerDelta("four")]
    )
    second = record(history, "A triangle", [ThinkingDelta(r"by \sqrt{2} < √3 it holds"), AnswerDelta("five")])
    found = {
        words: {line.id for line in history.attempts(words)}
        for words in (
            *("lose gleich", "2x+3", "SUBTRACT", "four", "trian", "sqrt", "√", "√ five", "√ four"),
            *("<", "subtract five", "i", "+"),
        )
    }
    assert found == {
        "lose gleich": {first},
        "2x+3": {first},
        "SUBTRACT": {first},
        "four": {first},
        "trian": {second},
        "sqrt": {second},
        "√": {second},
        "√ five": {second},
        "√ four": set(),
        "<": {second},
        "subtract five": set(),
        "i": {second},
        "+": {first},
    }
    assert "Subtract" in history.attempts("subtract")[0].excerpt


@pytest.mark.parametrize(
    "search",
    [
        *('"', "'", "a OR b", "NEAR(a b)", "problem:x", "{a b}: c", "-x", "^x", "x*", "a AND", "(", ")"),
        *(
            'a"b',
            "\0",
            "a\0b",
            "\ud800",
            "x\udfff",
            "%",
            "_",
            ";drop table attempts",
            "x" * 10_000,
            "( " * 500,
        ),
    ],
)
def test_any_search_is_safe(history: History, search: str) -> None:
    record(history, "Solve x", [])
    assert isinstance(history.attempts(search), list)


@pytest.mark.parametrize(
    "text",
    ["\ud800", "\udfff\ud800", "a\0b", "\x1b[31m", "x" * 10_000, "' \" ; --", "\u2028\u2029", "😀" * 300],
)
def test_any_text_can_be_kept(history: History, text: str) -> None:
    """Lone surrogates become U+FFFD, all else comes back as it was."""
    solution = make_solution((CheckedStep(make_step(1, text)),), answer=text)
    number = record(history, text, [ThinkingDelta(text), Finished(solution)])
    attempt = history.load(number)
    kept = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    assert (attempt.problem.text, attempt.thinking_text, attempt.steps[0].step.text) == (kept, kept, kept)
    assert history.questions() == [kept]
    assert history.attempts()[0].answer == kept


def test_what_is_deleted_is_gone_from_the_file(history: History) -> None:
    """Its words are in no page of the file any more, and no other attempt gets its number."""
    first = record(history, "secretquestion", [ThinkingDelta("secretthought")])
    history.delete(first)
    assert history.attempts() == history.attempts("secretquestion") == []
    assert b"secret" not in history.path.read_bytes()
    assert record(history, "y", []) > first
    with pytest.raises(HistoryError, match=f"no attempt {first}"):
        history.delete(first)


def test_all_can_be_deleted(history: History) -> None:
    for index in range(3):
        record(history, f"secret {index}", quadratic_run())
    assert history.delete_all() == 3
    assert history.attempts() == history.questions() == []
    assert b"secret" not in history.path.read_bytes()


def test_an_attempt_that_is_deleted_while_it_runs_stays_deleted(history: History) -> None:
    recorder = history.begin(Problem("x"))
    wait_for(lambda: recorder.attempt_id is not None)
    history.delete_all()
    for event in quadratic_run():
        recorder.record(event)
    recorder.close()
    assert recorder.fault is None
    assert history.attempts() == []


@pytest.mark.parametrize("ask", [History.load, History.replay, History.delete])
def test_a_number_that_is_not_there_is_said(history: History, ask: object) -> None:
    with pytest.raises(HistoryError, match="no attempt 7") as fault:
        ask(history, 7)  # type: ignore[operator]
    assert fault.value.exit_code == 1
    assert "tutor history" in fault.value.hint


def test_an_attempt_can_be_renamed(history: History) -> None:
    number = record(history, "x", [])
    history.rename(number, "homework \ud800")
    assert history.load(number).title == "homework \ufffd"
    with pytest.raises(HistoryError):
        history.rename(99, "x")


def test_a_long_title_is_cut_between_words_outside_of_a_formula(history: History) -> None:
    record(history, "word " * 35 + "$" + "x + " * 40 + "y$", [])
    assert history.attempts()[0].title == ("word " * 35).strip() + "…"


def test_one_history_serves_several_threads(history: History) -> None:
    """Two runs at once, while a third thread reads lists."""
    numbers: list[int] = []
    runs = [
        threading.Thread(target=lambda: numbers.append(record(history, "x", quadratic_run())))
        for _ in range(3)
    ]
    for run in runs:
        run.start()
    while any(run.is_alive() for run in runs):
        history.attempts("x")
    assert sorted(numbers) == [1, 2, 3]
    assert all(history.load(number).state is AttemptState.FINISHED for number in numbers)


def test_recording_costs_the_stream_next_to_nothing(history: History) -> None:
    """Processor time of the whole process for a token, the writing included: 50 µs are promised."""
    events = list(written("word " * 16_000))
    enough = 50e-6 * len(events)
    assert processor_seconds(lambda: record(history, "x", events), enough) < enough


def test_the_folder_is_made_and_the_file_is_the_users_alone(history: History) -> None:
    assert history.path.stat().st_mode & 0o077 == 0
