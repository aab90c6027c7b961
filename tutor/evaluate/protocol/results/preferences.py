"""Pairs of chains of the same problem, one right and one wrong, as TRL's DPO trainer reads them.

Each line has `prompt`, `chosen` and `rejected`, as conversations. Right means proved equal by our
checker; wrong means that it has a witness: what nobody decided teaches nothing.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tutor.evaluate.protocol.datasets.choices import LETTERS
from tutor.evaluate.protocol.datasets.question import Question
from tutor.evaluate.protocol.results.files import write_whole
from tutor.evaluate.protocol.results.sample import DIFFERENT, EQUAL, Sample
from tutor.evaluate.protocol.results.stored import read_questions, read_samples


def export_preferences(folders: Sequence[Path], path: Path) -> int:
    """Write the pairs of all results; returns how many.

    A problem's n-th right chain is paired with its n-th wrong one of the same result.
    """
    lines = [json.dumps(pair) + "\n" for folder in folders for pair in _pairs(folder)]
    write_whole(path, "".join(lines))
    return len(lines)


def _pairs(folder: Path) -> Iterator[dict[str, object]]:
    chains: dict[str, tuple[list[Sample], list[Sample]]] = {}
    for sample in read_samples(folder, with_text=True):
        if sample.vote is None or sample.asked or sample.repeats:
            continue
        right, wrong = chains.setdefault(sample.question, ([], []))
        if sample.tutor.verdict == EQUAL:
            right.append(sample)
        elif sample.tutor.verdict == DIFFERENT:
            wrong.append(sample)
    for question in read_questions(folder):
        right, wrong = chains.get(question.id, ([], []))
        for chosen, rejected in zip(_ordered(right), _ordered(wrong), strict=False):
            yield _pair(question, chosen, rejected)


def _ordered(samples: list[Sample]) -> list[Sample]:
    return sorted(samples, key=lambda sample: (sample.run, sample.sample))


def _pair(question: Question, chosen: Sample, rejected: Sample) -> dict[str, object]:
    choices = zip(LETTERS, question.problem.choices, strict=False)
    lines = [question.problem.text, *(f"({letter}) {choice}" for letter, choice in choices)]
    return {
        "prompt": [{"role": "user", "content": "\n".join(lines)}],
        "chosen": [{"role": "assistant", "content": chosen.text}],
        "rejected": [{"role": "assistant", "content": rejected.text}],
    }
