"""The typed tree a reading yields: plain frozen values, no sympy.

Every node is a `Node`. What the nodes mean is said here; what text yields them
is the parser's matter, what they are worth is `tutor.check.symbolic`'s.

- A difference is a `Sum` with a `Negation` among its terms; brackets make nested
  sums, so `(a+b)-c` is `Sum((Sum((a, b)), Negation(c)))`.
- `Product` and `Sum` are flat and hold at least two children. Division of any
  notation but the colon is a `Fraction`.
- Names are case-sensitive. A subscript is part of a name: `x_1`, `x_12` for
  `x_{12}`, and `a_{n+1}`. Greek letters go by their names.
- An open pair `(a, b)` is a `TupleOf`, unless an infinity or a set operator next
  to it says that it is an `Interval`.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction as ExactFraction


@dataclass(frozen=True, slots=True)
class Node:
    """Anything that can be read."""


# Numbers


@dataclass(frozen=True, slots=True)
class Integer(Node):
    """A whole number, never negative."""

    value: int


@dataclass(frozen=True, slots=True)
class Decimal(Node):
    """A decimal as written: `digits` is "3.20" or ".5". `continues` marks "0.333...", which is not exact."""

    digits: str
    continues: bool = False

    @property
    def value(self) -> ExactFraction:
        """The exact value of the digits written."""
        whole, _, places = self.digits.partition(".")
        return ExactFraction(int((whole + places) or "0"), 10 ** len(places))

    @property
    def places(self) -> int:
        """How many digits stand after the point."""
        return len(self.digits.partition(".")[2])


@dataclass(frozen=True, slots=True)
class RepeatingDecimal(Node):
    """0.1(6): `digits` is "0.1", `period` is "6"."""

    digits: str
    period: str

    @property
    def value(self) -> ExactFraction:
        """The exact value."""
        whole, _, places = self.digits.partition(".")
        period = ExactFraction(int(self.period), 10 ** len(self.period) - 1)
        return (int((whole + places) or "0") + period) / ExactFraction(10 ** len(places))


@dataclass(frozen=True, slots=True)
class BaseLiteral(Node):
    """A numeral in a base from 2 to 36: 2516_8. The digits fit the base."""

    digits: str
    base: int

    @property
    def value(self) -> int:
        """The number meant."""
        return int(self.digits, self.base)


@dataclass(frozen=True, slots=True)
class MixedNumber(Node):
    """12 3/5: a whole number and a proper fraction, all positive."""

    whole: int
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Percent(Node):
    """Hundredths: 6.67%."""

    value: Node


@dataclass(frozen=True, slots=True)
class Degrees(Node):
    """An angle in degrees."""

    value: Node


class ConstantName(StrEnum):
    """The constants with a letter of their own."""

    PI = "pi"
    E = "e"
    I = "i"  # noqa: E741
    INFINITY = "infinity"


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """π, e, i or ∞. The letters e and i are constants unless something in the text binds them."""

    name: ConstantName


@dataclass(frozen=True, slots=True)
class Symbol(Node):
    """A name: "x", "x_1", "alpha", "vec(v)", "∠ABC"; "□" is a blank to be filled in."""

    name: str


@dataclass(frozen=True, slots=True)
class Dots(Node):
    """An ellipsis among terms, factors or items: what it leaves out is not known."""


@dataclass(frozen=True, slots=True)
class Omitted(Node):
    """The left side of a chain that starts with its relation ("= 4a - 2"): what stood before it."""


# Operations


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """-x."""

    operand: Node


@dataclass(frozen=True, slots=True)
class PlusMinus(Node):
    """±x, or ∓x when `minus_first`; as a term of a sum it is a ± x. All signs of one text go together."""

    operand: Node
    minus_first: bool = False


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """Two or more terms."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Product(Node):
    """Two or more factors."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fraction(Node):
    """A quotient."""

    numerator: Node
    denominator: Node


@dataclass(frozen=True, slots=True)
class Ratio(Node):
    """a : b, or a : b : c; two parts may be a quotient."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class DivisionWithRemainder(Node):
    """12 remainder 3."""

    quotient: Node
    remainder: Node


