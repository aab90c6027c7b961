"""What a piece is made of, for printers that have more than one line. Values only, no layout.

A piece's `text` is its form already on one line; pieces that are letters, signs
and words all through have no form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from tutor.render.latex.pieces import Piece

Pieces: TypeAlias = "Sequence[Piece]"


@dataclass(frozen=True, slots=True)
class Grouped:
    """Pieces in braces."""

    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Fraction:
    """One over the other, with a bar."""

    above: Pieces
    below: Pieces


@dataclass(frozen=True, slots=True)
class Binomial:
    """One over the other, in round brackets."""

    above: Pieces
    below: Pieces


@dataclass(frozen=True, slots=True)
class Root:
    """A root and its index, which is empty for square roots."""

    index: Pieces
    inside: Pieces


@dataclass(frozen=True, slots=True)
class Scripted:
    """A base with primes, an index and a power; the limits of a big operator are these too."""

    base: "Piece"
    below: Pieces = ()
    above: Pieces = ()
    primes: str = ""


@dataclass(frozen=True, slots=True)
class Stacked:
    """A base with marks over and under it; a long arrow is as wide as they are."""

    base: "Piece"
    below: Pieces = ()
    above: Pieces = ()
    long_arrow: bool = False


@dataclass(frozen=True, slots=True)
class Accented:
    """What stands under (over, for `underline`) the mark of a command such as `overline`."""

    command: str
    inside: Pieces


@dataclass(frozen=True, slots=True)
class Braced:
    """Pieces with a brace lying over or under them; its label is a script of this."""

    inside: Pieces
    over: bool


@dataclass(frozen=True, slots=True)
class Framed:
    """Pieces in a box."""

    inside: Pieces


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, in the environment that says what they are; `columns` is an array's `cc|c`.

    `enclosed` says that brackets stand round it already, `rules` over which rows a line is drawn
    (the number of rows for one under the last).
    """

    name: str
    rows: Sequence[Sequence[Pieces]]
    columns: str = ""
    enclosed: bool = False
    rules: frozenset[int] = frozenset()


Form: TypeAlias = (
    Grouped | Fraction | Binomial | Root | Scripted | Stacked | Accented | Braced | Framed | Table
)


def children(form: Form) -> list[Pieces]:
    """The sequences a form is made of."""
    match form:
        case Fraction() | Binomial():
            return [form.above, form.below]
        case Root():
            return [form.index, form.inside]
        case Scripted() | Stacked():
            return [(form.base,), form.below, form.above]
        case Table():
            return [cell for row in form.rows for cell in row]
        case Grouped():
            return [form.pieces]
        case Accented() | Braced() | Framed():
            return [form.inside]
