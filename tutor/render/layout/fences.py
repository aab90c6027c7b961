"""Brackets, bars and frames as high as what they enclose."""

from tutor.render.layout.block import EMPTY, Block, beside, blank, drawn, text_block
from tutor.render.layout.signs import Signs

_BARS = frozenset({"|", "‖"})  # too thin to stop the bar of a fraction


def fenced(inside: Block, left: str, right: str, signs: Signs) -> Block:
    """The block between two brackets; an empty one isn't drawn."""
    level = inside.rows[inside.baseline]
    before, after = level.startswith(signs.bar), level.endswith(signs.bar)
    return beside(
        [
            bracket(left, inside, signs),
            blank(int(before and left in _BARS)),
            inside,
            blank(int(after and right in _BARS)),
            bracket(right, inside, signs),
        ]
    )


def bracket(sign: str, inside: Block, signs: Signs) -> Block:
    """A bracket as high as a block; what can't be stretched stands on the baseline."""
    if not sign:
        return EMPTY
    if inside.is_flat or sign not in signs.brackets:
        return text_block(signs.shown(sign))
    return Block(tuple(signs.brackets[sign].column(inside.height)), 1, inside.baseline)


def framed(inside: Block, signs: Signs) -> Block:
    """The block in a box."""
    frame = signs.frame
    edge = frame.horizontal * (inside.width + 2)
    sides = [f"{frame.vertical} {row} {frame.vertical}" for row in inside.rows]
    rows = [frame.top_left + edge + frame.top_right, *sides, frame.bottom_left + edge + frame.bottom_right]
    return drawn(rows, inside.baseline + 1)
