import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.render.safe import replace_surrogates, sanitize

CASES = {
    "title": ("a\x1b]0;owned\x07b", "ab"),
    "title ended by ST": ("a\x1b]2;owned\x1b\\b", "ab"),
    "unfinished title": ("a\x1b]0;x = 5", "a]0;x = 5"),
    "hyperlink": ("\x1b]8;;http://x\x1b\\here\x1b]8;;\x1b\\", "here"),
    "colour": ("\x1b[31mred\x1b[0m", "red"),
    "colour by C1": ("\x9b31mred\x9b0m", "red"),
    "clear screen": ("\x1b[2J\x1b[H5", "5"),
    "device control": ("\x1bPq#0\x1b\\5", "5"),
    "title by C1": ("\x9d0;owned\x9c5", "5"),
    "reset": ("\x1bc5", "c5"),
    "backspace": ("5\x08\x086", "56"),
    "bell and NUL": ("\x07\x005", "5"),
    "delete": ("5\x7f", "5"),
    "carriage return": ("5\r6", "5\n6"),
    "DOS line ends": ("5\r\n6", "5\n6"),
    "line separators": ("5\u20286\u20297\x858", "5\n6\n7\n8"),
    "right-to-left override": ("5 \u202e= 6\u202c", "5 = 6"),
    "isolates": ("\u20665\u2069", "5"),
    "marks of direction": ("\u200e5\u200f\u061c", "5"),
    "zero width": ("5\u200b0\ufeff", "50"),
    "tag characters": ("5\U000e0041", "5"),
    "lone surrogate": ("5\ud8006", "5\ufffd6"),
    "pair of surrogates": ("\ud83d\ude00", "\U0001f600"),
    "newlines and tabs": ("5\n\t6", "5\n\t6"),
    "markup of rich": ("[red]5[/red]", "[red]5[/red]"),
    "mathematics": ("√49 ≤ x² − 1, 0.3̅", "√49 ≤ x² − 1, 0.3̅"),
}


@pytest.mark.parametrize(("text", "safe"), CASES.values(), ids=CASES.keys())
def test_only_letters_newlines_and_tabs_pass(text: str, safe: str) -> None:
    assert sanitize(text) == safe


@given(st.text(st.characters() | st.sampled_from("\x1b\x9b\x9d[]0;m\x07\\\u202e\ud800")))
def test_nothing_a_terminal_obeys_is_left(text: str) -> None:
    safe = sanitize(text)
    assert not any(character < " " and character not in "\n\t" for character in safe)
    assert not any("\x7f" <= character <= "\x9f" for character in safe)
    safe.encode("utf-8")
    assert sanitize(safe) == safe


def test_a_private_use_character_is_no_surrogate() -> None:
    assert replace_surrogates("\ue000") == "\ue000"
