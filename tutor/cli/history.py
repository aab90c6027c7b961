"""`tutor history`: what was asked, found again, shown again, given to others, forgotten.

Results go to stdout, the rest to stderr. Faults are raised for `tutor.cli.edge`.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.edge import INTERRUPTED
from tutor.cli.signs import stdout_glyphs
from tutor.vocabulary.errors import HistoryError, UsageError

if TYPE_CHECKING:
    from tutor.history import History
    from tutor.render.view import View
    from tutor.vocabulary.attempt import Attempt, AttemptSummary

_PAGE = 100
_LONGEST_WAIT_SECONDS = 0.1
_ANSWER_COLUMNS = 20
_PROBLEM_COLUMNS = 12

limit_option = click.option("--limit", type=click.IntRange(min=1), default=20, help="So many, newest first.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
verbose_option = click.option("--verbose", is_flag=True, help="Show all that was looked at.")


@click.group("history", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """What was asked on this machine. It never leaves it."""
    if context.invoked_subcommand is None:
        context.invoke(list_attempts)


@command.command("list")
@limit_option
@json_option
def list_attempts(limit: int = 20, as_json: bool = False) -> None:
    """List what was asked, the newest first; this is also what bare `tutor history` does."""
    with _history() as history:
        found = history.attempts(limit=limit)
    _show_list(found, as_json)
    if not found:
        click.echo("Nothing is kept yet. `tutor solve` keeps what it answers.", err=True)


@command.command("search")
@click.argument("words", nargs=-1, required=True)
@limit_option
@json_option
def search(words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """List what has all the words in its problem, its reasoning or its answer."""
    with _history() as history:
        found = history.attempts(" ".join(words), limit=limit)
    _show_list(found, as_json)
    if not found:
        click.echo("Nothing has all of these words.", err=True)


@command.command("show")
@click.argument("number", metavar="[ID]", type=int, required=False)
@json_option
@verbose_option
def show(number: int | None, as_json: bool, verbose: bool) -> None:
    """Show an attempt as a whole; without an ID the newest."""
    with _history() as history:
        attempt = history.load(_chosen(history, number))
        if as_json:
            from tutor.render.export import ExportFormat, export

            _write(export([attempt], ExportFormat.JSON))
            return
        with _view(as_json=False, verbose=verbose) as view:
            for timed in history.replay(attempt.id):
                view.show(timed.event)
    for line in _broken_off(attempt):
        click.echo(line)


@command.command("replay")
@click.argument("number", metavar="[ID]", type=int, required=False)
@click.option(
    "--speed", type=click.FloatRange(min=0, min_open=True), default=1.0, help="2 is twice as fast as it was."
)
@json_option
@verbose_option
def replay(number: int | None, speed: float, as_json: bool, verbose: bool) -> int:
    """Show an attempt as it streamed, at its own pace; without an ID the newest. Ctrl-C ends it."""
    try:
        with _history() as history, _view(as_json=as_json, verbose=verbose) as view:
            start = time.monotonic()
            for timed in history.replay(_chosen(history, number)):
                _wait_until(start + timed.at_seconds / speed)
                view.show(timed.event)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


@command.command("export")
@click.argument("number", metavar="[ID]", type=int, required=False)
@click.option("--all", "everything", is_flag=True, help="Everything there is, the newest first.")
@click.option(
    "--format", "form", type=click.Choice(["md", "html", "json"]), required=True, help="What it is to be."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write; else it goes to stdout."
)
def export_attempts(number: int | None, everything: bool, form: str, output: Path | None) -> None:
    """Write an attempt, or all, as Markdown, as a page that opens offline, or as JSON."""
    from tutor.render.export import ExportFormat, export
    from tutor.render.export.files import write_file

    _one_or_all(number, everything)
    with _history() as history:
        attempts = _all(history) if number is None else iter([history.load(number)])
        pieces = export(attempts, ExportFormat(form))
        if output is None:
            _write(pieces)
        else:
            write_file(output, pieces, replace=True)
            click.echo(str(output))


@command.command("delete")
@click.argument("number", metavar="[ID]", type=int, required=False)
@click.option("--all", "everything", is_flag=True, help="Forget everything.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(number: int | None, everything: bool, yes: bool) -> None:
    """Forget an attempt, or all. There is no way back.

    What you practised is a record of its own: `tutor practice --forget`.
    """
    _one_or_all(number, everything)
    with _history() as history:
        if number is None:
            if not yes:
                click.confirm("Forget all attempts?", abort=True, err=True)
            click.echo(f"Forgot {history.delete_all()}.")
            return
        if not yes:
            click.confirm(f"Forget attempt {number}{_title(history, number)}?", abort=True, err=True)
        history.delete(number)
        click.echo(f"Forgot attempt {number}.")


@contextmanager
def _history() -> "Iterator[History]":
    from tutor.history import History
    from tutor.vocabulary.locations import history_file

    with History(history_file()) as history:
        if history.notice:
            click.echo(f"tutor: {history.notice}", err=True)
        yield history


@contextmanager
def _view(*, as_json: bool, verbose: bool) -> "Iterator[View]":
    from tutor.render.choice import choose_view

    view = choose_view(sys.stdout, stdout_glyphs(), as_json=as_json, verbose=verbose)
    try:
        yield view
    finally:
        view.close()


def _chosen(history: "History", number: int | None) -> int:
    if number is not None:
        return number
    newest = history.attempts(limit=1)
    if not newest:
        raise UsageError("Nothing is kept yet.", "`tutor solve` keeps what it answers.")
    return newest[0].id


def _title(history: "History", number: int) -> str:
    """From the list, which shows also what is damaged."""
    lines = history.attempts(limit=1, before=number + 1)
    return f" ({_shown(lines[0].title)})" if lines and lines[0].id == number else ""


def _one_or_all(number: int | None, everything: bool) -> None:
    if (number is None) is not everything:
        raise UsageError("Give the ID of one attempt, or --all.", "`tutor history` lists the IDs.")


def _all(history: "History") -> "Iterator[Attempt]":
    """Every attempt; one that is damaged is named on stderr and left out."""
    before: int | None = None
    while page := history.attempts(limit=_PAGE, before=before):
        for line in page:
            try:
                yield history.load(line.id)
            except HistoryError as error:
                click.echo(f"tutor: left out: {error.message}", err=True)
        before = page[-1].id


def _wait_until(at: float) -> None:
    """In slices, since a long sleep can't be interrupted everywhere."""
    while (left := at - time.monotonic()) > 0:
        time.sleep(min(left, _LONGEST_WAIT_SECONDS))


