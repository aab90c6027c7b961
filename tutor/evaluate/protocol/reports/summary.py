"""A whole result in numbers: plain data, the same whatever path led to the samples, but for `seconds`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from itertools import chain

from tutor.evaluate.protocol.datasets.named import find_named
from tutor.evaluate.protocol.datasets.question import Question
from tutor.evaluate.protocol.grading.classes import Same, classes_of
from tutor.evaluate.protocol.grading.credit import counts_by, counts_with_asked
from tutor.evaluate.protocol.grading.second_opinion import Judgements, Opinions, second_opinions
from tutor.evaluate.protocol.reports.anchors import anchors_for
from tutor.evaluate.protocol.reports.shares import Samples, agreements, by_run, pass_at_1, passes
from tutor.evaluate.protocol.reports.spending import accuracy_by_tokens, endings_of, seconds_of, tokens_of
from tutor.evaluate.protocol.results.result import Result
from tutor.evaluate.protocol.results.sample import DIFFERENT, EQUAL, UNDECIDED, Grade, Sample
from tutor.evaluate.protocol.results.terms import fingerprint
from tutor.evaluate.protocol.statistics.intervals import smallest_difference

Summary = dict[str, object]


def summarize(result: Result, same: Same, judgements: Judgements | None = None) -> Summary:
    """Everything a report shows. `same` compares two answers, for the consensus."""
    samples = {question.id: result.samples[question.id] for question in result.asked}
    everything = list(chain.from_iterable(samples.values()))
    classes = classes_of(result, same)
    found = pass_at_1(samples)
    terms = result.head.terms
    return {
        "dataset": terms["problems"],
        "model": terms["model"],
        "quantization": terms["quantization"],
        "problems": len(samples),
        "runs": terms["runs"],
        "samples": len(everything),
        "planned_samples": result.planned,
        "complete": len(everything) == result.planned,
        "pass_at_1": {**found.data(), "by_run": [round(share, 6) for share in by_run(samples)]},
        "pass_at_1_with_answers_asked_for": pass_at_1(samples, counts_with_asked).data(),
        "pass_at_k": {str(k): one.data() for k, one in passes(samples).items()},
        "consensus_at_k": {str(k): one.data() for k, one in agreements(samples, classes).items()},
        "smallest_difference_points": smallest_difference(found),
        "graders": _graders(samples, everything),
        "second_opinion": _second(samples, second_opinions(result, classes, judgements or {})),
        "endings": endings_of(everything),
        "tokens": tokens_of(everything),
        "accuracy_by_tokens": accuracy_by_tokens(everything),
        "by_subject": _table(result, samples, lambda question: question.subject),
        "by_level": _table(result, samples, lambda question: question.level),
        "published_problems": named.problems if (named := find_named(str(terms["problems"]))) else 0,
        "anchors": [asdict(anchor) for anchor in anchors_for(str(terms["problems"]))],
        "terms": dict(terms),
        "fingerprint": fingerprint(terms),
        "licence": result.head.licence,
        "source": result.head.source,
        "seconds": seconds_of(everything),
    }


def _graders(samples: Samples, everything: list[Sample]) -> dict[str, object]:
    found: dict[str, object] = {"tutor": _grader(samples, everything, lambda sample: sample.tutor)}
    if any(sample.math_verify for sample in everything):
        found["math_verify"] = _grader(samples, everything, lambda sample: sample.math_verify)
        found["disagreements"] = [_disagreement(sample) for sample in everything if _disagree(sample)]
    return found


def _grader(
    samples: Samples, everything: list[Sample], grade: Callable[[Sample], Grade | None]
) -> dict[str, object]:
    verdicts = [found.verdict for found in map(grade, everything) if found]
    return {
        "pass_at_1": pass_at_1(samples, counts_by(grade)).data(),
        **{verdict: verdicts.count(verdict) for verdict in (EQUAL, DIFFERENT, UNDECIDED)},
    }


def _disagree(sample: Sample) -> bool:
    return sample.math_verify is not None and sample.math_verify.verdict != sample.tutor.verdict


def _disagreement(sample: Sample) -> dict[str, object]:
    assert sample.math_verify is not None
    return {
        "question": sample.question,
        "run": sample.run,
        "sample": sample.sample,
        "answer": sample.vote,
        "tutor": sample.tutor.data(),
        "math_verify": sample.math_verify.data(),
    }


def _second(samples: Samples, opinions: Opinions) -> dict[str, object]:
    return {
        "undecided": opinions.undecided,
        "by_consensus": len(opinions.by_consensus),
        "by_judge": len(opinions.by_judge),
        "pass_at_1": pass_at_1(samples, opinions.counts).data(),
    }


def _table(result: Result, samples: Samples, tag: Callable[[Question], str]) -> list[dict[str, object]]:
    """Pass@1 of each subject or level, by name; nothing where the problems have none."""
    groups: dict[str, dict[str, list[Sample]]] = {}
    for question in result.asked:
        if tag(question):
            groups.setdefault(tag(question), {})[question.id] = list(samples[question.id])
    return [
        {"name": name, "problems": len(found), "pass_at_1": pass_at_1(found).data(), **_cost(found)}
        for name, found in sorted(groups.items(), key=lambda group: natural(group[0]))
    ]


def natural(name: str) -> list[tuple[int, str]]:
    """Level 10 after level 9."""
    parts = re.split(r"(\d+)", name)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _cost(samples: Mapping[str, list[Sample]]) -> dict[str, object]:
    thinking = tokens_of(list(chain.from_iterable(samples.values())))["thinking"]
    assert isinstance(thinking, dict)
    return {"thinking_median": thinking["median"]}
