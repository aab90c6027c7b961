"""What has no single value is called by a name for people, never by that of a class."""

import pytest

from tutor.check.reading.outcome import Parsed
from tutor.check.reading.read import read
from tutor.check.symbolic.build import build
from tutor.check.symbolic.outcome import NoMethodError


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("3\\mathrm{V}", "a number with a unit has no single value"),
        ("x = 2 or x = 3", "a list has no single value"),
        ("x \\equiv 2 \\pmod 5", "a congruence has no single value"),
        ("2 \\pm 3", "± has no single value"),
        ("\\{1, 2\\}^2", "a power of a set"),
    ],
)
def test_what_has_no_value_is_named_for_people(text: str, reason: str) -> None:
    reading = read(text)
    assert isinstance(reading, Parsed), reading
    with pytest.raises(NoMethodError) as refusal:
        build(reading.tree)
    assert str(refusal.value) == reason
