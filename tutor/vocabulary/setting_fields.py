"""The settings one by one: what each does, which values it takes, what is wrong with a text typed for it.

Reads all of it from `Settings`, so that nothing about a setting is written twice. Like
`settings` it is imported where it is needed.
"""

import ast
import inspect
import textwrap
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.settings import Settings

AUTO = "auto"
_WANTED = {
    **dict.fromkeys(("int_parsing", "int_from_float", "int_type"), "a whole number"),
    **dict.fromkeys(("float_parsing", "float_type", "finite_number"), "a number"),
    **dict.fromkeys(("bool_parsing", "bool_type"), "on or off"),
    "int_parsing_size": "a smaller number",
    "greater_than_equal": "{ge:.10g} or more",
    "less_than_equal": "{le:.10g} or less",
    "greater_than": "more than {gt:.10g}",
    "less_than": "less than {lt:.10g}",
    "literal_error": "{expected}",
}


@dataclass(frozen=True, slots=True)
class SettingField:
    """One setting. `about` says what it does, `choices` are the texts it takes where they can be listed."""

    name: str
    about: str
    default: object
    choices: tuple[str, ...]
    validator: TypeAdapter[object]

    def parse(self, text: str) -> object:
        """The value of a text, read as the environment's are; UsageError with what it should be instead.

        An empty text is the default.
        """
        if not text.strip():
            return self.default
        return self.check(text.strip())

    def check(self, value: object) -> object:
        """A value as the settings hold it; UsageError with what it should be instead."""
        try:
            return self.validator.validate_python(value)
        except ValidationError as error:
            raise UsageError("; ".join(_wanted(fault) for fault in error.errors())) from error

    def text(self, value: object) -> str:
        """What one types for a value."""
        if value is None:
            return AUTO
        if isinstance(value, bool):
            return "on" if value else "off"
        if isinstance(value, float):
            return f"{value:.15g}"
        return str(value)


@cache
def setting_fields() -> dict[str, SettingField]:
    """All settings by their names, in the order they are written in."""
    abouts = _docstrings()
    return {
        name: SettingField(
            name,
            abouts.get(name, ""),
            info.default,
            _choices(info.annotation),
            _validator(info),
        )
        for name, info in Settings.model_fields.items()
    }


def _validator(info: FieldInfo) -> TypeAdapter[object]:
    annotated: Any = Annotated[info.annotation, info]
    return TypeAdapter(annotated)


def _docstrings() -> dict[str, str]:
    """What stands below each field. pydantic can do so too, but at every start, which costs 20 ms."""
    (settings,) = ast.parse(textwrap.dedent(inspect.getsource(Settings))).body
    assert isinstance(settings, ast.ClassDef)
    found = {}
    for field, below in zip(settings.body, settings.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                # in the file and on the screen "auto" is typed for None
                found[name] = inspect.cleandoc(text).replace("; none:", "; auto:")
    return found


def _choices(annotation: object) -> tuple[str, ...]:
    if annotation is bool:
        return ("on", "off")
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    listed = tuple(choice for part in get_args(annotation) for choice in _choices(part))
    return (AUTO, *listed) if listed and type(None) in get_args(annotation) else listed


def _wanted(fault: ErrorDetails) -> str:
    """What the value should be, in words for people rather than for programmers."""
    words = _WANTED.get(fault["type"])
    return words.format(**fault.get("ctx", {})) if words else fault["msg"].removeprefix("Input should be ")
