"""Which earlier equations are still in force once a letter got another value.

A case that was left behind contradicts the one under way. Looking back from the latest
equation, what contradicts those after it belongs to another case, and so do the values of
letters that were found before the next case began: x = 2, y = 4, then x = -1.
"""

from functools import lru_cache

from sympy import Rational

from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import Symbol
from tutor.check.steps.elimination import Elimination, Row, row_of
from tutor.check.steps.links import Link

_ROUNDED = 0.01


@lru_cache(maxsize=256)
def latest_case(equations: tuple[Link, ...]) -> tuple[Link, ...]:
    """The equations that agree with those after them, in the order they were stated."""
    equations = _without_values_left_behind(equations)
    system = Elimination()
    kept = [known for known in reversed(equations) if _agrees(known, system)]
    return tuple(reversed(kept))


def _without_values_left_behind(equations: tuple[Link, ...]) -> tuple[Link, ...]:
    """Without the values found since a letter had another value than later."""
    kept: list[Link] = []
    for known in equations:
        found = _value_of(known)
        before = next(
            (place for place, one in enumerate(kept) if found and _is_other_value(one, found)), None
        )
        if before is not None:
            kept = [*kept[:before], *(one for one in kept[before:] if _value_of(one) is None)]
        kept.append(known)
    return tuple(kept)


def _value_of(known: Link) -> tuple[str, Row] | None:
    """The letter and the row of x = 2."""
    row = row_of(known) if isinstance(known.left, Symbol) and len(known.letters) == 1 else None
    return (known.left.name, dict(row)) if row and isinstance(known.left, Symbol) else None


def _is_other_value(known: Link, found: tuple[str, Row]) -> bool:
    value = _value_of(known)
    return value is not None and value[0] == found[0] and value[1] != found[1]


def _agrees(known: Link, system: Elimination) -> bool:
    row = row_of(known)
    if row is not None:
        return system.takes(dict(row))
    values = {name: system.value(name) for name in known.letters}
    if not values:
        return True
    found = {
        name: Rational(value.numerator, value.denominator)
        for name, value in values.items()
        if value is not None
    }
    return len(found) < len(values) or not _refuted(known, found)


def _refuted(known: Link, values: dict[str, Rational]) -> bool:
    try:
        sides = [expression(side) for side in (known.left, known.right)]
    except UnbuildableError:
        return False
    left, right = (
        side.subs({symbol: values[symbol.name] for symbol in side.free_symbols if symbol.name in values})
        for side in sides
    )
    if not is_different(compare_values(left, right)):
        return False
    if not (left.is_number and right.is_number):
        return True
    size = max(1, abs(left.evalf()), abs(right.evalf()))
    return bool(abs((left - right).evalf()) > _ROUNDED * size)  # x = 3.73 may be a rounded solution of it
