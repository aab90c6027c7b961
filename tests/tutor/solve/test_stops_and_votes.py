"""What ends a thinking early, and votes: the whole stream, a scripted model, the real checker."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tutor.check.checker import Checker
from tutor.engine.interface import Sampling
from tutor.solve import SolveOptions, solve
from tutor.strategy.budget import Budget
from tutor.strategy.settling import Probing
from tutor.strategy.steering import Steering
from tutor.strategy.stopping import UNVERIFIED, Stopping
from tutor.testing import Script, ScriptedEngine
from tutor.vocabulary.events import Answered, Ending, Event, Finished, Probed, Solution, Voted
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import CertificateStatus, Method

PROBLEM = Problem("Solve 2x + 3 = 11")
WORD_PROBLEM = Problem("Ann is twice as old as Bob, who is as old as his house. What does Ann say?")
OPTIONS = SolveOptions(
    budget=Budget(thinking=4000),
    sampling=Sampling(seed=7),
    stopping=Stopping(probing=None, loops=False),
    check_seconds=60,
)
PROBED = Stopping(probing=Probing(least=50, every=100), loops=False)
DOUBTS = "\n\n".join(f"Wait, let me look at line {number} once more, it may be off." for number in range(200))
PROVED_EARLY = f"<think>\nSo $2x = 8$ and the answer is $x = 4$.\n\n{DOUBTS}\n</think>\n$\\boxed{{4}}$"


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with Checker() as checker:
        checker.certify(PROBLEM, "4")  # its worker has loaded: proofs come while the script plays
        yield checker


def solution(events: list[Event]) -> Solution:
    assert isinstance(events[-1], Finished)
    return events[-1].solution


class Waiting(ScriptedEngine):
    """A script that is played no faster than the checks come back, as a real model's text is."""

    def __init__(self, checker: Checker, *scripts: Script | str) -> None:
        super().__init__(scripts)
        self.checker = checker

    def play(self, problem: Problem, options: SolveOptions) -> list[Event]:
        events = []
        for event in solve(problem, self, self.checker, options):
            events.append(event)
            if event.name == "step":
                self.checker.compare("1", "1")  # comes after what was asked before it
        return events


def test_a_candidate_that_is_proved_ends_the_thinking_and_is_the_answer(checker: Checker) -> None:
    found = solution(Waiting(checker, PROVED_EARLY).play(PROBLEM, OPTIONS))
    assert found.ending is Ending.PROVED
    assert found.ending_detail.startswith("proved after ")
    assert found.certificate.status is CertificateStatus.PROVED
    assert found.answer is not None
    assert checker.compare("4", found.answer.text).equal
    assert found.tokens["thinking"] < 200


def test_without_verified_stopping_the_model_has_its_say(checker: Checker) -> None:
    options = replace(OPTIONS, stopping=replace(UNVERIFIED, loops=False))
    found = solution(Waiting(checker, PROVED_EARLY).play(PROBLEM, options))
    assert found.ending is Ending.COMPLETE
    assert found.tokens["thinking"] > 1000


def test_probes_that_agree_on_a_refuted_answer_settle_nothing(checker: Checker) -> None:
    problem = Problem("Solve the absolute value equation: $|9p+6|=3$")
    script = Script("<think>\nSo $p = -\\frac{1}{3}$.\n\n" + DOUBTS, after_feed=("p = -\\frac{1}{3}}",))
    events = Waiting(checker, script).play(problem, replace(OPTIONS, stopping=replace(PROBED, proof=False)))
    assert [event.agree for event in events if isinstance(event, Probed)].count(3) >= 1
    assert solution(events).ending is Ending.EARLY_END


def test_a_thinking_that_breaks_off_after_a_proved_answer_needs_no_more_words(checker: Checker) -> None:
    found = solution(list(solve(PROBLEM, ScriptedEngine(["<think>\nSo $\\boxed{4}$"]), checker, OPTIONS)))
    assert found.ending is Ending.PROVED
    assert found.answer is not None
    assert found.answer.text == "4"


def test_a_wrong_candidate_does_not_end_it(checker: Checker) -> None:
    text = PROVED_EARLY.replace("x = 4", "x = 5").replace("boxed{4}", "boxed{5}")
    found = solution(Waiting(checker, text).play(PROBLEM, OPTIONS))
    assert found.ending is Ending.COMPLETE
    assert found.certificate.status is CertificateStatus.REFUTED


def test_probes_that_agree_end_the_thinking(checker: Checker) -> None:
    thinking = "<think>\nThat makes $2 \\cdot 21 = 42$.\n\n" + DOUBTS
    options = replace(OPTIONS, stopping=PROBED)
    engine = Waiting(checker, Script(thinking, after_feed=("\\frac{84}{2}}",)))
    events = engine.play(WORD_PROBLEM, options)
    found = solution(events)
    assert found.ending is Ending.SETTLED
    assert found.ending_detail.endswith("3 probes agree")
    assert found.answer is not None
    assert found.answer.text == "\\frac{84}{2}"
    assert [event.agree for event in events if isinstance(event, Probed)] == [1, 2, 3]
    assert found.tokens["probes"] > 0


