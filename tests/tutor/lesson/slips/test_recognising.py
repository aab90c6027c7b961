"""A wrong line gets the name of the slip that makes just this line, and none where no slip does."""

import json
from pathlib import Path

import pytest

from tutor.lesson.slips.catalogue import RULES
from tutor.lesson.slips.recognising import recognise

CASES = json.loads((Path(__file__).parent / "slips.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['wrong']} after {case['before']}")
def test_the_slip_is_named(case: dict[str, object]) -> None:
    before, wrong = case["before"], case["wrong"]
    assert isinstance(before, list)
    assert isinstance(wrong, str)
    found = recognise(before, wrong)
    assert (found.rule if found else None) == case["rule"]


def test_names_are_unique_and_every_rule_says_a_sentence() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names) >= 32
    assert all(rule.sentence.endswith(".") for rule in RULES)


def test_most_rules_have_a_case() -> None:
    """Those without one make the same line as another on every line that comes to mind."""
    tested = {case["rule"] for case in CASES}
    missing = [rule.name for rule in RULES if rule.name not in tested]
    assert len(missing) <= 16, missing


def test_the_slip_says_what_it_was_made_from() -> None:
    found = recognise(["5x = 1", "2x + 3 = 11"], "2x = 14", "")
    assert found is not None
    assert (found.rule, found.source) == ("moved-sign", "2x + 3 = 11")
    assert found.detail == "A term was moved to the other side and kept its sign; it must change it."


def test_a_line_is_compared_with_the_problem_where_nothing_stands_before_it() -> None:
    found = recognise([], "2x = 14", "Solve $2x + 3 = 11$.")
    assert found is not None and found.rule == "moved-sign"
