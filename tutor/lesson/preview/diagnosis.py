"""Why a formula was not read, in words for a student, and at which character."""

from itertools import pairwise
from typing import Final

from tutor.check.reading import notation as n
from tutor.check.reading.outcome import Unparsed
from tutor.lesson.preview.commands import UNKNOWN, meant_commands
from tutor.lesson.preview.marks import (
    BAR,
    BINARY,
    CLOSE,
    COMMA,
    NUMBER,
    OPEN,
    OPERATORS,
    RELATION,
    SIGN,
    WORD,
    Lonely,
    Mark,
    lonely,
    marks,
)
from tutor.lesson.preview.values import Stop
from tutor.vocabulary.verdict import Reason

BEYOND: Final = "from here on the preview can't read it; the tutor gets it as you typed it"
_TOO_LARGE: Final = "too long or too deeply nested for a preview; the tutor gets it as you typed it"
_IN_GROUP: Final = frozenset({BINARY, SIGN})


def diagnose(source: str, reading: Unparsed) -> Stop:
    """The stop of a formula; its position counts from the beginning of `source`."""
    if reading.reason is Reason.TOO_LARGE:
        return Stop(min(reading.position, len(source)), _TOO_LARGE, slip=False)
    found = marks(source)
    return (
        _unknown_command(source, reading)
        or _bracket(found)
        or _operators(found)
        or _neighbours(found, reading)
        or _missing_part(found, reading)
        or Stop(reading.position, BEYOND, slip=False)
    )


def _unknown_command(source: str, reading: Unparsed) -> Stop | None:
    match = UNKNOWN.match(reading.message)
    if match is None:
        return None
    name, end = match[1], reading.position + len(match[1]) + 1
    likely = meant_commands(name)
    unfinished = end >= len(source.rstrip())
    if not likely:
        return Stop(reading.position, f"`\\{name}` is a command the preview does not know", slip=False)
    message = f"`\\{name}` is no command: did you mean `\\{likely[0]}`?"
    return Stop(reading.position, message, unfinished=unfinished)


def _bracket(found: tuple[Mark, ...]) -> Stop | None:
    odd = lonely(found)
    if odd is not None:
        return _lonely_bracket(odd)
    bars = [mark for mark in found if mark.kind == BAR]
    if len(bars) == 1 and not any(mark.kind == OPEN for mark in found):
        return Stop(bars[0].start, "the bar `|` has no partner", unfinished=True)
    for mark, following in pairwise(found):
        if mark.kind == OPEN and following.kind == CLOSE:
            return Stop(mark.start, f"nothing stands between `{mark.text}` and `{following.text}`")
    return None


def _lonely_bracket(odd: Lonely) -> Stop:
    mark, opened = odd.mark, odd.opened
    if mark.kind == OPEN:
        return Stop(mark.start, f"the bracket `{mark.text}` is never closed", unfinished=True)
    if opened is None:
        return Stop(mark.start, f"the bracket `{mark.text}` was never opened")
    if opened.text.startswith("\\left"):
        return Stop(opened.start, f"`{opened.text}` needs a `\\right` with its bracket")
    if mark.text.startswith("\\right"):
        return Stop(mark.start, f"`{mark.text}` needs a `\\left` with its bracket")
    return Stop(opened.start, f"the bracket `{opened.text}` is not closed before `{mark.text}`")


def _operators(found: tuple[Mark, ...]) -> Stop | None:
    """An operator that has nothing on one of its sides."""
    if not found or all(mark.kind in OPERATORS for mark in found):
        return None  # a sign alone is talked about: "replace * by + or -"
    if found[0].kind == BINARY:
        return Stop(found[0].start, f"nothing stands before `{found[0].text}`")
    if found[-1].kind in OPERATORS:
        return Stop(found[-1].start, f"nothing stands after `{found[-1].text}`", unfinished=True)
    for mark, following in pairwise(found):
        stop = _pair(mark, following)
        if stop is not None:
            return stop
    return None


