"""What a slip is: a name, what is said to the student, and how it makes a wrong line of a right one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tutor.check.reading.tree import Integer, Node
from tutor.check.steps.links import Link
from tutor.lesson.slips.terms import number

MakeTerms = Callable[[Node], Iterator[Node]]
"""From an expression to what the slip makes of it; nothing where it can't be made."""

MakeLinks = Callable[[Link], Iterator[Link]]
"""From an equation or inequality to the wrong ones."""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A slip made in one place of an expression. `name` never changes: records hold it."""

    name: str
    sentence: str
    make: MakeTerms


@dataclass(frozen=True, slots=True)
class Moving:
    """A slip made on an equation or inequality as a whole.

    With `solves` the wrong line may give one of its solutions only. With `changes_both` neither of its
    sides is as it was before.
    """

    name: str
    sentence: str
    make: MakeLinks
    solves: bool = False
    changes_both: bool = False


@dataclass(frozen=True, slots=True)
class Miswriting:
    """A number written wrong: from its value to wrong ones, and from those back to it.

    With `any_steps` the right number tells enough even where it is the result of a long computation.
    """

    name: str
    sentence: str
    make: Callable[[int], Iterator[int]]
    any_steps: bool = False

    def miswritten(self, node: Node) -> Iterator[Node]:
        """What a number in a tree may have been, or may become."""
        if isinstance(node, Integer):
            for value in self.make(node.value):
                yield number(value)


Rule = Rewriting | Moving | Miswriting
