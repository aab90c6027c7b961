"""Statements of a chain of thought get their verdicts: alone, after others, and among excusing words."""

import json
from pathlib import Path

import pytest

from tutor.check.steps.judging import Setting, judge
from tutor.check.steps.surroundings import Remark
from tutor.vocabulary.verdict import Reason, VerdictStatus

TABLE = json.loads(Path(__file__).with_name("statements.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("statement", "status"),
    [(text, kind) for kind in ("holds", "breaks", "undecided") for text in TABLE[kind]],
)
def test_a_statement_alone(statement: str, status: str) -> None:
    verdict = judge(Remark(statement), [])
    assert verdict.status == status, verdict
    assert verdict.detail


@pytest.mark.parametrize(("earlier", "statement", "status"), TABLE["sequences"])
def test_a_statement_after_others(earlier: list[str], statement: str, status: str) -> None:
    verdict = judge(Remark(statement), earlier)
    assert verdict.status == status, verdict


@pytest.mark.parametrize(("statement", "before", "after"), TABLE["excused"])
def test_words_around_a_false_statement_can_take_the_break_back(
    statement: str, before: str, after: str
) -> None:
    assert judge(Remark(statement), []).status is VerdictStatus.BREAKS
    assert judge(Remark(statement, before, after), []).status is VerdictStatus.UNDECIDED


@pytest.mark.parametrize(("statement", "before", "after"), TABLE["excused"])
def test_words_around_a_true_statement_change_nothing(statement: str, before: str, after: str) -> None:
    assert judge(Remark("2 + 2 = 4", before, after), []).status is VerdictStatus.HOLDS


def test_the_witness_of_a_break_has_both_values() -> None:
    assert judge(Remark("7 \\times 8 = 54"), []).detail == "the left side is 56, the right side is 54"


@pytest.mark.parametrize("name", ["mean =", "tip 15% = ", "P(at least one) = $", "P(not red) = "])
def test_what_a_name_is_said_to_be_is_no_part_of_a_longer_formula(name: str) -> None:
    assert judge(Remark("32/4 = 6", name), []).status is VerdictStatus.BREAKS


@pytest.mark.parametrize("before", ["5 + ", "x ^", "n = ", "\\cos x ="])
def test_what_a_formula_goes_on_with_may_be_part_of_it(before: str) -> None:
    assert judge(Remark("32/4 = 6", before), []).status is VerdictStatus.UNDECIDED


@pytest.mark.parametrize(("statement", "asked"), [("y' = 2x", "undecided"), ("y' = 6x", "follows")])
def test_a_prime_is_taken_for_a_derivative_where_derivatives_are_asked_for(
    statement: str, asked: str
) -> None:
    given = ["y = 3x^2"]
    assert judge(Remark(statement), [], given).status == asked
    derived = judge(Remark(statement), [], given, Setting(results_only=True))
    assert derived.status == ("breaks" if asked == "undecided" else asked)


@pytest.mark.parametrize("text", ["x = = 5", "{", "\\unknowncommand{3} = 4"])
def test_what_cannot_be_read_is_undecided_for_that_reason(text: str) -> None:
    assert judge(Remark(text), []).reason is Reason.UNPARSED


def test_a_huge_power_is_undecided_for_its_size() -> None:
    assert judge(Remark("9^{9^{9}} = 1"), []).reason is Reason.TOO_LARGE


def test_a_statement_that_is_hostile_earlier_on_spoils_nothing() -> None:
    assert judge(Remark("x + 1 = 5"), ["y = 9^{9^{9}}", "{", "x = 4"]).status is VerdictStatus.FOLLOWS


@pytest.mark.parametrize(("earlier", "statement", "before", "after", "status"), TABLE["told"])
def test_words_tell_an_equation_that_follows_from_a_new_one(
    earlier: list[str], statement: str, before: str, after: str, status: str
) -> None:
    verdict = judge(Remark(statement, before, after), earlier)
    assert verdict.status == status, verdict
    assert verdict.detail


@pytest.mark.parametrize(("earlier", "givens", "statement", "before", "status"), TABLE["said"])
def test_words_of_earlier_statements_count(
    earlier: list[list[str]], givens: list[str], statement: str, before: str, status: str
) -> None:
    verdict = judge(Remark(statement, before), [Remark(*words) for words in earlier], givens)
    assert verdict.status == status, verdict
