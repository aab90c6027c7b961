"""A slip that was named: what a student did, said of one line. Plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """`rule` is the name of the rule and never changes: records hold it.

    `detail` is a sentence for the student, `source` the expression or line it was made from.
    """

    rule: str
    detail: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Mutation:
    """Worked lines with one made wrong. `place` counts the lines from 0, `rule` is empty for a random change.

    `right` and `wrong` are the line before and after; `carried_on` tells that the lines after it go on
    from the wrong one. `makers` are all rules that make just this line.
    """

    lines: tuple[str, ...]
    place: int
    right: str
    wrong: str
    rule: str = ""
    carried_on: bool = False
    makers: tuple[str, ...] = ()
