"""What is made from trigonometry to modular arithmetic: proved answers, right lines, growing sizes."""

import statistics
from collections.abc import Iterator

import pytest

from tutor.lesson.generating.catalogue import BY_SKILL, make_item
from tutor.lesson.item import LEVELS
from tutor.lesson.own_work import check_work
from tutor.lesson.workshop import Workshop
from tutor.vocabulary.verdict import CertificateStatus, VerdictStatus

_SKILLS = (
    "trigonometry",
    "sequences",
    "counting",
    "limits",
    "derivatives",
    "integrals",
    "matrices",
    "modular",
)
_NAMES = [each.name for skill in _SKILLS for each in BY_SKILL[skill]]
_CONFIRMED = (VerdictStatus.HOLDS, VerdictStatus.FOLLOWS)


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as workshop:
        yield workshop


@pytest.mark.parametrize("name", _NAMES)
def test_answers_are_proved_and_most_lines_confirmed(name: str, workshop: Workshop) -> None:
    for level in LEVELS:
        item = make_item(name, level, 11 + level)
        certificate = workshop.certify(item.as_problem, item.answer)
        assert certificate.status is CertificateStatus.PROVED, (item.problem, item.answer, certificate)
        text = "\n".join(f"${step.line}$" for step in item.steps)
        found = [
            each.verdict.status for each in check_work(text, workshop, item.as_problem, f"{name}/{level}")
        ]
        assert VerdictStatus.BREAKS not in found, (item.problem, text)
        assert 2 * sum(each in _CONFIRMED for each in found) > len(found), (item.problem, text, found)


@pytest.mark.parametrize("name", _NAMES)
def test_items_grow_with_their_level_and_are_explained(name: str) -> None:
    sizes = []
    for level in LEVELS:
        items = [make_item(name, level, seed) for seed in range(40)]
        sizes.append(statistics.mean(item.size for item in items))
        assert all(2 <= len(item.steps) <= 6 and item.asked and item.idea for item in items)
    assert sizes == sorted(set(sizes))


def test_every_skill_has_several_kinds_of_problems() -> None:
    assert all(len(BY_SKILL[skill]) >= 4 for skill in _SKILLS)
    assert len(_NAMES) == len(set(_NAMES))
