"""Chains of thought to calibrate on and to measure with: read from a file, or thought by the model itself.

A file has one JSON object a line: `{"prompt": …, "completion": …}`, or `{"text": …}`.
The built-in problems are this project's own; `calibration` and `held_out` share nothing.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from quantize.chat import prompt_tokens
from quantize.errors import QuantizeError
from quantize.llama.session import Sampling, Session
from quantize.output import unfinished
from quantize.progress import Progress, Stage, StageAdvanced, StageFinished, StageStarted, ignore

THINK_TOKENS = 512
"""Tokens the model thinks about each built-in problem."""
SHORTEST = 32
"""Windows of fewer tokens are left out."""


@dataclass(frozen=True, slots=True)
class Text:
    """A problem and what was written about it; without a problem, plain text."""

    prompt: str
    completion: str


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens that are evaluated together. Tokens before `first_scored` are the prompt."""

    tokens: tuple[int, ...]
    first_scored: int


@cache
def _problems() -> dict[str, list[str]]:
    text = files("quantize").joinpath("problems.json").read_text(encoding="utf-8")
    problems: dict[str, list[str]] = json.loads(text)
    return problems


def built_in_problems(purpose: str) -> list[str]:
    """The problems of a purpose: `calibration` or `held_out`."""
    return list(_problems()[purpose])


def read_texts(path: Path) -> list[Text]:
    """The texts of a file; QuantizeError, naming the line, for one that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuantizeError(f"{path} can't be read as text: {error}.") from error
    texts = [_read_text(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not texts:
        raise QuantizeError(f"{path} holds no texts.")
    return texts


def write_texts(texts: Sequence[Text], path: Path) -> None:
    """Write texts so that `read_texts` reads them."""
    lines = [
        json.dumps({"prompt": text.prompt, "completion": text.completion}, ensure_ascii=False)
        for text in texts
    ]
    with unfinished(path) as partial:
        partial.write_text("\n".join(lines) + "\n", encoding="utf-8")


def think(
    session: Session, template: str | None, problems: Sequence[str], limit: int, progress: Progress = ignore
) -> list[Text]:
    """What the model writes about each problem, at most `limit` tokens each; the same every time."""
    total = len(problems) * limit
    progress(StageStarted(Stage.THINK, f"about {len(problems)} problems", total, "tokens"))
    texts = []
    for index, problem in enumerate(problems):
        prompt = prompt_tokens(session, template, problem)
        room = min(limit, session.context - len(prompt) - 1)
        written = []
        for token in session.generate(prompt, room, replace(Sampling(), seed=index + 1)):
            written.append(token)
            progress(StageAdvanced(Stage.THINK, index * limit + len(written), total))
        texts.append(Text(problem, session.detokenize(written)))
    progress(StageFinished(Stage.THINK, f"{len(texts)} chains of thought"))
    return texts


def cut_windows(
    session: Session, template: str | None, texts: Sequence[Text], window: int, limit: int
) -> list[Window]:
    """The texts as windows of at most `window` tokens, `limit` in all; QuantizeError for too little."""
    windows: list[Window] = []
    left = limit
    for candidate in _windows(session, template, texts, window):
        cut = Window(candidate.tokens[:left], candidate.first_scored)
        if len(cut.tokens) >= SHORTEST and cut.first_scored < len(cut.tokens) - 1:
            windows.append(cut)
            left -= len(cut.tokens)
        if left < SHORTEST:
            break
    if not windows:
        raise QuantizeError(f"The texts are too short: no {SHORTEST} tokens belong together.")
    return windows


def windows_sha256(windows: Sequence[Window]) -> str:
    """A hash of the tokens."""
    plain = [[window.first_scored, *window.tokens] for window in windows]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


def _windows(session: Session, template: str | None, texts: Sequence[Text], window: int) -> Iterator[Window]:
    for text in texts:
        prompt = prompt_tokens(session, template, text.prompt) if text.prompt else []
        tokens = [*(prompt or session.beginning), *session.tokenize(text.completion, special=False)]
        yield Window(tuple(tokens[:window]), max(0, len(prompt) - 1))
        head = session.beginning  # a model that begins with BOS is out of its depth without it
        for start in range(window, len(tokens), window - len(head)):
            part = tokens[start : start + window - len(head)]
            yield Window((*head, *part), max(0, len(prompt) - 1 - start))


def _read_text(path: Path, number: int, line: str) -> Text:
    try:
        value = json.loads(line)
        if "text" in value:
            return Text("", str(value["text"]))
        return Text(str(value["prompt"]), str(value["completion"]))
    except (ValueError, KeyError, TypeError) as error:
        raise QuantizeError(
            f"{path}, line {number} is neither a prompt with its completion nor a text.",
            'One JSON object a line: {"prompt": "…", "completion": "…"}.',
        ) from error
