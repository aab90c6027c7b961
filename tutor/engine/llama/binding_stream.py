"""The binding's own `create_completion(stream=True)`: what a program gets that writes no loop of its own.

A yardstick for measuring, as `bare.py` is one; no text of the product comes from here.
"""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tutor.engine.interface import Sampling
from tutor.engine.llama.library import llama_cpp
from tutor.engine.plan import Plan
from tutor.vocabulary.errors import EngineError


class BindingStream:
    """A completion of `prompt` through the binding's `Llama`, with a context and weights of its own."""

    def __init__(self, path: Path, plan: Plan, prompt: Sequence[int], sampling: Sampling) -> None:
        """Load the file under the plan. No token ends the text: a measured text has the length measured."""
        library = llama_cpp()
        self._llama: Any = library.Llama(
            model_path=str(path),
            n_ctx=plan.context,
            n_batch=plan.batch,
            n_ubatch=plan.ubatch,
            n_threads=plan.threads,
            n_threads_batch=plan.threads_batch,
            n_gpu_layers=plan.gpu_layers,
            flash_attn=True,
            verbose=False,
        )
        self._library = library
        self._ends_text = library.llama_cpp.llama_vocab_is_eog
        library.llama_cpp.llama_vocab_is_eog = lambda *_: False
        self._chunks: Iterator[Any] = self._llama.create_completion(
            list(prompt),
            max_tokens=-1,
            temperature=sampling.temperature,
            top_k=sampling.top_k,
            top_p=sampling.top_p,
            min_p=sampling.min_p,
            seed=sampling.seed,
            stream=True,
        )
        self.prompt_tokens = len(prompt)

    @property
    def written(self) -> int:
        """Tokens written so far."""
        return max(0, int(self._llama.n_tokens) + 1 - self.prompt_tokens)

    def write(self, tokens: int) -> None:
        """Go on until so many tokens are written. Raises `EngineError` where the text ends before."""
        while self.written < tokens:
            if next(self._chunks, None) is None:
                raise EngineError(f"The binding's stream ended after {self.written} tokens.")

    def time(self, tokens: int) -> float:
        """Seconds a token over about so many further tokens: a chunk may hold more than one."""
        before, start = self.written, time.perf_counter()
        self.write(before + tokens)
        return (time.perf_counter() - start) / (self.written - before)

    def close(self) -> None:
        """Free the second model and let tokens end texts again."""
        self._library.llama_cpp.llama_vocab_is_eog = self._ends_text
        self._llama.close()
