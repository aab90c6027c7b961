"""Bars of text for figures that stand under each other."""

# from the finest: eighths of a character, whole characters, what every stream can show
_BLOCKS = ("▏▎▍▌▋▊▉█", "█")
_ASCII = "#"


def draw_bar(share: float, width: int, encoding: str | None = None) -> str:
    """A bar over `share` (0 to 1) of `width` characters, never empty; None shows all signs."""
    signs = next((blocks for blocks in _BLOCKS if _carries(encoding, blocks)), _ASCII)
    whole, rest = divmod(max(1, round(share * width * len(signs))), len(signs))
    return signs[-1] * whole + (signs[rest - 1] if rest else "")


def _carries(encoding: str | None, text: str) -> bool:
    try:
        text.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
