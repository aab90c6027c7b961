import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.render.ascii_maths import to_ascii
from tutor.render.glyphs import ASCII, UNICODE, glyphs_for

CASES = [
    ("x = (−b ± √(b²−4ac))/(2a)", "x = (-b +- sqrt(b^2-4ac))/(2a)"),
    ("√49 ≤ 7·2 ≠ 3 × 4", "sqrt(49) <= 7*2 != 3 * 4"),
    ("x¹⁰ + 2ˣ⁺¹ + xⁿ", "x^10 + 2^(x+1) + x^n"),
    ("a₁ + aₙ₊₁", "a_1 + a_(n+1)"),
    ("∫₀² 3x² dx", "int_0^2 3x^2 dx"),
    ("2π, ∞, 30°, f′(x)", "2pi, inf, 30 deg, f'(x)"),
    ("2πr + σ√2", "2pi r + sigma sqrt(2)"),
    ("∛8 = 2", "cbrt(8) = 2"),
    ("café", "cafe"),
    ("plain", "plain"),
    ("日本", "??"),
]


@pytest.mark.parametrize(("text", "shown"), CASES)
def test_mathematics_in_ascii(text: str, shown: str) -> None:
    assert to_ascii(text) == shown


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_result_is_ascii(text: str) -> None:
    assert to_ascii(text).isascii()


@pytest.mark.parametrize(
    ("encoding", "glyphs"),
    [
        ("utf-8", UNICODE),
        (None, UNICODE),
        ("ascii", ASCII),
        ("latin-1", ASCII),
        ("cp1252", ASCII),
        ("nonsense", ASCII),
    ],
)
def test_glyphs_follow_the_encoding(encoding: str | None, glyphs: object) -> None:
    assert glyphs_for(encoding) is glyphs
