"""Which dollar signs delimit mathematics and which are money."""


def delimiters(text: str) -> frozenset[int]:
    """The dollar signs that delimit mathematics, by Pandoc's rule for `tex_math_dollars`.

    An opening dollar has a character other than a space at its right; a closing one has no space at its
    left and no digit at its right. Double dollars always delimit.
    """
    found: set[int] = set()
    opened = -1
    position = text.find("$")
    while position >= 0:
        if position and text[position - 1] == "\\":
            pass
        elif text.startswith("$$", position):
            found |= {position, position + 1}
            position += 1
        elif opened < 0 and not text[position + 1 : position + 2].isspace():
            opened = position
        elif (
            opened >= 0
            and not text[position - 1].isspace()
            and not text[position + 1 : position + 2].isdecimal()
        ):
            found |= {opened, position}
            opened = -1
        position = text.find("$", position + 1)
    return frozenset(found)
