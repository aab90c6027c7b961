"""What a problem asks for, as typed tasks. A problem that fits no task exactly has none."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tutor.check.reading.tree import Matrix, Node, Relation, Unit


class Form(StrEnum):
    """The form in which a value is to be written."""

    ANY = "any"
    SIMPLE = "simplified"
    EXPANDED = "expanded"
    FACTORED = "factored"
    NUMBER = "a number"


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
    """The solutions of an equation for its unknown, in a domain where one is given."""

    equation: Relation
    unknown: str
    wanted: Wanted = Wanted.ALL
    domain: Node | None = None


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


@dataclass(frozen=True, slots=True)
class Factorize:
    """A whole number as a product of powers of primes."""

    number: int


@dataclass(frozen=True, slots=True)
class WriteInBase:
    """A whole number as a numeral in a base."""

    number: int
    base: int


@dataclass(frozen=True, slots=True)
class ConvertUnit:
    """A quantity in another unit."""

    number: Fraction
    unit: Unit
    target: Unit


@dataclass(frozen=True, slots=True)
class FindPoint:
    """A point by its coordinates; `on_axis` when its height alone says which."""

    coordinates: tuple[Node, ...]
    on_axis: bool = False


@dataclass(frozen=True, slots=True)
class FindRootPoint:
    """The one point where the graph of a function crosses the x-axis."""

    function: Node
    variable: str


@dataclass(frozen=True, slots=True)
class FindVertex:
    """The vertex of a parabola."""

    function: Node
    variable: str


@dataclass(frozen=True, slots=True)
class SlopeOfLine:
    """The slope of a line given by an equation in x and y."""

    equation: Relation


class MatrixOperation(StrEnum):
    """What is done with matrices."""

    DETERMINANT = "determinant"
    INVERSE = "inverse"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class FindMatrix:
    """What an operation makes of one or two matrices of numbers."""

    operation: MatrixOperation
    matrices: tuple[Matrix, ...]


Task = (
    FindValue
    | Solve
    | SolveSystem
    | SolveInequality
    | Differentiate
    | Antiderivative
    | EquationWithRoots
    | Factorize
    | WriteInBase
    | ConvertUnit
    | FindPoint
    | FindRootPoint
    | FindVertex
    | SlopeOfLine
    | FindMatrix
)