@dataclass(frozen=True, slots=True)
class Power(Node):
    """base ^ exponent."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Root(Node):
    """The principal root of the given index."""

    radicand: Node
    index: Node = Integer(2)


@dataclass(frozen=True, slots=True)
class Factorial(Node):
    """n!, or n!! when `step` is 2."""

    operand: Node
    step: int = 1


@dataclass(frozen=True, slots=True)
class Binomial(Node):
    """upper choose lower."""

    upper: Node
    lower: Node


@dataclass(frozen=True, slots=True)
class AbsoluteValue(Node):
    """|x|; of a tuple or a vector, its length."""

    operand: Node


class FunctionName(StrEnum):
    """The functions that are read by name; the values are what `show` prints."""

    SIN = "sin"
    COS = "cos"
    TAN = "tan"
    COT = "cot"
    SEC = "sec"
    CSC = "csc"
    ARCSIN = "arcsin"
    ARCCOS = "arccos"
    ARCTAN = "arctan"
    ARCCOT = "arccot"
    ARCSEC = "arcsec"
    ARCCSC = "arccsc"
    SINH = "sinh"
    COSH = "cosh"
    TANH = "tanh"
    COTH = "coth"
    SECH = "sech"
    CSCH = "csch"
    ARSINH = "arsinh"
    ARCOSH = "arcosh"
    ARTANH = "artanh"
    LN = "ln"
    LOG = "log"
    EXP = "exp"
    FLOOR = "floor"
    CEIL = "ceil"
    GCD = "gcd"
    LCM = "lcm"
    MIN = "min"
    MAX = "max"
    MOD = "mod"
    SGN = "sgn"
    RE = "Re"
    IM = "Im"
    ARG = "arg"
    CONJUGATE = "conjugate"
    DET = "det"
    TRACE = "trace"
    TRANSPOSE = "transpose"


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A known function of its arguments.

    `log` has one argument when the base is not written (10 or e, by context), else (argument, base).
    `mod` has (dividend, divisor). `min`, `max`, `gcd`, `lcm` have any number; the others have one.
    """

    function: FunctionName
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Application(Node):
    """f(x, …) of a function the text names. `order` counts primes; `inverse` is f⁻¹."""

    name: str
    arguments: tuple[Node, ...]
    order: int = 0
    inverse: bool = False


# Calculus


@dataclass(frozen=True, slots=True)
class Derivative(Node):
    """The derivative of `order`, d or ∂ alike; `variable` is None where the text has only a prime."""

    expression: Node
    variable: str | None
    order: int = 1


@dataclass(frozen=True, slots=True)
class Integral(Node):
    """Indefinite when there are no bounds."""

    integrand: Node
    variable: str
    lower: Node | None = None
    upper: Node | None = None


@dataclass(frozen=True, slots=True)
class Evaluation(Node):
    """[F]_a^b or F|_{x=b}: the value at `upper`, less the value at `lower` when there is one."""

    expression: Node
    upper: Node
    lower: Node | None = None
    variable: str | None = None


class Side(StrEnum):
    """From where a limit is approached."""

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Limit(Node):
    """The limit of `expression` as `variable` tends to `point`."""

    expression: Node
    variable: str
    point: Node
    side: Side = Side.BOTH


@dataclass(frozen=True, slots=True)
class SumOver(Node):
    """Σ of `body`; `variable` runs from `lower` to `upper` and is a Symbol in the body, even i or e."""

    body: Node
    variable: str
    lower: Node
    upper: Node


@dataclass(frozen=True, slots=True)
class ProductOver(Node):
    """Π of `body`, bounds as in `SumOver`."""

    body: Node
    variable: str
    lower: Node
    upper: Node


# Sets, tuples, arrays


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """From `lower` to `upper`; an end may be infinite (then it is open)."""

    lower: Node
    upper: Node
    lower_open: bool
    upper_open: bool


@dataclass(frozen=True, slots=True)
class SetOf(Node):
    """{a, b, c}."""

    elements: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class SetBuilder(Node):
    """{element | conditions}; a domain written with the element (x ∈ ℝ) is part of `element`."""

    element: Node
    conditions: tuple[Node, ...]


class SetOperator(StrEnum):
    """Operators between sets."""

    UNION = "∪"
    INTERSECTION = "∩"
    DIFFERENCE = "∖"


