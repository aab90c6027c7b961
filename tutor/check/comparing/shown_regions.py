"""A set of real numbers in words for people: what its letter may be."""

from sympy import oo

from tutor.check.comparing.regions import Piece, Region
from tutor.check.comparing.shown import shown


def shown_region(region: Region, letter: str) -> str:
    """`x < -3 or 1 ≤ x ≤ 2`, "no real number", "all real numbers"."""
    if not region.pieces:
        return "no real number"
    return " or ".join(_shown_piece(piece, letter) for piece in region.pieces)


def _shown_piece(piece: Piece, letter: str) -> str:
    below, above = ("<" if is_open else "≤" for is_open in (piece.lower_open, piece.upper_open))
    if piece.lower == piece.upper:
        return f"{letter} = {shown(piece.lower)}"
    if piece.lower == -oo:
        return "all real numbers" if piece.upper == oo else f"{letter} {above} {shown(piece.upper)}"
    if piece.upper == oo:
        return f"{letter} {'>' if piece.lower_open else '≥'} {shown(piece.lower)}"
    return f"{shown(piece.lower)} {below} {letter} {above} {shown(piece.upper)}"