def _pair(mark: Mark, following: Mark) -> Stop | None:
    if mark.kind in OPERATORS and following.kind in {BINARY, RELATION} and not _is_side(mark, following):
        return Stop(following.start, f"two operators in a row: `{mark.text}` and `{following.text}`")
    # {+}, (*), \{=: signs in braces are spacing, or talked about
    if mark.kind == OPEN and following.kind == BINARY and mark.text != "{":
        return Stop(following.start, f"nothing stands between `{mark.text}` and `{following.text}`")
    if mark.kind in OPERATORS and following.kind == CLOSE and following.text != "}":
        return Stop(mark.start, f"nothing stands after `{mark.text}`")
    return None


def _is_side(mark: Mark, following: Mark) -> bool:
    """ℝ^*, 0^+, a set difference: marks that are no operators here."""
    return mark.text == "^" and following.text in {"*", "+", "-"}


def _neighbours(found: tuple[Mark, ...], reading: Unparsed) -> Stop | None:
    """A number right behind a letter or another number."""
    place = next((at for at, mark in enumerate(found) if mark.start <= reading.position < mark.end), None)
    if not place:
        return None
    before, here = found[place - 1], found[place]
    if here.kind != NUMBER:
        return None
    if before.text in {"x", "X"} and place > 1 and found[place - 2].kind == NUMBER:
        return Stop(before.start, f"is `{before.text}` a times sign here? Write `*`")
    if before.kind == WORD and len(before.text) == 1:
        gap = " " if before.end < here.start else ""
        return Stop(
            before.start,
            f"`{before.text}{gap}{here.text}`: a power `{before.text}^{here.text}`, an index "
            f"`{before.text}_{here.text}` or a product?",
        )
    if before.kind == NUMBER:
        return Stop(here.start, f"nothing stands between the numbers `{before.text}` and `{here.text}`")
    return None


def _missing_part(found: tuple[Mark, ...], reading: Unparsed) -> Stop | None:
    """A command, function or integral without what belongs to it."""
    if reading.message.startswith("a differential expected"):
        return Stop(reading.position, "the integral has no `dx` at its end", unfinished=True)
    if not found or reading.position < found[-1].end:
        return _frac(found, reading)
    last, head = found[-1], _commands_before_end(found)
    if head:
        return Stop(head.start, f"`{head.text}` has nothing to work on yet", unfinished=True)
    if last.kind == WORD and last.text in n.FUNCTIONS:
        return Stop(last.start, f"`{last.text}` has nothing to work on yet", unfinished=True)
    if last.kind == COMMA:
        return Stop(last.start, f"nothing stands after `{last.text}`", unfinished=True)
    return None


def _commands_before_end(found: tuple[Mark, ...]) -> Mark | None:
    """The command whose group is missing at the end: `\\sqrt`, `\\frac{1}`."""
    level = 0
    for mark in reversed(found):
        level += (mark.kind == CLOSE) - (mark.kind == OPEN)
        if level == 0 and mark.kind not in {OPEN, CLOSE, NUMBER, WORD}:
            name = mark.text.lstrip("\\")
            grouped = n.COMMANDS.get(name, ("", ""))[0] in {"\\frac", "\\binom"}
            bare = mark is found[-1] and mark.text.startswith("\\") and name in n.COMMANDS
            return mark if grouped or bare else None
    return None


def _frac(found: tuple[Mark, ...], reading: Unparsed) -> Stop | None:
    if not reading.message.startswith("a group expected"):
        return None
    before = [mark for mark in found if mark.start < reading.position and mark.text.startswith("\\")]
    heads = [mark for mark in before if n.COMMANDS.get(mark.text[1:], ("",))[0] in {"\\frac", "\\binom"}]
    if not heads:
        return None
    return Stop(heads[-1].start, f"`{heads[-1].text}` needs two groups: `{heads[-1].text}{{a}}{{b}}`")
