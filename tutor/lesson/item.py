"""What is practised: one problem with its answer and its worked solution, as plain values."""

import re
from dataclasses import dataclass
from typing import Final

from tutor.vocabulary.problem import Problem

LEVELS: Final = (1, 2, 3)

_FORMULA: Final = re.compile(r"\$([^$]*)\$")
_SIGNS: Final = re.compile(r"\\(?:frac|sqrt|cdot|times|div|sin|cos|tan|log|ln|int|lim|sum|binom)|[-+*/^=<>]")
_DIGIT: Final = re.compile(r"\d")
_STEP_WEIGHT: Final = 3
_WORD: Final = re.compile(r"(?<![A-Za-z])(?!(?:sqrt|sin|cos|tan|log|exp|abs)\b)[A-Za-z]{3}")


def answer_in_prose(answer: str) -> str:
    """An answer between dollar signs, unless it has some of its own or is words, as `no solution`."""
    is_prose = "$" in answer or ("\\" not in answer and _WORD.search(answer))
    return answer if is_prose else f"${answer}$"


@dataclass(frozen=True, slots=True)
class WorkedStep:
    """One line of a worked solution.

    `idea` is a sentence on what is done, without its result; `line` is the result as LaTeX, one
    statement that the checker reads: `2x = 8`.
    """

    idea: str
    line: str


@dataclass(frozen=True, slots=True)
class Item:
    """One problem to practise. The same `generator`, `level` and `seed` give the same item again.

    `problem` has its formulas between dollar signs, `answer` is LaTeX, `asked` says in a few words
    what is to be found, `idea` which idea applies; neither of them gives the answer away.
    `form` says in words which form the answer must have; empty where any will do.
    """

    skill: str
    generator: str
    level: int
    seed: int
    problem: str
    answer: str
    asked: str
    idea: str
    steps: tuple[WorkedStep, ...]
    form: str = ""

    @property
    def as_problem(self) -> Problem:
        """The problem with its known answer, tagged by skill and level."""
        return Problem(self.problem, answer=self.answer, tags=(self.skill, f"level {self.level}"))

    @property
    def size(self) -> int:
        """How much there is to do: the digits and operations of the formulas, and the steps."""
        formulas = " ".join(_FORMULA.findall(self.problem)) or self.problem
        told = len(_DIGIT.findall(self.problem)) + len(_SIGNS.findall(formulas))
        return told + _STEP_WEIGHT * len(self.steps)
