"""Letters and digits that run together: `x2`, `sinxcosx`, `1 000`, `3,5`, and odd characters."""

import re
from collections.abc import Iterator
from typing import Final

from tutor.lesson.preview.characters import plain
from tutor.lesson.preview.repairs.repair import Repair, replaced

_POWER: Final = re.compile(r"(?<![A-Za-z\\])([A-Za-z])(\d+)(?![.\d])")
_FACTOR: Final = re.compile(r"(\d)([A-Za-z])(\d+)")
_SPACED_POWER: Final = re.compile(r"(?<![A-Za-z\\])([A-Za-z])\s+(\d+)")
_THOUSANDS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.])")
_TWO_NUMBERS: Final = re.compile(r"(\d)\s+(?=\d)")
_TIMES: Final = re.compile(r"(?<=\d)\s*[xX]\s*(?=\d)")
_ODD: Final = re.compile(r"[#@~`\"¬¦§¤�]+")

_FUNCTION: Final = "arcsin|arccos|arctan|sinh|cosh|tanh|sin|cos|tan|cot|ln|log|sqrt"
_ARGUMENT: Final = "theta|alpha|beta|phi|pi|[xyznθαβφπ]"
GLUED: Final = re.compile(
    rf"(?<![A-Za-z\\])(?P<before>[xyznt]?)(?P<run>(?:(?:{_FUNCTION})(?:{_ARGUMENT}))+)(?![A-Za-z])"
)
_ONE: Final = re.compile(rf"({_FUNCTION})({_ARGUMENT})")
# Words of English that look like a function and its argument.
_ENGLISH: Final = frozenset({"cosy", "siny", "tany", "logy"})
_LOG_BASE: Final = re.compile(r"\blog(\d+)\s*(?=[\s(]?\s*[\da-z(])")


def repair_letters(source: str) -> Iterator[Repair]:
    """For what stands side by side without a sign."""
    usual = plain(source)
    if usual != source:
        yield Repair(usual, "the usual characters for those pasted")
    yield from repair_glued(source)
    yield from _numbers(source)
    yield from _powers(source)
    odd = _ODD.search(source)
    if odd:
        yield replaced(source, *odd.span(), "", f"without `{odd[0]}`", 2)


def _numbers(source: str) -> Iterator[Repair]:
    match = _THOUSANDS.search(source)
    if match:
        joined = match[0].replace(" ", "")
        yield replaced(source, *match.span(), joined, f"`{joined}` for `{match[0]}`")
    match = _TIMES.search(source)
    if match:
        yield replaced(source, *match.span(), " * ", "`*` for `x`", 1 if " " in match[0] else 3)
    match = _TWO_NUMBERS.search(source)
    if match:
        yield replaced(source, match.end(1), match.end(), " * ", "`*` between the numbers", 2)


def _powers(source: str) -> Iterator[Repair]:
    """x2 as a power, an index, a product. Numbered letters (x1, x2) are indices first."""
    found = list(_POWER.finditer(source)) or list(_SPACED_POWER.finditer(source))
    if not found:
        return
    digits = [match[2] for match in found]
    numbered = len({match[0] for match in found}) > 1 and len(set(digits)) == len(digits) and "1" in digits
    pattern = found[0].re
    shown = found[0]
    kinds = (("_", 1), ("^", 2), ("*", 3)) if numbered else (("^", 1), ("_", 3), ("*", 3))
    for sign, cost in kinds:
        new = pattern.sub(lambda match, sign=sign: f"{match[1]}{sign}{match[2]}", source)  # type: ignore[misc]
        yield Repair(new, f"`{shown[1]}{sign}{shown[2]}` for `{shown[0]}`", cost)


def repair_glued(source: str) -> Iterator[Repair]:
    """`sinxcosx` as sin(x) cos(x). The reader knows `sinx` alone."""
    for match in GLUED.finditer(source):
        if match["run"] in _ENGLISH:
            continue
        parts = [f"{name}({argument})" for name, argument in _ONE.findall(match["run"])]
        new = " ".join(filter(None, [match["before"], *parts]))
        yield replaced(source, *match.span(), new, f"`{new}` for `{match[0]}`")


def is_glued(word: str) -> bool:
    """Whether a run of letters is functions with their arguments."""
    match = GLUED.fullmatch(word)
    return match is not None and match["run"] not in _ENGLISH


_COMMA: Final = re.compile(r"(?<![\d.,])(\d+),(\d+)(?![\d,.])")
_ARITHMETIC: Final = re.compile(r"[-+*/^·×÷−a-z(√\\]")


def decimal_commas(source: str) -> Iterator[Repair]:
    """`3,5x` with a decimal point, where the numbers stand in no brackets and in no longer list."""
    found = [match for match in _COMMA.finditer(source) if _is_outside(source, match.start())]
    if found and not re.search(r"\d,\d+,\d", source):
        first = found[0]
        new = source
        for match in reversed(found):
            new = f"{new[: match.start()]}{match[1]}.{match[2]}{new[match.end() :]}"
        yield Repair(new, f"`{first[1]}.{first[2]}` for `{first[0]}`")


def is_in_arithmetic(source: str) -> bool:
    """Whether a number with a comma is added, multiplied or the like: then it is no list."""
    for match in _COMMA.finditer(source):
        after, before = source[match.end() :].lstrip(" "), source[: match.start()].rstrip(" ")
        if _ARITHMETIC.match(after) or (before and before[-1] in "+*/^·×÷√"):
            return True
    return False


def _is_outside(source: str, place: int) -> bool:
    before = source[:place]
    return sum(map(before.count, "([{")) == sum(map(before.count, ")]}"))


def log_bases(source: str) -> Iterator[Repair]:
    """`log2 8` with its base as an index."""
    match = _LOG_BASE.search(source)
    if match and not source[match.end() :].lstrip().startswith("("):
        new = f"log_{match[1]} "
        yield replaced(source, *match.span(), new, f"`log_{match[1]}` for `log{match[1]}`")
