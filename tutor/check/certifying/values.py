"""Values and transformed expressions: worked out, then compared with the answer."""

from sympy import Expr, Symbol, nan, zoo

from tutor.check.certifying.forms import form_fault
from tutor.check.certifying.problems.tasks import FindValue, Form
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.question import Question
from tutor.check.comparing.rounding import Numeral, compare_rounded, written
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression, is_unfinished, worked
from tutor.check.reading.tree import (
    Application,
    Degrees,
    Node,
    Percent,
    Power,
    Quantity,
    Relation,
    RelationOperator,
)
from tutor.check.trees import contains, letters, walk
from tutor.vocabulary.verdict import Certificate, Comparison, Equality, Method


def certify_value(task: FindValue, answer: Node, question: Question) -> Certificate:
    """The value of the task's expression against the answer's."""
    value = _claimed(answer)
    given = value.value if isinstance(value, Quantity) else value
    if isinstance(given, Relation):
        return unchecked("the answer is a relation, a value is asked for")
    if isinstance(task.expression, Percent) and not contains(given, Percent):
        given = Percent(given)
    asked = expression(task.expression)
    worth = evaluated(asked)
    if worth is None:
        return unchecked("the value could not be worked out")
    if task.form is Form.ANY and asked.free_symbols and not letters(given):
        return unchecked("the letters may have values that the problem does not give")
    result = compare_with_value(worth, given, question)
    if result.equality is Equality.UNDECIDED and _equal_for_positive(worth, expression(given)):
        return supported(Method.COMPARED, "equal for positive letters")
    return _certificate(task, worth, given, result)


def _claimed(answer: Node) -> Node:
    """The value behind a name; also of f(2) = -5."""
    named = split_label(answer)
    if isinstance(named.value, Relation) and named.value.operators == (RelationOperator.EQUAL,):
        left, right = named.value.operands
        if isinstance(left, Application) and not letters(right):
            return right
    return named.value


def compare_with_value(worth: Expr, given: Node, question: Question) -> Comparison:
    """An exact value against an answer that may be rounded."""
    found = expression(given)
    result = compare_values(worth, found)
    numbers = not (worth.free_symbols or found.free_symbols) and worth.is_real and found.is_real
    if result.equality is Equality.DIFFERENT and numbers and not isinstance(given, Degrees):
        rounded = compare_rounded(Numeral(worth, None), Numeral(found, written(given)), question)
        return rounded or result
    return result


def evaluated(found: Expr) -> Expr | None:
    """The expression with integrals, limits and sums worked out; None when one is left or has no value."""
    worth = worked(found)
    return None if is_unfinished(worth) or worth.has(nan, zoo) else worth


def _certificate(task: FindValue, worth: Expr, given: Node, result: Comparison) -> Certificate:
    shows = f"the value is {shown(worth)}"
    if result.equality is Equality.PROVED:
        fault = form_fault(task.expression, given, task.form)
        return (
            supported(Method.EVALUATED, f"equal, but {fault}") if fault else proved(Method.EVALUATED, shows)
        )
    if result.equality is Equality.NUMERIC:
        return supported(Method.COMPARED, f"{shows}; {result.detail}")
    if result.equality is Equality.DIFFERENT:
        if task.form is Form.ANY and worth.free_symbols:
            return unchecked("it may be meant otherwise")
        if worth.is_real is False and expression(given).is_real and _has_odd_root(task.expression):
            return unchecked("whether odd roots of negative numbers are real is not said")
        return refuted(Method.EVALUATED, f"{shows}; {result.detail}" if worth.free_symbols else shows)
    if "rounded" in result.detail:
        return supported(Method.COMPARED, f"{shows}, to the digits given")
    return unchecked(result.detail)


def _has_odd_root(node: Node) -> bool:
    """(-8)^(2/3) is 4 in most books, and no real number as a principal power."""
    exponents = [expression(power.exponent) for power in walk(node) if isinstance(power, Power)]
    return any(found.is_Rational and found.q > 1 and found.q % 2 for found in exponents)


def _equal_for_positive(left: Expr, right: Expr) -> bool:
    """Roots of powers are simpler where the letters are positive."""
    symbols = left.free_symbols | right.free_symbols
    positive = {symbol: Symbol(symbol.name, positive=True) for symbol in symbols}
    return bool(symbols) and compare_values(left.subs(positive), right.subs(positive)).equal
