"""What `show` prints reads back to the same tree, for trees made at random."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.check.reading import tree as t
from tutor.check.reading.outcome import Parsed
from tutor.check.reading.read import read
from tutor.check.reading.show import show

INTEGERS = st.integers(0, 10**12).map(t.Integer)
NUMBERS = (
    INTEGERS
    | st.builds(lambda whole, places: t.Decimal(f"{whole}.{places}"), st.integers(0, 999), st.integers(0, 99))
    | st.just(t.RepeatingDecimal("0.1", "6"))
    | st.just(t.Decimal("0.333", continues=True))
    | st.just(t.BaseLiteral("2A", 16))
)
NAMES = [
    "x",
    "y",
    "n",
    "X",
    "alpha",
    "x_1",
    "a_{n+1}",
    "vec(v)",
    "AB",
    "∠ABC",
    "Omega",
    "A'",
    "□",
    "overline(CD)",
]
SYMBOLS = st.sampled_from(NAMES).map(t.Symbol)
PI, EULER, IMAGINARY = (t.Constant(name) for name in (t.ConstantName.PI, t.ConstantName.E, t.ConstantName.I))
# A bare "e = …" sets a variable, so e and i stand inside something.
CONSTANTS = st.sampled_from(
    [
        PI,
        t.Power(EULER, t.Symbol("x")),
        t.Product((t.Integer(3), IMAGINARY)),
        t.Product((t.Integer(2), EULER)),
    ]
)
WORDS = st.sampled_from(["Area", "total cost", "number of boys (both)", "10 cats", "speed in km/h"]).map(
    t.Text
)
UNITS = st.sampled_from(
    [(("meter", 1),), (("kilometer", 1), ("hour", -1)), (("second", -2),), (("chair", 1),), (("dollar", 1),)]
).map(t.Unit)
# Words that are no words outside of \\text.
ODD_UNITS = st.sampled_from([(("km and h", 1),), (("k", 1), ("hour", -1)), (("CC", 1),), (("kmm", 2),)]).map(
    t.Unit
)
ONE_ARGUMENT = [
    name
    for name in t.FunctionName
    if name not in {t.FunctionName.MOD, t.FunctionName.LOG, t.FunctionName.GCD, t.FunctionName.LCM}
]


def several(inner: st.SearchStrategy[t.Node], least: int = 2) -> st.SearchStrategy[tuple[t.Node, ...]]:
    return st.lists(inner, min_size=least, max_size=4).map(tuple)


def operations(inner: st.SearchStrategy[t.Node]) -> st.SearchStrategy[t.Node]:
    return st.one_of(
        st.builds(t.Negation, inner),
        st.builds(t.PlusMinus, inner, st.booleans()),
        st.builds(t.Sum, several(inner)),
        st.builds(t.Product, several(inner)),
        st.builds(t.Fraction, inner, inner),
        st.builds(t.Power, inner, inner),
        st.builds(t.Root, inner, st.just(t.Integer(2)) | inner),
        st.builds(t.Factorial, inner, st.sampled_from([1, 2])),
        st.builds(t.Binomial, inner, inner),
        st.builds(t.AbsoluteValue, inner),
        st.builds(t.Percent, inner),
        st.builds(t.Degrees, inner),
        st.builds(t.Quantity, inner.filter(lambda node: not isinstance(node, t.Quantity)), UNITS),
        st.builds(t.MixedNumber, st.integers(1, 99), st.just(3), st.integers(4, 99)),
        functions(inner),
        calculus(inner),
    )


def functions(inner: st.SearchStrategy[t.Node]) -> st.SearchStrategy[t.Node]:
    return st.one_of(
        st.builds(t.Call, st.sampled_from(ONE_ARGUMENT), st.tuples(inner)),
        st.builds(t.Call, st.just(t.FunctionName.LOG), st.tuples(inner) | st.tuples(inner, inner)),
        st.builds(t.Call, st.sampled_from([t.FunctionName.GCD, t.FunctionName.MAX]), several(inner)),
        st.builds(t.Call, st.just(t.FunctionName.MOD), st.tuples(inner, inner)),
        st.builds(t.Application, st.sampled_from(["f", "g"]), several(inner, 1), st.sampled_from([0, 1, 2])),
        st.builds(t.Application, st.just("h"), st.tuples(inner), st.just(0), st.just(True)),
    )


def calculus(inner: st.SearchStrategy[t.Node]) -> st.SearchStrategy[t.Node]:
    return st.one_of(
        st.builds(t.Derivative, inner, st.just("x"), st.sampled_from([1, 2, 3])),
        st.builds(t.Integral, inner, st.just("x")),
        st.builds(t.Integral, inner, st.just("t"), inner, inner),
        st.builds(t.Evaluation, inner, inner, st.none() | inner, st.sampled_from([None, "x"])),
        st.builds(t.Limit, inner, st.just("x"), inner, st.sampled_from(list(t.Side))),
        st.builds(t.SumOver, inner, st.just("k"), inner, inner),
        st.builds(t.ProductOver, inner, st.just("j"), inner, inner),
    )


EXPRESSIONS = st.recursive(
    NUMBERS | SYMBOLS | CONSTANTS | WORDS | st.just(t.Dots()), operations, max_leaves=12
)
INFINITE = t.Constant(t.ConstantName.INFINITY)
SETS = st.one_of(
    st.builds(t.Interval, EXPRESSIONS, EXPRESSIONS, st.just(False), st.booleans()),
    st.builds(t.Interval, EXPRESSIONS, st.just(INFINITE), st.booleans(), st.just(True)),
    st.builds(t.SetOf, several(EXPRESSIONS, 1)),
    st.builds(t.NamedSet, st.sampled_from(list(t.SetName)[:5]), st.sampled_from(["", "+", "-", "*", "≥0"])),
    st.just(t.NamedSet(t.SetName.EMPTY)),
    st.builds(t.Matrix, st.tuples(st.tuples(EXPRESSIONS, EXPRESSIONS), st.tuples(EXPRESSIONS, EXPRESSIONS))),
)
COMPARISONS = [operator for operator in t.RelationOperator if operator is not t.RelationOperator.TENDS_TO]


@st.composite
def chains(draw: st.DrawFn) -> t.Node:
    operands = draw(st.lists(EXPRESSIONS, min_size=2, max_size=4))
    operators = [draw(st.sampled_from(COMPARISONS[:7])) for _ in operands[1:]]
    return t.Relation(tuple(operands), tuple(operators))


SET_LIKE = SETS.filter(lambda node: not isinstance(node, t.Matrix)) | st.sampled_from(
    [t.Symbol("A"), t.NamedSet(t.SetName.REALS)]
)


def differ(operands: tuple[t.Node, ...]) -> bool:
    """A difference of nothing but plain sets is a SetOperation."""
    return any(isinstance(operand, t.Symbol) for operand in operands)


# A set beside signs of arithmetic, where plain braces would be read as a group.
SET_ARITHMETIC = st.one_of(
    st.builds(t.Product, several(SET_LIKE)),
    several(SET_LIKE).filter(differ).map(t.Sum),
    st.builds(lambda base: t.Power(base, t.Symbol("n")), SET_LIKE),
    st.builds(t.AbsoluteValue, SETS),
)
CASES = st.builds(
    lambda values, conditions: t.Cases(tuple(map(t.Branch, values, conditions))),
    st.lists(EXPRESSIONS, min_size=2, max_size=3),
    st.lists(chains(), min_size=3, max_size=3),
)
LISTS = st.builds(t.ListOf, several(EXPRESSIONS | chains()), st.sampled_from(list(t.Joint)))
ALTERNATIVES = LISTS.filter(lambda node: node.joint is not t.Joint.COMMA)
BOXED = st.one_of(
    LISTS,
    st.builds(t.Implication, st.tuples(chains(), chains()), st.tuples(st.sampled_from(list(t.Arrow)))),
    st.builds(t.Qualified, chains(), st.just("where k > 0")),
    st.builds(t.Choice, st.sampled_from("AC")),
    CASES,
)
NESTED = st.one_of(
    SET_ARITHMETIC,
    CASES,
    BOXED,
    st.builds(t.ListOf, several(EXPRESSIONS | chains() | BOXED), st.sampled_from(list(t.Joint))),
    st.builds(lambda right: t.Relation((t.Symbol("x"), right), (t.RelationOperator.EQUAL,)), BOXED),
    st.builds(lambda left: t.Relation((left, t.Integer(3)), (t.RelationOperator.EQUAL,)), CONSTANTS | BOXED),
    st.builds(
        lambda left: t.Relation((left, t.Integer(3)), (t.RelationOperator.LESS,)),
        st.sampled_from([EULER, IMAGINARY]),
    ),
    st.builds(lambda lists, end: t.Implication((lists, end), (t.Arrow.IMPLIES,)), ALTERNATIVES, chains()),
    st.builds(t.SetBuilder, SYMBOLS, st.tuples(LISTS.filter(lambda node: node.joint is t.Joint.OR))),
    st.builds(lambda items: t.TupleOf((items,)), EXPRESSIONS),
    st.builds(t.Quantity, EXPRESSIONS.filter(lambda node: not isinstance(node, t.Quantity)), ODD_UNITS),
)
STATEMENTS = st.one_of(
    EXPRESSIONS,
    SETS,
    NESTED,
    chains(),
    st.builds(t.TupleOf, several(EXPRESSIONS, 3)),
    st.builds(lambda left, right: t.Relation((left, right), (t.RelationOperator.IN,)), SYMBOLS, SETS),
    st.builds(t.Relation, st.tuples(st.just(t.Omitted()), EXPRESSIONS), st.just((t.RelationOperator.EQUAL,))),
    st.builds(t.Congruence, several(EXPRESSIONS), EXPRESSIONS),
    st.builds(t.Implication, st.tuples(chains(), chains()), st.tuples(st.sampled_from(list(t.Arrow)))),
    st.builds(t.ListOf, several(EXPRESSIONS | chains()), st.sampled_from(list(t.Joint))),
    st.builds(t.SetOperation, st.sampled_from(list(t.SetOperator)), several(SETS)),
    st.builds(t.SetBuilder, SYMBOLS, st.tuples(chains())),
    st.builds(t.Labelled, st.sampled_from(["Alice", "first case", "(B)"]), EXPRESSIONS),
    st.builds(t.Qualified, chains(), st.sampled_from(["for all integers n", "where k > 0"])),
    st.builds(t.DivisionWithRemainder, INTEGERS, INTEGERS),
    st.builds(t.Ratio, several(INTEGERS | SYMBOLS)),
)


@settings(max_examples=250)
@given(STATEMENTS)
def test_shown_trees_read_back(node: t.Node) -> None:
    shown = show(node)
    assert read(shown) == Parsed(node), shown
