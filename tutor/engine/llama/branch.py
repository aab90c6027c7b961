"""One growing token sequence over llama.cpp."""

import codecs
from collections import deque
from typing import TYPE_CHECKING

from tutor.engine.interface import BranchEnd, Piece
from tutor.engine.llama.sampler import Sampler

if TYPE_CHECKING:
    from tutor.engine.llama.engine import LlamaEngine

_TAIL_CHARACTERS = 200


class LlamaBranch:
    """A sequence of the engine's context.

    `pending` are tokens chosen and not yet in the KV cache; `position` counts
    those that are. A branch that has exactly one pending token joins the
    others' batches; one with more is prefilled first.
    """

    def __init__(self, engine: "LlamaEngine", sequence: int, sampler: Sampler, prompt: str) -> None:
        self._engine = engine
        self.sequence = sequence
        self.sampler = sampler
        self.prompt_tail = prompt[-_TAIL_CHARACTERS:]
        self.pending = engine.vocab.tokenize_prompt(prompt) if prompt else []
        self.prompt_tokens = len(self.pending)
        self.position = 0
        self.tokens: list[int] = []
        self.end: BranchEnd | None = None
        self.ready: deque[Piece] = deque()
        self.closed = False
        # bytes of one character may be spread over several tokens
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    @property
    def room(self) -> int:
        """Tokens that still fit into the context, shared with the other branches."""
        return self._engine.free_cells - len(self.pending)

    def next(self) -> Piece | None:
        """Sample one token and return its text; None when the branch has ended."""
        if not self.ready and self.end is None:
            self._engine.advance(self)
        return self.ready.popleft() if self.ready else None

    def accept(self, token: int) -> None:
        """Take a sampled token: its text becomes ready, or the branch ends."""
        if self._engine.vocab.ends_text(token):
            self.end = BranchEnd.END_OF_TEXT
            rest = self._decoder.decode(b"", final=True)
            if rest:
                self.ready.append(Piece(rest, token))
            return
        self.tokens.append(token)
        self.pending.append(token)
        self.ready.append(Piece(self._decoder.decode(self._engine.vocab.piece(token)), token))

    def feed(self, text: str) -> None:
        """Append text as if the model had written it; revives a branch that ended its text."""
        tokens = self._engine.vocab.tokenize(text, special=False)
        self._decoder.reset()
        self.pending.extend(tokens)
        self.tokens.extend(tokens)
        if self.end is BranchEnd.END_OF_TEXT:
            self.end = None

    def fork(self, seed: int) -> "LlamaBranch":
        """A second branch with the same past, sharing its cells of the KV cache.

        Raises `EngineError` when all of the plan's branches are in use.
        """
        return self._engine.fork(self, seed)

    def copy_past(self, other: "LlamaBranch") -> None:
        """Take over everything `other` has said, as far as it is text."""
        self.prompt_tail, self.prompt_tokens = other.prompt_tail, other.prompt_tokens
        self.pending, self.tokens = list(other.pending), list(other.tokens)
        self.position, self.end, self.ready = other.position, other.end, deque(other.ready)
        self._decoder.setstate(other._decoder.getstate())

    def close(self) -> None:
        """Give its cells back. Safe to call twice."""
        if not self.closed:
            self.closed = True
            self.end = self.end or BranchEnd.INTERRUPTED
            self.sampler.close()
            self._engine.release(self)
