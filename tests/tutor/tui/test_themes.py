"""The themes: every text can be read on what it stands on, whoever looks at it."""

from itertools import product

import pytest
from textual.color import Color
from textual.theme import Theme

from tutor.tui.themes import (
    CERTIFICATE_STYLES,
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    THEMES,
    VERDICT_STYLES,
    theme_for,
)
from tutor.vocabulary.verdict import CertificateStatus, VerdictStatus

GROUNDS = ("background", "surface", "panel")
INKS = (
    *("foreground", "text", "text-muted", "foreground-muted", "text-primary", "link-color"),
    *{style.removeprefix("$") for style in [*VERDICT_STYLES.values(), *CERTIFICATE_STYLES.values()]},
    "text-warning",
)
PAIRS = [
    *product(INKS, GROUNDS),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
    ("footer-foreground", "footer-background"),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("screen-selection-foreground", "screen-selection-background"),
    ("link-color-hover", "link-background-hover"),
    *product(["button-color-foreground"], ["primary", "success", "error", "warning"]),
]
# Machado, Oliveira, Fernandes 2009, severity 1, for linear RGB
BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
Linear = tuple[float, float, float]


def variables(theme: Theme) -> dict[str, str]:
    """What the app makes of a theme."""
    return {**theme.to_color_system().generate(), **theme.variables}


def linear(colour: str) -> Linear:
    """sRGB made linear (WCAG 2.2, relative luminance)."""
    parsed = Color.parse(colour)
    assert parsed.a == 1, f"{colour} lets what is below shine through"
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parsed.normalized
    )
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour: Linear) -> Linear:
    """CIE L*a*b* at D65."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in colour)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen_distance(one: str, other: str, blindness: str) -> float:
    """How far two colours are apart for such an eye (CIE76; 2.3 is just noticeable)."""
    rows = BLINDNESS[blindness]

    def seen(colour: str) -> Linear:
        light = linear(colour)
        red, green, blue = (sum(a * b for a, b in zip(row, light, strict=True)) for row in rows)
        return lab((red, green, blue))

    return sum((a - b) ** 2 for a, b in zip(seen(one), seen(other), strict=True)) ** 0.5


def test_contrast_is_measured_as_the_guidelines_do() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_has_the_contrast_promised(theme: Theme) -> None:
    colours = variables(theme)
    least = 7 if theme is HIGH_CONTRAST else 4.5
    faint = {
        f"{ink} on {ground}": round(ratio, 2)
        for ink, ground in PAIRS
        if (ratio := contrast(colours[ink], colours[ground])) < least
    }
    assert not faint


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_focus_shows_against_what_is_around_it(theme: Theme) -> None:
    colours = variables(theme)
    assert all(contrast(colours["border"], colours[ground]) >= 3 for ground in GROUNDS)


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_right_and_wrong_stay_apart_for_every_eye(theme: Theme, blindness: str) -> None:
    colours = variables(theme)
    assert seen_distance(colours["text-success"], colours["text-error"], blindness) > 40


def test_every_finding_has_a_style() -> None:
    assert set(VERDICT_STYLES) == set(VerdictStatus)
    assert set(CERTIFICATE_STYLES) == set(CertificateStatus)


@pytest.mark.parametrize(
    ("chosen", "says", "theme"),
    [
        ("light", "15;0", LIGHT),
        ("dark", "0;15", DARK),
        ("high-contrast", "", HIGH_CONTRAST),
        (None, "0;15", LIGHT),
        (None, "0;default;7", LIGHT),
        (None, "15;0", DARK),
        (None, "", DARK),
    ],
)
def test_a_theme_is_the_chosen_one_or_what_the_terminal_says(
    chosen: str | None, says: str, theme: Theme
) -> None:
    assert theme_for(chosen, {"COLORFGBG": says}) is theme
