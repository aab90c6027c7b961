"""The decode loop: all live branches in one batch, one token each a turn.

Where the cache is too small for all of them, the oldest goes on and the youngest
waits: its own cells are given back, its text is kept, and it is read again when
there is room. A branch alone that fills the context ends.

How far a seed repeats a text: the same batches give the same numbers, bit for bit, so
the same calls in the same order on a new engine repeat every text. In a batch of
another width (other branches beside it, or a prompt whose beginning was in the cache
already, so that the rest is read in other portions), or on another number of threads,
llama.cpp may add in another order or with other kernels, and the logits differ by
rounding (1.5B model in Q4_K_M on a CPU: not at all beside up to 6 others, by up to 0.7
among logits from -22 to 21 beside 7): a text may then part ways where two tokens were
nearly as likely. Each branch has a sampler and a seed of its own: its random numbers are
the same in any company.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from models.store import ModelFile
from tutor.engine.interface import BranchEnd, Message, Sampling
from tutor.engine.llama.branch import LlamaBranch
from tutor.engine.llama.cache import KvCache
from tutor.engine.llama.library import quote_log
from tutor.engine.llama.model import Batch, LlamaContext, LlamaModel
from tutor.engine.llama.prefixes import Past
from tutor.engine.llama.sampler import Sampler
from tutor.engine.llama.sessions import Sessions
from tutor.engine.plan import Plan
from tutor.engine.template import render_chat
from tutor.vocabulary.errors import EngineError

_LOG = logging.getLogger("tutor.engine")
_DECODED, _CACHE_FULL, _ABORTED = 0, 1, 2
# a branch that had to wait comes back with this share of the context ahead of it: reading it again costs
_COMEBACK_SHARE = 16


class LlamaEngine:
    """A loaded model. One thread uses it; only `interrupt` may be called from others."""

    forks_midway = True

    def __init__(
        self,
        file: ModelFile,
        plan: Plan,
        template: str,
        on_load: Callable[[float], bool] | None = None,
        sessions: Sessions | None = None,
    ) -> None:
        """Load the weights and allocate what the plan says. `template` is Jinja source."""
        self.model = f"{file.name} {file.quantization}"
        self.plan = plan
        self._template = template
        self._weights = LlamaModel(file.path, plan, on_load)
        try:
            self._context = LlamaContext(self._weights, plan)
        except EngineError:
            self._weights.close()
            raise
        self.context_tokens = self._context.size
        self._sessions = sessions
        self._cache = KvCache(self._context, plan.branches)
        self._batch = Batch(max(plan.batch, plan.branches))
        self.vocab = self._weights.vocab
        self._live: dict[int, LlamaBranch] = {}  # oldest first
        self._born = 0
        self._closing = False

    @property
    def facts(self) -> dict[str, str | int | float]:
        """How it runs, for the run record."""
        return {
            "engine": "llama.cpp",
            "context": self.context_tokens,
            "kv_type": self.plan.kv_type,
            "rope_factors": self.plan.rope_factors,
            "threads": self.plan.threads,
            "gpu_layers": self.plan.gpu_layers,
        }

    @property
    def free_cells(self) -> int:
        """Cells of the KV cache that no branch holds, closed ones included."""
        return self._cache.free_cells

    def open(self, messages: Sequence[Message], sampling: Sampling) -> LlamaBranch:
        """A branch that starts from the chat template's rendering of the messages."""
        safe = [replace(message, content=self.vocab.defuse(message.content)) for message in messages]
        prompt = render_chat(self._template, safe, self.vocab.bos_text, self.vocab.eos_text)
        tokens = self.vocab.tokenize_prompt(prompt)
        if len(tokens) >= self.context_tokens:
            raise EngineError(
                f"The problem takes {len(tokens)} tokens and the context holds {self.context_tokens}.",
                "Shorten the problem, or give the model a larger context (--context).",
            )
        branch = self._new_branch(sampling, root=True)
        branch.start(prompt, tokens)
        branch.position = self._known_beginning(branch)
        return branch

    def _known_beginning(self, branch: LlamaBranch) -> int:
        """Tokens of the prompt that need not be read: from the cache, else from a saved session."""
        others = [other for other in self._live.values() if other is not branch]
        live = [Past(other.sequence, other.history[: other.position]) for other in others]
        known = self._cache.begin(branch.sequence, branch.history, live)
        if self._sessions is None:
            return known
        found = self._sessions.find(branch.history, known)
        if found is None or found.tokens > self._cache.free_cells:
            return known
        self._cache.cut(branch.sequence)
        loaded = self._sessions.load(found, self._context, branch.sequence)
        self._cache.grow(branch.sequence, loaded)
        known = min(loaded, found.shared)
        self._cache.cut(branch.sequence, known)
        return known

    def _new_branch(self, sampling: Sampling, *, root: bool) -> LlamaBranch:
        sequence = self._cache.take_sequence()
        if sequence is None:
            raise EngineError(
                f"All {self.plan.branches} branches of the plan are in use.", "Close one, or plan for more."
            )
        self._born += 1
        branch = LlamaBranch(self, sequence, self._born, Sampler(sampling, self.vocab), root=root)
        self._live[sequence] = branch
        return branch

    def fork(self, parent: LlamaBranch, seed: int) -> LlamaBranch:
        """A second branch with the parent's past, sharing its cells; a fresh parent is read first."""
        if parent.end is None:
            self._prefill(parent)
        child = self._new_branch(replace(parent.sampler.sampling, seed=seed), root=False)
        self._cache.share(parent.sequence, child.sequence, parent.position)
        child.copy_past(parent)
        return child

    def advance(self, branch: LlamaBranch) -> None:
        """Give `branch` a further token, and with it branches whose last token has been read."""
        if not self._prefill(branch) or not self._make_room(branch, 1):
            return
        joined = self._joined(branch)
        self._batch.clear()
        rows = [
            self._batch.add(one.history[one.position], one.position, one.sequence, logits=True)
            for one in joined
        ]
        if not self._decode(branch):
            return
        for one, row in zip(joined, rows, strict=True):
            one.position += 1
            self._cache.grow(one.sequence, 1)
            one.accept(one.sampler.sample(self._context.handle, row))

    def _joined(self, branch: LlamaBranch) -> list[LlamaBranch]:
        """The branches of one batch: `branch`, and with it the oldest that want one token, as many as fit."""
        others = [
            other
            for other in self._live.values()
            if other is not branch
            and other.end is None
            and other.pending == 1
            and not (other.ready or other.waiting)
        ]
        width = self.plan.batch_width(1 + len(others))
        return [branch, *others[: min(width, self._cache.free_cells) - 1]]

    def _prefill(self, branch: LlamaBranch) -> bool:
        """Bring all but the last pending token into the cache, a batch at a time."""
        if branch.pending == 0:  # its last word was taken back: sample from the one before once more
            branch.position -= 1
            self._cache.cut(branch.sequence, branch.position)
        if branch.pending > 1 and not self._make_room(branch, branch.pending):
            return False
        while branch.pending > 1:
            count = min(self._batch.capacity, branch.pending - 1)
            self._batch.clear()
            for position in range(branch.position, branch.position + count):
                self._batch.add(branch.history[position], position, branch.sequence, logits=False)
            if not self._decode(branch):
                # a partly processed batch stays in the cache: cut back to what is known to be there
                self._cache.cut(branch.sequence, branch.position)
                return False
            branch.position += count
            self._cache.grow(branch.sequence, count)
        return True

    def _make_room(self, branch: LlamaBranch, cells: int) -> bool:
        """Free cells for a branch; where that can't be it waits for older ones, else it ends."""
        if branch.waiting and self._is_behind(branch):
            cells += self.context_tokens // _COMEBACK_SHARE
        while self._cache.free_cells < cells:
            if self._cache.forget_oldest():
                continue
            victim = self._youngest_after(branch)
            if victim is not None:
                self._suspend(victim)
            elif self._is_behind(branch):
                self._suspend(branch)
                return False
            else:
                branch.end = BranchEnd.CONTEXT_FULL
                return False
        branch.waiting = False
        return True

    def _is_behind(self, branch: LlamaBranch) -> bool:
        """Whether an older branch is still writing."""
        return any(
            other.birth < branch.birth and other.end is None and not other.waiting
            for other in self._live.values()
        )

    def _youngest_after(self, branch: LlamaBranch) -> LlamaBranch | None:
        """The youngest branch that may lose its cells to `branch`: a younger one, or one that has ended."""
        candidates = (
            other
            for other in self._live.values()
            if other is not branch
            and (other.birth > branch.birth or other.end is not None)
            and self._cache.shared_cells(other.sequence) < other.position
        )
        return max(candidates, key=lambda other: other.birth, default=None)

    def _suspend(self, branch: LlamaBranch) -> None:
        """Take a branch's own cells; its text stays, and is read again when there is room."""
        if not branch.waiting:
            _LOG.info("the context is full: branch %d of %d waits", branch.birth, len(self._live))
        branch.waiting = branch.end is None
        branch.position = min(branch.position, self._cache.shared_cells(branch.sequence))
        self._cache.cut(branch.sequence, branch.position)

    def _decode(self, branch: LlamaBranch) -> bool:
        code = _ABORTED if self._context.abort.is_set else self._batch.decode(self._context)
        if code == _DECODED:
            return True
        if code == _CACHE_FULL:
            branch.end = BranchEnd.CONTEXT_FULL
        elif code == _ABORTED:
            for other in self._live.values():
                other.end = BranchEnd.INTERRUPTED
        else:
            raise EngineError(
                f"llama.cpp failed while decoding (code {code}): {quote_log()}",
                "Try again; if it comes back, use a smaller context or `tutor doctor`.",
            )
        return False

    def release(self, branch: LlamaBranch) -> None:
        """Take back a closed branch's sequence; what an opened one has read is kept while there is room."""
        if self._live.pop(branch.sequence, None) is None or self._closing:
            return
        if branch.root:
            self._save_prompt(branch)
            self._cache.keep(branch.sequence, branch.history[: branch.position])
        else:
            self._cache.give_back(branch.sequence)

    def _save_prompt(self, branch: LlamaBranch) -> None:
        """Write the prompt's part of a branch to disk, through a sequence that holds only that."""
        prompt = branch.history[: branch.prompt_tokens]
        if self._sessions is None or branch.position < len(prompt) or not self._sessions.wants(prompt):
            return
        sequence = self._cache.take_sequence()
        if sequence is not None:
            self._cache.share(branch.sequence, sequence, len(prompt))
            self._sessions.save(prompt, self._context, sequence)
            self._cache.give_back(sequence)

    def interrupt(self) -> None:
        """Stop every branch as soon as possible, also in mid-decode. Callable from any thread."""
        self._context.abort.set()

    def resume(self) -> None:
        """Lower the flag that `interrupt` raised, for branches opened from now on."""
        self._context.abort.clear()

    def close(self) -> None:
        """Free everything. Safe to call twice."""
        self._closing = True
        for branch in list(self._live.values()):
            branch.close()
        self._batch.close()
        self._context.close()
        self._weights.close()
