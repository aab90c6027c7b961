"""Text <-> token ids through the model's own vocabulary."""

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from tutor.engine.llama.library import forget_log, llama_cpp, quote_log
from tutor.vocabulary.errors import EngineError

_CONTROL = 1 << 3  # LLAMA_TOKEN_ATTR_CONTROL


class Vocab:
    """The vocabulary of one loaded model. `handle` is llama.cpp's `const llama_vocab *`."""

    def __init__(self, handle: Any) -> None:
        self._llama = llama_cpp()
        self._handle = handle
        self.size: int = self._llama.llama_vocab_n_tokens(handle)
        self.adds_bos: bool = self._llama.llama_vocab_get_add_bos(handle)
        self.bos_text = self._text(self._llama.llama_vocab_bos(handle))
        self.eos_text = self._text(self._llama.llama_vocab_eos(handle))
        self.piece = lru_cache(maxsize=32768)(self._piece)
        self.ends_text = lru_cache(maxsize=32768)(self._ends_text)

    def _text(self, token: int) -> str:
        if not 0 <= token < self.size:
            return ""
        text: bytes | None = self._llama.llama_vocab_get_text(self._handle, token)
        return (text or b"").decode("utf-8", "replace")

    def _piece(self, token: int) -> bytes:
        """The bytes a token stands for; control tokens stand for none."""
        size = 64
        while True:
            buffer = ctypes.create_string_buffer(size)
            written: int = self._llama.llama_token_to_piece(self._handle, token, buffer, size, 0, False)
            if written >= 0:
                return buffer.raw[:written]
            size = -written

    def _ends_text(self, token: int) -> bool:
        return bool(self._llama.llama_vocab_is_eog(self._handle, token))

    def tokenize(self, text: str, *, special: bool, add_bos: bool = False) -> list[int]:
        """Token ids of a text. With `special`, the names of control tokens in it become those tokens."""
        data = text.encode("utf-8", "replace")
        size = len(data) + 8
        while True:
            buffer = (self._llama.llama_token * size)()
            count = self._llama.llama_tokenize(self._handle, data, len(data), buffer, size, add_bos, special)
            if count >= 0:
                return list(buffer[:count])
            size = -count

    def single_tokens(self, words: Iterable[str]) -> list[int]:
        """The tokens of those words that are one token each."""
        spelled = (self.tokenize(word, special=False) for word in words)
        return sorted({tokens[0] for tokens in spelled if len(tokens) == 1})

    def tokenize_prompt(self, prompt: str) -> list[int]:
        """Token ids of a rendered chat template, which may or may not have written the BOS token itself."""
        wants_bos = self.adds_bos and not (self.bos_text and prompt.startswith(self.bos_text))
        return self.tokenize(prompt, special=True, add_bos=wants_bos)

    def defuse(self, text: str) -> str:
        """A user's text in which no control token is hidden: `<|end|>` becomes `< |end|>`."""
        controls = {
            self._text(token)
            for token in self.tokenize(text, special=True)
            if self._llama.llama_vocab_get_attr(self._handle, token) & _CONTROL
        }
        for control in controls:
            if len(control) > 1:
                text = text.replace(control, control[0] + " " + control[1:])
        return text


@contextmanager
def open_vocab(path: Path) -> Iterator[Vocab]:
    """The vocabulary of a GGUF file without its weights. Raises `EngineError` when it can't be read."""
    llama = llama_cpp()
    forget_log()
    parameters = llama.llama_model_default_params()
    parameters.vocab_only = True
    handle = llama.llama_model_load_from_file(str(path).encode(), parameters)
    if not handle:
        raise EngineError(
            f"llama.cpp can't read the vocabulary of {path}: {quote_log()}",
            "Name a GGUF file; `tutor models list` shows where the installed ones lie.",
        )
    try:
        yield Vocab(llama.llama_model_get_vocab(handle))
    finally:
        llama.llama_model_free(handle)
