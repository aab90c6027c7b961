"""A largest or smallest value as an answer: the value, or the point where it is reached."""

import re
from dataclasses import dataclass

from sympy import Expr

from tutor.check.certifying.families.plain_numbers import Asked as Number
from tutor.check.certifying.families.plain_numbers import certify_number
from tutor.check.certifying.functions.places import Places, certify_places
from tutor.check.certifying.verdicts import unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import Application, ListOf, Node, Relation, RelationOperator, Symbol, TupleOf
from tutor.check.trees import letters
from tutor.vocabulary.verdict import Certificate

_NAMES = r"y|f|M|m|max|min|(?:the )?(?:(?:absolute|global|local|relative) )?(?:maximum|minimum)(?: value)?"


@dataclass(frozen=True, slots=True)
class Extreme:
    """The points where it is reached; `only_value` when a value is asked for and no place will do."""

    found: tuple[tuple[Expr, Expr], ...]
    variable: str
    what: str
    problem: str
    only_value: bool
    name: str = ""


def certify_extreme(asked: Extreme, answer: Node) -> Certificate:
    """The value alone, f(2) = 5, or the point."""
    place, value = asked.found[0]
    shows = Places(asked.found, asked.variable, asked.what)
    if isinstance(answer, TupleOf | ListOf):
        alone = isinstance(answer, TupleOf) and not asked.only_value
        return certify_places(shows, answer) if alone else unchecked("the answer is no single value")
    match answer:
        case Relation(
            operands=(Application(arguments=(argument,), order=0, inverse=False), height),
            operators=(RelationOperator.EQUAL,),
        ):
            if not letters(answer):
                reached = any(compare_values(at, expression(argument)).equal for at, _ in asked.found)
                return (
                    certify_places(
                        Places(((expression(argument), value),), asked.variable, asked.what), answer
                    )
                    if reached
                    else unchecked("the value is reached elsewhere")
                )
            if isinstance(argument, Symbol):
                return certify_extreme(asked, height)
    named = split_label(answer)
    given = named.value
    if named.label is not None and named.label.name == asked.variable:
        return unchecked("the answer is a place, not a value")
    may_be_place = (
        not asked.only_value and not letters(given) and compare_values(place, expression(given)).equal
    )
    if may_be_place and not compare_values(value, expression(given)).equal:
        return unchecked("the answer may be the place instead of the value")
    names = f"{_NAMES}|{re.escape(asked.name)}"
    return certify_number(Number(value, asked.what, asked.problem, names), answer)
