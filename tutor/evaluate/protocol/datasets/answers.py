"""The known answer out of a column that holds it in a worked solution."""

import re

_AFTER_HASHES = re.compile(r"####\s*(.+?)\s*$")
_BOX = re.compile(r"\\(?:boxed|fbox)\s*\{")


def known_answer(text: str) -> str:
    """What stands after the last `####` (GSM8K), else in the last box, else the text itself."""
    text = text.strip()
    if match := _AFTER_HASHES.search(text):
        return match[1].replace(",", "") if re.fullmatch(r"-?[\d,]+(?:\.\d+)?", match[1]) else match[1]
    for box in reversed(list(_BOX.finditer(text))):
        if (content := _until_closed(text, box.end())) is not None:
            return content.strip()
    return text


def _until_closed(text: str, start: int) -> str | None:
    depth = 1
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return text[start:place]
    return None
