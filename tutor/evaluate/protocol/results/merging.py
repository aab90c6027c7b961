"""Parts of one evaluation put together: a new result with the samples of all."""

from collections.abc import Sequence
from pathlib import Path

from tutor.evaluate.protocol.grading.judging import keep_judgements, read_judgements
from tutor.evaluate.protocol.grading.second_opinion import Judgements
from tutor.evaluate.protocol.results.journal import Journal, check_terms
from tutor.evaluate.protocol.results.stored import SAMPLES, read_head, read_questions, read_samples
from tutor.vocabulary.errors import UsageError

_PARTS_HINT = "Parts come from one command, with another --shard each."


def merge_results(folders: Sequence[Path], out: Path) -> int:
    """Write the samples of all parts into one result; returns how many it then has.

    Raises `UsageError` for parts with other terms, and for an `out` that holds something else. Where
    two parts have the same sample, the first is taken. What a judge said goes along.
    """
    heads = [read_head(folder) for folder in folders]
    for folder, head in zip(folders, heads, strict=True):
        check_terms(folder, head.terms, heads[0].terms, _PARTS_HINT)
    if any(out.resolve() == folder.resolve() for folder in folders):
        raise UsageError(f"{out} is one of the parts.", "Name a new folder with --out.")
    if (out / SAMPLES).exists():
        check_terms(out, read_head(out).terms, heads[0].terms)
    with Journal(out, heads[0], read_questions(folders[0])) as journal:
        for folder in folders:
            for sample in read_samples(folder, with_text=True):
                if sample.key not in journal.done:
                    journal.add(sample)
        keep_judgements(out, {**read_judgements(out), **_judgements(folders)})
        return len(journal.done)


def _judgements(folders: Sequence[Path]) -> Judgements:
    found: dict[tuple[str, str], bool | None] = {}
    for folder in reversed(folders):
        found |= read_judgements(folder)
    return found
