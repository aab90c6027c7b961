"""Answers that are no mathematics: choices, words, times of day."""

from tutor.check.comparing.outcome import different, proved, undecided
from tutor.check.comparing.words import COUNTLESS, compare_words, plain_words
from tutor.check.reading.tree import Choice, ClockTime, NamedSet, Node, SetName, Symbol, Text
from tutor.vocabulary.verdict import Comparison


def compare_things(expected: Node, given: Node) -> Comparison:
    """Choices, words, times of day."""
    if isinstance(expected, ClockTime) and isinstance(given, ClockTime):
        return _compare_times(expected, given)
    names = [_spoken(side) for side in (expected, given)]
    if NamedSet(SetName.EMPTY) in (expected, given):
        counts = [plain_words(name) for name in names if name is not None]
        return different("none against infinitely many") if counts == [COUNTLESS] else undecided("words")
    if names[0] is None or names[1] is None:
        return undecided("words against a formula")
    if isinstance(expected, Choice) and len(names[1]) == 1 and expected.letter != names[1].upper():
        return different(f"{names[1]}, not {names[0]}")
    return compare_words(names[0], names[1])


def _spoken(node: Node) -> str | None:
    match node:
        case Text(text=text):
            return text
        case Choice(letter=name) | Symbol(name=name):
            return name
        case ClockTime():
            return f"{node.hours}:{node.minutes:02} {node.half}"
    return None


def _compare_times(expected: ClockTime, given: ClockTime) -> Comparison:
    if (expected.hours % 12, expected.minutes) != (given.hours % 12, given.minutes):
        return different("another time of day")
    halves = {time.half for time in (expected, given) if time.half}
    return different("another half of the day") if len(halves) > 1 else proved()
