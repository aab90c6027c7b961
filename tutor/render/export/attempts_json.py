"""Attempts as JSON, and back."""

import json
from collections.abc import Iterable, Iterator

from tutor.vocabulary.attempt import Attempt
from tutor.vocabulary.codec import Json, decode, encode
from tutor.vocabulary.errors import TutorError

FORMAT = "tutor attempts"
VERSION = 1


def to_json(attempts: Iterable[Attempt]) -> Iterator[str]:
    """One object with all attempts, each on lines of its own; ASCII, as are all our streams of JSON."""
    yield f'{{"format": "{FORMAT}", "version": {VERSION}, "attempts": ['
    separator = "\n"
    for attempt in attempts:
        yield separator + json.dumps(encode(attempt), indent=1, allow_nan=False)
        separator = ",\n"
    yield "\n]}\n"


def from_json(text: str) -> list[Attempt]:
    """The attempts of a file that `to_json` wrote. Raises `TutorError` for anything else."""
    try:
        return [decode(Attempt, each) for each in _listed(json.loads(text))]
    except ValueError as error:
        raise TutorError(f"This is no export of attempts: {error}.", "Export it again with tutor.") from error


def _listed(content: Json) -> list[Json]:
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError(f'it has no "format": "{FORMAT}"')
    if content.get("version") != VERSION:
        raise ValueError(f"its version is {content.get('version')!r}, known is {VERSION}")
    listed = content.get("attempts")
    return listed if isinstance(listed, list) else []
