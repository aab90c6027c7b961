"""Two graders side by side, our checker and Math-Verify, each in its worker and deaf to the other."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Protocol as Interface

from tutor.check.checker import Checker
from tutor.evaluate.answer_pairs import AnswerPair
from tutor.evaluate.judges import MathVerifyJudge
from tutor.evaluate.protocol.datasets.choices import LETTERS, read_letter
from tutor.evaluate.protocol.datasets.question import Question
from tutor.evaluate.protocol.results.sample import DIFFERENT, EQUAL, UNDECIDED, Grade
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.verdict import Equality

NO_ANSWER = Grade(DIFFERENT, "no answer")
_LONGEST_DETAIL = 300

Compare = Callable[[str, str, str], bool]


class Grader(Interface):
    """Says whether an answer is the known one. `name` has its version, where it matters."""

    name: str

    def grade(self, question: Question, vote: str) -> Grade:
        """Its word on an answer, as it is compared."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


class OurGrader:
    """The checker, as a student meets it."""

    name = "tutor"

    def __init__(self, checker: Checker) -> None:
        self._checker = checker

    def grade(self, question: Question, vote: str) -> Grade:
        """Different has a witness; what is not decided says why."""
        expected = question.problem.answer or ""
        if question.problem.choices:
            return _by_letter(expected, vote, len(question.problem.choices))
        found = self._checker.compare(expected, vote, question.problem.text)
        detail = found.detail[:_LONGEST_DETAIL]
        if found.equal:
            return Grade(EQUAL, detail)
        return Grade(DIFFERENT if found.equality is Equality.DIFFERENT else UNDECIDED, detail)

    def close(self) -> None:
        """The checker is whoever's made it."""


class MathVerifyGrader:
    """Math-Verify, which published results are graded with."""

    def __init__(self) -> None:
        if find_spec("math_verify") is None:
            raise UsageError(
                "The second grader, Math-Verify, is not installed.",
                "Install it (pip install 'tutor[eval]'), or grade with ours alone: --one-grader.",
            )
        self._judge = MathVerifyJudge()
        self.name = self._judge.name

    def grade(self, question: Question, vote: str) -> Grade:
        """It knows no question."""
        found = self._judge.judge(AnswerPair(question.problem.answer or "", vote, equal=True))
        return Grade(found.verdict, found.detail[:_LONGEST_DETAIL])

    def close(self) -> None:
        """End its worker."""
        self._judge.__exit__(None, None, None)


def vote_of(question: Question, answer: str | None, same: Compare) -> str | None:
    """An answer as it is compared: the letter of a choice, which may be named by its text."""
    choices = question.problem.choices
    if answer is None or not choices:
        return answer
    if letter := read_letter(answer, len(choices)):
        return letter
    fitting = [
        letter
        for letter, choice in zip(LETTERS, choices, strict=False)
        if same(choice, answer, question.problem.text)
    ]
    return fitting[0] if len(fitting) == 1 else answer


def _by_letter(expected: str, vote: str, count: int) -> Grade:
    if vote not in LETTERS[:count]:
        return Grade(UNDECIDED, "no choice was named")
    return Grade(EQUAL if vote == expected else DIFFERENT, f"{vote} against {expected}")
