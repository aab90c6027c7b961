"""The one door from trees to sympy expressions in this room."""

from functools import lru_cache

import sympy
from sympy import Expr

from tutor.check.reading.nouns import noun
from tutor.check.reading.tree import Integral, Limit, Node, ProductOver, SumOver
from tutor.check.symbolic.build import build
from tutor.check.symbolic.outcome import BuildError
from tutor.check.symbolic.products import with_closed_products
from tutor.check.trees import letters, walk
from tutor.vocabulary.verdict import Reason

_UNEVALUATED = (sympy.Derivative, sympy.Integral, sympy.Limit, sympy.Sum, sympy.Product)


class UnbuildableError(Exception):
    """A tree has no single value in sympy; `reason` says whether it is too large or there is no method."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@lru_cache(maxsize=1024)
def expression(node: Node) -> Expr:
    """The expression a tree stands for. Raises UnbuildableError."""
    if any(_hides_variable(inner) for inner in walk(node)):
        raise UnbuildableError(Reason.NO_METHOD, "terms that depend on an index")
    try:
        built = build(node)
    except BuildError as error:
        raise UnbuildableError(error.reason, str(error)) from error
    except TypeError as error:  # sympy's answer to a matrix plus a number
        raise UnbuildableError(Reason.NO_METHOD, "a matrix beside a number") from error
    if not isinstance(built, Expr):
        raise UnbuildableError(Reason.NO_METHOD, f"{noun(node)} is no single value")
    return built


def worked(found: Expr) -> Expr:
    """The expression with derivatives, integrals, limits and sums worked out where sympy can.

    Raises UnbuildableError for a limit that is another from either side.
    """
    try:
        return with_closed_products(found.doit()) if found.has(*_UNEVALUATED) else found
    except ValueError as error:  # sympy's answer to such a limit
        raise UnbuildableError(Reason.NO_METHOD, "not defined") from error


def is_unfinished(found: Expr) -> bool:
    """Whether an integral, limit, sum or product is left."""
    return bool(found.has(*_UNEVALUATED))


def _hides_variable(node: Node) -> bool:
    """Whether a bound letter occurs in an index: in the sum of a_k over k, a_k is no constant."""
    if not isinstance(node, SumOver | ProductOver | Limit | Integral):
        return False
    indexed = [name.partition("_")[2] for name in letters(node) if "_" in name]
    return any(node.variable in index for index in indexed)
