"""Certify an answer without knowing the right one: read the problem into a task, check against that."""

import re

from tutor.check.certifying import calculus, inequalities, solutions, systems, values
from tutor.check.certifying.families.registry import recognize
from tutor.check.certifying.tasks import (
    Antiderivative,
    Differentiate,
    EquationWithRoots,
    FindValue,
    Solve,
    SolveInequality,
    SolveSystem,
    Task,
)
from tutor.check.certifying.templates import task_of
from tutor.check.certifying.verdicts import unchecked
from tutor.check.comparing.question import read_question
from tutor.check.expressions import UnbuildableError
from tutor.check.reading.outcome import Unparsed
from tutor.check.reading.tree import Dots, Node, Qualified
from tutor.check.trees import contains
from tutor.check.understanding import understood
from tutor.vocabulary.verdict import Certificate

_HARMLESS_CONDITION = re.compile(
    r"^[\s,]*((where|for|with) [a-z ]*\b(constant|real|any|all|arbitrary)\b[a-z ]*|only)$", re.IGNORECASE
)


def certify(problem: str, answer: str, choices: tuple[str, ...] = ()) -> Certificate:
    """How far the answer can be checked; `proved` needs the whole problem to be understood."""
    task = task_of(problem)
    check = recognize(problem) if task is None else None
    if task is None and check is None:
        return unchecked("no method for this kind of problem")
    reading = understood(_chosen(answer, choices))
    if isinstance(reading, Unparsed):
        return unchecked(f"the answer could not be read: {reading.message}")
    tree = _body(reading.tree)
    if tree is None or contains(tree, Dots):
        return unchecked("the answer is no plain mathematics")
    try:
        return check(tree) if check is not None else _check(task, tree, problem)
    except UnbuildableError as error:
        return unchecked(error.detail)


def _check(task: Task | None, answer: Node, problem: str) -> Certificate:
    match task:
        case None:
            return unchecked("no method for this kind of problem")
        case FindValue():
            return values.certify_value(task, answer, read_question(problem))
        case Solve():
            return solutions.certify_solutions(task, answer)
        case SolveSystem():
            return systems.certify_system(task, answer)
        case SolveInequality():
            return inequalities.certify_inequality(task, answer)
        case Differentiate():
            return calculus.certify_derivative(task, answer, read_question(problem))
        case Antiderivative():
            return calculus.certify_antiderivative(task, answer)
        case EquationWithRoots():
            return solutions.certify_equation(task, answer)


def _chosen(answer: str, choices: tuple[str, ...]) -> str:
    """The text of the choice that a letter names."""
    letter = re.fullmatch(r"\s*\(?([A-Ha-h])[).]?\s*", answer)
    if letter is None or not choices:
        return answer
    position = ord(letter.group(1).upper()) - ord("A")
    return choices[position] if position < len(choices) else answer


def _body(tree: Node) -> Node | None:
    if not isinstance(tree, Qualified):
        return tree
    return tree.body if _HARMLESS_CONDITION.match(tree.condition) else None
