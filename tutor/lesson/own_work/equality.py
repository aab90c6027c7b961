"""An equality of someone's lines, as it was found."""

from dataclasses import dataclass

from tutor.vocabulary.verdict import Verdict


@dataclass(frozen=True, slots=True)
class CheckedEquality:
    """A statement with a relation sign, the line it stands on, and what was found.

    Of a chain over several lines that breaks, `line` is where it breaks.
    """

    line: int
    statement: str
    verdict: Verdict
