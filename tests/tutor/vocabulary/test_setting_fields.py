"""The settings one by one: what is said of each, and of a text that does not fit."""

import pytest

from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.setting_fields import setting_fields
from tutor.vocabulary.settings import Settings, load_settings, stronger_place


def test_what_a_setting_does_is_its_docstring() -> None:
    fields = setting_fields()
    assert list(fields) == list(Settings.model_fields)
    assert fields["votes"].about == "Branches that answer; the answer most of them give is taken."
    assert all(field.about.endswith(".") for field in fields.values())


def test_what_none_means_is_said_of_auto() -> None:
    assert "; auto: one for each physical core." in setting_fields()["threads"].about


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("offline", ("on", "off")),
        ("badges", ("signs", "words")),
        ("theme", ("auto", "light", "dark", "high-contrast")),
        ("kv_type", ("auto", "f16", "q8_0")),
        ("votes", ()),
        ("model", ()),
    ],
)
def test_choices_are_listed_where_they_can_be(name: str, choices: tuple[str, ...]) -> None:
    assert setting_fields()[name].choices == choices


@pytest.mark.parametrize("name", [name for name, field in setting_fields().items() if field.choices])
def test_every_choice_is_a_value_and_comes_back_as_its_text(name: str) -> None:
    field = setting_fields()[name]
    assert [field.text(field.parse(choice)) for choice in field.choices] == list(field.choices)


@pytest.mark.parametrize("name", list(setting_fields()))
def test_an_empty_text_is_the_default_and_the_default_comes_back(name: str) -> None:
    field = setting_fields()[name]
    assert field.parse("  ") == field.default
    assert field.parse(field.text(field.default)) == field.default


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("votes", "0", "1 or more"),
        ("votes", "65", "64 or less"),
        ("votes", "three", "a whole number"),
        ("votes", "2.5", "a whole number"),
        ("temperature", "warm", "a number"),
        ("temperature", "nan", "2 or less"),
        ("top_p", "0", "more than 0"),
        ("context", "9" * 5000, "a smaller number"),
        ("theme", "pink", "'light', 'dark' or 'high-contrast'"),
        ("seed", "99999999999", "less than 4294967296"),
        ("offline", "maybe", "on or off"),
    ],
)
def test_a_text_that_does_not_fit_is_told_what_it_should_be(name: str, text: str, wanted: str) -> None:
    with pytest.raises(UsageError) as fault:
        setting_fields()[name].parse(text)
    assert fault.value.message == wanted


def test_a_text_means_what_it_means_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in [("context", "8_192"), ("offline", "on"), ("theme", "auto"), ("seed", " 7 ")]:
        monkeypatch.setenv(f"TUTOR_{name.upper()}", text)
        assert setting_fields()[name].parse(text) == getattr(load_settings(), name)


def test_the_place_that_is_stronger_than_the_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert stronger_place("model", {}) is None
    monkeypatch.setenv("TUTOR_MODEL", "")
    assert stronger_place("model", {"model": None}) is None
    monkeypatch.setenv("TUTOR_MODEL", "phi")
    assert stronger_place("model", {}) == "TUTOR_MODEL"
    assert stronger_place("think_tokens", {"think_tokens": 0}) == "--think"
