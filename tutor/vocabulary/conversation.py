"""A solution and what the student asked about it afterwards."""

from dataclasses import dataclass, replace

from tutor.vocabulary.events import Solution
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Section
from tutor.vocabulary.turn import Turn


@dataclass(frozen=True, slots=True)
class Conversation:
    """A problem, its solution, and the turns since, oldest first.

    `written` is the solution as the model wrote it after its thinking, to the letter (all text of
    `AnswerDelta`): what is the same to the letter need not be read again. Without it the text is put
    together from the steps.
    """

    problem: Problem
    solution: Solution
    turns: tuple[Turn, ...] = ()
    written: str = ""

    def with_turn(self, turn: Turn) -> "Conversation":
        """The conversation with one more turn."""
        return replace(self, turns=(*self.turns, turn))

    @property
    def worked(self) -> str:
        """The solution without its thinking."""
        steps = [each.step for each in self.solution.steps]
        texts = [step.text for step in steps if step.section is Section.ANSWER]
        text = self.written if self.written.strip() else "\n\n".join(texts)
        if text.strip():
            return text
        answer = self.solution.answer
        return f"The final answer is $\\boxed{{{answer.text}}}$." if answer else "I found no answer."
