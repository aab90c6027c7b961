"""Certify an answer without knowing the right one: read the problem into a task, check against that."""

import re
from collections.abc import Callable

from tutor.check.certifying import calculus, inequalities, others, solutions, systems, values
from tutor.check.certifying.families.registry import recognize
from tutor.check.certifying.problems.tasks import (
    Antiderivative,
    ConvertUnit,
    Differentiate,
    EquationWithRoots,
    Factorize,
    FindMatrix,
    FindPoint,
    FindRootPoint,
    FindValue,
    FindVertex,
    SlopeOfLine,
    Solve,
    SolveInequality,
    SolveSystem,
    Task,
    WriteInBase,
)
from tutor.check.certifying.problems.templates import task_of
from tutor.check.certifying.spelled import spelled_out, unwrapped
from tutor.check.certifying.trigonometry.claimed import without_integer_note
from tutor.check.certifying.verdicts import unchecked
from tutor.check.comparing.question import read_question
from tutor.check.expressions import UnbuildableError
from tutor.check.reading.outcome import Unparsed
from tutor.check.reading.tree import Dots, Node, Qualified
from tutor.check.trees import contains, letters
from tutor.check.understanding import understood
from tutor.vocabulary.verdict import Certificate

_HARMLESS_CONDITION = re.compile(
    r"^[\s,]*((where|for|with) [a-z ]*\b(constant|real|any|all|arbitrary)\b[a-z ]*|only)$", re.IGNORECASE
)

_CHECKS: dict[type, Callable[..., Certificate]] = {
    SolveSystem: systems.certify_system,
    SolveInequality: inequalities.certify_inequality,
    Antiderivative: calculus.certify_antiderivative,
    EquationWithRoots: solutions.certify_equation,
    Factorize: others.certify_factors,
    WriteInBase: others.certify_numeral,
    ConvertUnit: others.certify_conversion,
    FindPoint: others.certify_point,
    FindRootPoint: others.certify_root_point,
    FindVertex: others.certify_vertex,
    SlopeOfLine: others.certify_slope,
    FindMatrix: others.certify_matrix,
}


def certify(problem: str, answer: str, choices: tuple[str, ...] = ()) -> Certificate:
    """How far the answer can be checked; `proved` needs the whole problem to be understood."""
    task = task_of(problem)
    check = recognize(problem) if task is None else None
    if task is None and check is None:
        return unchecked("no method for this kind of problem")
    given = unwrapped(_chosen(answer, choices))
    reading = understood(without_integer_note(given) if isinstance(task, Solve) else given)
    if isinstance(reading, Unparsed) and (spelled := spelled_out(given)) != given:
        reading = understood(spelled)
    if isinstance(reading, Unparsed):
        return unchecked(f"the answer could not be read: {reading.message}")
    tree = _body(reading.tree, task)
    if tree is None or contains(tree, Dots):
        return unchecked("the answer is no plain mathematics")
    try:
        if task is not None:
            return _check(task, tree, problem)
        assert check is not None
        return check(tree)
    except UnbuildableError as error:
        return unchecked(error.detail)


def _check(task: Task, answer: Node, problem: str) -> Certificate:
    if isinstance(task, FindValue):
        return values.certify_value(task, answer, read_question(problem))
    if isinstance(task, Solve):
        return solutions.certify_solutions(task, answer, read_question(problem))
    if isinstance(task, Differentiate):
        return calculus.certify_derivative(task, answer, read_question(problem))
    return _CHECKS[type(task)](task, answer)


def _chosen(answer: str, choices: tuple[str, ...]) -> str:
    """The text of the choice that a letter names."""
    letter = re.fullmatch(r"\s*\(?([A-Ha-h])[).]?\s*", answer)
    if letter is None or not choices:
        return answer
    position = ord(letter.group(1).upper()) - ord("A")
    return choices[position] if position < len(choices) else answer


def _body(tree: Node, task: Task | None) -> Node | None:
    if not isinstance(tree, Qualified):
        return tree
    if isinstance(task, Solve) and letters(tree.body) - letters(task.equation):
        return None  # π/2 + πn for some real n is no family
    return tree.body if _HARMLESS_CONDITION.match(tree.condition) else None