@dataclass(frozen=True, slots=True)
class SetOperation(Node):
    """Two or more sets under one operator, from left to right."""

    operator: SetOperator
    operands: tuple[Node, ...]


class SetName(StrEnum):
    """Sets with a name."""

    NATURALS = "ℕ"
    INTEGERS = "ℤ"
    RATIONALS = "ℚ"
    REALS = "ℝ"
    COMPLEXES = "ℂ"
    EMPTY = "∅"


@dataclass(frozen=True, slots=True)
class NamedSet(Node):
    """ℝ, ∅, …; `part` is "+", "-", "*" for ℝ⁺, ℝ⁻, ℝ*, else empty. "No solution" reads as ∅."""

    name: SetName
    part: str = ""


@dataclass(frozen=True, slots=True)
class TupleOf(Node):
    """(a, b, …) in order; also ⟨a, b⟩ and [a, b, c]."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Matrix(Node):
    """Rows of equal length; a column vector has rows of one. A determinant is a `Call` of DET."""

    rows: tuple[tuple[Node, ...], ...]


# Statements and answers


class RelationOperator(StrEnum):
    """What stands between the members of a chain."""

    EQUAL = "="
    NOT_EQUAL = "≠"
    LESS = "<"
    LESS_EQUAL = "≤"
    GREATER = ">"
    GREATER_EQUAL = "≥"
    APPROXIMATELY = "≈"
    IDENTICAL = "≡"
    IN = "∈"
    NOT_IN = "∉"
    SUBSET = "⊂"
    SUBSET_EQUAL = "⊆"
    DIVIDES = "∣"
    NOT_DIVIDES = "∤"
    SIMILAR = "∼"
    CONGRUENT = "≅"
    PROPORTIONAL = "∝"
    PARALLEL = "∥"
    PERPENDICULAR = "⊥"
    TENDS_TO = "→"


@dataclass(frozen=True, slots=True)
class Relation(Node):
    """A chain a = b < c: one more operand than operators. Operands may be `Text`, the first `Omitted`."""

    operands: tuple[Node, ...]
    operators: tuple[RelationOperator, ...]


@dataclass(frozen=True, slots=True)
class Congruence(Node):
    """a ≡ b ≡ … (mod n)."""

    operands: tuple[Node, ...]
    modulus: Node


class Arrow(StrEnum):
    """How one statement leads to the next."""

    IMPLIES = "⇒"
    EQUIVALENT = "⇔"


@dataclass(frozen=True, slots=True)
class Implication(Node):
    """Statements joined by arrows."""

    statements: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


class Joint(StrEnum):
    """What joins the items of a list: a comma says neither "and" nor "or"."""

    COMMA = ","
    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    """Items without brackets: solutions, a system of equations (AND), alternatives (OR)."""

    items: tuple[Node, ...]
    joint: Joint = Joint.COMMA


@dataclass(frozen=True, slots=True)
class Branch(Node):
    """One line of `Cases`; no condition means otherwise."""

    value: Node
    condition: Node | None


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """A piecewise value."""

    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Qualified(Node):
    """Mathematics with a condition in words: "n for all positive integers n"."""

    body: Node
    condition: str


@dataclass(frozen=True, slots=True)
class Labelled(Node):
    """Words before mathematics, with a colon or as in "let x = 3": "Paolo: 18"."""

    label: str
    body: Node


@dataclass(frozen=True, slots=True)
class Choice(Node):
    """(B): the letter of a choice, upper case."""

    letter: str


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Words, one space between them: "Tuesday". In a chain or a formula it names a quantity."""

    text: str


@dataclass(frozen=True, slots=True)
class ClockTime(Node):
    """4:30 p.m.; `half` is "am", "pm" or empty for a 24-hour clock with seconds or a bare hour."""

    hours: int
    minutes: int
    half: str


@dataclass(frozen=True, slots=True)
class Unit(Node):
    """A product of powers of units by their canonical names (see `units`), in the order written.

    Words that are no unit of measure count things: ("chair", 1).
    """

    factors: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Quantity(Node):
    """A value with a unit; money has the unit "dollar", "euro", …."""

    value: Node
    unit: Unit
