"""A conversation as messages for a model: the same beginning each time, so that nothing is read twice.

The thinking of earlier turns is left out, as the templates of thinking models do. What the student
and the model wrote is untrusted: it is quoted line by line, without control characters and thinking
tags. (The names of control tokens are the engine's to defuse.)
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tutor.engine.interface import Message, Role
from tutor.solve.fast import explaining_messages
from tutor.solve.options import SolveOptions, prompt_messages
from tutor.trace import ThinkingMarks
from tutor.vocabulary.conversation import Conversation
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.events import CheckedStep
from tutor.vocabulary.step import AnswerSource
from tutor.vocabulary.turn import Question, Turn
from tutor.vocabulary.verdict import CertificateStatus, Verdict, VerdictStatus

_LONGEST_QUESTION: Final = 4000  # characters
_LONGEST_QUOTE: Final = 1500
_LONGEST_DETAIL: Final = 300
# odd white space, control characters, marks that hide or reorder text
_HIDDEN: Final = re.compile(
    r"[^\S\n\t ]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_FOUND: Final = {
    VerdictStatus.HOLDS: "A computer algebra check confirmed this step",
    VerdictStatus.FOLLOWS: "A computer algebra check confirmed that this step follows",
    VerdictStatus.BREAKS: "A computer algebra check found this step to be wrong",
    VerdictStatus.UNDECIDED: "A computer algebra check could not decide this step",
}


def opening_messages(conversation: Conversation, options: SolveOptions) -> list[Message]:
    """The problem as it was put to the model, and its solution."""
    answer = conversation.solution.answer
    if answer is not None and answer.source is AnswerSource.CHECKER:
        messages = explaining_messages(conversation.problem, answer.text, options)
    else:
        messages = prompt_messages(conversation.problem, options)
    return [*messages, Message(Role.ASSISTANT, conversation.worked)]


def turn_messages(turns: Sequence[Turn]) -> Iterator[Message]:
    """Earlier questions and replies."""
    for turn in turns:
        yield Message(Role.USER, turn.prompt)
        yield Message(Role.ASSISTANT, turn.reply)


def question_prompt(conversation: Conversation, question: Question, marks: ThinkingMarks) -> str:
    """A question as the model sees it, with the step it is about and what the check found.

    Raises `UsageError` for an empty or very long question and for a step that is not there.
    """
    words = defused(question.text, marks).strip()
    if not words:
        raise UsageError("The question is empty.", "Type what you want to know about the solution.")
    if len(words) > _LONGEST_QUESTION:
        raise UsageError(
            f"The question has {len(words):,} characters, and {_LONGEST_QUESTION:,} are the most.",
            "Ask about one thing at a time.",
        )
    own = list(_own_lines(question, marks))
    if question.step is None:
        asked = f"My question: {words}" if own else words
        return "\n\n".join([*_doubts_of_the_whole(conversation, marks), *own, asked])
    checked = _find_step(conversation, question.step)
    quote = _quoted(defused(checked.step.text, marks))
    lines = [f"This is about step {question.step} of your solution:", quote]
    if checked.verdict is not None:
        lines.append(_finding(checked.verdict, marks))
    return "\n\n".join([*lines, *own, f"My question: {words}"])


def _own_lines(question: Question, marks: ThinkingMarks) -> Iterator[str]:
    if question.lines.strip():
        yield "These are my own lines for the problem:"
        yield _quoted(defused(question.lines, marks))


def _find_step(conversation: Conversation, number: int) -> CheckedStep:
    steps = conversation.solution.steps
    found = next((each for each in steps if each.step.number == number), None)
    if found is None:
        there = f"its steps are 1 to {len(steps)}" if steps else "it has no steps"
        raise UsageError(f"The solution has no step {number}: {there}.", "Ask about one of its steps.")
    return found


def _doubts_of_the_whole(conversation: Conversation, marks: ThinkingMarks) -> Iterator[str]:
    """What the model should know about its answer before it defends it; once is enough."""
    certificate = conversation.solution.certificate
    if certificate.status is CertificateStatus.REFUTED and not conversation.turns:
        yield f"A computer algebra check refuted your final answer: {_detail(certificate.detail, marks)}."


def _finding(verdict: Verdict, marks: ThinkingMarks) -> str:
    detail = _detail(verdict.detail, marks)
    return f"{_FOUND[verdict.status]}{f': {detail}' if detail else ''}."


def _detail(text: str, marks: ThinkingMarks) -> str:
    return " ".join(defused(text, marks).split())[:_LONGEST_DETAIL].rstrip(".")


def _quoted(text: str) -> str:
    """Each line behind a mark, so that none can pass for the question; a long text without its middle."""
    if len(text) > _LONGEST_QUOTE:
        half = _LONGEST_QUOTE // 2
        text = f"{text[:half]}\n[…]\n{text[-half:]}"
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())


def defused(text: str, marks: ThinkingMarks) -> str:
    """The text without control characters, its thinking tags broken: `</think>` becomes `< /think>`."""
    text = _HIDDEN.sub(" ", text.replace("\r\n", "\n"))
    for tag in (marks.open, marks.close):
        if len(tag) > 1:
            text = text.replace(tag, f"{tag[0]} {tag[1:]}")
    return text
