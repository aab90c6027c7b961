"""How fast this machine thinks: reading, generating beside a bare loop, branches in one batch, memory.

Measures through the same rooms that solve a problem. No text is ended by the model
here (end tokens are read over), and windows of the things compared alternate, so that
a change of the machine's speed meets both.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.check.checker import Checker
from tutor.engine.interface import Branch, Message, Role, Sampling
from tutor.engine.llama.bare import BareLoop
from tutor.engine.llama.engine import LlamaEngine
from tutor.solve.options import SolveOptions
from tutor.solve.run import solve
from tutor.strategy.budget import Budget
from tutor.strategy.stopping import Stopping
from tutor.vocabulary.errors import EngineError
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    import psutil

WINDOW_TOKENS = 50
PROMPT_ROOM = 256  # for the problem below and the template around it
MEASURED_PROBLEM = Problem(
    "Write the numbers from 1 to 2000 in words and add each to the sum of those before it."
)
MEASURED_SAMPLING = Sampling(temperature=0.8, seed=1)

_READ_WORDS, _READ_PASSES = 400, 3
_WIDTH_PASSES, _WARM_ROUNDS = 2, 3

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds for the same window of tokens, which begins `depth` tokens after the prompt."""

    depth: int
    stream_seconds: float
    bare_seconds: float


@dataclass(frozen=True, slots=True)
class DepthRow:
    """Decoding from `depth` tokens on: medians over alternating windows of `WINDOW_TOKENS`."""

    depth: int
    tokens_per_second: float
    bare_tokens_per_second: float
    stream_over_bare_loop: float


@dataclass(frozen=True, slots=True)
class BranchRow:
    """Tokens of all branches together, decoded in one batch."""

    branches: int
    tokens_per_second: float


class _WatchedEngine:
    """The engine, with the one branch it opens at hand."""

    def __init__(self, engine: LlamaEngine) -> None:
        self._engine = engine
        self.branch: Branch | None = None
        self.prompt: list[int] = []
        self.model, self.facts, self.forks_midway = engine.model, engine.facts, engine.forks_midway
        self.interrupt, self.resume, self.close = engine.interrupt, engine.resume, engine.close

    def open(self, messages: Sequence[Message], sampling: Sampling) -> Branch:
        branch = self._engine.open(messages, sampling)
        self.branch, self.prompt = branch, list(branch.history)
        return branch


class Stream:
    """The text of one problem through `solve`: reader, checker and all. The first token fills `prompt`."""

    def __init__(self, engine: LlamaEngine, checker: Checker) -> None:
        never_end(engine)
        self._watched = _WatchedEngine(engine)
        most = engine.context_tokens
        options = SolveOptions(
            budget=Budget(thinking=most, answer=most),
            sampling=MEASURED_SAMPLING,
            # a small model loops, and is to go on here
            stopping=Stopping(proof=False, probing=None, loops=False),
        )
        self._events = solve(MEASURED_PROBLEM, self._watched, checker, options)

    @property
    def prompt(self) -> list[int]:
        """Tokens of the prompt."""
        return self._watched.prompt

    @property
    def tokens(self) -> Sequence[int]:
        """Tokens written so far."""
        return self._watched.branch.tokens if self._watched.branch else ()

    def write(self, tokens: int) -> None:
        """Go on until so many tokens are written. Raises `EngineError` where the context ends before."""
        while len(self.tokens) < tokens:
            if next(self._events, None) is None:
                raise EngineError(
                    f"The text ended after {len(self.tokens)} tokens, {tokens} were to be measured.",
                    "Measure at a smaller depth.",
                )

    def time(self, tokens: int) -> float:
        """Seconds for so many further tokens."""
        start = time.perf_counter()
        self.write(len(self.tokens) + tokens)
        return time.perf_counter() - start


def never_end(engine: LlamaEngine) -> None:
    """From now on no token ends a text of this engine: a measured text has the length that is measured."""
    engine.vocab.ends_text = lambda _: False  # type: ignore[assignment]


def compare_with_bare_loop(
    engine: LlamaEngine, checker: Checker, depths: Sequence[int], windows: int, tell: Tell
) -> Iterator[DepthRow]:
    """The stream beside the bare loop, which decodes the same tokens, from each depth on.

    The stream gets to a depth by generating, the bare loop by reading. A depth that
    was passed while measuring the one before begins where that ended.
    """
    stream, bare = Stream(engine, checker), BareLoop(engine, MEASURED_SAMPLING)
    try:
        stream.write(1)  # the first token brings the prompt with it
        bare.prefill(stream.prompt)
        read = 0
        for depth in sorted(depths):
            begin = max(depth, read)
            _advance(stream, begin + 1, tell)
            bare.prefill(stream.tokens[read:begin])
            tell(f"decoding after {begin:,} tokens, beside a bare loop")
            pairs = list(_windows(stream, bare, begin, windows))
            read = begin + windows * WINDOW_TOKENS
            yield _summarize(begin, pairs)
    finally:
        bare.close()


