"""Kullback-Leibler divergence between two models' next-token distributions, from a compact reference.

For each token the reference keeps its `KEPT` likeliest continuations and the mass of all
others together. The divergence over these outcomes is a lower bound of the full one (data
processing inequality); what is lost is the shape within a rest of usually less than a
thousandth of the mass.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

KEPT = 1024
ROWS_AT_ONCE = 32
_SMALLEST = 1e-12

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Compact:
    """Distributions after some tokens: ids and log-probabilities [rows, kept], log of the rest [rows]."""

    ids: Ids
    logs: Floats
    rest: Floats


def log_softmax(logits: Floats) -> npt.NDArray[np.float64]:
    """Log-probabilities of rows of logits."""
    shifted = logits.astype(np.float64)
    shifted -= shifted.max(axis=1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return shifted


def compact(logs: npt.NDArray[np.float64], kept: int = KEPT) -> Compact:
    """The likeliest continuations of each row, likeliest first, and the rest."""
    kept = min(kept, logs.shape[1])
    ids = np.argpartition(logs, -kept, axis=1)[:, -kept:]
    order = np.argsort(-np.take_along_axis(logs, ids, axis=1), axis=1)
    ids = np.take_along_axis(ids, order, axis=1)
    top = np.take_along_axis(logs, ids, axis=1)
    return Compact(ids.astype(np.int32), top.astype(np.float32), _log_rest(top).astype(np.float32))


def divergence(reference: Compact, logs: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """KL(reference || candidate) in nats for each row of the candidate's log-probabilities."""
    candidate = np.take_along_axis(logs, reference.ids.astype(np.int64), axis=1)
    mine = reference.logs.astype(np.float64)
    inner = (np.exp(mine) * (mine - candidate)).sum(axis=1)
    rest, other_rest = reference.rest.astype(np.float64), _log_rest(candidate)
    outer = np.exp(rest) * (rest - other_rest)
    total: npt.NDArray[np.float64] = np.maximum(inner + outer, 0.0)
    return total


def _log_rest(top: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    rest: npt.NDArray[np.float64] = np.log(np.maximum(1.0 - np.exp(top).sum(axis=1), _SMALLEST))
    return rest
