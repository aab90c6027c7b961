"""Graders and the votes they see."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.check.checker import Checker
from tutor.evaluate.protocol.datasets.question import Question
from tutor.evaluate.protocol.grading.credit import Outcome, counts, counts_with_asked, outcome_of
from tutor.evaluate.protocol.grading.graders import MathVerifyGrader, OurGrader, vote_of
from tutor.evaluate.protocol.grading.judging import ask_judge, read_judgements
from tutor.evaluate.protocol.grading.second_opinion import second_opinions
from tutor.evaluate.protocol.results.journal import Journal
from tutor.evaluate.protocol.results.result import load_result
from tutor.evaluate.protocol.results.sample import Grade, Sample
from tutor.evaluate.protocol.results.stored import Head
from tutor.evaluate.protocol.results.terms import Protocol
from tutor.evaluate.protocol.running.opening import protocol_options
from tutor.solve.options import SolveOptions
from tutor.strategy.budget import Budget
from tutor.testing import ScriptedEngine
from tutor.vocabulary.problem import Problem

CHOICE = Question("c", Problem("Which is prime?", ("4", "\\frac{14}{2}", "9", "15"), answer="B"))
HALF = Question("h", Problem("What is 1/2?", answer="\\frac{1}{2}"))


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with Checker() as checker:
        yield checker


@pytest.mark.parametrize(
    ("answer", "vote"),
    [
        ("B", "B"),
        ("(b)", "B"),
        ("\\text{B}", "B"),
        ("B. \\frac{14}{2}", "B"),
        ("Option C", "C"),
        ("7", "B"),
        ("a prime number", "a prime number"),
        ("**D**", "D"),
        ("answer: B", "B"),
        ("E", "E"),
        (None, None),
    ],
)
def test_a_choice_is_named_by_its_letter_or_its_text(
    checker: Checker, answer: str | None, vote: str | None
) -> None:
    assert vote_of(CHOICE, answer, lambda one, other, text: checker.compare(one, other, text).equal) == vote


def test_both_graders_say_what_they_found(checker: Checker) -> None:
    theirs = MathVerifyGrader()
    try:
        for grader in (OurGrader(checker), theirs):
            assert grader.grade(HALF, "0.5").verdict == "equal"
            wrong = grader.grade(HALF, "0.6")
            assert wrong.verdict == "different"
            assert wrong.detail
    finally:
        theirs.close()


def sample(number: int, ours: str, theirs: str, *, vote: str = "1", asked: bool = False) -> Sample:
    grades = Grade(ours, "o"), Grade(theirs, "t")
    return Sample("h", 1, number, 1, vote, vote, asked, "complete", False, 1, 1, 1, *grades)


def test_our_witness_stands_and_the_other_speaks_where_we_can_not() -> None:
    assert outcome_of(sample(1, "different", "equal")) is Outcome.WRONG
    assert outcome_of(sample(1, "undecided", "equal")) is Outcome.RIGHT
    assert outcome_of(sample(1, "undecided", "undecided")) is Outcome.UNDECIDED


def test_an_answer_asked_for_at_the_cut_counts_apart() -> None:
    asked = sample(1, "equal", "equal", asked=True)
    assert not counts(asked)
    assert counts_with_asked(asked)


def test_consensus_speaks_before_the_judge_and_never_over_a_witness(tmp_path: Path) -> None:
    """Of two open answers one equals a decided one; the model is asked about the other alone."""
    found = [
        sample(1, "equal", "equal", vote="a"),
        sample(2, "undecided", "undecided", vote="b"),
        sample(3, "undecided", "undecided", vote="c"),
        sample(4, "different", "different", vote="d"),
    ]
    with Journal(tmp_path, Head({"runs": 1, "samples": 4}, {}), [HALF]) as journal:
        for one in found:
            journal.add(one)
    result = load_result(tmp_path)
    engine = ScriptedEngine(["They are the same. \\boxed{yes}"])
    options = protocol_options(SolveOptions(Budget(1)), Protocol(), 16_384)
    told: list[str] = []
    ask_judge(result, engine, options, lambda one, other, _: {one, other} == {"a", "b"}, told.append)
    assert len(engine.conversations) == 1
    assert told == ["judged 1 of 1 answers that nothing else decides"]
    assert read_judgements(tmp_path) == {("h", "c"): True}
    opinions = second_opinions(result, {"h": {"a": 0, "b": 0, "c": 1, "d": 2}}, read_judgements(tmp_path))
    assert (opinions.undecided, len(opinions.by_consensus), len(opinions.by_judge)) == (2, 1, 1)
    assert [opinions.counts(one) for one in found] == [True, True, True, False]


def test_a_judge_that_says_neither_is_not_asked_again(tmp_path: Path) -> None:
    """Its answer stays undecided; a thousand tokens are not spent on it each time."""
    with Journal(tmp_path, Head({"runs": 1, "samples": 1}, {}), [HALF]) as journal:
        journal.add(sample(1, "undecided", "undecided", vote="c"))
    result = load_result(tmp_path)
    options = protocol_options(SolveOptions(Budget(1)), Protocol(), 16_384)
    engine = ScriptedEngine(["I can't tell."])
    for _ in range(2):
        ask_judge(result, engine, options, lambda *_: False, lambda _: None)
    assert len(engine.conversations) == 1
    opinions = second_opinions(result, {"h": {"c": 0}}, read_judgements(tmp_path))
    assert (opinions.undecided, len(opinions.by_judge)) == (1, 0)
