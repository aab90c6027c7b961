"""The one door from trees to sympy expressions in this room."""

from functools import lru_cache

from sympy import Expr

from tutor.check.reading.tree import Node
from tutor.check.symbolic.build import build
from tutor.check.symbolic.outcome import BuildError
from tutor.vocabulary.verdict import Reason


class UnbuildableError(Exception):
    """A tree has no single value in sympy; `reason` says whether it is too large or there is no method."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@lru_cache(maxsize=1024)
def expression(node: Node) -> Expr:
    """The expression a tree stands for. Raises UnbuildableError."""
    try:
        built = build(node)
    except BuildError as error:
        raise UnbuildableError(error.reason, str(error)) from error
    if not isinstance(built, Expr):
        raise UnbuildableError(Reason.NO_METHOD, f"{type(node).__name__} is no single value")
    return built
