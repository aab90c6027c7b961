"""Multiple choice: options in an order drawn by the seed, and the letter in an answer."""

import random
import re
from collections.abc import Sequence

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BEFORE = r"(?:\\(?:text|mathrm|textbf|mathbf|boxed)\s*\{|[\s$({*:]|option|choice|answer)*"
# a letter before a space is a word ("A triangle") or a term ("a + x"), unless it was announced
_AFTER = r"(?:(?:option|choice|answer):?\s+([A-Z])\b|([A-Z])\s*(?:[)}.:$]|\*\*|$))"
_LETTER = re.compile(_BEFORE + _AFTER, re.IGNORECASE)


def shuffled(right: str, wrong: Sequence[str], seed: int, key: str) -> tuple[tuple[str, ...], str]:
    """The options in their drawn order, and the letter of the right one."""
    options = [right, *wrong]
    order = list(range(len(options)))
    random.Random(f"{seed}/{key}").shuffle(order)  # noqa: S311 - an order that can be repeated
    return tuple(options[index] for index in order), LETTERS[order.index(0)]


def read_letter(answer: str, count: int) -> str | None:
    """The letter an answer names, of so many choices; None where it names none."""
    match = _LETTER.match(answer.strip())
    letter = (match[1] or match[2]).upper() if match else ""
    return letter if letter and letter in LETTERS[:count] else None
