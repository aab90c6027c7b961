"""Found words stand where the index finds them."""

import pytest

from tutor.tui.found_words import found_spans


@pytest.mark.parametrize(
    ("text", "search", "found"),
    [
        ("the roots of it", "root", ["root"]),
        ("The Roots", "root THE", ["The", "Root"]),
        ("uproot", "root", []),
        ("les équations négatives", "equation NEGAT", ["équation", "négat"]),
        ("a√b and √", "√", ["√", "√"]),
        ("x+3 = 4", "x+3", ["x", "3"]),
        ("Straße", "strasse", ["Straße"]),
        ("roots rooted", "root rooted", ["root", "rooted"]),
        ("(((", "((( [a-z", ["((("]),
        ("anything", "", []),
    ],
)
def test_what_is_marked(text: str, search: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in found_spans(text, search)] == found
