"""Answering a problem without a model: answers are proposed, and one that is certified as proved is given.

So this can never be wrong where `certify` is right, and may propose freely: values in
several forms, solutions as sympy finds them, a choice's letter.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from sympy import (
    Expr,
    S,
    Symbol,
    cancel,
    diff,
    expand,
    factor,
    factorint,
    integrate,
    latex,
    radsimp,
    simplify,
    solve,
    together,
)
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.certify import certify
from tutor.check.certifying.domain import domain_of
from tutor.check.certifying.problems.tasks import (
    Antiderivative,
    Differentiate,
    EquationWithRoots,
    Factorize,
    FindPoint,
    FindRootPoint,
    FindValue,
    FindVertex,
    Form,
    SlopeOfLine,
    Solve,
    SolveInequality,
    SolveSystem,
    Task,
    Wanted,
    WriteInBase,
)
from tutor.check.certifying.problems.templates import task_of
from tutor.check.certifying.roots import real_solutions, within
from tutor.check.certifying.trigonometry.proposing import proposed_angles
from tutor.check.certifying.values import evaluated
from tutor.check.comparing.inequalities import solution_set
from tutor.check.comparing.proofs import is_expandable
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import Symbol as Letter
from tutor.vocabulary.verdict import CertificateStatus, Solved

_MOST_PROPOSALS = 6
_MOST_CHARACTERS = 200
_LETTERS = "ABCDEFGH"
_DIGITS = "0123456789ABCDEF"


def answer(problem: str, choices: tuple[str, ...] = ()) -> Solved | None:
    """The answer as LaTeX with its certificate; None where none is proved."""
    if choices:
        return _chosen(problem, choices)
    task = task_of(problem)
    if task is None:
        return None
    try:
        for text in islice(_proposals(task), _MOST_PROPOSALS):
            certificate = certify(problem, text)
            if certificate.status is CertificateStatus.PROVED:
                return Solved(text, certificate)
    except (UnbuildableError, BasePolynomialError, NotImplementedError, ZeroDivisionError):
        return None
    return None


def _chosen(problem: str, choices: tuple[str, ...]) -> Solved | None:
    """The one choice that is proved."""
    certified = {
        letter: certify(problem, letter, choices) for letter, _ in zip(_LETTERS, choices, strict=False)
    }
    proved = [letter for letter, found in certified.items() if found.status is CertificateStatus.PROVED]
    return Solved(proved[0], certified[proved[0]]) if len(proved) == 1 else None


def _proposals(task: Task) -> Iterator[str]:
    """Texts that may be the answer, the most fitting form first, each once."""
    propose = _PROPOSERS.get(type(task))
    seen: set[str] = set()
    for text in propose(task) if propose else ():
        if text not in seen and len(text) <= _MOST_CHARACTERS:
            seen.add(text)
            yield text


def _value(task: FindValue) -> Iterator[str]:
    yield from _written(expression(task.expression), task.form)


def _written(found: Expr, form: Form = Form.SIMPLE) -> Iterator[str]:
    """An expression in the forms it may be asked for."""
    if not is_expandable(found):
        return
    worth = evaluated(found)
    found = found if worth is None else worth
    forms: dict[Form, tuple[Callable[[Expr], Expr], ...]] = {
        Form.EXPANDED: (expand,),
        Form.FACTORED: (factor,),
    }
    for change in (*forms.get(form, ()), simplify, radsimp, _cancelled, factor, expand):
        yield latex(change(found))


def _cancelled(found: Expr) -> Expr:
    return cancel(together(found))


def _solutions(task: Solve) -> Iterator[str]:
    left, right = (expression(side) for side in task.equation.operands)
    unknown = expression(Letter(task.unknown))
    if (left - right).free_symbols - {unknown}:
        for formula in solve(left - right, unknown)[:1]:
            yield f"{task.unknown} = {latex(simplify(formula))}"
        return
    angles = proposed_angles(task)
    if angles is not None:
        yield angles
        return
    found = real_solutions(left - right, unknown)
    domain = None if task.domain is None else domain_of(task.domain)
    if found is not None and domain is not None:
        found = within(found, domain)
    if found is None:
        return
    if found.everything:
        yield r"\text{all real numbers}"
        return
    wanted = [root for root in found.real if _is_wanted(root, task.wanted)]
    if not wanted:
        yield r"\text{no solution}"
    yield ", ".join(
        f"{task.unknown} = {latex(radsimp(simplify(root)))}" for root in sorted(wanted, key=float)
    )


def _is_wanted(root: Expr, wanted: Wanted) -> bool:
    tests: dict[Wanted, bool | None] = {
        Wanted.POSITIVE: root.is_positive,
        Wanted.NEGATIVE: root.is_negative,
        Wanted.INTEGER: root.is_integer,
    }
    return tests.get(wanted, True) is not False


def _system(task: SolveSystem) -> Iterator[str]:
    sides = [[expression(side) for side in equation.operands] for equation in task.equations]
    symbols = [expression(Letter(name)) for name in task.unknowns]
    points = solve([left - right for left, right in sides], symbols, dict=True)
    whole = [point for point in points if set(point) == set(symbols)]
    if not points:
        yield r"\text{no solution}"
    if len(whole) == 1:
        yield ", ".join(
            f"{name} = {latex(whole[0][one])}" for name, one in zip(task.unknowns, symbols, strict=True)
        )
    elif whole:
        yield ", ".join("(" + ", ".join(latex(point[one]) for one in symbols) + ")" for point in whole)


def _inequality(task: SolveInequality) -> Iterator[str]:
    found = solution_set(task.inequality)
    if found is None:
        return
    if found == S.Reals:
        yield r"\text{all real numbers}"
    if found is S.EmptySet:
        yield r"\text{no solution}"
    yield latex(found)


def _derivative(task: Differentiate) -> Iterator[str]:
    variable = expression(Letter(task.variable))
    found = diff(expression(task.expression), variable, task.order)
    if task.point is not None:
        found = found.subs(variable, expression(task.point))
    yield from (latex(change(found)) for change in (simplify, expand, factor))
    yield latex(found)


def _antiderivative(task: Antiderivative) -> Iterator[str]:
    found = integrate(expression(task.integrand), expression(Letter(task.variable)))
    yield from (f"{latex(change(found))} + C" for change in (expand, simplify))


def _equation(task: EquationWithRoots) -> Iterator[str]:
    unknown = Symbol("x", real=True)
    product: Expr = S.One
    for root in task.roots:
        product *= unknown - expression(root)
    yield f"{latex(expand(product))} = 0"


def _factors(task: Factorize) -> Iterator[str]:
    powers = factorint(task.number).items()
    yield r" \cdot ".join(f"{prime}^{{{power}}}" if power > 1 else str(prime) for prime, power in powers)


def _numeral(task: WriteInBase) -> Iterator[str]:
    if task.number < 0 or not 2 <= task.base <= len(_DIGITS):
        return
    digits, rest = "", task.number
    while rest or not digits:
        rest, digit = divmod(rest, task.base)
        digits = _DIGITS[digit] + digits
    yield f"{digits}_{{{task.base}}}"


def _point(task: FindPoint) -> Iterator[str]:
    yield _coordinates([expression(one) for one in task.coordinates])


def _root_point(task: FindRootPoint) -> Iterator[str]:
    found = real_solutions(expression(task.function), expression(Letter(task.variable)))
    if found and len(found.real) == 1:
        yield _coordinates([found.real[0], S.Zero])


def _vertex(task: FindVertex) -> Iterator[str]:
    function, variable = expression(task.function), expression(Letter(task.variable))
    for place in solve(diff(function, variable), variable)[:1]:
        yield _coordinates([place, function.subs(variable, place)])


def _slope(task: SlopeOfLine) -> Iterator[str]:
    left, right = (expression(side) for side in task.equation.operands)
    x, y = (expression(Letter(name)) for name in "xy")
    for line in solve(left - right, y)[:1]:
        yield latex(simplify(diff(line, x)))


def _coordinates(values: list[Expr]) -> str:
    return "(" + ", ".join(latex(simplify(value)) for value in values) + ")"


_PROPOSERS: dict[type, Callable[..., Iterator[str]]] = {
    FindValue: _value,
    Solve: _solutions,
    SolveSystem: _system,
    SolveInequality: _inequality,
    Differentiate: _derivative,
    Antiderivative: _antiderivative,
    EquationWithRoots: _equation,
    Factorize: _factors,
    WriteInBase: _numeral,
    FindPoint: _point,
    FindRootPoint: _root_point,
    FindVertex: _vertex,
    SlopeOfLine: _slope,
}
