"""How fast this machine reads memory: what bounds tokens per second on a laptop."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

# above the last cache of any laptop: read in a circle, nothing of it is found there again
BUFFER_BYTES = 128 << 20
PASSES_SECONDS = 0.15

# Of what all threads can read, generation reached 71 % for the 3.8B and the 1.5B model with Q4_K_M
GENERATION_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Bandwidth:
    """Bytes read per second by one thread and by `threads` threads together."""

    one_thread: float
    all_threads: float
    threads: int

    def expected_tokens_per_second(self, weights_bytes: int) -> float:
        """Generation of one branch: each token reads all weights once."""
        return GENERATION_SHARE * self.all_threads / weights_bytes


def measure_bandwidth(
    threads: int,
    buffer_bytes: int = BUFFER_BYTES,
    passes_seconds: float = PASSES_SECONDS,
    clock: Callable[[], float] = time.perf_counter,
) -> Bandwidth:
    """Read a buffer with one thread, then with `threads`: half a second, `buffer_bytes` of memory.

    The fastest pass counts: whatever else runs only ever makes one slower.
    """
    import numpy as np

    buffer = np.ones(buffer_bytes // 8, dtype=np.uint64)  # ones: a page of zeros might never be allocated

    def fastest(count: int) -> float:
        """Seconds of the fastest pass. `max` keeps up with memory; the GIL is free inside it."""
        parts = np.array_split(buffer, count)
        best, end = float("inf"), clock() + passes_seconds
        with ThreadPoolExecutor(count) as pool:
            while best == float("inf") or clock() < end:
                start = clock()
                list(pool.map(np.max, parts))
                best = min(best, clock() - start)
        return max(best, 1e-9)

    alone = buffer.nbytes / fastest(1)
    together = buffer.nbytes / fastest(threads) if threads > 1 else alone
    return Bandwidth(alone, max(alone, together), threads)
