"""Which answers of a problem are equal, by the checker; kept beside the result, to be asked once."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tutor.evaluate.protocol.datasets.question import Question
from tutor.evaluate.protocol.results.files import write_whole
from tutor.evaluate.protocol.results.result import Result
from tutor.evaluate.protocol.results.sample import Sample
from tutor.vocabulary.errors import TutorError

CLASSES = "classes.json"

Same = Callable[[str, str, str], bool]
Classes = Mapping[str, int]
"""An answer's class, by its text."""


def classes_of(result: Result, same: Same) -> dict[str, Classes]:
    """The classes of each question's answers. `same` compares two answers to a problem's text."""
    kept = _read(result.folder / CLASSES)
    found = {}
    for question in result.asked:
        votes = votes_of(result.samples[question.id])
        known = kept.get(question.id, {})
        # in the order of the votes: those of an unfinished result may have been classed in another
        found[question.id] = known if list(known) == votes else _classify(question, votes, same)
    if found != kept:
        with suppress(TutorError):  # a folder that is only read: they are found again the next time
            write_whole(result.folder / CLASSES, json.dumps(found) + "\n")
    return found


def votes_of(samples: Sequence[Sample]) -> list[str]:
    """The different texts of answers, in the order of the samples."""
    return list(dict.fromkeys(sample.vote for sample in samples if sample.vote is not None))


def _classify(question: Question, votes: Sequence[str], same: Same) -> dict[str, int]:
    classes: dict[str, int] = {}
    speakers: list[str] = []
    for vote in votes:
        fitting = (
            number
            for number, speaker in enumerate(speakers)
            if not question.problem.choices and same(speaker, vote, question.problem.text)
        )
        number = next(fitting, len(speakers))
        if number == len(speakers):
            speakers.append(vote)
        classes[vote] = number
    return classes


def _read(path: Path) -> dict[str, Classes]:
    """What was kept; nothing where it can't be read, since it can be found again."""
    try:
        return {str(question): dict(classes) for question, classes in json.loads(path.read_text()).items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
