"""Items come from the worker proved, the same ones for the same seed."""

import pytest

from tutor.lesson.workshop import Workshop
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.verdict import CertificateStatus


def test_an_item_is_proved_and_the_same_for_its_seed() -> None:
    with Workshop() as workshop:
        item = workshop.make("two-step-equation", 3, 7)
        assert workshop.certify(item.as_problem, item.answer).status is CertificateStatus.PROVED
        assert workshop.make("two-step-equation", 3, 7) == item
        assert workshop.make("two-step-equation", 3, 8) != item


def test_a_generator_that_is_not_there_is_said() -> None:
    with Workshop() as workshop, pytest.raises(UsageError, match="no problems called nothing"):
        workshop.make("nothing", 1, 1)
