"""What every engine offers: branches of text that grow token by token.

`tutor.engine.llama` is the real one; `tutor.testing.ScriptedEngine` plays given
texts through the same interface.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """Who speaks in a conversation."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation, as the chat template sees it."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is drawn. `temperature` 0 takes the likeliest; `top_k` 0 and `top_p` 1 are off.

    `hesitation_penalty` is taken from the logits of words like "Wait"; 0 leaves them alone.

    `seed` is a branch's own: what is drawn beside it does not change its random numbers. On
    this machine the same calls in the same order on a newly opened engine repeat every text
    exactly, with one branch or many. In other company the logits may differ by rounding
    (`tutor.engine.llama.engine` says how far): the text is as good, but may part ways where two
    tokens were nearly as likely. What a server makes of a seed is its own matter.
    """

    temperature: float = 0.6
    top_p: float = 0.95
    top_k: int = 0
    min_p: float = 0.0
    repeat_penalty: float = 1.0
    hesitation_penalty: float = 0.0
    seed: int = 1


class BranchEnd(StrEnum):
    """Why a branch gives no further text."""

    END_OF_TEXT = "end of text"
    CONTEXT_FULL = "context full"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one token. Empty while a character's bytes are still incomplete."""

    text: str
    token: int


class Branch(Protocol):
    """One growing token sequence."""

    @property
    def prompt_tokens(self) -> int:
        """Tokens of the prompt it was opened with."""
        ...

    @property
    def prompt_tail(self) -> str:
        """The end of the rendered prompt: tells whether the template opened the thinking."""
        ...

    @property
    def tokens(self) -> Sequence[int]:
        """Tokens after the prompt, sampled and fed, oldest first."""
        ...

    @property
    def room(self) -> int:
        """Tokens it may still grow by. Branches that share a cache too small for all of them take turns."""
        ...

    @property
    def end(self) -> BranchEnd | None:
        """Why `next` returned None, else None."""
        ...

    @property
    def waiting(self) -> bool:
        """Whether it waits for room that other branches take; nothing of it is lost."""
        ...

    def next(self) -> Piece | None:
        """Sample one token and return its text; None when the branch has ended or is `waiting`."""
        ...

    def feed(self, text: str) -> None:
        """Append text as if the model had written it; revives a branch that ended its text."""
        ...

    def fork(self, seed: int) -> "Branch":
        """A second branch with the same past (as far as it was read), sharing its cells of the KV cache."""
        ...

    def close(self) -> None:
        """Give its cells back. Safe to call twice."""
        ...


class Engine(Protocol):
    """A loaded model."""

    @property
    def model(self) -> str:
        """Its name and quantization, for people."""
        ...

    @property
    def facts(self) -> dict[str, str | int | float]:
        """How it runs (context, KV type, rope factors, threads), for the run record."""
        ...

    @property
    def forks_midway(self) -> bool:
        """Whether a branch can be forked after its first token; a fresh one always can."""
        ...

    def open(self, messages: Sequence[Message], sampling: Sampling) -> Branch:
        """A branch that starts from the chat template's rendering of the messages.

        Raises `EngineError` when the prompt alone does not fit the context.
        """
        ...

    def interrupt(self) -> None:
        """Stop every branch as soon as possible, also in mid-decode. Callable from any thread."""
        ...

    def resume(self) -> None:
        """Take back an interrupt, for branches opened from now on."""
        ...

    def close(self) -> None:
        """Free the model. Safe to call twice."""
        ...
