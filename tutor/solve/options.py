"""How a problem is put to a model: its card's defaults under what the user chose."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from models.catalog import Card
from tutor.engine.interface import Message, Role, Sampling
from tutor.strategy.budget import Budget
from tutor.trace.reader import ThinkingMarks
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    from tutor.vocabulary.settings import Settings

T = TypeVar("T")

_CHOICE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DEFAULT_SYSTEM = "Please reason step by step, and put your final answer within \\boxed{}."
# of the context, what is left for the prompt and the answer when thinking has used its budget
_SHARE_FOR_THINKING = 0.75


@dataclass(frozen=True, slots=True)
class SolveOptions:
    """How a problem is put to the model and how long it may think.

    `check_seconds` bounds the wait for outstanding checks after the last token.
    """

    budget: Budget
    sampling: Sampling = Sampling()
    marks: ThinkingMarks = ThinkingMarks()
    system: str = ""
    user_suffix: str = ""
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


def _first(*values: T | None) -> T:
    """The first value that was given; 0 counts as given."""
    return next(value for value in values if value is not None)


def options_for(card: Card | None, settings: "Settings", context: int, seed: int) -> SolveOptions:
    """What the user chose, else the card's defaults, else ones that suit any model.

    `context` is the engine's, in tokens: it bounds the thinking.
    """
    sampling = card.sampling if card else None
    defaults = Sampling()
    return SolveOptions(
        budget=Budget(thinking=_first(settings.think_tokens, int(context * _SHARE_FOR_THINKING))),
        sampling=Sampling(
            temperature=_first(settings.temperature, sampling and sampling.temperature, defaults.temperature),
            top_p=_first(settings.top_p, sampling and sampling.top_p, defaults.top_p),
            top_k=_first(sampling and sampling.top_k, defaults.top_k),
            min_p=_first(sampling and sampling.min_p, defaults.min_p),
            repeat_penalty=_first(sampling and sampling.repeat_penalty, defaults.repeat_penalty),
            seed=seed,
        ),
        system=card.prompt.system if card else _DEFAULT_SYSTEM,
        user_suffix=card.prompt.user_suffix if card else "",
        check_seconds=settings.check_seconds,
    )
