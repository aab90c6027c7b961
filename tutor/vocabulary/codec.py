"""Values of the vocabulary as plain JSON values, and back: the one form for streams, the history and exports.

A dataclass becomes an object of its fields. Three values have a form of their own, made for
programs that read `--json`: an event carries its name under `event`, a solution has its answer
as text, and a checked step has the verdict of each statement beside it.

What JSON has no form for is replaced: lone surrogates by U+FFFD, nan and infinities by null
(read back as nan).
"""

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from tutor.vocabulary.encodable import replace_surrogates
from tutor.vocabulary.events import CheckedStep, Event, Solution
from tutor.vocabulary.step import Opening, Section, Statement, Step
from tutor.vocabulary.verdict import Verdict

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
T = TypeVar("T")

_NAME = "name"


def event_to_json(event: Event) -> dict[str, Json]:
    """One event as plain values, its name under `event`."""
    return {"event": event.name} | {
        field.name: encode(getattr(event, field.name)) for field in fields(event) if field.name != _NAME
    }


def event_from_json(value: Json) -> Event:
    """The event that `event_to_json` wrote. Raises ValueError for anything else."""
    content = _object(value)
    kind = _event_kinds().get(_text(content.get("event")))
    if kind is None:
        raise ValueError(f"there is no event {content.get('event')!r}")
    return cast(Event, _read_fields(kind, content))


def encode(value: object) -> Json:
    """A value of the vocabulary, or a collection of them, as plain values."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {replace_surrogates(str(key)): encode(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    if is_dataclass(value):
        return _encode_dataclass(value)
    return replace_surrogates(value.isoformat() if isinstance(value, datetime) else str(value))


def decode(kind: type[T], value: Json) -> T:
    """What `encode` made a plain value of. Fields that are missing get their default, unknown ones are left.

    Raises ValueError that says what does not fit.
    """
    return cast(T, _read(kind, value))


def _encode_dataclass(value: object) -> dict[str, Json]:
    if isinstance(value, CheckedStep):
        return _checked_step(value)
    if isinstance(value, Solution):
        return _fields(value) | {
            "answer": encode(value.answer.text) if value.answer else None,
            "answer_source": value.answer.source.value if value.answer else None,
        }
    return _fields(value)


def _fields(value: object) -> dict[str, Json]:
    assert is_dataclass(value)
    return {field.name: encode(getattr(value, field.name)) for field in fields(value)}


def _checked_step(checked: CheckedStep) -> dict[str, Json]:
    step, verdicts = checked.step, checked.verdicts
    return {
        "number": step.number,
        "section": step.section.value,
        "opening": step.opening.value,
        "text": encode(step.text),
        "verdict": encode(checked.verdict),
        "statements": [
            _fields(statement) | {"verdict": encode(verdicts[index] if index < len(verdicts) else None)}
            for index, statement in enumerate(step.statements)
        ],
    }


def _read(kind: Any, value: Json) -> object:
    """Read by the type that is due."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _read_union(get_args(kind), value)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in _list(value))
    if origin in (dict, Mapping):
        return {key: _read(get_args(kind)[1], item) for key, item in _object(value).items()}
    if kind is CheckedStep:
        return _read_checked_step(_object(value))
    if kind is Solution:
        return _read_solution(_object(value))
    if is_dataclass(kind):
        return _read_fields(cast(type, kind), _object(value))
    return _read_one(kind, value)


def _read_one(kind: type, value: Json) -> object:
    if kind is float:
        return math.nan if value is None else float(_number(value))
    if kind in (str, int, bool, NoneType):
        if type(value) is not kind:
            raise _misfit(value, kind.__name__)
        return value
    if issubclass(kind, StrEnum):
        return kind(_text(value))
    if kind is datetime:
        return datetime.fromisoformat(_text(value))
    raise ValueError(f"{kind!r} has no plain form")


def _read_union(kinds: tuple[Any, ...], value: Json) -> object:
    """Of plain kinds the one the value has; else the first that can be read (None aside, that is one)."""
    if value is None:
        return None if NoneType in kinds else math.nan
    if type(value) in kinds:
        return value
    return _read(next(kind for kind in kinds if kind is not NoneType), value)


def _read_fields(kind: type, content: dict[str, Json]) -> object:
    hints = _hints(kind)
    given = {
        name: _read(hint, content[name]) for name, hint in hints.items() if name in content and name != _NAME
    }
    try:
        return kind(**given)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error


def _read_checked_step(content: dict[str, Json]) -> CheckedStep:
    found = [_object(each) for each in _list(content.get("statements"))]
    step = Step(
        number=int(_number(content.get("number"))),
        section=decode(Section, content.get("section")),
        opening=decode(Opening, content.get("opening", Opening.PARAGRAPH.value)),
        text=_text(content.get("text")),
        statements=tuple(decode(Statement, each) for each in found),
    )
    verdicts = [decode(Verdict, each["verdict"]) for each in found if each.get("verdict") is not None]
    verdict = content.get("verdict")
    return CheckedStep(step, None if verdict is None else decode(Verdict, verdict), tuple(verdicts))


def _read_solution(content: dict[str, Json]) -> object:
    text, source = content.get("answer"), content.get("answer_source")
    answer: Json = None if text is None else {"text": text, "source": source}
    return _read_fields(Solution, content | {"answer": answer})


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _event_kinds() -> dict[str, type]:
    """Events by the name that each has as a default."""
    return {
        next(str(field.default) for field in fields(kind) if field.name == _NAME): kind
        for kind in get_args(Event)
    }


def _object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise _misfit(value, "an object")
    return value


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise _misfit(value, "a list")
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise _misfit(value, "a text")
    return value


def _number(value: Json) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _misfit(value, "a number")
    return value


def _misfit(value: Json, due: str) -> ValueError:
    return ValueError(f"{value!r:.60} stands where {due} is due")
