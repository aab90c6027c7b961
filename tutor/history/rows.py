"""Attempts as rows of the file, and rows as attempts."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tutor.history.assembling import Assembly
from tutor.history.chunks import pack
from tutor.history.owners import own_mark
from tutor.history.titles import title_of
from tutor.vocabulary.attempt import Attempt, AttemptState, AttemptSummary, Fact
from tutor.vocabulary.codec import decode, encode
from tutor.vocabulary.encodable import replace_surrogates
from tutor.vocabulary.events import Ending
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import CertificateStatus, Method

SUMMARY_COLUMNS = (
    "id, problem, asked_at, state, title, parent, model, ending, answer, status, method, "
    "steps, breaks, tokens, seconds"
)
ATTEMPT_COLUMNS = "id, problem_json, asked_at, state, title, parent, sampling"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of an attempt before its run begins."""

    problem: Problem
    asked_at: datetime
    sampling: Mapping[str, Fact] = field(default_factory=dict)
    parent: int | None = None
    title: str = ""  # what lists call it; else the words of its problem


def insert_attempt(connection: sqlite3.Connection, asked: Asked) -> int:
    """A new running attempt of this process, inside of the caller's transaction; its number.

    A parent that is deleted meanwhile is no parent.
    """
    text = replace_surrogates(asked.problem.text)
    cursor = connection.execute(
        "INSERT INTO attempts (asked_at, problem, problem_json, title, sampling, state, owner, parent) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM attempts WHERE id = ?))",
        (
            asked.asked_at.isoformat(),
            text,
            json.dumps(encode(asked.problem)),
            title_of(asked.title or asked.problem.text),
            json.dumps(encode(asked.sampling)),
            AttemptState.RUNNING.value,
            own_mark(),
            asked.parent,
        ),
    )
    assert cursor.lastrowid is not None
    connection.execute(
        "INSERT INTO texts (rowid, problem, reasoning, answer) VALUES (?, ?, '', '')",
        (cursor.lastrowid, text),
    )
    return cursor.lastrowid


def update_attempt(connection: sqlite3.Connection, attempt: int, assembly: Assembly) -> None:
    """Bring the columns that lists show to what is known by now."""
    solution, certificate = assembly.solution, assembly.certificate
    tokens = solution.tokens if solution else {}
    connection.execute(
        "UPDATE attempts SET model = ?, ending = ?, answer = ?, status = ?, method = ?, steps = ?, "
        "breaks = ?, tokens = ?, seconds = ? WHERE id = ?",
        (
            replace_surrogates(assembly.model),
            solution.ending.value if solution else None,
            replace_surrogates(assembly.answer.text) if assembly.answer else None,
            certificate.status.value if certificate else None,
            certificate.method.value if certificate else None,
            len(assembly.steps),
            assembly.breaks,
            tokens.get("thinking", 0) + tokens.get("answer", 0),
            solution.seconds.get("total") if solution else None,
            attempt,
        ),
    )


def update_sampling(connection: sqlite3.Connection, attempt: int, sampling: Mapping[str, Fact]) -> None:
    """Set the facts of the sampling."""
    connection.execute(
        "UPDATE attempts SET sampling = ? WHERE id = ?", (json.dumps(encode(sampling)), attempt)
    )


def settle(connection: sqlite3.Connection, attempt: int, assembly: Assembly) -> None:
    """An attempt is over: finished when its last event came, else interrupted; now it can be searched."""
    state = AttemptState.FINISHED if assembly.solution else AttemptState.INTERRUPTED
    pack(connection, attempt)
    update_attempt(connection, attempt, assembly)
    connection.execute("UPDATE attempts SET state = ? WHERE id = ?", (state.value, attempt))
    connection.execute(
        "UPDATE texts SET reasoning = ?, answer = ? WHERE rowid = ?",
        (
            replace_surrogates(assembly.thinking_text),
            replace_surrogates(assembly.answer_text or (assembly.answer.text if assembly.answer else "")),
            attempt,
        ),
    )


def mark_interrupted(connection: sqlite3.Connection, attempt: int) -> None:
    """An attempt is over of which no more can be read than its line."""
    connection.execute(
        "UPDATE attempts SET state = ? WHERE id = ?", (AttemptState.INTERRUPTED.value, attempt)
    )


def forget_words(connection: sqlite3.Connection) -> None:
    """Take the words of deleted attempts out of the index too, which else keeps them for a while."""
    connection.execute("INSERT INTO texts (texts) VALUES ('optimize')")


def to_summary(row: tuple[Any, ...]) -> AttemptSummary:
    """From `SUMMARY_COLUMNS` and the excerpt."""
    number, problem, asked_at, state, title, parent, model, ending, answer, status, method, *rest = row
    steps, breaks, tokens, seconds, excerpt = rest
    return AttemptSummary(
        id=number,
        problem=problem,
        asked_at=datetime.fromisoformat(asked_at),
        state=AttemptState(state),
        title=title,
        parent=parent,
        model=model,
        ending=Ending(ending) if ending else None,
        answer=answer,
        status=CertificateStatus(status) if status else None,
        method=Method(method) if method else None,
        steps=steps,
        breaks=breaks,
        tokens=tokens,
        seconds=seconds,
        excerpt=excerpt,
    )


def to_attempt(row: tuple[Any, ...], assembly: Assembly) -> Attempt:
    """From `ATTEMPT_COLUMNS` and what the events tell."""
    number, problem, asked_at, state, title, parent, sampling = row
    solution = assembly.solution
    return Attempt(
        id=number,
        problem=decode(Problem, json.loads(problem)),
        asked_at=datetime.fromisoformat(asked_at),
        state=AttemptState(state),
        title=title,
        parent=parent,
        model=assembly.model,
        seed=assembly.seed,
        sampling=json.loads(sampling),
        engine=assembly.engine,
        ending=solution.ending if solution else None,
        ending_detail=solution.ending_detail if solution else "",
        answer=assembly.answer,
        certificate=assembly.certificate,
        disagreement=solution.disagreement if solution else "",
        votes=assembly.votes,
        steps=assembly.steps,
        tokens=solution.tokens if solution else {},
        seconds=solution.seconds if solution else {},
        thinking_text=assembly.thinking_text,
        answer_text=assembly.answer_text,
    )
