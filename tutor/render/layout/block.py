"""A rectangle of terminal cells with a baseline, and the ways to put rectangles together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len


class TooLarge(Exception):  # noqa: N818 - never leaves this package: a signal to stay on one line
    """A block higher or wider than any terminal, or a formula nested beyond all sense."""


MAX_HEIGHT = 80
MAX_WIDTH = 400


@dataclass(frozen=True)
class Block:
    """Rows of equal cell width; the `baseline` row stands level with the text beside the block."""

    rows: tuple[str, ...]
    width: int
    baseline: int = 0

    @property
    def height(self) -> int:
        """How many rows."""
        return len(self.rows)

    @property
    def above(self) -> int:
        """Rows over the baseline."""
        return self.baseline

    @property
    def below(self) -> int:
        """Rows under the baseline."""
        return len(self.rows) - self.baseline - 1

    @property
    def is_flat(self) -> bool:
        """Whether the block is one row of text."""
        return len(self.rows) == 1


EMPTY = Block(("",), 0)


def text_block(text: str) -> Block:
    """One row of text."""
    return Block((text,), cell_len(text))


def drawn(rows: Sequence[str], baseline: int) -> Block:
    """Rows as they are, filled up at the right to the widest."""
    widths = [cell_len(row) for row in rows]
    width = _checked(max(widths), len(rows))
    filled = tuple(row + " " * (width - used) for row, used in zip(rows, widths, strict=True))
    return Block(filled, width, baseline)


def beside(blocks: Iterable[Block]) -> Block:
    """The blocks from left to right, their baselines level."""
    parts = [block for block in blocks if block.width or not block.is_flat]
    if len(parts) < 2:
        return parts[0] if parts else EMPTY
    above = max(block.above for block in parts)
    below = max(block.below for block in parts)
    width = _checked(sum(block.width for block in parts), above + below + 1)
    if above == below == 0:
        return Block(("".join(block.rows[0] for block in parts),), width)
    columns = [_heightened(block, above, below) for block in parts]
    return Block(tuple("".join(row) for row in zip(*columns, strict=True)), width, above)


def stacked(blocks: Sequence[Block], level: int, align: float = 0.5) -> Block:
    """The blocks from top to bottom; block number `level` gives the baseline.

    `align` is 0 for the left, 0.5 for the middle and 1 for the right.
    """
    width = _checked(max(block.width for block in blocks), sum(block.height for block in blocks))
    rows = tuple(row for block in blocks for row in widened(block, width, align).rows)
    above = sum(block.height for block in blocks[:level])
    return Block(rows, width, above + blocks[level].baseline)


def widened(block: Block, width: int, align: float = 0.5) -> Block:
    """The block with white space at its sides, `width` cells wide."""
    if block.width >= width:
        return block
    left = int((width - block.width) * align)
    right = width - block.width - left
    return Block(tuple(" " * left + row + " " * right for row in block.rows), width, block.baseline)


def heightened(block: Block, above: int, below: int) -> Block:
    """The block with at least so many rows over and under its baseline."""
    if block.above >= above and block.below >= below:
        return block
    above, below = max(above, block.above), max(below, block.below)
    _checked(block.width, above + below + 1)
    return Block(tuple(_heightened(block, above, below)), block.width, above)


def _heightened(block: Block, above: int, below: int) -> list[str]:
    blank = " " * block.width
    return [blank] * (above - block.above) + [*block.rows] + [blank] * (below - block.below)


def blank(width: int) -> Block:
    """White space of one row."""
    return Block((" " * width,), width)


def _checked(width: int, height: int) -> int:
    if width > MAX_WIDTH or height > MAX_HEIGHT:
        raise TooLarge
    return width
