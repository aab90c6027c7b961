"""Solutions of one equation: each substituted back, then none may be missing."""

from dataclasses import dataclass

from sympy import Expr, Poly, Rational, Symbol, fraction, together
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.claims import Claim, claimed_values
from tutor.check.certifying.domain import Domain, domain_of
from tutor.check.certifying.odd_roots import is_reading_clear
from tutor.check.certifying.problems.tasks import EquationWithRoots, Solve, Wanted
from tutor.check.certifying.roots import Solutions, is_among, real_solutions, within
from tutor.check.certifying.trigonometry.certifying import certify_angles
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.question import Question
from tutor.check.comparing.rounding import rounds_to, written
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import Node, Relation
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import letters
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Comparison, Equality, Method

_COUNTS = {1: "the solution", 2: "both solutions"}


@dataclass(frozen=True, slots=True)
class _Equation:
    """Both sides, and the letter to solve for."""

    left: Expr
    right: Expr
    unknown: Symbol

    @property
    def difference(self) -> Expr:
        return self.left - self.right

    def at(self, value: Expr) -> Comparison:
        """Whether the value satisfies it."""
        return compare_values(self.left.subs(self.unknown, value), self.right.subs(self.unknown, value))

    def shown_at(self, value: Expr) -> str:
        left, right = (side.subs(self.unknown, value) for side in (self.left, self.right))
        return f"{self.unknown} = {shown(value)} gives {shown(left)} and {shown(right)}"


def certify_solutions(task: Solve, answer: Node, question: Question) -> Certificate:
    """All solutions of the equation in its domain and nothing else."""
    domain = None if task.domain is None else domain_of(task.domain)
    if task.domain is not None and domain is None:
        return unchecked("the interval could not be understood")
    if domain is not None and task.wanted not in (Wanted.ALL, Wanted.REAL):
        return unchecked(f"which solutions in the interval are {task.wanted} is not worked out")
    found = certify_angles(task, domain, answer, question)
    return found if found is not None else _certify_values(task, domain, answer)


def _certify_values(task: Solve, domain: Domain | None, answer: Node) -> Certificate:
    claim = claimed_values(answer, task.unknown)
    if claim is None:
        return unchecked(f"the answer is no value for {task.unknown}")
    sides = [expression(side) for side in task.equation.operands]
    equation = _Equation(sides[0], sides[1], expression(Letter(task.unknown)))
    if equation.difference.free_symbols - {equation.unknown}:
        return _certify_formula(equation, claim.values) if domain is None else unchecked("letters beside it")
    solutions = real_solutions(equation.difference, equation.unknown)
    if domain is not None:
        return _certify_within(equation, claim, solutions, domain)
    if claim.everything or (solutions and solutions.everything):
        return _certify_everything(claim.everything, solutions)
    return _certify_numbers(equation, claim.values, solutions, task.wanted)


def _certify_within(
    equation: _Equation, claim: Claim, solutions: Solutions | None, domain: Domain
) -> Certificate:
    """Only solutions in the domain count, and none of them may be missing."""
    if claim.everything or (solutions and solutions.everything) or domain.in_degrees:
        return unchecked("the solutions in the interval could not be worked out")
    inside = None if solutions is None else within(solutions, domain)
    if solutions is not None and inside is None:
        return unchecked("the solutions in the interval could not be worked out")
    found = _certify_numbers(equation, claim.values, inside, Wanted.REAL)
    if found.status not in (CertificateStatus.PROVED, CertificateStatus.SUPPORTED):
        return found
    values = [expression(value) for value in claim.values]
    outside = next((value for value in values if domain.contains(value) is False), None)
    if outside is not None:
        return refuted(Method.SUBSTITUTED, f"{equation.unknown} = {shown(outside)} is not in the interval")
    is_known = all(domain.contains(value) for value in values)
    return found if is_known else unchecked("whether all of them are in the interval is not clear")


def _certify_everything(claimed: bool, solutions: Solutions | None) -> Certificate:
    if solutions is None:
        return unchecked("the solutions could not be worked out")
    if solutions.everything and claimed:
        return proved(Method.SOLVED, solutions.why)
    return refuted(
        Method.SOLVED, "every number is a solution" if solutions.everything else "not every number is"
    )


def _certify_numbers(
    equation: _Equation, claimed: tuple[Node, ...], solutions: Solutions | None, wanted: Wanted
) -> Certificate:
    values = [expression(value) for value in claimed]
    if any(value.free_symbols for value in values):
        return unchecked("the answer has letters of its own")
    if not all(is_reading_clear(equation.difference, equation.unknown, value) for value in values):
        return unchecked("whether odd roots of negative numbers are real is not said")
    checks = [equation.at(value) for value in values]
    rounded = [_is_rounded(node, value, solutions) for node, value in zip(claimed, values, strict=True)]
    for node, value, check, near in zip(claimed, values, checks, rounded, strict=True):
        if is_different(check) and not near and solutions is None and _changes_sign(equation, value, node):
            return unchecked("it may be a solution, rounded")
        if is_different(check) and not near:
            return refuted(Method.SUBSTITUTED, equation.shown_at(value))
        if not check.equal and not near:
            return unchecked(check.detail)
    return _judge_completeness(equation, values, solutions, wanted, exact=_are_exact(checks))


def _are_exact(checks: list[Comparison]) -> bool:
    return all(check.equality is Equality.PROVED for check in checks)


