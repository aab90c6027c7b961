"""The wrong lines that rules make of right ones, each with what it was made from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from tutor.check.reading.tree import Node
from tutor.check.steps.links import Link
from tutor.check.trees import size
from tutor.lesson.slips.rule import MakeTerms, Moving, Rewriting

_LARGEST = 120
_MOST = 60


@dataclass(frozen=True, slots=True)
class WrongTerm:
    """An expression that a slip makes of another."""

    rule: Rewriting
    source: Node
    made: Node


@dataclass(frozen=True, slots=True)
class WrongLink:
    """An equation or inequality that a slip makes of another."""

    rule: Rewriting | Moving
    source: Link
    made: Link


def wrong_terms(sources: Iterable[Node], rules: Iterable[Rewriting]) -> Iterator[WrongTerm]:
    """What the rules make of expressions, in the order of the rules."""
    small = [source for source in sources if size(source) <= _LARGEST]
    for rule in rules:
        for source in small:
            for made in once(source, rule.make):
                yield WrongTerm(rule, source, made)


def wrong_links(sources: Iterable[Link], rules: Iterable[Rewriting | Moving]) -> Iterator[WrongLink]:
    """What the rules make of equations and inequalities, in the order of the rules."""
    small = [source for source in sources if size(source.left) + size(source.right) <= _LARGEST]
    for rule in rules:
        for source in small:
            for made in rule.make(source) if isinstance(rule, Moving) else _rewritten(source, rule.make):
                if made != source:
                    yield WrongLink(rule, source, made)


def once(node: Node, make: MakeTerms) -> list[Node]:
    """The tree with the slip made in one place of it, for each place; the outermost first."""
    found: list[Node] = []
    for changed in _once(node, make):
        if changed != node and changed not in found:
            found.append(changed)
        if len(found) >= _MOST:
            break
    return found


def _once(node: Node, make: MakeTerms) -> Iterator[Node]:
    yield from make(node)
    for field in fields(node):
        part = getattr(node, field.name)
        for changed in _changed(part, make):
            yield replace(node, **{field.name: changed})


def _changed(part: object, make: MakeTerms) -> Iterator[object]:
    if isinstance(part, Node):
        yield from _once(part, make)
    elif isinstance(part, tuple):
        for place, item in enumerate(part):
            for changed in _changed(item, make):
                yield (*part[:place], changed, *part[place + 1 :])


def _rewritten(link: Link, make: MakeTerms) -> Iterator[Link]:
    for left in once(link.left, make):
        yield replace(link, left=left)
    for right in once(link.right, make):
        yield replace(link, right=right)
