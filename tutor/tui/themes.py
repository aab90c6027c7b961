"""The colours of the app: light, dark and high contrast.

Blue carries what is right and orange what is wrong, a pair that every common kind of colour
blindness keeps apart; badges differ in their signs as well (`tutor.render.glyphs`). Text keeps
a contrast of 4.5 to what it stands on, 7 in high contrast (WCAG 2.2, AA and AAA).

Widgets name only variables that every theme of Textual has: `$foreground`, `$text-muted`,
`$text-success` (right), `$text-accent` (supported), `$text-error` (wrong), `$text-warning`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.theme import Theme

from tutor.vocabulary.verdict import CertificateStatus, VerdictStatus

VERDICT_STYLES: Mapping[VerdictStatus, str] = {
    VerdictStatus.HOLDS: "$text-success",
    VerdictStatus.FOLLOWS: "$text-success",
    VerdictStatus.BREAKS: "$text-error",
    VerdictStatus.UNDECIDED: "$text-muted",
}
CERTIFICATE_STYLES: Mapping[CertificateStatus, str] = {
    CertificateStatus.PROVED: "$text-success",
    CertificateStatus.SUPPORTED: "$text-accent",
    CertificateStatus.REFUTED: "$text-error",
    CertificateStatus.UNCHECKED: "$text-muted",
}


@dataclass(frozen=True, slots=True)
class _Palette:
    """What a theme is mixed from. The inks are legible on all three grounds, `on_key` on `key`."""

    background: str
    surface: str
    panel: str
    text: str
    muted: str
    disabled: str
    right: str
    supported: str
    wrong: str
    warning: str
    key: str
    on_key: str
    line: str


_LIGHT = _Palette(
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e9e6df",
    text="#1d2126",
    muted="#545a62",
    disabled="#8b9097",
    right="#0a56a6",
    supported="#2c5f78",
    wrong="#9c3f00",
    warning="#6e5200",
    key="#0a56a6",
    on_key="#ffffff",
    line="#bdb8ad",
)
_DARK = _Palette(
    background="#14171c",
    surface="#1b1f26",
    panel="#252b34",
    text="#e8e9eb",
    muted="#a4adb8",
    disabled="#6b7480",
    right="#6db9f5",
    supported="#a8cfe0",
    wrong="#ffa057",
    warning="#e6c35c",
    key="#6db9f5",
    on_key="#0d1117",
    line="#3d4652",
)
_HIGH_CONTRAST = _Palette(
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    text="#ffffff",
    muted="#d9d9d9",
    disabled="#a6a6a6",
    right="#8fd0ff",
    supported="#d4efff",
    wrong="#ffb566",
    warning="#ffe14d",
    key="#ffe14d",
    on_key="#000000",
    line="#ffffff",
)


def _theme(name: str, palette: _Palette, *, dark: bool) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=palette.key,
        secondary=palette.supported,
        accent=palette.supported,
        success=palette.right,
        error=palette.wrong,
        warning=palette.warning,
        foreground=palette.text,
        background=palette.background,
        surface=palette.surface,
        panel=palette.panel,
        variables={
            "text": palette.text,
            "text-muted": palette.muted,
            "text-disabled": palette.disabled,
            "foreground-muted": palette.muted,
            "foreground-disabled": palette.disabled,
            "text-primary": palette.key,
            "text-secondary": palette.supported,
            "text-success": palette.right,
            "text-accent": palette.supported,
            "text-error": palette.wrong,
            "text-warning": palette.warning,
            "border": palette.key,
            "border-blurred": palette.line,
            "block-cursor-background": palette.key,
            "block-cursor-foreground": palette.on_key,
            "block-cursor-blurred-background": palette.panel,
            "block-cursor-blurred-foreground": palette.text,
            "block-hover-background": palette.panel,
            "button-color-foreground": palette.on_key,
            "input-cursor-background": palette.text,
            "input-cursor-foreground": palette.background,
            "input-selection-background": palette.key,
            "input-selection-foreground": palette.on_key,
            "screen-selection-background": palette.key,
            "screen-selection-foreground": palette.on_key,
            "link-color": palette.key,
            "link-color-hover": palette.on_key,
            "link-background-hover": palette.key,
            "footer-background": palette.panel,
            "footer-foreground": palette.text,
            "footer-key-foreground": palette.key,
            "footer-description-foreground": palette.muted,
            "scrollbar": palette.line,
            "scrollbar-hover": palette.muted,
            "scrollbar-active": palette.key,
            "scrollbar-background": palette.background,
            "scrollbar-background-hover": palette.surface,
            "scrollbar-background-active": palette.surface,
        },
    )


LIGHT = _theme("tutor-light", _LIGHT, dark=False)
DARK = _theme("tutor-dark", _DARK, dark=True)
HIGH_CONTRAST = _theme("tutor-high-contrast", _HIGH_CONTRAST, dark=True)
THEMES = (LIGHT, DARK, HIGH_CONTRAST)


def theme_for(chosen: str | None, surroundings: Mapping[str, str]) -> Theme:
    """The theme of a setting; for None light when the terminal says so (COLORFGBG), else dark."""
    by_setting = {"light": LIGHT, "dark": DARK, "high-contrast": HIGH_CONTRAST}
    return by_setting[chosen] if chosen else LIGHT if _is_light(surroundings) else DARK


def _is_light(surroundings: Mapping[str, str]) -> bool:
    """Whether a terminal names white (7) or bright white (15) as its background: `0;15`, `0;default;15`."""
    return surroundings.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")
