"""Two results on the same problems side by side."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tutor.evaluate.protocol.datasets.choices import LETTERS
from tutor.evaluate.protocol.grading.credit import counts
from tutor.evaluate.protocol.reports.shares import share_right
from tutor.evaluate.protocol.reports.words import as_data, many
from tutor.evaluate.protocol.results.result import Result, load_result
from tutor.evaluate.protocol.results.terms import differing
from tutor.evaluate.protocol.statistics.pairing import compare_pairs
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.problem import Problem

_MINOR = ("model_digest", "model_bytes")


def compare_results(first: Path, second: Path) -> dict[str, object]:
    """The paired comparison, as plain data. Problems count as the same when their texts and answers are."""
    one, other = load_result(first), load_result(second)
    shared = _shared(one, other)
    if not shared:
        raise UsageError(
            f"{first} and {second} have no problem in common.", "Compare results on the same set."
        )
    mine, theirs = share_right(one.samples, counts), share_right(other.samples, counts)
    paired = compare_pairs([mine[key] for key, _ in shared], [theirs[key] for _, key in shared])
    others = [name for name in differing(one.head.terms, other.head.terms) if not name.startswith(_MINOR)]
    return {
        "first": str(first),
        "second": str(second),
        "only_in_one": len(one.samples) + len(other.samples) - 2 * len(shared),
        "settings_that_differ": others,
        **asdict(paired),
        "difference": paired.difference,
    }


def _shared(one: Result, other: Result) -> list[tuple[str, str]]:
    """The ids of the problems that both have, in the first's order."""
    waiting: dict[object, list[str]] = {}
    for question in other.asked:
        waiting.setdefault(identity_of(question.problem), []).append(question.id)
    return [
        (question.id, waiting[key].pop(0))
        for question in one.asked
        if waiting.get(key := identity_of(question.problem))
    ]


def identity_of(problem: Problem) -> object:
    """What makes it the same problem; choices stand in another order with another seed."""
    right = dict(zip(LETTERS, problem.choices, strict=False)).get(problem.answer or "", problem.answer)
    return problem.text, tuple(sorted(problem.choices)), right


def describe_comparison(found: dict[str, object]) -> Iterator[str]:
    """The comparison in lines."""
    values = as_data(found)

    def percent(name: str) -> str:
        return f"{100 * float(str(values[name])):.1f}"

    yield f"first:  {values['first']}"
    yield f"second: {values['second']}"
    for line in found["settings_that_differ"] if isinstance(found["settings_that_differ"], list) else []:
        yield f"        {line}"
    yield (
        f"{many(values['problems'], 'problem')}:"
        f" pass@1 {percent('first_share')} and {percent('second_share')},"
        f" difference {100 * float(str(values['difference'])):+.1f} points"
        f" (95%: {100 * float(str(values['low'])):+.1f} to {100 * float(str(values['high'])):+.1f},"
        " paired by problem)"
    )
    if values["only_in_one"]:
        yield f"left out: {many(values['only_in_one'], 'problem')} that only one of them has"
    yield (
        f"solved by the first alone {values['only_first']}, by the second alone {values['only_second']};"
        f" exact McNemar p = {float(str(values['p_value'])):.3g}"
    )
    if float(str(values["low"])) <= 0 <= float(str(values["high"])):
        yield "The difference may well be chance."
