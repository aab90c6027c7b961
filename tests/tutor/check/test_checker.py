"""The checker as its users see it: real workers, untrusted text, no sympy on this side."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.timing import processor_seconds

from tutor.check.checker import Checker, Context
from tutor.check.limits import DEFAULT
from tutor.vocabulary.errors import CheckError
from tutor.vocabulary.events import StepChecked
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Opening, Section, Statement, Step
from tutor.vocabulary.verdict import CertificateStatus, Equality, Reason, VerdictStatus

TIGHT = replace(DEFAULT, cpu_seconds=0.7)


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with Checker(TIGHT) as made:
        yield made


def step(number: int, *statements: str) -> Step:
    """A step whose text is its statements, one after the other."""
    text, found = "", []
    for statement in statements:
        found.append(Statement(statement, len(text), len(text) + len(statement)))
        text += statement + "\n"
    return Step(number, Section.THINKING, Opening.PARAGRAPH, text, tuple(found))


def drained(checker: Checker, trace: str) -> list[StepChecked]:
    found = checker.drain(60, trace)
    checker.forget(trace)
    return found


def statuses(checked: StepChecked) -> list[str]:
    return [verdict.status.value for verdict in checked.verdicts]


def test_steps_come_back_in_order_with_a_verdict_for_each_statement(checker: Checker) -> None:
    checker.submit(step(1, "2 + 2 = 4", "2 + 2 = 5"), Context("order"))
    checker.submit(step(2), Context("order"))
    checker.submit(step(3, "x = 3"), Context("order"))
    found = drained(checker, "order")
    assert [one.number for one in found] == [1, 2, 3]
    assert statuses(found[0]) == ["holds", "breaks"]
    assert found[0].verdict is not None
    assert found[0].verdict.status is VerdictStatus.BREAKS
    assert found[0].verdicts[1].statement == "2 + 2 = 5"
    assert (found[1].verdict, found[1].verdicts) == (None, ())


def test_submitting_and_asking_never_block(checker: Checker) -> None:
    def submit_all() -> None:
        for number in range(200):
            checker.submit(step(number, "(a+b)^2 = a^2 + 2ab + b^2"), Context("fast"))
            checker.ready("fast")
        checker.forget("fast")

    assert processor_seconds(submit_all, 1) < 1


def test_definitions_of_earlier_steps_are_in_force_in_the_same_trace_only(checker: Checker) -> None:
    checker.submit(step(1, "x = 3"), Context("here"))
    checker.submit(step(2, "x + 4 = 7"), Context("here"))
    checker.submit(step(1, "x + 4 = 7"), Context("elsewhere"))
    assert statuses(drained(checker, "here")[1]) == ["follows"]
    assert statuses(drained(checker, "elsewhere")[0]) == ["undecided"]


@pytest.mark.parametrize(("words", "status"), [("Suppose that ", "undecided"), ("We know that ", "breaks")])
def test_words_of_earlier_steps_reach_the_worker(checker: Checker, words: str, status: str) -> None:
    first = Statement("2x + 1 = 7", len(words), len(words) + 10)
    text = f"{words}2x + 1 = 7. "
    checker.submit(Step(1, Section.THINKING, Opening.PARAGRAPH, text, (first,)), Context(words))
    then = Step(2, Section.THINKING, Opening.PARAGRAPH, "Therefore x = 4", (Statement("x = 4", 10, 15),))
    checker.submit(then, Context(words))
    assert statuses(drained(checker, words)[1]) == [status]


def test_equations_of_the_problem_are_in_force(checker: Checker) -> None:
    problem = Problem("Solve $2x + 3 = 11$.")
    checker.submit(step(1, "2x = 8"), Context("given", problem))
    assert statuses(drained(checker, "given")[0]) == ["holds"]


def test_definitions_survive_a_replaced_worker(checker: Checker) -> None:
    """The integral runs into the time limit; what was defined before it is sent again."""
    checker.submit(step(1, "x = 3"), Context("survive"))
    checker.submit(step(2, "\\int_0^1 \\sin(x^2) e^{\\cos x} dx = 5", "x + 4 = 7"), Context("survive"))
    checker.submit(step(3, "x + 5 = 8"), Context("survive"))
    found = drained(checker, "survive")
    assert found[1].verdicts[0].reason is Reason.TIMED_OUT
    assert [statuses(one)[-1] for one in found] == ["undecided", "follows", "follows"]


def test_a_drain_that_runs_out_of_time_leaves_the_rest_outstanding(checker: Checker) -> None:
    checker.submit(step(1, "2 + 2 = 4"), Context("late"))
    first = checker.drain(0, "late")
    assert [one.number for one in first + drained(checker, "late")] == [1]


HOSTILE = [
    "9**9**9**9",
    "factorial(10**9)",
    "(10^9)!",
    "2^{2^{100}}",
    "(" * 100_000 + "1" + ")" * 100_000,
    "{" * 3_000 + "}" * 3_000,
    "1" * 1_000_000,
    "9" * 3_999 + "^{999}",
    "().__class__.__bases__[0].__subclasses__()",
    "__import__('os').system('touch pwned')",
    "\\prod_{k=1}^{10^{12}} k",
    "\\binom{10^9}{10^8}",
    "10^{-10^{10}}",
    "x^{x^{x^{x^x}}}",
    "(((x^9+1)^9+1)^9+1)^9",
    "(a+b+c+d+e+f+g)^{60}",
    "\\sqrt{" * 30 + "2" + "}" * 30,
    "\\int_0^1 e^{\\sin(\\cos(x^x))} dx",
    "\x00\ud800'; DROP TABLE answers; --".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:24])
def test_hostile_text_costs_its_limit_at_most_and_nothing_else(checker: Checker, text: str) -> None:
    checker.compare("1", "1")
    started = time.perf_counter()
    found = checker.compare(text, "1")
    certificate = checker.certify(Problem(f"Compute {text}."), "1")
    checker.submit(step(1, f"{text} = 1"), Context("hostile"))
    verdicts = drained(checker, "hostile")[0].verdicts
    # three limits, and new workers after them, whose start takes long on a busy machine
    assert time.perf_counter() - started < 3 * TIGHT.wall_seconds + 60
    assert not found.equal
    assert certificate.status is not CertificateStatus.PROVED
    assert verdicts[0].status is not VerdictStatus.HOLDS
    assert checker.compare("1/2", "0.5").equality is Equality.PROVED


def test_large_powers_that_differ_by_one_are_told_apart(checker: Checker) -> None:
    found = checker.compare("2^{6000}", "2^{6000}+1")
    assert found.equality is Equality.DIFFERENT


def test_answers_are_certified(checker: Checker) -> None:
    problem = Problem("Solve 2x^2 - 3x - 5 = 0.")
    assert checker.certify(problem, "x=-1, x=5/2").status is CertificateStatus.PROVED
    assert checker.certify(problem, "x=5/2").detail == "x = -1 is also a solution"


def test_a_closed_checker_says_so() -> None:
    closed = Checker()
    closed.close()
    with pytest.raises(CheckError):
        closed.compare("1", "1")


def test_neither_importing_nor_using_the_checker_imports_sympy() -> None:
    program = (
        "import sys\n"
        "from tutor.check.checker import Checker\n"
        "with Checker() as checker:\n"
        "    assert checker.compare('1/2', '0.5').equal\n"
        "print([name for name in ('sympy', 'mpmath') if name in sys.modules])"
    )
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("spaces", [0, 1, 2, 3])
def test_a_command_cut_in_two_at_the_edge_of_sight_says_nothing(spaces: int, checker: Checker) -> None:
    after = "$ and so" + " " * spaces + "." * 46 + "$870 \\equiv 0 \\pmod{6}$"
    text = "$2 + 2 = 5" + after
    only = Statement("2 + 2 = 5", 1, 10)
    checker.submit(Step(1, Section.ANSWER, Opening.PARAGRAPH, text, (only,)), Context("cut"))
    assert statuses(drained(checker, "cut")[0]) == ["breaks"]
