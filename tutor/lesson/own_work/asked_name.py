"""Whether a name in a student's work is what a problem in words asks for, and not a value on the way."""

import re
from typing import Final

_NOUNS: Final = {
    **{"P": "probability|perimeter", "A": "area", "V": "volume", "m": "slope|gradient", "r": "radius"},
    **{"d": "distance|common difference", "v": "speed|velocity", "c": "hypotenuse"},
}
_INDEX: Final = re.compile(r"[A-Za-z]_?\{?(?P<index>\d+)\}?")
_ASK: Final = (
    r"\b(?:find|what(?:'s| is| was| will be)|calculate|determine|compute|give)\s+(?:the|its|his|her)\s+"
)


def is_asked_for(name: str, problem: str) -> bool:
    """a_20 for the 20th term, m for the slope, "new price" for the new price; only what is plainly named."""
    text = " ".join(problem.split())
    if found := _INDEX.fullmatch(name.strip()):
        index = found["index"]
        return re.search(rf"(?<!\d){index} ?(?:\^?\{{?(?:st|nd|rd|th)\b)|\bfirst {index}\b", text) is not None
    if re.match(r"\\?det\b", name):
        return "determinant" in text.lower()
    nouns = _NOUNS.get(name, "") if len(name) == 1 else re.escape(" ".join(name.lower().split()))
    return (
        bool(nouns)
        and re.search(rf"{_ASK}(?:{nouns})(?=\W*$| (?:of|for)\b)", text, re.IGNORECASE) is not None
    )
