"""A result goes on with the context and the KV type it was begun with, whatever memory is free by then.

The plan of a run takes what fits at the moment. What it took bounds the texts and bears on the
answers, so that a result begun beside a browser is not to change when the browser is closed.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from tutor.evaluate.protocol.results.stored import SAMPLES, Head, read_head
from tutor.evaluate.protocol.results.terms import chosen, differing
from tutor.evaluate.protocol.running.opening import Opened
from tutor.vocabulary.errors import EngineError, UsageError

Layout = Mapping[str, str | int | float]
_NAMES = ("context", "kv_type")


def layout_begun(folder: Path, head: Head) -> Layout:
    """What the result in the folder was begun with, where that is not what it would be now.

    Nothing where none is begun, and where what was chosen differs: that is refused elsewhere.
    """
    if not (folder / SAMPLES).exists():
        return {}
    try:
        there = read_head(folder)
    except UsageError:  # torn at its first line: it is begun again
        return {}
    if differing(chosen(there.terms), chosen(head.terms)):
        return {}
    begun = {name: there.facts[name] for name in _NAMES if name in there.facts}
    return {name: value for name, value in begun.items() if head.facts.get(name) != value}


def open_as_begun(
    folder: Path, begun: Layout, typed: Mapping[str, object], open_with: Callable[[Layout], Opened]
) -> Opened:
    """The model opened as the result was begun. `typed` is what the command says itself.

    Raises `UsageError` where the command says otherwise, `EngineError` where there is no room for it.
    """
    words = " and ".join(f"{name.replace('_', ' ')} {value}" for name, value in begun.items())
    if any(typed.get(name) is not None for name in begun):
        raise UsageError(f"{folder} was begun with {words}.", "Give the same, or another folder with --out.")
    try:
        return open_with(begun)
    except EngineError as error:
        raise EngineError(
            f"{folder} was begun with {words}, for which there is no room now: {error.message}",
            "Close other programs: what is finished is kept, and the same command goes on.",
        ) from error