def _judge_completeness(
    equation: _Equation, values: list[Expr], solutions: Solutions | None, wanted: Wanted, exact: bool
) -> Certificate:
    if solutions is None:
        shows = f"{_counted(values)} substituted back; others were not excluded"
        return (
            supported(Method.SUBSTITUTED, shows) if values else unchecked("no method to find the solutions")
        )
    asked = [root for root in solutions.real if _is_wanted(root, wanted)]
    if any(not _is_wanted(value, wanted) for value in values):
        return refuted(Method.SUBSTITUTED, f"a {wanted} solution is asked for")
    if not exact:
        complete = len(values) == len(asked)
        return (
            supported(Method.COMPARED, "equal in numbers") if complete else _missing(equation, values, asked)
        )
    distinct: list[Expr] = []
    for value in values:
        if not is_among(value, distinct):
            distinct.append(value)
    real = [value for value in distinct if value.is_real]
    if len(real) < len(asked):
        return _missing(equation, distinct, asked)
    if len(real) != len(distinct) and len(distinct) != solutions.degree:
        return supported(Method.SUBSTITUTED, "substituted back; not all complex solutions are given")
    if not distinct:
        return proved(Method.SOLVED, "there is no real solution")
    return proved(Method.SUBSTITUTED, f"{_counted(distinct)} substituted back; {solutions.why}")


def _missing(equation: _Equation, values: list[Expr], asked: list[Expr]) -> Certificate:
    for root in asked:
        if not any(abs((root - value).evalf(20)) < 10**-2 for value in values):
            exact = (
                shown(root) if len(shown(root)) < 30 and "CRootOf" not in str(root) else shown(root.evalf(8))
            )
            return refuted(Method.SOLVED, f"{equation.unknown} = {exact} is also a solution")
    return unchecked("the solutions could not be matched")


def _counted(values: list[Expr]) -> str:
    return _COUNTS.get(len(values), f"all {len(values)} solutions")


def _is_rounded(node: Node, value: Expr, solutions: Solutions | None) -> bool:
    """Whether a decimal is a solution rounded to the digits written."""
    form = written(node)
    if form is None or not form.decimal or solutions is None or not value.is_real:
        return False
    return any(rounds_to(root.evalf(30), value, form.place) for root in solutions.real)


def _changes_sign(equation: _Equation, value: Expr, node: Node) -> bool:
    """Whether a solution lies next to a decimal, as near as rounding or cutting off may have put it."""
    form = written(node)
    if form is None or not form.decimal:
        return False
    reach = Rational(form.place.numerator, form.place.denominator)
    sides = [equation.difference.subs(equation.unknown, value + step).evalf(20) for step in (-reach, reach)]
    return all(side.is_real for side in sides) and bool(sides[0] * sides[1] <= 0)


def _is_wanted(value: Expr, wanted: Wanted) -> bool:
    match wanted:
        case Wanted.POSITIVE:
            return bool(value.is_positive)
        case Wanted.NEGATIVE:
            return bool(value.is_negative)
        case Wanted.INTEGER:
            return bool(value.is_integer)
        case Wanted.REAL:
            return bool(value.is_real)
    return True


def _certify_formula(equation: _Equation, claimed: tuple[Node, ...]) -> Certificate:
    """An equation in several letters solved for one: the answer must satisfy it identically."""
    values = [expression(value) for value in claimed]
    if not values:
        return unchecked("no formula is given")
    for value in values:
        check = equation.at(value)
        if is_different(check):
            return refuted(Method.SUBSTITUTED, f"substituted back, the sides differ {check.detail}")
        if check.equality is not Equality.PROVED:
            return unchecked(check.detail)
    degree = _degree_in(equation)
    if degree is None or degree != len(values) or not _are_distinct(values):
        return supported(Method.SUBSTITUTED, "substituted back; others were not excluded")
    return proved(
        Method.SUBSTITUTED, f"substituted back; degree {degree} in {equation.unknown} allows no others"
    )


def _are_distinct(values: list[Expr]) -> bool:
    return all(is_different(compare_values(a, b)) for i, a in enumerate(values) for b in values[:i])


def _degree_in(equation: _Equation) -> int | None:
    try:
        return int(Poly(fraction(together(equation.difference))[0], equation.unknown).degree())
    except BasePolynomialError:
        return None


def certify_equation(task: EquationWithRoots, answer: Node) -> Certificate:
    """A polynomial equation of the right degree that every given root satisfies."""
    if not isinstance(answer, Relation) or len(answer.operands) != 2 or len(letters(answer)) != 1:
        return unchecked("the answer is no equation in one letter")
    left, right = (expression(side) for side in answer.operands)
    unknown = next(iter((left - right).free_symbols), None)
    if unknown is None:
        return refuted(Method.SUBSTITUTED, "no unknown is left in the equation")
    try:
        polynomial = Poly(left - right, unknown)
    except BasePolynomialError:
        return unchecked("the answer is no polynomial equation")
    equation = _Equation(left, right, unknown)
    roots = [expression(root) for root in task.roots]
    for root in roots:
        if is_different(equation.at(root)):
            return refuted(Method.SUBSTITUTED, equation.shown_at(root))
    if polynomial.degree() != task.degree or not _are_distinct(roots):
        return unchecked("the degree is not the one asked for")
    if not all(equation.at(root).equality is Equality.PROVED for root in roots):
        return unchecked("the roots could not be substituted exactly")
    return proved(
        Method.SUBSTITUTED, f"{_counted(roots)} substituted back; degree {task.degree} allows no others"
    )
