"""What a student asks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One question, as text.

    `answer` is the known answer where there is one (a benchmark, a lesson);
    solving never reads it.
    """

    text: str
    choices: tuple[str, ...] = ()
    answer: str | None = None
    tags: tuple[str, ...] = ()
