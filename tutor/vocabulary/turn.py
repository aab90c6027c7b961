"""One question about a solution, and the reply."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """What the student asks; `step` is the number of the solution's step it is about, None for the whole.

    `lines` are the student's own lines for the problem, where there are some.
    """

    text: str
    step: int | None = None
    lines: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its reply. `prompt` is how the question was put to the model, `reply` what it wrote.

    Both stay as they are, to the letter: a later question begins with them.
    """

    question: Question
    prompt: str
    reply: str
