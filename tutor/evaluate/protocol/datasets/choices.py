"""Multiple choice: options in an order drawn by the seed, and the letter in an answer."""

import random
import re
from collections.abc import Sequence

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTER = re.compile(
    r"(?:\\(?:text|mathrm|textbf|mathbf|boxed)\s*\{|[\s$({*]|option|choice|answer)*([A-Z])(?:[\s)}.:*$]|$)",
    re.IGNORECASE,
)


def shuffled(right: str, wrong: Sequence[str], seed: int, key: str) -> tuple[tuple[str, ...], str]:
    """The options in their drawn order, and the letter of the right one."""
    options = [right, *wrong]
    order = list(range(len(options)))
    random.Random(f"{seed}/{key}").shuffle(order)  # noqa: S311 - an order that can be repeated
    return tuple(options[index] for index in order), LETTERS[order.index(0)]


def read_letter(answer: str, count: int) -> str | None:
    """The letter an answer names, of so many choices; None where it names none."""
    match = _LETTER.match(answer.strip())
    letter = match[1].upper() if match else ""
    return letter if letter and letter in LETTERS[:count] else None
