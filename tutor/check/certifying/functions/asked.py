"""A matched sentence, and what stands in its slots: functions, points, lines. Read whole or refused."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction as Exact

from tutor.check.certifying.problems.numbers import number_of, point_of
from tutor.check.certifying.problems.sentences import Sentence
from tutor.check.certifying.problems.slots import equation_in, expression_in, only_letter, tree_in
from tutor.check.reading.tree import (
    Application,
    Cases,
    Constant,
    ConstantName,
    Matrix,
    Node,
    Relation,
    RelationOperator,
    Symbol,
    TupleOf,
)
from tutor.check.trees import applied, contains, letters, walk
from tutor.vocabulary.verdict import Certificate

Match = re.Match[str]
CheckAnswer = Callable[[Node], Certificate]

# the reader takes "at" for a·t: no slot may hold a short word
_SHORT_WORD = re.compile(
    r"(?<![\\A-Za-z])(?:a[nst]|b[ey]|i[fnst]|o[fnr]|no|so|to|up|we|do|go)(?![A-Za-z])", re.I
)
_STRANGE = (Cases, Matrix, TupleOf)


@dataclass(frozen=True, slots=True)
class Function:
    """`body` in one letter; `name` is f where f(x) is written, y for y = …, else empty."""

    name: str
    variable: str
    body: Node


@dataclass(frozen=True, slots=True)
class Asked:
    """The problem as it was typed, its sentence, and the match of one pattern with it."""

    problem: str
    sentence: Sentence
    match: Match

    def slot(self, name: str) -> str | None:
        """The text of a slot, None where the pattern has none or it is empty."""
        found = self.match.groupdict().get(name)
        return None if not found or _SHORT_WORD.search(found) else found

    def tree(self, name: str) -> Node | None:
        """Pure mathematics."""
        text = self.slot(name)
        return None if text is None else tree_in(self.sentence, text)

    def expression(self, name: str) -> Node | None:
        """One expression."""
        text = self.slot(name)
        return None if text is None else expression_in(self.sentence, text)

    def equation(self, name: str) -> Relation | None:
        """One equality of two members."""
        text = self.slot(name)
        found = None if text is None else equation_in(self.sentence, text)
        return found if found is not None and found.operators == (RelationOperator.EQUAL,) else None

    def number(self, name: str) -> Exact | None:
        """A rational number."""
        return number_of(self.tree(name))

    def point(self, name: str) -> tuple[Exact, Exact] | None:
        """(x, y) of rational numbers; a letter before it, as in A(1, 2), names it."""
        if (self.slot(name) or "").lower().removeprefix("the ") == "origin":
            return Exact(0), Exact(0)
        found = self.tree(name)
        if isinstance(found, Application) and found.order == 0 and not found.inverse:
            found = TupleOf(found.arguments)
        return point_of(found)

    def calls(self, function: Function) -> bool:
        """Whether a letter said after it, as in "the domain of g", is its name."""
        called = self.match.groupdict().get("called")
        return called is None or self.sentence.text_of(called) == function.name

    def function(self, name: str) -> Function | None:
        """An expression, y = … or f(x) = … in exactly one letter."""
        body = self.expression(name)
        if body is not None:
            variable = only_letter(body)
            return None if variable is None else _function("", variable, body)
        equation = self.equation(name)
        if equation is None:
            return None
        head, body = equation.operands
        variable = only_letter(body)
        match head:
            case Application(name=called, arguments=(Symbol(name=argument),), order=0, inverse=False):
                return _function(called, argument, body) if variable == argument else None
            case Symbol(name=called) if variable is not None and called != variable:
                return _function(called, variable, body)
        return None


def _function(name: str, variable: str, body: Node) -> Function | None:
    imaginary = Constant(ConstantName.I) in set(walk(body))
    return None if imaginary or applied(body) or contains(body, *_STRANGE) else Function(name, variable, body)


def is_about(node: Node, names: frozenset[str]) -> bool:
    """Whether there are no other letters in it."""
    return letters(node) <= names
