"""The numbers among which solutions are asked for: intervals, and what is said to lie in them."""

from dataclasses import dataclass
from typing import Final

from sympy import Expr

from tutor.check.comparing.families import has_pi
from tutor.check.comparing.regions import Piece, Region, open_interval, region_of
from tutor.check.comparing.values import compare_values
from tutor.check.reading.tree import Degrees, Node
from tutor.check.trees import contains

_NEAR: Final = 1e-20
_DIGITS: Final = 40
_LIKELY_DEGREES: Final = 15


@dataclass(frozen=True, slots=True)
class Domain:
    """A region of the real line, and whether its ends are angles in degrees or in radians."""

    region: Region
    in_degrees: bool
    in_radians: bool

    def contains(self, value: Expr) -> bool | None:
        """Whether a real number lies in it; None where an end is too near to tell."""
        found = [_lies_in(value, piece) for piece in self.region.pieces]
        return True if True in found else None if None in found else False

    @property
    def ends(self) -> list[Expr]:
        """All ends of its pieces."""
        return [end for piece in self.region.pieces for end in (piece.lower, piece.upper)]

    @property
    def is_bounded(self) -> bool:
        return all(end.is_finite for end in self.ends)

    @property
    def leaves_unit_open(self) -> bool:
        """Whether 0 to 360 may be meant in degrees: nothing says so."""
        plain = not (self.in_degrees or self.in_radians)
        return plain and any(end.is_finite and abs(end) >= _LIKELY_DEGREES for end in self.ends)


def domain_of(node: Node) -> Domain | None:
    """The domain that a tree describes; None when an end is no real number."""
    region = region_of(open_interval(node))
    if region is None or not region.pieces:
        return None
    domain = Domain(region, contains(node, Degrees), has_pi(node))
    is_real = all(end.is_extended_real for end in domain.ends)
    return domain if is_real and all(piece.lower <= piece.upper for piece in region.pieces) else None


def _lies_in(value: Expr, piece: Piece) -> bool | None:
    sides = [
        _is_beyond(value, piece.lower, piece.lower_open),
        _is_beyond(-value, -piece.upper, piece.upper_open),
    ]
    return False if False in sides else None if None in sides else True


def _is_beyond(value: Expr, end: Expr, is_open: bool) -> bool | None:
    """Whether the value is greater than the end, or equal to it where that is in."""
    if not end.is_finite:
        return bool(end.is_extended_negative)
    apart = (value - end).evalf(_DIGITS)
    if not apart.is_real:
        return None
    if abs(apart) > _NEAR:
        return bool(apart > 0)
    return not is_open if compare_values(value, end).equal else None