def _write(pieces: Iterator[str]) -> None:
    for piece in pieces:
        click.echo(piece.encode(), nl=False)


def _show_list(found: "list[AttemptSummary]", as_json: bool) -> None:
    if as_json:
        _print_json(found)
    elif sys.stdout.isatty():
        _print_table(found)
    else:
        for line in found:
            click.echo("\t".join(_cells(line)))


def _print_json(found: "list[AttemptSummary]") -> None:
    import json

    from tutor.vocabulary.codec import encode

    for line in found:
        click.echo(json.dumps(encode(line)))


def _print_table(found: "list[AttemptSummary]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not found:
        return
    console = Console()
    table = Table("id", "asked", "checked", "answer", "problem", box=None, pad_edge=False)
    rows = [list(map(Text, _cells(line))) for line in found]
    for row in rows:
        row[-2].truncate(_ANSWER_COLUMNS, overflow="ellipsis")
    # on one line each: the problem gets what the other columns leave
    taken = sum(2 + max(row[index].cell_len for row in rows) for index in range(4))
    for row in rows:
        row[-1].truncate(max(_PROBLEM_COLUMNS, console.width - taken - 3), overflow="ellipsis")
        table.add_row(*row)
    console.print(table)


def _cells(line: "AttemptSummary") -> list[str]:
    """Number, time, how far it is checked, answer, problem."""
    from tutor.render.unicode_math import to_unicode
    from tutor.vocabulary.attempt import AttemptState

    finished = line.state is AttemptState.FINISHED
    status = line.status.value if line.status and finished else line.state.value
    answer = to_unicode(line.answer) if line.answer else "-"
    cells = [str(line.id), f"{line.asked_at.astimezone():%Y-%m-%d %H:%M}", status]
    return [*cells, _plain(answer), _shown(line.title or line.problem)]


def _shown(text: str) -> str:
    from tutor.render.prose import to_one_line

    return _plain(to_one_line(text))


def _plain(text: str) -> str:
    """As the stream can show it, on one line."""
    return stdout_glyphs().shown(" ".join(text.split()))


def _broken_off(attempt: "Attempt") -> list[str]:
    if attempt.solution is not None:
        return []
    from tutor.render.export.telling import remarks

    return ["", *remarks(attempt)]
