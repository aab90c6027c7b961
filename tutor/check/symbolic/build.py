"""Tree to sympy, constructed node by node from an allow-list. No text reaches sympy but names of symbols.

Values are exact: decimals become rationals. What has no exact value (0.333…, an
ellipsis) or no single meaning (a list, a unit) raises `NoMethodError`. Sizes are
checked before anything is evaluated (`cost`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import sympy as s

from tutor.check.reading import tree as t
from tutor.check.reading.nouns import noun
from tutor.check.symbolic.cost import check_cost
from tutor.check.symbolic.outcome import NoMethodError


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What symbols are taken to be; `log_base` is the base of a bare `log` (None: natural)."""

    real: bool = False
    positive: frozenset[str] = frozenset()
    integer: frozenset[str] = frozenset()
    log_base: int | None = 10


PLAIN: Final = Assumptions()
# What sympy's constructors raise for arguments that make no sense to them.
_SYMPY_ERRORS: Final = (
    TypeError,
    ValueError,
    ArithmeticError,
    NotImplementedError,
    AttributeError,
    RecursionError,
)


def build(node: t.Node, assumptions: Assumptions = PLAIN) -> s.Basic:
    """The sympy object `node` means.

    Raises:
        TooLargeError: evaluating it would take too many digits; nothing was evaluated.
        NoMethodError: it has no single exact meaning in sympy.

    """
    check_cost(node)
    try:
        return Builder(assumptions).build(node)
    except _SYMPY_ERRORS as error:
        raise NoMethodError(f"sympy can't make it: {error}") from error


def symbol(name: str, assumptions: Assumptions = PLAIN) -> s.Symbol:
    """The symbol a name becomes: as it is when it is a plain identifier, else spelled out in code points.

    sympy's code printers write symbol names into source they run (sympy issue 24990), so no other
    characters may stand in one.
    """
    plain = name.isascii() and name.isidentifier() and not name.startswith("_")
    safe = name if plain else "u_" + "_".join(f"{ord(character):x}" for character in name)
    kinds: dict[str, bool] = {}
    if assumptions.real:
        kinds["real"] = True
    if name in assumptions.positive:
        kinds["positive"] = True
    if name in assumptions.integer:
        kinds["integer"] = True
    return s.Symbol(safe, **kinds)


class Builder:
    """Builds the nodes of one tree under one set of assumptions."""

    def __init__(self, assumptions: Assumptions) -> None:
        self.assumptions = assumptions

    def build(self, node: t.Node) -> s.Basic:
        """The object `node` means; the allow-list is `_BUILDERS`."""
        construct = _BUILDERS.get(type(node))
        if construct is None:
            raise NoMethodError(f"{noun(node)} has no single value")
        return construct(self, node)

    def expression(self, node: t.Node) -> s.Expr:
        """As `build`, for places where a value must stand."""
        built = self.build(node)
        if not isinstance(built, s.Expr):
            raise NoMethodError(f"{noun(node)} where a value is expected")
        if built.has(s.zoo, s.nan):
            raise NoMethodError("division by zero")
        return built

    def expressions(self, nodes: tuple[t.Node, ...]) -> list[s.Expr]:
        """Several values."""
        return [self.expression(node) for node in nodes]

    def symbol(self, name: str) -> s.Symbol:
        """The symbol of that name under these assumptions."""
        return symbol(name, self.assumptions)


Construct = Callable[[Builder, t.Node], s.Basic]
_BUILDERS: Final[dict[type[t.Node], Construct]] = {}


def builds(*kinds: type[t.Node]) -> Callable[[Construct], Construct]:
    """Register what builds nodes of these kinds."""

    def register(construct: Construct) -> Construct:
        _BUILDERS.update(dict.fromkeys(kinds, construct))
        return construct

    return register


from tutor.check.symbolic import arithmetic, calculus, collections  # noqa: E402, F401 - they fill the allow-list