def _advance(stream: Stream, tokens: int, tell: Tell) -> None:
    """Generate up to a depth, with a word about it now and then."""
    for stop in (*range(len(stream.tokens) + 500, tokens, 500), tokens):
        stream.write(stop)
        if stop < tokens:
            tell(f"generating up to {tokens - 1:,} tokens: {stop:,}")


def _windows(stream: Stream, bare: BareLoop, begin: int, windows: int) -> Iterator[Pair]:
    """Windows in turn: through the stream, then the same tokens through the bare loop."""
    for start in range(begin, begin + windows * WINDOW_TOKENS, WINDOW_TOKENS):
        seconds = stream.time(WINDOW_TOKENS)
        yield Pair(start, seconds, bare.run(stream.tokens[start : start + WINDOW_TOKENS]))


def _summarize(depth: int, pairs: Sequence[Pair]) -> DepthRow:
    return DepthRow(
        depth,
        WINDOW_TOKENS / statistics.median(pair.stream_seconds for pair in pairs),
        WINDOW_TOKENS / statistics.median(pair.bare_seconds for pair in pairs),
        statistics.median(pair.bare_seconds / pair.stream_seconds for pair in pairs),
    )


def measure_reading(engine: LlamaEngine, tell: Tell) -> float:
    """Tokens of a prompt read per second: the median of several prompts, none known before."""
    tell("reading prompts")
    speeds = []
    for number in range(_READ_PASSES):
        words = " ".join(f"{number}{word % 10}" for word in range(_READ_WORDS // 3))
        branch = engine.open([Message(Role.USER, f"{number}: {words}")], MEASURED_SAMPLING)
        unread = branch.pending - 1
        start = time.perf_counter()
        branch.fork(seed=1).close()  # a fork reads its parent's prompt, and decodes nothing
        speeds.append(unread / (time.perf_counter() - start))
        branch.close()
    return statistics.median(speeds)


def measure_branches(engine: LlamaEngine, widths: Sequence[int], rounds: int, tell: Tell) -> list[BranchRow]:
    """Forks of one problem in one batch, each width in two passes that alternate; the mean of both.

    `rounds` are the tokens of each branch in a pass. The plan must have one sequence more than branches.
    """
    never_end(engine)
    root = engine.open([Message(Role.USER, MEASURED_PROBLEM.text)], MEASURED_SAMPLING)
    seconds = dict.fromkeys(widths, 0.0)
    for number in range(_WIDTH_PASSES):
        for width in widths:
            tell(f"{width} branches in one batch, pass {number + 1} of {_WIDTH_PASSES}")
            seconds[width] += _time_branches([root.fork(seed) for seed in range(width)], rounds)
    root.close()
    return [BranchRow(width, _WIDTH_PASSES * rounds * width / seconds[width]) for width in widths]


def _time_branches(branches: Sequence[Branch], rounds: int) -> float:
    """Seconds for so many tokens of each, after some that are not counted."""
    _read_in_turn(branches, _WARM_ROUNDS)
    start = time.perf_counter()
    _read_in_turn(branches, rounds)
    seconds = time.perf_counter() - start
    for branch in branches:
        branch.close()
    return seconds


def _read_in_turn(branches: Sequence[Branch], rounds: int) -> None:
    for _ in range(rounds):
        for branch in branches:
            if branch.next() is None:
                raise EngineError(
                    f"A branch stopped while it was measured: {branch.end or 'no room'}.",
                    "Measure fewer branches.",
                )


def held_bytes(weights_bytes: int, process: "psutil.Process | None" = None) -> int:
    """What a process (this one) holds now: its private memory and the weights, mapped from their file.

    The weights count in full, however much of them the system keeps in memory at the moment.
    On macOS it is the resident memory, in which the mapped weights are.
    """
    import psutil

    memory = (process or psutil.Process()).memory_info()
    if sys.platform == "darwin":
        return int(memory.rss)
    # Windows counts private memory itself; elsewhere what is shared is files and what others map too
    private = getattr(memory, "private", None) or memory.rss - memory.shared
    return int(private) + weights_bytes