def test_a_thinking_that_breaks_off_at_a_boxed_answer_is_not_asked_again(checker: Checker) -> None:
    script = Script("<think>\nCounting gives \\boxed{42}.", after_feed=("41}",))
    found = solution(Waiting(checker, script).play(WORD_PROBLEM, OPTIONS))
    assert found.ending is Ending.EARLY_END
    assert "boxed" in found.ending_detail
    assert found.answer is not None
    assert found.answer.text == "42"


def test_guesses_before_the_thinking_has_come_to_a_result_settle_nothing(checker: Checker) -> None:
    script = Script("<think>\n" + DOUBTS, after_feed=("42}",))
    events = Waiting(checker, script).play(WORD_PROBLEM, replace(OPTIONS, stopping=PROBED))
    assert solution(events).ending is Ending.EARLY_END
    other = Script("<think>\nThat makes $2 \\cdot 21 = 42$.\n\n" + DOUBTS, after_feed=("41}",))
    events = Waiting(checker, other).play(WORD_PROBLEM, replace(OPTIONS, stopping=PROBED))
    assert solution(events).ending is Ending.EARLY_END


def test_a_text_that_repeats_itself_is_cut_and_still_answered(checker: Checker) -> None:
    engine = ScriptedEngine([Script("<think>\n" + DOUBTS, after_feed=("4}",))])
    found = solution(list(solve(PROBLEM, engine, checker, replace(OPTIONS, stopping=Stopping(probing=None)))))
    assert found.ending is Ending.LOOP
    assert "repeat with a period" in found.ending_detail
    assert found.answer is not None
    assert found.answer.text == "4"
    assert found.tokens["thinking"] < 1000


def test_the_student_can_ask_for_the_answer_now(checker: Checker) -> None:
    steering = Steering()
    engine = ScriptedEngine([Script("<think>\n" + DOUBTS, after_feed=("4}",))])
    options = replace(OPTIONS, steering=steering)
    events = []
    for event in solve(PROBLEM, engine, checker, options):
        events.append(event)
        if len(events) == 30:
            steering.answer_now()
    found = solution(events)
    assert found.ending is Ending.ASKED
    assert found.answer is not None
    assert found.answer.text == "4"


def test_a_paused_run_stands_still_until_it_is_resumed(checker: Checker) -> None:
    steering = Steering()
    engine = ScriptedEngine([PROVED_EARLY])
    events: list[Event] = []
    paused_at = []

    def go_on() -> None:
        paused_at.append(len(events))
        steering.resume()

    for event in solve(PROBLEM, engine, checker, replace(OPTIONS, steering=steering)):
        events.append(event)
        if len(events) == 20:
            steering.pause()
            threading.Timer(0.3, go_on).start()
    assert paused_at[0] <= 25
    assert isinstance(events[-1], Finished)


def votes(*answers: str, doubts: int = 0) -> list[Script | str]:
    return [
        f"<think>\nHm. {DOUBTS[: 50 * index]}\n</think>\n$\\boxed{{{answer}}}$"
        for index, answer in enumerate(answers)
    ]


def test_the_majority_wins_with_its_certificate_and_the_shortest_text(checker: Checker) -> None:
    engine = Waiting(checker, *votes("7", "42", "\\frac{84}{2}"))
    events = engine.play(WORD_PROBLEM, replace(OPTIONS, votes=3))
    found = solution(events)
    assert found.answer is not None
    assert found.answer.text == "42"
    assert (found.certificate.status, found.certificate.method) == (CertificateStatus.SUPPORTED, Method.VOTES)
    assert found.certificate.detail == "2 of 3 agree"
    assert [(group.answer, group.votes) for group in found.votes] == [("42", 2), ("7", 1)]
    assert found.tokens["other_votes"] > 0
    cast = [event for event in events if isinstance(event, Voted)]
    assert [event.cast for event in cast] == [1, 2, 3]
    assert len(engine.conversations) == 1  # the prompt was opened once, the others are forks


def test_a_proved_answer_ends_the_voting_whatever_the_others_say(checker: Checker) -> None:
    engine = Waiting(checker, *votes("5", "5", "4", "5"))
    found = solution(engine.play(PROBLEM, replace(OPTIONS, votes=4)))
    assert found.answer is not None
    assert found.answer.text == "4"
    assert found.certificate.status is CertificateStatus.PROVED


def test_voting_ends_as_soon_as_the_rest_cannot_change_it(checker: Checker) -> None:
    engine = Waiting(checker, *votes("42", "42", "42", "7"))
    events = engine.play(WORD_PROBLEM, replace(OPTIONS, votes=4))
    cast = [event for event in events if isinstance(event, Voted)]
    assert (len(cast), cast[-1].decided) == (3, "the last one can't change it")


def test_an_interrupt_stops_all_votes(checker: Checker) -> None:
    engine = ScriptedEngine([PROVED_EARLY])
    events = []
    for event in solve(PROBLEM, engine, checker, replace(OPTIONS, votes=3)):
        events.append(event)
        if len(events) == 10:
            engine.interrupt()
    assert solution(events).ending is Ending.CANCELLED
    assert not any(isinstance(event, Answered) for event in events)
