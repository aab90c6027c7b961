"""Events in words as conditions on whole numbers: "an even number", "greater than 4", "a 1 or a 6"."""

import re
from collections.abc import Callable

from sympy import isprime

from tutor.check.certifying.families.plain_numbers import whole_in

Condition = Callable[[int], bool]

_WHOLE = r"(\d{1,4}|[a-z]{3,9})"
_COMPARED: tuple[tuple[str, Callable[[int, int], bool]], ...] = (
    (rf"(?:strictly )?(?:greater|more|larger|higher|bigger) than {_WHOLE}", lambda value, k: value > k),
    (rf"(?:strictly )?(?:less|smaller|lower|fewer) than {_WHOLE}", lambda value, k: value < k),
    (rf"(?:at least|no less than|not less than) {_WHOLE}", lambda value, k: value >= k),
    (rf"(?:at most|no more than|not more than) {_WHOLE}", lambda value, k: value <= k),
    (rf"(?:greater than or equal to) {_WHOLE}", lambda value, k: value >= k),
    (rf"(?:less than or equal to) {_WHOLE}", lambda value, k: value <= k),
    (rf"{_WHOLE} or (?:more|greater|higher)", lambda value, k: value >= k),
    (rf"{_WHOLE} or (?:less|fewer|lower)", lambda value, k: value <= k),
    (rf"(?:divisible by|(?:a )?multiple of) {_WHOLE}", lambda value, k: k > 0 and value % k == 0),
    (rf"(?:a )?(?:factor|divisor) of {_WHOLE}", lambda value, k: k > 0 and k % value == 0),
    (rf"(?:exactly |equal to |an? |the number )?{_WHOLE}", lambda value, k: value == k),
)
_KINDS: dict[str, Condition] = {
    "even": lambda value: value % 2 == 0,
    "odd": lambda value: value % 2 == 1,
    "prime": isprime,
    "composite": lambda value: value > 1 and not isprime(value),
}
_PARTS = 4


def number_event(text: str) -> Condition | None:
    """The condition that the words set on a positive whole number, None when they are not understood."""
    text = text.strip().lower()
    if text.startswith("not "):
        inner = number_event(text[4:])
        return None if inner is None or " or " in text else lambda value: not inner(value)
    whole = _simple(text)
    if whole is not None:
        return whole
    parts = re.split(r",? or |, ", text)
    found = [_simple(part) for part in parts]
    conditions = [part for part in found if part is not None]
    if not 1 < len(parts) <= _PARTS or len(conditions) < len(parts):
        return None
    return lambda value: any(condition(value) for condition in conditions)


def _simple(text: str) -> Condition | None:
    text = re.sub(r"^(?:a number|a result|a value)(?: that is| which is)? ", "", text)
    kind = re.fullmatch(r"(?:an? )?(even|odd|prime|composite)(?: number)?", text)
    if kind:
        return _KINDS[kind.group(1)]
    for pattern, holds in _COMPARED:
        found = re.fullmatch(pattern, text)
        bound = whole_in(found.group(1)) if found else None
        if bound is not None:
            return lambda value, holds=holds, bound=bound: holds(value, bound)  # type: ignore[misc]
    return None
