"""Superscripts, subscripts and marks over letters: Unicode where every character has one, else `^(…)`."""

import re

SUPERSCRIPTS = {
    **dict(zip("0123456789+−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", strict=True)),
    **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    **dict(zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True)),
    **dict(zip("βγδθφχ", "ᵝᵞᵟᶿᵠᵡ", strict=True)),
}
SUBSCRIPTS = {
    **dict(zip("0123456789+−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
    **dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)),
    **dict(zip("βγρφχ", "ᵦᵧᵨᵩᵪ", strict=True)),
}
# raised by their own shape
_MARKS = frozenset({"°", "′", "″", "‴", "*", "∗", "†", "‡"})
_ACCENTS = {
    "overline": "\u0305",
    "bar": "\u0304",
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "vec": "\u20d7",
    "overrightarrow": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "underline": "\u0332",
}
ACCENT_COMMANDS = frozenset(_ACCENTS)
# these run over every letter under them, the others sit on one
_LONG_ACCENTS = frozenset({"overline", "overrightarrow", "underline"})
_PLAIN_RUN = re.compile(r"[^\W_]+")


def superscript(text: str) -> str:
    """The text as a superscript; an empty text gives an empty one."""
    if text and all(character in _MARKS for character in text):
        return text
    return _script(text, SUPERSCRIPTS, "^")


def subscript(text: str) -> str:
    """The text as a subscript; an empty text gives an empty one."""
    return _script(text, SUBSCRIPTS, "_")


def _script(text: str, table: dict[str, str], mark: str) -> str:
    compact = text.replace(" ", "")
    if all(character in table for character in compact):
        return "".join(table[character] for character in compact)
    if len(text) == 1 or _enclosed(text):
        return mark + text
    return f"{mark}({text})"


def _enclosed(text: str) -> bool:
    return text.startswith("(") and text.find(")") == len(text) - 1


def accented(command: str, text: str) -> str:
    """The text under a mark such as `\\bar` or `\\vec`; long texts as `bar(…)`."""
    mark = _ACCENTS[command]
    if not text:
        return ""
    if len(text) == 1 or (command in _LONG_ACCENTS and _PLAIN_RUN.fullmatch(text)):
        return "".join(character + mark for character in text)
    if command == "underline":
        return text
    name = {"overline": "bar", "overrightarrow": "vec"}.get(command, command)
    return f"{name}({text})"
