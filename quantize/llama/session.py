"""One loaded GGUF and one context: tokens in, logits of every token out.

The context's size decides which factors a longrope model uses; `context_for` gives a size
of the class the model will be used in.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from models.gguf_header import GgufHeader
from quantize.errors import LlamaError
from quantize.llama.library import forget_log, llama_cpp, quote_log
from quantize.llama.parameters import usable_cores

BATCH_TOKENS = 256
"""Tokens evaluated at once. Every one has logits: 800 KB each for a vocabulary of 200,000."""

Logits = npt.NDArray[np.float32]
TensorCallback = Callable[[int, bool], bool]


@dataclass(frozen=True, slots=True)
class Sampling:
    """How text is made: the seed makes it repeatable."""

    temperature: float = 0.7
    top_p: float = 0.95
    seed: int = 1


def context_for(header: GgufHeader, window: int) -> int:
    """Tokens of context for windows of text: above the limit below which longrope uses its short factors."""
    limit = header.original_context_length or 0
    smallest = limit + BATCH_TOKENS if header.has_long_rope_factors else 0
    return max(window + 1, smallest)


class Session:
    """A loaded model. Use it in a `with` statement."""

    def __init__(
        self, path: Path, context: int, *, threads: int = 0, on_tensor: TensorCallback | None = None
    ) -> None:
        """Load; `on_tensor` is llama.cpp's `cb_eval`. LlamaError, quoting llama.cpp, when it refuses."""
        self._llama = llama_cpp()
        self._batch: Any = None
        self._context: Any = None
        forget_log()
        parameters = self._llama.llama_model_default_params()
        parameters.n_gpu_layers = 0
        parameters.use_extra_bufts = False  # repacked weights would double the memory
        self._model = self._llama.llama_model_load_from_file(str(path).encode(), parameters)
        if not self._model:
            raise LlamaError(f"llama.cpp can't load {path}: {quote_log()}", "Make or fetch the file again.")
        self._vocab = self._llama.llama_model_get_vocab(self._model)
        self.vocabulary: int = self._llama.llama_vocab_n_tokens(self._vocab)
        self._open_context(path, context, threads, on_tensor)
        self._batch = self._llama.llama_batch_init(BATCH_TOKENS, 0, 1)

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open_context(self, path: Path, context: int, threads: int, on_tensor: TensorCallback | None) -> None:
        parameters = self._llama.llama_context_default_params()
        parameters.n_ctx = context
        parameters.n_batch = parameters.n_ubatch = BATCH_TOKENS
        parameters.n_seq_max = 1
        parameters.n_threads = parameters.n_threads_batch = threads or usable_cores()
        parameters.no_perf = True
        if on_tensor is not None:
            # kept: C holds no reference of its own
            self._callback = self._llama.ggml_backend_sched_eval_callback(
                lambda tensor, ask, _: on_tensor(tensor, ask)
            )
            parameters.cb_eval = self._callback
        self._context = self._llama.llama_init_from_model(self._model, parameters)
        if not self._context:
            self.close()
            raise LlamaError(f"llama.cpp can't open a context of {context} tokens for {path}: {quote_log()}")
        self.context: int = self._llama.llama_n_ctx(self._context)

    def close(self) -> None:
        """Give everything back. Safe to call twice."""
        if self._batch is not None:
            self._llama.llama_batch_free(self._batch)
        if self._context:
            self._llama.llama_free(self._context)
        if self._model:
            self._llama.llama_model_free(self._model)
        self._batch = self._context = self._model = None

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Ids of a text; with `special`, names of control tokens in it become these tokens."""
        data = text.encode("utf-8", "replace")
        size = len(data) + 8
        buffer = (self._llama.llama_token * size)()
        count = self._llama.llama_tokenize(self._vocab, data, len(data), buffer, size, False, special)
        if count < 0:
            raise LlamaError(f"llama.cpp can't tokenize a text of {len(data)} bytes.")
        return list(buffer[:count])

    def detokenize(self, tokens: Sequence[int]) -> str:
        """The text of tokens; control tokens stand for nothing."""
        pieces = []
        buffer = ctypes.create_string_buffer(512)
        for token in tokens:
            count = self._llama.llama_token_to_piece(self._vocab, token, buffer, 512, 0, False)
            pieces.append(buffer.raw[: max(0, count)])
        return b"".join(pieces).decode("utf-8", "replace")

    def special_text(self, kind: str) -> str:
        """The text of the `bos` or `eos` token, empty without one."""
        token = getattr(self._llama, f"llama_vocab_{kind}")(self._vocab)
        if not 0 <= token < self.vocabulary:
            return ""
        text: bytes | None = self._llama.llama_vocab_get_text(self._vocab, token)
        return (text or b"").decode("utf-8", "replace")

    @property
    def adds_bos(self) -> bool:
        """Whether texts begin with the BOS token."""
        return bool(self._llama.llama_vocab_get_add_bos(self._vocab))

    @property
    def beginning(self) -> list[int]:
        """The BOS token for models whose texts begin with one, else nothing."""
        return [self._llama.llama_vocab_bos(self._vocab)] if self.adds_bos else []

    def ends_turn(self, token: int) -> bool:
        """Whether a token ends the model's turn."""
        return bool(self._llama.llama_vocab_is_eog(self._vocab, token))

    def forget(self) -> None:
        """Empty the context."""
        self._llama.llama_memory_clear(self._llama.llama_get_memory(self._context), True)

    def evaluate(self, tokens: Sequence[int], start: int = 0) -> Iterator[tuple[int, Logits]]:
        """Feed tokens from position `start` on; gives the index of the first token of a batch and its logits.

        The logits, one row for each token, are overwritten by the next batch.
        """
        for first in range(0, len(tokens), BATCH_TOKENS):
            part = tokens[first : first + BATCH_TOKENS]
            self._decode(part, start + first)
            pointer = self._llama.llama_get_logits(self._context)
            yield first, np.ctypeslib.as_array(pointer, shape=(len(part), self.vocabulary))

    def _decode(self, tokens: Sequence[int], position: int) -> None:
        batch = self._batch
        for index, token in enumerate(tokens):
            batch.token[index] = token
            batch.pos[index] = position + index
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = 0
            batch.logits[index] = True  # else the last layers see one row only
        batch.n_tokens = len(tokens)
        code = self._llama.llama_decode(self._context, batch)
        if code:
            raise LlamaError(f"llama.cpp failed while evaluating (code {code}): {quote_log()}")

    def generate(self, prompt: Sequence[int], limit: int, sampling: Sampling) -> Iterator[int]:
        """Tokens the model writes after a prompt, until it ends its turn or the limit is reached."""
        self.forget()
        random = np.random.default_rng(sampling.seed)
        logits = [rows[-1] for _, rows in self.evaluate(prompt)][-1]
        for position in range(len(prompt), len(prompt) + limit):
            token = _draw(logits, sampling, random)
            if self.ends_turn(token):
                return
            yield token
            logits = next(iter(self.evaluate([token], position)))[1][-1]


def _draw(logits: Logits, sampling: Sampling, random: np.random.Generator) -> int:
    """Temperature, then nucleus."""
    if sampling.temperature <= 0:
        return int(logits.argmax())
    scaled = logits.astype(np.float64) / sampling.temperature
    likely = np.argpartition(scaled, -min(256, scaled.size))[-256:]
    likely = likely[np.argsort(-scaled[likely])]
    chances = np.exp(scaled[likely] - scaled[likely[0]])
    chances /= chances.sum()
    kept = int(np.searchsorted(np.cumsum(chances), sampling.top_p)) + 1
    nucleus = chances[:kept] / chances[:kept].sum()
    return int(random.choice(likely[:kept], p=nucleus))
