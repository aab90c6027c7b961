"""The model as a judge of answers that neither grader decides and no other sample speaks for.

Asked only when it is wished, once for each such answer; what it says is kept, and reported apart.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from tutor.engine.interface import Engine, Message, Role
from tutor.evaluate.protocol.datasets.question import Question
from tutor.evaluate.protocol.grading.classes import Same, classes_of
from tutor.evaluate.protocol.grading.credit import Outcome, outcome_of
from tutor.evaluate.protocol.grading.second_opinion import Judgements, Opinions, second_opinions
from tutor.evaluate.protocol.results.files import write_whole
from tutor.evaluate.protocol.results.result import Result
from tutor.solve.options import SolveOptions

JUDGEMENTS = "judgements.json"
_MOST_TOKENS = 2_048
_QUESTION = """Do these two answers to the same problem say the same?

Problem: {problem}

First answer: {expected}

Second answer: {given}

End with \\boxed{{yes}} or \\boxed{{no}}."""


def ask_judge(
    result: Result, engine: Engine, options: SolveOptions, same: Same, tell: Callable[[str], None]
) -> None:
    """Ask about what is left undecided and was not asked about yet; `tell` hears how far it is."""
    known = dict(read_judgements(result.folder))
    opinions = second_opinions(result, classes_of(result, same), known)
    open_cases = dict.fromkeys(_open_cases(result, opinions))
    cases = [(question, given) for question, given in open_cases if (question.id, given) not in known]
    for number, (question, given) in enumerate(cases, start=1):
        prompt = _QUESTION.format(
            problem=question.problem.text, expected=question.problem.answer, given=given
        )
        known[question.id, given] = _read_verdict(_written(engine, options, prompt))
        keep_judgements(result.folder, known)
        tell(f"judged {number} of {len(cases)} answers that nothing else decides")


def _open_cases(result: Result, opinions: Opinions) -> Iterator[tuple[Question, str]]:
    for question in result.asked:
        for sample in result.samples[question.id]:
            undecided = outcome_of(sample) is Outcome.UNDECIDED and sample.key not in opinions.by_consensus
            if undecided and sample.vote is not None:
                yield question, sample.vote


def read_judgements(folder: Path) -> Judgements:
    """What the judge has said so far."""
    try:
        rows = json.loads((folder / JUDGEMENTS).read_text(encoding="utf-8"))
        return {(str(row["question"]), str(row["answer"])): row["same"] for row in rows}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def keep_judgements(folder: Path, judgements: Judgements) -> None:
    """Keep what it said, if it said anything."""
    if not judgements:
        return
    rows = [
        {"question": question, "answer": answer, "same": same}
        for (question, answer), same in judgements.items()
    ]
    write_whole(folder / JUDGEMENTS, json.dumps(rows, indent=1) + "\n")


def _written(engine: Engine, options: SolveOptions, prompt: str) -> str:
    system = [Message(Role.SYSTEM, options.system)] if options.system else []
    branch = engine.open([*system, Message(Role.USER, prompt)], options.sampling)
    try:
        pieces: list[str] = []
        while len(pieces) < _MOST_TOKENS:
            piece = branch.next()
            if piece is not None:
                pieces.append(piece.text)
            elif not branch.waiting:
                break
        return "".join(pieces)
    finally:
        branch.close()


def _read_verdict(text: str) -> bool | None:
    """The last boxed word; None where it is neither yes nor no."""
    _, sign, rest = text.rpartition("\\boxed{")
    word = rest.partition("}")[0].strip().casefold().removeprefix("\\text{") if sign else ""
    return {"yes": True, "no": False}.get(word)
