"""Stand-ins for tests and demos that behave like the real thing, without a model."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from tutor.engine.interface import Branch, BranchEnd, Message, Piece, Sampling
from tutor.vocabulary.errors import EngineError


@dataclass(frozen=True, slots=True)
class Script:
    """What a scripted model writes, and how it goes on after each `feed`."""

    text: str
    after_feed: tuple[str, ...] = ()
    prompt_tail: str = ""


class ScriptedBranch:
    """Plays a script in pieces of a few characters; a piece counts as a token."""

    def __init__(self, engine: "ScriptedEngine", script: Script, prompt_tokens: int) -> None:
        self._engine = engine
        self._script = script
        self._fed = 0
        self._rest = script.text
        self.prompt_tail = script.prompt_tail
        self.prompt_tokens = prompt_tokens
        self.tokens: list[int] = []
        self.fed: list[str] = []
        self.end: BranchEnd | None = None
        self.waiting = False

    @property
    def room(self) -> int:
        """Tokens that still fit into the context."""
        return self._engine.context - self.prompt_tokens - len(self.tokens)

    def next(self) -> Piece | None:
        """The next few characters of the script."""
        if self._engine.interrupted:
            self.end = BranchEnd.INTERRUPTED
        elif self.room <= 0:
            self.end = BranchEnd.CONTEXT_FULL
        elif not self._rest:
            self.end = BranchEnd.END_OF_TEXT
        if self.end is not None:
            return None
        size = self._engine.piece_characters
        text, self._rest = self._rest[:size], self._rest[size:]
        return self._count(text)

    def _count(self, text: str) -> Piece:
        token = crc32(text.encode("utf-8", "replace")) & 0xFFFF
        self.tokens.append(token)
        return Piece(text, token)

    def feed(self, text: str) -> None:
        """Remember the text and go on with the script's next continuation."""
        self.fed.append(text)
        self._count(text)
        continuations = self._script.after_feed
        self._rest = continuations[self._fed] if self._fed < len(continuations) else ""
        self._fed += 1
        self.end = None

    def fork(self, seed: int) -> "ScriptedBranch":  # noqa: ARG002 - a script has no chance in it
        """A second branch at the same place of the same script; of a fresh one, with the next script."""
        if not self.tokens:
            return ScriptedBranch(self._engine, self._engine.next_script(), self.prompt_tokens)
        twin = ScriptedBranch(self._engine, self._script, self.prompt_tokens)
        twin._fed, twin._rest, twin.end = self._fed, self._rest, self.end
        twin.tokens, twin.fed = list(self.tokens), list(self.fed)
        return twin

    def close(self) -> None:
        """Nothing is held."""
        self.end = self.end or BranchEnd.INTERRUPTED


class ScriptedEngine:
    """Plays given texts through the interface of a real engine, one script a branch, in turn."""

    forks_midway = True

    def __init__(
        self, scripts: Sequence[Script | str], piece_characters: int = 4, context: int = 16384
    ) -> None:
        self._scripts = [Script(script) if isinstance(script, str) else script for script in scripts]
        self._opened = 0
        self.piece_characters = piece_characters
        self.context = context
        self.interrupted = False
        self.model = "scripted"
        self.facts: dict[str, str | int | float] = {"engine": "scripted", "context": context}
        self.conversations: list[tuple[Message, ...]] = []

    def open(self, messages: Sequence[Message], sampling: Sampling) -> Branch:  # noqa: ARG002
        """A branch that plays the next script."""
        self.conversations.append(tuple(messages))
        prompt_tokens = sum(len(message.content) for message in messages) // self.piece_characters
        if prompt_tokens >= self.context:
            raise EngineError(
                f"The problem takes {prompt_tokens} tokens and the context holds {self.context}."
            )
        return self.make_branch(self.next_script(), prompt_tokens)

    def make_branch(self, script: Script, prompt_tokens: int) -> ScriptedBranch:
        """The branch that plays a script."""
        return ScriptedBranch(self, script, prompt_tokens)

    def next_script(self) -> Script:
        """The script of the next branch; they start over after the last."""
        script = self._scripts[self._opened % len(self._scripts)]
        self._opened += 1
        return script

    def interrupt(self) -> None:
        """Stop every branch at its next token."""
        self.interrupted = True

    def resume(self) -> None:
        """Let branches go on."""
        self.interrupted = False

    def close(self) -> None:
        """Nothing is held."""
