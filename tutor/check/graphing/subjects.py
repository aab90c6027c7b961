"""What a problem gives to draw, as values; how it is drawn stands elsewhere."""

from dataclasses import dataclass
from enum import Flag, auto

from sympy import Expr, Integral, Limit, Product, Sum, Symbol

from tutor.check.expressions import UnbuildableError, expression, worked
from tutor.check.reading.show import show
from tutor.check.reading.tree import Node, RelationOperator
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import applied, free_letters
from tutor.vocabulary.verdict import Reason


class Marked(Flag):
    """Which points of a curve are marked."""

    NOTHING = 0
    ROOTS = auto()
    TURNS = auto()
    BOTH = ROOTS | TURNS


@dataclass(frozen=True, slots=True)
class Line:
    """One function to draw; lines of one `source` (the halves of a circle) don't intersect each other."""

    label: str
    found: Expr
    marked: Marked = Marked.NOTHING
    source: int = 0
    given: bool = True  # by the problem; else named in the answer


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the first line, or anywhere when its height is known."""

    x: Expr
    y: Expr | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What to draw over one letter.

    `operators` stand between neighbouring lines where they are the members of an
    inequality; `meets` says that intersections of the lines are meant, `solved` that values
    of the letter are asked for; `touch` is where the first line has its tangent; `span` are
    bounds on the axis, `uprights` vertical lines.
    """

    variable: Symbol
    lines: tuple[Line, ...]
    caption: str = ""
    operators: tuple[RelationOperator, ...] = ()
    meets: bool = False
    solved: bool = False
    touch: Expr | None = None
    span: tuple[Expr, Expr] | None = None
    places: tuple[Place, ...] = ()
    answers: tuple[Place, ...] = ()
    uprights: tuple[Line, ...] = ()


def real(name: str) -> Symbol:
    """The letter of the horizontal axis, as a real number."""
    symbol = expression(Letter(name))
    return Symbol(symbol.name, real=True)


def over(node: Node, name: str) -> Expr:
    """The expression of a tree in one letter alone. Raises UnbuildableError."""
    if free_letters(node) - {name} or applied(node):
        raise UnbuildableError(Reason.NO_METHOD, "other letters in it")
    found = expression(node)
    if found.has(Integral, Limit, Sum, Product):
        raise UnbuildableError(Reason.NO_METHOD, "no plain function")
    return worked(found).subs(expression(Letter(name)), real(name))


def closed(node: Node) -> Expr:
    """The value of a tree without letters. Raises UnbuildableError."""
    if free_letters(node) or applied(node):
        raise UnbuildableError(Reason.NO_METHOD, "letters in it")
    return expression(node)


def named(node: Node, head: str = "y") -> str:
    """A line's label; a letter that is the line's own is not set equal to it."""
    if head in free_letters(node):
        return show(node)
    return f"{head} = {show(node)}" if head else show(node)
