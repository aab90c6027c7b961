"""A tree on one line, exact to the last field: what the JSON tables of readings hold."""

from dataclasses import fields
from enum import Enum

from tutor.check.reading import tree as t


def outline(value: object) -> str:
    """Class names with their fields in order; numbers, names and constants bare, absent parts as a dash."""
    match value:
        case t.Integer(number):
            return str(number)
        case t.Symbol(name):
            return name
        case t.Constant(name):
            return name.value
        case t.Node():
            inner = ", ".join(outline(getattr(value, field.name)) for field in fields(value))
            return f"{type(value).__name__}({inner})"
        case tuple():
            return "[" + ", ".join(outline(part) for part in value) + "]"
        case Enum():
            return str(value.value)
        case _:
            return "-" if value is None else f"'{value}'" if isinstance(value, str) else str(value)
