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

All of it is imported from here; the modules divide it by subject.
"""

from tutor.check.reading.tree.calculus import (
    Derivative,
    Evaluation,
    Integral,
    Limit,
    ProductOver,
    Side,
    SumOver,
)
from tutor.check.reading.tree.collections import (
    Interval,
    Matrix,
    NamedSet,
    SetBuilder,
    SetName,
    SetOf,
    SetOperation,
    SetOperator,
    TupleOf,
)
from tutor.check.reading.tree.node import Node
from tutor.check.reading.tree.numbers import (
    BaseLiteral,
    Constant,
    ConstantName,
    Decimal,
    Degrees,
    Dots,
    Integer,
    MixedNumber,
    Omitted,
    Percent,
    RepeatingDecimal,
    Symbol,
)
from tutor.check.reading.tree.operations import (
    AbsoluteValue,
    Application,
    Binomial,
    Call,
    DivisionWithRemainder,
    Factorial,
    Fraction,
    FunctionName,
    Negation,
    PlusMinus,
    Power,
    Product,
    Ratio,
    Root,
    Sum,
)
from tutor.check.reading.tree.statements import (
    ORDERS,
    Arrow,
    Branch,
    Cases,
    Choice,
    ClockTime,
    Congruence,
    Implication,
    Joint,
    Labelled,
    ListOf,
    Qualified,
    Quantity,
    Relation,
    RelationOperator,
    Text,
    Unit,
)

__all__ = [
    "ORDERS",
    "AbsoluteValue",
    "Application",
    "Arrow",
    "BaseLiteral",
    "Binomial",
    "Branch",
    "Call",
    "Cases",
    "Choice",
    "ClockTime",
    "Congruence",
    "Constant",
    "ConstantName",
    "Decimal",
    "Degrees",
    "Derivative",
    "DivisionWithRemainder",
    "Dots",
    "Evaluation",
    "Factorial",
    "Fraction",
    "FunctionName",
    "Implication",
    "Integer",
    "Integral",
    "Interval",
    "Joint",
    "Labelled",
    "Limit",
    "ListOf",
    "Matrix",
    "MixedNumber",
    "NamedSet",
    "Negation",
    "Node",
    "Omitted",
    "Percent",
    "PlusMinus",
    "Power",
    "Product",
    "ProductOver",
    "Qualified",
    "Quantity",
    "Ratio",
    "Relation",
    "RelationOperator",
    "RepeatingDecimal",
    "Root",
    "SetBuilder",
    "SetName",
    "SetOf",
    "SetOperation",
    "SetOperator",
    "Side",
    "Sum",
    "SumOver",
    "Symbol",
    "Text",
    "TupleOf",
    "Unit",
]
