"""What a problem asks for, as typed tasks. A problem that fits no task exactly has none."""

from dataclasses import dataclass
from enum import StrEnum

from tutor.check.reading.tree import Node, Relation


class Form(StrEnum):
    """The form in which a value is to be written."""

    ANY = "any"
    SIMPLE = "simplified"
    EXPANDED = "expanded"
    FACTORED = "factored"


class Wanted(StrEnum):
    """Which solutions of an equation are asked for."""

    ALL = "all"
    REAL = "real"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    INTEGER = "integer"


@dataclass(frozen=True, slots=True)
class FindValue:
    """The value of an expression, or the same expression in another form.

    With ANY form, an expression in letters may be meant for a number that the problem does not show.
    """

    expression: Node
    form: Form = Form.SIMPLE


@dataclass(frozen=True, slots=True)
class Solve:
    """The solutions of an equation for its unknown."""

    equation: Relation
    unknown: str
    wanted: Wanted = Wanted.ALL


@dataclass(frozen=True, slots=True)
class SolveSystem:
    """The common solutions of several equations."""

    equations: tuple[Relation, ...]
    unknowns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SolveInequality:
    """The numbers for which an inequality holds."""

    inequality: Relation
    unknown: str


@dataclass(frozen=True, slots=True)
class Differentiate:
    """The derivative of an expression, at a point where one is given."""

    expression: Node
    variable: str
    order: int = 1
    point: Node | None = None


@dataclass(frozen=True, slots=True)
class Antiderivative:
    """An indefinite integral."""

    integrand: Node
    variable: str


@dataclass(frozen=True, slots=True)
class EquationWithRoots:
    """A polynomial equation with exactly these roots."""

    roots: tuple[Node, ...]
    degree: int


Task = FindValue | Solve | SolveSystem | SolveInequality | Differentiate | Antiderivative | EquationWithRoots
