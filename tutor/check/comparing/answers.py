"""Two answers as texts: equal, different with a witness, or undecided with a reason."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sympy import Symbol

from tutor.check.comparing.bound import compare_bound
from tutor.check.comparing.equations import (
    compare_congruences,
    compare_equations,
    compare_orders,
    compare_with_expression,
    is_equation,
    is_order,
)
from tutor.check.comparing.families import (
    compare_families,
    has_pi,
    is_constant,
    parameter_of,
    with_same_parameter,
    without_constant,
)
from tutor.check.comparing.inequalities import solution_set
from tutor.check.comparing.labels import Named, split_label, with_arguments
from tutor.check.comparing.members import (
    Compare,
    compare_in_order,
    compare_matrices,
    compare_members,
    members,
    ordered_items,
)
from tutor.check.comparing.outcome import different, proved, undecided
from tutor.check.comparing.question import Question, read_question
from tutor.check.comparing.regions import Region, compare_regions, open_interval, region_from, region_of
from tutor.check.comparing.scalars import compare_scalars
from tutor.check.comparing.simplifying import simplified
from tutor.check.comparing.things import compare_things
from tutor.check.comparing.words import compare_words
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.outcome import Parsed, Unparsed
from tutor.check.reading.tree import (
    ORDERS,
    Choice,
    ClockTime,
    Congruence,
    Dots,
    Interval,
    Joint,
    Labelled,
    ListOf,
    Matrix,
    NamedSet,
    Node,
    Qualified,
    Relation,
    RelationOperator,
    SetBuilder,
    SetOf,
    SetOperation,
    Text,
)
from tutor.check.reading.tree import (
    Symbol as Letter,
)
from tutor.check.trees import contains, free_letters, letters
from tutor.check.understanding import understood
from tutor.vocabulary.verdict import Comparison, Unread

_CALLED = {Unread.EXPECTED: "the expected answer", Unread.GIVEN: "the answer"}
_REGIONAL = ORDERS | {RelationOperator.NOT_EQUAL, RelationOperator.IN}

_HARMLESS = re.compile(
    r"^[\s,]*(only|(where|with|for|and)\b[^0-9<>=]*\b(all|some|any|every|each|arbitrary|integers?|reals?|constants?)\b)[^0-9<>=]*$"
)


def compare_answers(expected: str, given: str, question: str = "") -> Comparison:
    """Whether the given answer equals the expected one; the question tells what form it asks for."""
    if expected.split() == given.split():
        return proved("the same text")
    readings = understood(expected), understood(given)
    for reading, which in zip(readings, Unread, strict=True):
        if isinstance(reading, Unparsed):
            words = compare_words(expected, given)
            detail = f"{_CALLED[which]} can't be read: {reading.message}"
            return words if words.equal else replace(words, detail=detail, unread=which)
    trees = [reading.tree for reading in readings if not isinstance(reading, Unparsed)]
    return compare_trees(trees[0], trees[1], read_question(question))


def compare_trees(expected: Node, given: Node, question: Question) -> Comparison:
    """Two answers as trees, whatever their parameters are called; what has no value makes it undecided."""
    expected, given = simplified(expected), simplified(given)
    if expected == given:
        return proved("written alike")
    result = _attempt(expected, given, question)
    if result.equal:
        return result
    renamed = with_same_parameter(expected, given, question)
    return result if renamed is None else _attempt(expected, renamed, question)


def _attempt(expected: Node, given: Node, question: Question) -> Comparison:
    try:
        return _compare(expected, given, question)
    except UnbuildableError as error:
        return undecided(error.detail)


def _compare(expected: Node, given: Node, question: Question) -> Comparison:
    """By the first reading that fits both sides."""
    expected, given = (simplified(side) for side in (expected, given))
    if isinstance(expected, Qualified) or isinstance(given, Qualified):
        return _compare_qualified(expected, given, question)
    if contains(expected, Dots) or contains(given, Dots):
        return undecided("something is left out")
    if question.choices and (_letter(expected) or _letter(given)):
        return _compare_choices(expected, given, question)
    if isinstance(expected, Congruence) and isinstance(given, Congruence):
        return compare_congruences(expected, given)
    if any(isinstance(side, Text | Choice | ClockTime) for side in (expected, given)):
        return compare_things(expected, given)

    def inner(left: Node, right: Node) -> Comparison:
        return _attempt(left, right, question)

    return (
        compare_bound(expected, given, inner, question)
        or _compare_regions(expected, given)
        or _compare_parts(expected, given, inner)
        or _compare_relations(expected, given, question)
        or _compare_values(expected, given, question)
    )


def _compare_qualified(expected: Node, given: Node, question: Question) -> Comparison:
    conditions = [side.condition for side in (expected, given) if isinstance(side, Qualified)]
    bodies = [side.body if isinstance(side, Qualified) else side for side in (expected, given)]
    result = _compare(bodies[0], bodies[1], question)
    if (
        result.equal
        and not all(_HARMLESS.match(condition) for condition in conditions)
        and len(set(conditions)) > 1
    ):
        return undecided("the conditions in words were not compared")
    return result


def _compare_choices(expected: Node, given: Node, question: Question) -> Comparison:
    """A letter against a letter, or against the text of the choice it names."""
    letters_named = [_letter(side) for side in (expected, given)]
    if letters_named[0] and letters_named[1]:
        same = letters_named[0] == letters_named[1]
        return proved("the same choice") if same else different(f"{letters_named[1]}, not {letters_named[0]}")
    sides = [_chosen(side, question) for side in (expected, given)]
    if sides[0] is None or sides[1] is None:
        return undecided("a letter without a choice")
    return _attempt(sides[0], sides[1], replace(question, choices=()))


def _letter(node: Node) -> str | None:
    """The letter of a choice, with or without its text behind it."""
    match node:
        case Choice(letter=name):
            return name
        case Letter(name=name) | Labelled(label=name) if len(name) == 1 and name.upper() in "ABCDEFGH":
            return name.upper()
    return None


def _chosen(node: Node, question: Question) -> Node | None:
    letter = _letter(node)
    if letter is None:
        return node
    text = question.choice(letter)
    reading = understood(text) if text else None
    return reading.tree if isinstance(reading, Parsed) else None


def _compare_regions(expected: Node, given: Node) -> Comparison | None:
    """When one side is a set of numbers by its form and the other can be."""
    if not (_is_regional(expected) or _is_regional(given)):
        return None
    solved = [region_of(open_interval(side)) for side in (expected, given)]
    regions = [
        found or _region_otherwise(side) for found, side in zip(solved, (expected, given), strict=True)
    ]
    if regions[0] is not None and regions[1] is not None:
        result = compare_regions(regions[0], regions[1])
        unsolved = solved[0] is not None and isinstance(given, Relation) and solved[1] is None
        return replace(result, form="it is not solved") if result.equal and unsolved else result
    if (is_order(expected) and is_order(given)) or (regions[0] is None and regions[1] is None):
        return None
    return undecided("one of them is no set of numbers")


def _region_otherwise(node: Node) -> Region | None:
    """Single numbers as points; an inequality that is not solved, by solving it."""
    if isinstance(node, Relation):
        return _solved_region(node)
    parts = members(node) or [node]
    return None if any(isinstance(part, Relation) for part in parts) else region_of(SetOf(tuple(parts)))


def _solved_region(node: Relation) -> Region | None:
    names = free_letters(node)
    found = solution_set(node) if len(names) == 1 else None
    region = None if found is None else region_from(found)
    return None if region is None else replace(region, variable=next(iter(names)))


def _is_regional(node: Node) -> bool:
    if isinstance(node, Relation):
        return any(operator in _REGIONAL for operator in node.operators)
    if isinstance(node, ListOf):
        return any(_is_regional(item) for item in node.items)
    return isinstance(node, Interval | SetBuilder | SetOperation | NamedSet)


def _compare_parts(expected: Node, given: Node, compare: Compare) -> Comparison | None:
    """Lists, sets, tuples, vectors, matrices."""
    if _is_logic(expected) or _is_logic(given):
        return undecided("logic is not compared")
    items = [ordered_items(_value(side)) for side in (expected, given)]
    if items[0] is not None and items[1] is not None:
        return compare_in_order(items[0], items[1], compare)
    parts = [members(side) for side in (expected, given)]
    if parts[0] is None and parts[1] is None:
        return _compare_arrays(_value(expected), _value(given), items, compare)
    for ordered, unordered in ((items[0], parts[1]), (items[1], parts[0])):
        if ordered is not None and unordered is not None and len(unordered) > 1:
            return _compare_tuple_with_list(ordered, unordered, compare)
    filled = [
        part if part is not None else [side] for part, side in zip(parts, (expected, given), strict=True)
    ]
    sets = any(isinstance(_value(side), SetOf) for side in (expected, given))
    return compare_members(filled[0], filled[1], compare, copies_count=not sets)


def _is_logic(node: Node) -> bool:
    """p and q: letters joined by words."""
    return (
        isinstance(node, ListOf)
        and node.joint is not Joint.COMMA
        and all(isinstance(item, Letter) for item in node.items)
    )


def _compare_arrays(
    expected: Node, given: Node, items: list[tuple[Node, ...] | None], compare: Compare
) -> Comparison | None:
    if isinstance(expected, Matrix) and isinstance(given, Matrix):
        return compare_matrices(expected, given, compare)
    if items[0] is not None or items[1] is not None:
        single = given if items[0] is not None else expected
        plain = not letters(single) and not isinstance(single, Relation | Interval | Labelled)
        witness = "several entries against one value"
        return different(witness) if plain else undecided(witness)
    return None


def _compare_tuple_with_list(ordered: Sequence[Node], listed: Sequence[Node], compare: Compare) -> Comparison:
    if any(ordered_items(item) is not None for item in listed):
        return different("one tuple against several")
    result = compare_in_order(ordered, listed, compare)
    return undecided("a tuple against a list") if result.equal else result


def _value(node: Node) -> Node:
    return split_label(node).value


def _compare_relations(expected: Node, given: Node, question: Question) -> Comparison | None:
    """Equations, and values with a name on either side."""
    named = [split_label(side) for side in (expected, given)]
    labels = [one.label for one in named]
    if labels[0] and labels[1]:
        return _compare_labelled(named[0], named[1], question)
    if (labels[0] and not isinstance(given, Relation)) or (labels[1] and not isinstance(expected, Relation)):
        return _compare(named[0].value, named[1].value, question)
    if not isinstance(expected, Relation) and not isinstance(given, Relation):
        return None
    return _compare_equations(expected, given, named[0])


def _compare_labelled(expected: Named, given: Named, question: Question) -> Comparison:
    assert expected.label is not None and given.label is not None
    if expected.label.name in letters(given.value) and given.label.name in letters(expected.value):
        return compare_equations(_equation(expected), _equation(given))
    result = _compare(expected.value, with_arguments(given, expected.label), question)
    same = expected.label.family.lower() == given.label.family.lower()
    functions = bool(expected.label.arguments and given.label.arguments)
    if result.equal and not same and not functions:
        return undecided(f"a value for {given.label.name} instead of {expected.label.name}")
    return result


def _equation(named: Named) -> Relation:
    assert named.label is not None
    return Relation((Letter(named.label.name), named.value), (RelationOperator.EQUAL,))


def _compare_equations(expected: Node, given: Node, named: Named) -> Comparison:
    if is_order(expected) and is_order(given):
        return compare_orders(expected, given)
    if not is_equation(expected):
        return undecided("a relation against a value")
    assert isinstance(expected, Relation)
    if not isinstance(given, Relation):
        return compare_with_expression(expected, expression(given))
    if not is_equation(given):
        return undecided("different kinds of relations")
    if named.label and not letters(named.value):
        return undecided("an equation that is not solved")
    return compare_equations(expected, given)


def _compare_values(expected: Node, given: Node, question: Question) -> Comparison:
    """Single values; antiderivatives up to a constant, families of angles up to a shift by whole periods."""
    if question.asks_integral:
        return _compare_antiderivatives(expected, given, question)
    parameter = parameter_of(expected, question)
    if parameter and parameter == parameter_of(given, question) and has_pi(expected) and has_pi(given):
        return compare_families(expression(expected), expression(given), Symbol(parameter))
    return compare_scalars(expected, given, question)


def _compare_antiderivatives(expected: Node, given: Node, question: Question) -> Comparison:
    (left, has_constant), (right, constant_given) = without_constant(expected), without_constant(given)
    result = compare_scalars(left, right, question)
    if has_constant and not result.equal:
        difference = expression(left) - expression(right)
        if is_constant(difference):
            result = proved("up to the constant of integration")
    if result.equal and has_constant and not constant_given:
        return replace(result, form="the constant of integration is missing")
    return result
