"""Every generator makes proved, well explained, growing problems; a few seeds of each."""

from collections.abc import Iterator

import pytest

from tutor.evaluate.generating import judge_item, row_of
from tutor.lesson.generating.catalogue import BY_SKILL, make_item
from tutor.lesson.item import LEVELS
from tutor.lesson.skills import SKILL_BY_NAME
from tutor.lesson.workshop import Workshop

NAMES = [each.name for those in BY_SKILL.values() for each in those]
SIZED = range(30)
JUDGED = range(1000, 1002)
ONE_MOVE = ("units", "formula-for-a-letter", "rules-for-powers", "slope")


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    made = Workshop()
    with made:
        yield made


def test_names_are_unique_and_skills_exist() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert set(BY_SKILL) <= set(SKILL_BY_NAME)


@pytest.mark.parametrize("skill", BY_SKILL)
def test_each_skill_has_several_kinds_of_problems(skill: str) -> None:
    titles = [each.title for each in BY_SKILL[skill]]
    assert len(titles) == len(set(titles)) >= 4


def test_no_fraction_is_taken_from_itself() -> None:
    assert all(make_item("adding-fractions", 1, seed).answer != "0" for seed in range(200))


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_proved_and_worked_lines_hold(name: str, workshop: Workshop) -> None:
    for level in LEVELS:
        row = row_of([judge_item(workshop, name, level, seed) for seed in JUDGED])
        assert set(row.faults) <= {"slow", "repeats"}, (level, row)
        assert 2 * row.confirmed > row.lines, (level, row)


@pytest.mark.parametrize("name", NAMES)
def test_problems_grow_with_their_level_and_are_explained(name: str) -> None:
    sizes, fewest = [], 1 if name in ONE_MOVE else 2
    for level in LEVELS:
        items = [make_item(name, level, seed) for seed in SIZED]
        sizes.append(sum(item.size for item in items) / len(items))
        assert all(fewest <= len(item.steps) <= 6 and item.asked and item.idea for item in items)
        assert all(step.idea.endswith(".") and step.line for item in items for step in item.steps)
    assert sizes[0] < sizes[1] < sizes[2], sizes
