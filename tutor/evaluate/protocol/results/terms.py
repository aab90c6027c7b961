"""What a result depends on: two results with other terms are never mixed into one."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from tutor.evaluate.protocol.datasets.question import Dataset
from tutor.solve.options import SolveOptions

Term = str | int | float | bool
Terms = Mapping[str, Term]

# follow from the context, which hangs on the memory that happens to be free
_OF_THE_CONTEXT = ("thinking_budget", "answer_budget")


@dataclass(frozen=True, slots=True)
class Protocol:
    """How problems are sampled. The defaults are those of the card's own evaluation, with three runs.

    `runs` times each problem gets `samples` answers; `max_tokens` bounds one text, thinking and answer
    together. Nothing but its own end, a loop and that bound ends a text, unless a stop is asked for.
    """

    runs: int = 3
    samples: int = 1
    max_tokens: int = 32_768
    temperature: float = 0.6
    top_p: float = 0.95
    seed: int = 1
    loop_stop: bool = True
    proof_stop: bool = False
    settled_stop: bool = False


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which weights answer. `where` is empty for this machine, else the server's address."""

    name: str
    quantization: str = ""
    digest: str = ""
    file_bytes: int = 0
    where: str = ""


def make_terms(
    protocol: Protocol, dataset: Dataset, columns: str, model: ModelIdentity, options: SolveOptions
) -> dict[str, Term]:
    """All of it, by names for people."""
    sampling = options.sampling
    return {
        "problems": dataset.name,
        "problems_sha256": dataset.sha256,
        "columns": columns,
        "questions": _digest([question.id for question in dataset.questions]),
        "question_count": len(dataset.questions),
        "model": model.name,
        "quantization": model.quantization,
        "model_digest": model.digest,
        "model_bytes": model.file_bytes,
        "server": model.where,
        **asdict(protocol),
        "thinking_budget": options.budget.thinking,
        "answer_budget": options.budget.answer,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "top_k": sampling.top_k,
        "min_p": sampling.min_p,
        "repeat_penalty": sampling.repeat_penalty,
        "prompt": _digest([options.system, options.user_suffix, options.opening]),
    }


def chosen(terms: Terms) -> dict[str, Term]:
    """The terms that are the same whenever the same command is given."""
    return {name: value for name, value in terms.items() if name not in _OF_THE_CONTEXT}


def fingerprint(terms: Terms) -> str:
    """A checksum of the terms."""
    return _digest(sorted(terms.items()))


def differing(first: Terms, second: Terms) -> list[str]:
    """The names of terms that differ, with both values."""
    names = [name for name in {**first, **second} if first.get(name) != second.get(name)]
    return [f"{name} {_shown(first.get(name))} against {_shown(second.get(name))}" for name in names]


def _shown(value: Term | None) -> str:
    return "nothing" if value is None or value == "" else str(value)[:40]


def _digest(value: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()
