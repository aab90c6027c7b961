"""Where the unknown of an equation may lie, taken out of the sentence: "for 0 ≤ x < 2π", "on [0, 5]".

What is left must be a sentence that asks for the solutions of an equation in that letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tutor.check.certifying.problems.sentences import SLOT, Sentence
from tutor.check.certifying.problems.slots import letter_in, tree_in
from tutor.check.comparing.regions import open_interval
from tutor.check.reading.tree import (
    ORDERS,
    Interval,
    Joint,
    ListOf,
    Node,
    Relation,
    RelationOperator,
    Symbol,
    TupleOf,
)
from tutor.check.trees import letters

_LETTER = r"(?:⟦\d+⟧|\\?[A-Za-zα-ω]+)"
_OPENING: Final = re.compile(
    rf"(?:^|[,;.]? (?:and )?|[,;] ?)"
    r"(?:"
    rf"(?:where|for|with)(?: all| any| real| values of| the variable)* (?P<letter>{_LETTER}),?"
    r" (?:is |lies |lying )?(?:in|on|within|from|over)"
    r"|(?:(?:that|which) (?:are|lie) |lying |giving (?:all )?(?:the )?solutions )?"
    r"(?:for|on|over|in|within|where|with|if|when|given(?: that)?|such that|suppose(?: that)?|and)"
    r")(?: the)?(?: (?:closed|open|half-open|given|following))*(?: (?:interval|domain|range)(?: of)?)?:? "
    r"|[,;:] ?",
    re.IGNORECASE,
)
_ENDING: Final = re.compile(
    r"$|[,:;.] ?| (?=(?:such that|for which|so that|that satisf|if|of|to|for|find|solve)\b)"
)
_LIMITED: Final = re.compile(r"<|≤|>|≥|\\l(?:e|t|eq)\b|\\g(?:e|t|eq)\b|[\[(].*,.*[\])]|⟦\d+⟧")
_ASKS: Final = re.compile(
    r"(?:find|give|state|determine|list)?(?: all)?(?: of)?(?: the)?(?: exact| real)? solutions?"
    r"|solve(?: for all solutions)?",
    re.IGNORECASE,
)
_GAP = r"(?:[,;]|\\q?quad(?![a-z])|\\[;,: ]|~)"
_SAID = r"(?:\\(?:text|mathrm|mbox)\s*\{\s*,?\s*(?:for|where|on|with|in|if)(?: the interval)?\s*\})"
_WITHIN_FORMULA: Final = re.compile(
    rf"(?P<equation>[^,;=<>]+=[^,;=<>]+?)\s*(?:{_GAP}(?:{_GAP}|\s)*{_SAID}?|{_SAID})(?:{_GAP}|\s)*"
    r"(?P<domain>[^=,]*(?:<|≤|\\le)[^=,]*|(?:\\left\s*)?[\[(][^=]*,[^=]*[\])]|[A-Za-z]\s*(?:\\in|∈)[^=]*)"
)
_RISING: Final = (RelationOperator.LESS, RelationOperator.LESS_EQUAL)
_MOST_TRIES: Final = 40


@dataclass(frozen=True, slots=True)
class Conditioned:
    """A sentence without its condition; `unknown` where the condition names the letter."""

    sentence: Sentence
    domain: Node
    unknown: str | None


def conditioned(sentence: Sentence) -> Iterator[Conditioned]:
    """Every way to take one condition out of a sentence, the last condition first."""
    sentence = _split_formulas(sentence)
    words, tries = sentence.words, 0
    for opening in reversed(list(_OPENING.finditer(words))):
        for ending in _ENDING.finditer(words, opening.end()):
            slot = words[opening.end() : ending.start()]
            if not _LIMITED.search(slot):
                continue
            tries += 1
            if tries > _MOST_TRIES:
                return
            domain = _domain_in(sentence, slot)
            if domain is None:
                continue
            named = opening["letter"] and letter_in(sentence, opening["letter"])
            unknown = _letter_of(domain) or named or None
            if opening["letter"] and named != unknown:
                continue
            left = _joined(words[: opening.start()], words[ending.start() :])
            yield Conditioned(Sentence(left, sentence.formulas), domain, unknown)


def _split_formulas(sentence: Sentence) -> Sentence:
    """A formula that states an equation and where its letter lies, as two."""
    words, formulas = sentence.words, list(sentence.formulas)
    for number, text in enumerate(sentence.formulas):
        found = _WITHIN_FORMULA.fullmatch(text)
        if found:
            formulas[number] = found["equation"].strip()
            formulas.append(found["domain"].strip())
            slot = SLOT.format(number)
            words = words.replace(slot, f"{slot} for {SLOT.format(len(formulas) - 1)}")
    return Sentence(words, tuple(formulas))


def _domain_in(sentence: Sentence, slot: str) -> Node | None:
    """An interval, or inequalities for one letter between numbers."""
    tree = tree_in(sentence, slot)
    if isinstance(tree, TupleOf):
        tree = open_interval(tree)
    match tree:
        case Interval():
            return None if letters(tree) else tree
        case Relation(operands=(Symbol(name=name), TupleOf() | Interval() as inner), operators=(sign,)):
            is_member = sign is RelationOperator.IN and not letters(inner)
            return Relation((Symbol(name), open_interval(inner)), (sign,)) if is_member else None
        case Relation():
            return tree if _is_bound(tree) else None
        case ListOf(items=items, joint=Joint.AND) if len(items) == 2 and all(map(_is_bound, items)):
            return tree if len(letters(tree)) == 1 else None
    return None


def _is_bound(node: Node) -> bool:
    """x > 0, 0 ≤ x < 2π: only the letter between numbers."""
    if not isinstance(node, Relation) or any(operator not in ORDERS for operator in node.operators):
        return False
    alone = [operand for operand in node.operands if letters(operand)]
    ways = {operator in _RISING for operator in node.operators}
    return len(alone) == 1 and isinstance(alone[0], Symbol) and len(ways) == 1


def _letter_of(domain: Node) -> str | None:
    found = letters(domain)
    return next(iter(found)) if found else None


def _joined(before: str, after: str) -> str:
    """What stands before a condition and behind it as one sentence."""
    before, tail = before.strip(" ,;:."), after.strip(" ,;:.")
    if not before or not tail:
        return before or tail
    if after[:1].isspace() or tail.lower().startswith("the "):
        return f"{before} {tail}"
    return f"solve: {tail}" if _ASKS.fullmatch(before) else f"{before}: {tail}"
