"""What stands in a template's slots: formulas, equations, letters, values, read whole or refused."""

import re

from tutor.check.certifying.problems.sentences import Sentence
from tutor.check.comparing.members import members
from tutor.check.reading.notation import FUNCTIONS
from tutor.check.reading.outcome import Parsed
from tutor.check.reading.tree import (
    ORDERS,
    Cases,
    Choice,
    ClockTime,
    Dots,
    Integer,
    Interval,
    ListOf,
    Node,
    Omitted,
    PlusMinus,
    Qualified,
    Quantity,
    Relation,
    RelationOperator,
    SetOf,
    Symbol,
    Text,
)
from tutor.check.trees import contains, letters
from tutor.check.understanding import understood

_NO_MATHEMATICS = (Text, Qualified, Quantity, Dots, Choice, ClockTime, Omitted)
_WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}")  # a reader may take "ise" for i·s·e
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{[a-z]*\*?\}(?:\{[lcr|]*\})?")
_TRAILING_DOTS = re.compile(r",\s*(?:\\l?c?dots|\.\.+|…)\s*$")
_KNOWN_WORDS = frozenset(FUNCTIONS) | {"infinity", "sqrt", "cbrt", "and", "abs", "exp", "pmod", "degrees"}
_KNOWN_WORDS |= {f"{name}x" for name in ("sin", "cos", "tan", "cot", "sec", "csc")}
_SLOT = re.compile(r"⟦(\d+)⟧")
_LETTER = r"(?:\\(?:theta|alpha|beta|phi)(?![a-z])|[a-df-zα-ορ-ω](?![a-z]))"
_OPEN_ARGUMENT = re.compile(  # sin x/2 is read as half of sin x and as the sine of x/2
    r"(?:sin|cos|tan|cot|sec|csc|sinh|cosh|tanh|ln|log)(?:_\{?\w+\}?)?(?:\s*\^\s*\{?-?\d+\}?|[²³])?\s*"
    rf"(?:(?:\d+(?:\.\d+)?)?\s*(?:\\?pi|π)?\s*{_LETTER}\s*/\s*(?:\d|\\?pi|π)|\d+\s*/\s*\d+\s*{_LETTER})"
)
_SOLVABLE = ORDERS | {RelationOperator.EQUAL}


def tree_in(sentence: Sentence, slot: str) -> Node | None:
    """The tree of a slot, or None when it is no pure mathematics."""
    text = sentence.text_of(slot)
    if text is None:
        return None
    if any(word.lower() not in _KNOWN_WORDS for word in _WORD.findall(_ENVIRONMENT.sub("", text))):
        return None
    reading = None if _OPEN_ARGUMENT.search(text) else understood(text)
    if not isinstance(reading, Parsed) or contains(reading.tree, *_NO_MATHEMATICS):
        return None
    return reading.tree


def expression_in(sentence: Sentence, slot: str) -> Node | None:
    """A single expression."""
    tree = tree_in(sentence, slot)
    if tree is None or isinstance(tree, Relation | ListOf) or contains(tree, Relation, ListOf, PlusMinus):
        return None
    return tree


def equation_in(sentence: Sentence, slot: str) -> Relation | None:
    """One equation or inequality between two members, or a double inequality."""
    tree = tree_in(sentence, slot)
    if not isinstance(tree, Relation) or any(operator not in _SOLVABLE for operator in tree.operators):
        return None
    if contains(tree, PlusMinus, Interval) or (
        len(tree.operators) > 1 and RelationOperator.EQUAL in tree.operators
    ):
        return None
    return tree


def equations_in(sentence: Sentence, slot: str) -> tuple[Relation, ...] | None:
    """A system: several equations in one formula, in several, or in plain text."""
    found = _SLOT.findall(slot)
    if found and not re.fullmatch(r"(?:[,;\s]|and)*", _SLOT.sub("", slot)):
        return None
    trees = [tree_in(sentence, f"⟦{number}⟧") for number in found] if found else [tree_in(sentence, slot)]
    parts: list[Node] = []
    for tree in trees:
        if tree is None:
            return None
        parts += _parts(tree)
    equations = [part for part in parts if isinstance(part, Relation) and _is_equation(part)]
    return tuple(equations) if len(equations) == len(parts) else None


def _parts(tree: Node) -> list[Node]:
    """The items of a list, the lines of a system in braces."""
    if isinstance(tree, ListOf):
        return [part for item in tree.items for part in _parts(item)]
    if isinstance(tree, Cases) and all(branch.condition is None for branch in tree.branches):
        return [part for branch in tree.branches for part in _parts(branch.value)]
    return [tree]


def list_in(sentence: Sentence, slot: str) -> tuple[Node, ...] | None:
    """The items of a list of numbers, in one formula or in several; dots at its end are dropped."""
    found = _SLOT.findall(slot)
    if len(found) > 1 and not re.fullmatch(r"(?:[,;\s]|and)*", _SLOT.sub("", slot)):
        return None
    texts = [sentence.formulas[int(number)] for number in found] if found else [slot]
    items: list[Node] = []
    for text in texts:
        reading = understood(_TRAILING_DOTS.sub("", text))
        if not isinstance(reading, Parsed) or contains(reading.tree, *_NO_MATHEMATICS):
            return None
        tree = reading.tree
        items += (
            tree.items if isinstance(tree, ListOf) else tree.elements if isinstance(tree, SetOf) else [tree]
        )
    return tuple(items)


def letter_in(sentence: Sentence, slot: str) -> str | None:
    """A letter's name."""
    tree = tree_in(sentence, slot)
    return tree.name if isinstance(tree, Symbol) else None


def only_letter(node: Node) -> str | None:
    """The one letter of a tree."""
    found = letters(node)
    return next(iter(found)) if len(found) == 1 else None


def values_in(sentence: Sentence, slot: str) -> dict[str, Node] | None:
    """`p = 3, q = 6` as a value for each letter."""
    equations = equations_in(sentence, slot)
    if not equations:
        return None
    values: dict[str, Node] = {}
    for equation in equations:
        name, value = equation.operands
        if not isinstance(name, Symbol) or letters(value) or name.name in values:
            return None
        values[name.name] = value
    return values


def roots_in(sentence: Sentence, slot: str) -> tuple[Node, ...] | None:
    """`2 and 5`, `±5`, `2, -1`."""
    pieces = (
        [slot]
        if len(_SLOT.findall(slot)) == 1 and _SLOT.fullmatch(slot.strip())
        else re.split(r",| and ", slot)
    )
    roots: list[Node] = []
    for piece in pieces:
        tree = tree_in(sentence, piece.strip()) if piece.strip() else None
        if tree is None or isinstance(tree, Relation):
            return None
        roots += members(tree) or [tree]
    return tuple(roots)


def equation_of(expression: Node) -> Relation:
    """The expression set to zero."""
    return Relation((expression, Integer(0)), (RelationOperator.EQUAL,))


def _is_equation(relation: Relation) -> bool:
    return relation.operators == (RelationOperator.EQUAL,) and not contains(relation, PlusMinus)
