"""Opens what a sitting needs, drives it to its end, and says what it came to."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from tutor.cli.edge import INTERRUPTED
from tutor.cli.folding import folded
from tutor.cli.practice.asking import ask_all
from tutor.cli.practice.lines import line_reader
from tutor.cli.practice.showing import JsonView, TextView, View
from tutor.cli.rows import write_json
from tutor.lesson.practice.choosing import Wish

if TYPE_CHECKING:
    from tutor.history import PracticeRecord
    from tutor.lesson.item import Item
    from tutor.lesson.practice import Session
    from tutor.lesson.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    wish: Wish
    seed: int | None
    file: str | None
    as_json: bool


def practise(asked: Asked) -> int:
    """One sitting, to the end of its problems or of the input; the exit code."""
    from tutor.lesson.practice import Session

    view: View = JsonView() if asked.as_json else TextView()
    with open_workshop() as workshop, open_record() as record:
        problems = _problems(asked.file, workshop) if asked.file else ()
        session = Session(workshop, record, asked.wish, seed=asked.seed, problems=problems)
        try:
            ask_all(session, workshop, view, line_reader())
            code = 0
        except KeyboardInterrupt:
            view.note("")
            code = INTERRUPTED
        finally:
            _end(session, view)
        if not asked.as_json:
            _suggest(record, session, asked)
    return code


def list_kinds(asked: Asked) -> None:
    """Every skill with its kinds of problems, the level each is practised at, and what is due today."""
    from datetime import UTC, datetime

    from tutor.lesson.levels import level_of
    from tutor.lesson.memory import due_today
    from tutor.lesson.skills import SKILL_BY_NAME
    from tutor.render.glyphs import glyphs_for

    glyphs = glyphs_for(getattr(sys.stdout, "encoding", None))
    with open_workshop() as workshop, open_record() as record:
        answers = record.answers()
        due = {card.name for card in due_today(record.cards(), datetime.now(UTC))}
        for skill, named in workshop.generators().items():
            if asked.wish.skills and not {skill, *named} & set(asked.wish.skills):
                continue
            title = SKILL_BY_NAME[skill].title if skill in SKILL_BY_NAME else skill
            if not asked.as_json:
                click.echo(f"{click.style(skill, bold=True)}  {title}")
            for name, words in named.items():
                begun = any(each.generator == name for each in answers)
                level = level_of(name, answers) if begun else None
                if asked.as_json:
                    row = {"skill": skill, "generator": name, "title": words, "level": level}
                    write_json({**row, "due_today": name in due})
                    continue
                state = [f"level {level}"] if begun else []
                state += ["due today"] if name in due else []
                told = f" ({', '.join(state)})" if state else ""
                click.echo(folded(f"  {name:<28} {words}{told}", glyphs))


@contextmanager
def open_workshop() -> "Iterator[Workshop]":
    """A workshop whose worker starts while the rest is read."""
    from tutor.check.limits import limits_for
    from tutor.lesson.workshop import Workshop
    from tutor.vocabulary.settings import load_settings

    workshop = Workshop(limits_for(load_settings().check_seconds))
    with workshop:
        workshop.warm()
        yield workshop


@contextmanager
def open_record() -> "Iterator[PracticeRecord]":
    """The record of this user, with a word on stderr where opening has put something right."""
    from tutor.history import PracticeRecord
    from tutor.vocabulary.locations import history_file

    with PracticeRecord(history_file()) as record:
        if record.notice:
            click.echo(f"tutor: {record.notice}", err=True)
        yield record


def _problems(path: str, workshop: "Workshop") -> "tuple[Item, ...]":
    from tutor.lesson.practice.sets import load_set
    from tutor.render.safe import sanitize

    def say(done: int, total: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\rChecking the answers: {done} of {total}", nl=done == total, err=True)

    loaded = load_set(path, workshop, say)
    for warning in loaded.warnings:
        click.echo(f"tutor: {sanitize(warning)}", err=True)
    return loaded.items


def _end(session: "Session", view: View) -> None:
    session.close()
    view.summary(session)
    if session.fault:
        click.echo(
            f"tutor: The last answers are not kept: {session.fault.message} {session.fault.hint}", err=True
        )


def _suggest(record: "PracticeRecord", session: "Session", asked: Asked) -> None:
    from datetime import UTC, datetime

    from tutor.lesson.progress import self_test_due
    from tutor.vocabulary.errors import HistoryError

    try:
        due = self_test_due(record.answers(), datetime.now(UTC))
    except HistoryError:
        return  # said already
    if asked.wish.due_only and session.number == 0:
        click.echo("Nothing is due today. `tutor practice` brings what is new.")
    if due and not asked.wish.self_test:
        click.echo("A week has gone without a self-test: `tutor practice --self-test`.")
