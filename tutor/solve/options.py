"""How a problem is put to a model: its card's defaults under what the user chose."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from models.card import Card, PromptDefaults, SamplingDefaults
from tutor.engine.interface import Message, Role, Sampling
from tutor.strategy.budget import Budget
from tutor.strategy.settling import Probing
from tutor.strategy.steering import Steering
from tutor.strategy.stopping import Stopping
from tutor.trace import ThinkingMarks
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    from tutor.vocabulary.settings import Settings

T = TypeVar("T")

_CHOICE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DEFAULT_SYSTEM = "Please reason step by step, and put your final answer within \\boxed{}."
# of the context, what is left for the prompt and the answer when thinking has used its budget
_SHARE_FOR_THINKING = 0.75
# after the last token, several statements may still be waiting for their check
_WAIT_OVER_CHECK = 5.0


@dataclass(frozen=True, slots=True)
class SolveOptions:
    """How a problem is put to the model and how long it may think.

    `thinks` tells a model that thinks by itself; `opening` begins the assistant's turn, and
    `lead` goes on with it in words that are shown as the model's own.
    `votes` branches answer. `check_seconds` bounds the wait for outstanding checks after
    the last token.
    """

    budget: Budget
    sampling: Sampling = Sampling()
    marks: ThinkingMarks = ThinkingMarks()
    system: str = ""
    user_suffix: str = ""
    thinks: bool = True
    opening: str = ""
    lead: str = ""
    votes: int = 1
    stopping: Stopping = Stopping()
    steering: Steering = field(default_factory=Steering)
    check_seconds: float = 10.0
    clock: Callable[[], float] = time.perf_counter


def prompt_messages(problem: Problem, options: SolveOptions) -> list[Message]:
    """The conversation that puts the problem to the model."""
    lines = [problem.text.strip()]
    lines += [
        f"({letter}) {choice}" for letter, choice in zip(_CHOICE_LETTERS, problem.choices, strict=False)
    ]
    user = Message(Role.USER, "\n".join(lines) + options.user_suffix)
    return [Message(Role.SYSTEM, options.system), user] if options.system else [user]


def _chosen(chosen: T | None, default: T) -> T:
    """What was chosen, where 0 counts as chosen."""
    return default if chosen is None else chosen


def options_for(card: Card | None, settings: "Settings", context: int, seed: int) -> SolveOptions:
    """What the user chose, else the card's defaults, else ones that suit any model.

    `context` is the engine's, in tokens: it bounds the thinking.
    """
    own = card.sampling if card else SamplingDefaults()
    prompt = card.prompt if card else PromptDefaults(system=_DEFAULT_SYSTEM)
    opening = prompt.thinking_opening if settings.thinking else ""
    return SolveOptions(
        budget=Budget(thinking=_chosen(settings.think_tokens, int(context * _SHARE_FOR_THINKING))),
        sampling=Sampling(
            temperature=_chosen(settings.temperature, own.temperature),
            top_p=_chosen(settings.top_p, own.top_p),
            top_k=own.top_k,
            min_p=own.min_p,
            repeat_penalty=own.repeat_penalty,
            hesitation_penalty=settings.hesitation_penalty,
            seed=seed,
        ),
        marks=_marks(card),
        system=prompt.thinking_system if opening else prompt.system,
        user_suffix=prompt.user_suffix,
        thinks=card is None or card.thinking is not None,
        opening=opening,
        votes=settings.votes,
        stopping=Stopping(proof=settings.proof_stop, probing=Probing() if settings.settled_stop else None),
        check_seconds=_WAIT_OVER_CHECK * settings.check_seconds,
    )


def _marks(card: Card | None) -> ThinkingMarks:
    """The card's tags; models without a card, or without a thinking phase, may still write the usual ones."""
    if card is None or card.thinking is None:
        return ThinkingMarks()
    return ThinkingMarks(card.thinking.open_tag, card.thinking.close_tag)
