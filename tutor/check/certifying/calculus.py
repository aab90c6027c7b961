"""Derivatives worked out, antiderivatives differentiated back."""

from sympy import Abs, Expr, diff, log

from tutor.check.certifying.problems.tasks import Antiderivative, Differentiate
from tutor.check.certifying.values import compare_with_value
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.question import Question
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import Derivative, Node, Relation, Symbol
from tutor.check.trees import letters
from tutor.vocabulary.verdict import Certificate, Equality, Method


def certify_derivative(task: Differentiate, answer: Node, question: Question) -> Certificate:
    """The derivative, at a point where one is asked for."""
    given = _value_of(answer)
    if given is None:
        return unchecked("the answer is no derivative")
    variable = expression(Symbol(task.variable))
    derivative = diff(expression(task.expression), variable, task.order)
    if task.point is not None:
        derivative = derivative.subs(variable, expression(task.point))
    result = compare_with_value(derivative, given, question)
    shows = f"the derivative is {shown(derivative)}"
    if result.equality is Equality.PROVED:
        return proved(Method.EVALUATED, shows)
    if result.equality is Equality.NUMERIC:
        return supported(Method.COMPARED, f"{shows}; {result.detail}")
    if result.equality is Equality.DIFFERENT:
        return refuted(Method.EVALUATED, f"{shows}; {result.detail}")
    return unchecked(result.detail)


def certify_antiderivative(task: Antiderivative, answer: Node) -> Certificate:
    """The answer's derivative must be the integrand."""
    given = _value_of(answer)
    if given is None:
        return unchecked("the answer is no antiderivative")
    variable = expression(Symbol(task.variable))
    derivative = diff(_without_bars(expression(given)), variable)
    integrand = expression(task.integrand)
    result = compare_values(integrand, derivative)
    shows = f"its derivative is {shown(derivative)}"
    if result.equality is Equality.DIFFERENT:
        return refuted(Method.DIFFERENTIATED, f"{shows}, not {shown(integrand)}")
    if not result.equal:
        return unchecked(result.detail)
    if not letters(given) - letters(task.integrand) - {task.variable}:
        return supported(Method.DIFFERENTIATED, f"{shows}, but the constant of integration is missing")
    status = proved if result.equality is Equality.PROVED else supported
    return status(Method.DIFFERENTIATED, shows)


def _value_of(answer: Node) -> Node | None:
    """The right side of f'(x) = … or dy/dx = …, or the answer itself."""
    named = split_label(answer)
    if not isinstance(named.value, Relation):
        return named.value
    head, body = named.value.operands[0], named.value.operands[-1]
    return body if isinstance(head, Derivative) and len(named.value.operands) == 2 else None


def _without_bars(found: Expr) -> Expr:
    """ln|u| and ln u have the same derivative."""
    return found.replace(
        lambda part: isinstance(part, log) and isinstance(part.args[0], Abs),
        lambda part: log(part.args[0].args[0]),
    )
