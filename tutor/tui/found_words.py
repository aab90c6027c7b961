"""Where the words of a search stand in a text, by the rules of the index: case and accents do not count."""

import re
import unicodedata

_WORD = re.compile(r"\w+")


def found_spans(text: str, search: str) -> list[tuple[int, int]]:
    """Start and end of each word of `text` that begins with a word of `search`; signs are found anywhere."""
    asked = [_folded(word) for word in search.split()]
    # the index cuts "x+3" into words as well
    beginnings = tuple(part for word in asked for part in _WORD.findall(word))
    spans = [
        (match.start(), match.start() + _length(match.group(), beginning))
        for match in _WORD.finditer(text)
        if (beginning := _longest_beginning(_folded(match.group()), beginnings))
    ]
    for sign in (word for word in asked if not _WORD.search(word)):
        spans += [match.span() for match in re.finditer(re.escape(sign), text)]
    return sorted(spans)


def _longest_beginning(word: str, beginnings: tuple[str, ...]) -> str:
    return max(filter(word.startswith, beginnings), key=len, default="")


def _length(word: str, beginning: str) -> int:
    """How many characters of the word, as it is written, make the beginning."""
    for end in range(1, len(word)):
        if len(_folded(word[:end])) >= len(beginning):
            return end
    return len(word)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
