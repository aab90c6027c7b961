"""Equations in which a letter only stands in one function, as equations in that: 2 sin x = 1 in sin x."""

from tutor.check.reading.show import show
from tutor.check.reading.tree import Call, Node, Symbol
from tutor.check.steps.links import Link
from tutor.check.trees import letters, rewritten, walk


def in_its_call(link: Link) -> Link | None:
    """The same equation with a letter for the function; None where the letter stands elsewhere too."""
    calls = {
        node
        for side in (link.left, link.right)
        for node in walk(side)
        if isinstance(node, Call) and letters(node)
    }
    if len(calls) != 1:
        return None
    (call,) = calls
    letter = Symbol(show(call))

    def change(inner: Node) -> Node | None:
        return letter if inner == call else None

    replaced = Link(rewritten(link.left, change), link.operator, rewritten(link.right, change))
    return replaced if replaced.letters == {letter.name} else None
