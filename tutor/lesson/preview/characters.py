"""Characters that PDFs and telephones put where a keyboard has plainer ones; the length never changes."""

import unicodedata
from typing import Final

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LOOKALIKES: Final = str.maketrans(
    {
        **dict.fromkeys("‒―﹣\u00ad⁻–—−‐‑", "-"),
        **dict.fromkeys("ˆ˄∧⌃", "^"),
        **dict.fromkeys("∙•‧・⸱◦", "·"),
        **dict.fromkeys("⨯✖✗╳", "×"),
        **dict.fromkeys("➗", "÷"),
        **dict.fromkeys("⩵═＝", "="),
        **dict.fromkeys("❨⦅﴾", "("),
        **dict.fromkeys("❩⦆﴿", ")"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "),
        **dict.fromkeys("⩽", "≤"),
        **dict.fromkeys("⩾", "≥"),
        "✓": "√",
        "∣": "|",
        "❘": "|",
        "➕": "+",
        "➖": "-",
    }
)
# letters and digits of mathematics: 𝑥, 𝐱, 𝟐
_STYLED: Final = range(0x1D400, 0x1D800)


def plain(text: str) -> str:
    """The text with full-width, styled and look-alike characters as a keyboard has them, one for one."""
    if text.isascii():
        return text
    text = text.translate(_FULL_WIDTH).translate(_LOOKALIKES)
    return "".join(map(_unstyled, text)) if any(ord(sign) in _STYLED for sign in text) else text


def _unstyled(sign: str) -> str:
    if ord(sign) not in _STYLED:
        return sign
    usual = unicodedata.normalize("NFKC", sign)
    return usual if len(usual) == 1 else sign
