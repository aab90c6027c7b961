"""A question about a solution: the conversation goes on, and the reply is streamed and checked in turn.

Each conversation begins with the same messages as the one before it, so the engine finds their
tokens in its cache and reads only what is new: the reply before (without its thinking) and the question.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tutor.check.checker import Checker
from tutor.engine.interface import Branch, Engine, Message, Role
from tutor.solve.dialogue import opening_messages, question_prompt, turn_messages
from tutor.solve.options import SolveOptions
from tutor.solve.reply import Reply
from tutor.solve.run import Times, sum_up
from tutor.strategy.budget import Budget
from tutor.strategy.stopping import UNVERIFIED
from tutor.vocabulary.conversation import Conversation
from tutor.vocabulary.errors import EngineError
from tutor.vocabulary.events import Answered, Ending, Event, Finished, Replied, Started, Trimmed
from tutor.vocabulary.step import Answer, AnswerSource
from tutor.vocabulary.turn import Question, Turn
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

_THINKING_TOKENS: Final = 1024
_REPLY_TOKENS: Final = 1024
# a reply that has less room than this, or than this share of a small context, is not worth beginning
_LEAST_ROOM: Final = 768
_LEAST_SHARE: Final = 3
_LEAST_REPLY: Final = 64
# turns are dropped by so many, so that the next question need not drop again and read all anew
_DROPPED_AT_ONCE: Final = 2

_NO_ANSWER: Final = Certificate(CertificateStatus.UNCHECKED, Method.NONE, "the reply states no answer")
_CANCELLED: Final = Certificate(CertificateStatus.UNCHECKED, Method.NONE, "stopped before it was checked")


def follow_up(
    conversation: Conversation, question: Question, engine: Engine, checker: Checker, options: SolveOptions
) -> Iterator[Event]:
    """Answer a question about a solution, yielding events as they happen; the last is `Finished`.

    `Replied` holds the turn to go on with: `conversation.with_turn(event.turn)`. The solution of
    `Finished` is the reply's own: its steps, and an answer only where it states one. `options` are
    those the problem was solved with, with a `Steering` of their own. Raises `UsageError` for a
    question that can't be asked and `EngineError`.
    """
    times = Times(options.clock())
    prompt = question_prompt(conversation, question, options.marks)
    branch, dropped = _open(conversation, prompt, engine, options)
    options = replace(options, budget=_budget(options.budget, branch.room), stopping=UNVERIFIED, votes=1)
    walk = Reply(conversation.problem, branch, checker, options, can_probe=False, shown=True)
    try:
        yield Started(
            conversation.problem,
            engine.model,
            options.sampling.seed,
            engine.facts,
            options.budget.thinking,
        )
        if dropped:
            yield Trimmed(dropped, len(conversation.turns) - dropped)
        if options.opening:
            branch.feed(options.opening)
        while walk.ending is None:
            yield from walk.advance()
            times.note_text(walk, options.clock)
        times.generated = options.clock()
        cancelled = walk.ending is Ending.CANCELLED
        if not cancelled:
            yield from walk.drain()
        answer = _stated_answer(walk)
        if answer is not None:
            yield Answered(answer)
        certificate = _CANCELLED if cancelled else _certify(answer, conversation, checker)
        times.end = options.clock()
        solution = sum_up(walk, answer, certificate, times, engine.model, options)
        reply = walk.reader.answer_text
        if reply.strip():  # a template can't show a turn without words
            yield Replied(Turn(question, prompt, reply))
        disagreement = "" if cancelled else _disagreement(answer, conversation, checker)
        yield Finished(replace(solution, disagreement=disagreement))
    finally:
        walk.close()


def _open(
    conversation: Conversation, prompt: str, engine: Engine, options: SolveOptions
) -> tuple[Branch, int]:
    """A branch at the question, and how many of the oldest turns were left out so that a reply has room."""
    opening = opening_messages(conversation, options)
    turns = conversation.turns
    for dropped in (*range(0, len(turns), _DROPPED_AT_ONCE), len(turns)):
        last = dropped == len(turns)
        messages = [*opening, *turn_messages(turns[dropped:]), Message(Role.USER, prompt)]
        try:
            branch = engine.open(messages, options.sampling)
        except EngineError:
            if last:
                raise
            continue
        if branch.room >= _least_room(engine) or last:
            break
        branch.close()
    if branch.room < _LEAST_REPLY:
        room = branch.room
        branch.close()
        raise EngineError(
            f"The solution and the question leave room for {room} tokens, too few for a reply.",
            "Give the model a larger context (--context), or ask a shorter question.",
        )
    return branch, dropped


def _least_room(engine: Engine) -> int:
    context = engine.facts.get("context")
    return min(_LEAST_ROOM, int(context) // _LEAST_SHARE) if isinstance(context, int) else _LEAST_ROOM


def _budget(budget: Budget, room: int) -> Budget:
    """A reply thinks less than a solution, and leaves itself half of the room."""
    thinking = min(budget.thinking, _THINKING_TOKENS, room // 2)
    return Budget(thinking, answer=min(budget.answer, _REPLY_TOKENS))


def _stated_answer(walk: Reply) -> Answer | None:
    """An answer that the reply states as one; the last result of an explanation is none."""
    found = walk.answer
    return found if found and found.source in (AnswerSource.BOXED, AnswerSource.PHRASE) else None


def _certify(answer: Answer | None, conversation: Conversation, checker: Checker) -> Certificate:
    return _NO_ANSWER if answer is None else checker.certify(conversation.problem, answer.text)


def _disagreement(answer: Answer | None, conversation: Conversation, checker: Checker) -> str:
    """What the reply answers instead of the solution's answer; empty where they agree."""
    known = conversation.solution.answer
    if answer is None or known is None:
        return ""
    same = checker.compare(known.text, answer.text, conversation.problem.text).equal
    return "" if same else answer.text
