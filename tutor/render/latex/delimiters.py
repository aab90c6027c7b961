"""The signs round a formula that say it is one."""

_DELIMITERS = (("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"), ("$", "$"))


def undelimited(source: str) -> tuple[str, bool]:
    """The source without the delimiters round the whole of it, and whether there were any."""
    for left, right in _DELIMITERS:
        inside = source[len(left) : -len(right)]
        enclosed = source.startswith(left) and source.endswith(right) and len(source) >= len(left + right)
        if enclosed and left not in inside and right not in inside:
            return inside, True
    return source, False
