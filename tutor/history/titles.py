"""A short name for an attempt, from the words of its problem."""

from tutor.vocabulary.encodable import replace_surrogates

MOST_CHARACTERS = 200


def title_of(problem: str) -> str:
    """The problem on one line; a long one is cut between words, outside of `$` formulas where it can be."""
    line = " ".join(replace_surrogates(problem).replace("\0", "").split())
    if len(line) <= MOST_CHARACTERS:
        return line
    spaces = [index for index in range(1, MOST_CHARACTERS) if line[index] == " "]
    outside = [index for index in spaces if line.count("$", 0, index) % 2 == 0]
    end = max(outside or spaces, default=MOST_CHARACTERS - 1)
    return line[:end] + "…"
