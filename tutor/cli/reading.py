"""The problem as it was typed, piped or redirected."""

import sys

from tutor.vocabulary.errors import UsageError

# a page of text; the longest problem of the usual benchmarks has 4,000 characters
LONGEST_PROBLEM = 20_000
_HOW = 'Type it as an argument (tutor {} "Solve 2x + 3 = 11"), or pipe it in.'


def read_problem(words: tuple[str, ...], command: str = "solve") -> str:
    """The problem from the arguments; from standard input for `-` or when there are none and input is piped.

    Raises `UsageError` when there is none, or when it is no text or far too long; `command` is the one
    that its hint shows how to call.
    """
    how = _HOW.format(command)
    if words and words != ("-",):
        text = " ".join(words)
    elif words or not sys.stdin.isatty():
        text = _read_standard_input(how)
    else:
        raise UsageError("There is no problem given.", how)
    text = text.strip()
    if not text:
        raise UsageError("The problem is empty.", how)
    if len(text) > LONGEST_PROBLEM:
        raise UsageError(
            f"The problem has more than {LONGEST_PROBLEM:,} characters.", "Give one problem at a time."
        )
    if "\0" in text:
        raise UsageError("The problem holds NUL bytes: it is not text.", how)
    return text


def _read_standard_input(how: str) -> str:
    data = sys.stdin.buffer.read(4 * LONGEST_PROBLEM + 4)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"The problem is not UTF-8 text: {error.reason}.", how) from error
