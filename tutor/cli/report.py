"""`tutor report`: how far a student has come, in the terminal, as a page, or as JSON."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.folding import folded
from tutor.vocabulary.errors import UsageError

if TYPE_CHECKING:
    from tutor.vocabulary.progress import Progress


@click.command("report")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write one page that opens offline.")
@click.option("--force", is_flag=True, help="Replace the page where it is there already.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(page: Path | None, force: bool, as_json: bool) -> None:
    """Show each skill with what you can do alone and with help, what is due, and your weeks.

    All of it is told from your answers on this machine; nobody else sees it, and
    `tutor practice --forget` forgets them.
    """
    if page and as_json:
        raise click.UsageError("--html and --json don't go together.")
    progress = _progress()
    if page:
        _write_page(page, progress, force=force)
    elif as_json:
        _print_json(progress)
    else:
        _print(progress)


def _progress() -> "Progress":
    from tutor.cli.practice.running import open_record
    from tutor.lesson.memory import sound_cards
    from tutor.lesson.progress import progress

    with open_record() as record:
        answers = record.answers()
        return progress(answers, sound_cards(record.cards(), answers), datetime.now(UTC))


def _write_page(path: Path, progress: "Progress", *, force: bool) -> None:
    from tutor.render.export.files import write_file
    from tutor.render.export.progress_page import progress_page

    try:
        write_file(path, progress_page(progress, datetime.now(UTC).astimezone()), replace=force)
    except FileExistsError as error:
        raise UsageError(
            f"{path} is there already.", "Add --force to replace it, or choose another name."
        ) from error
    click.echo(str(path))


def _print_json(progress: "Progress") -> None:
    import json

    from tutor.lesson.progress import as_data

    click.echo(json.dumps(as_data(progress)))


def _print(progress: "Progress") -> None:
    from tutor.render.glyphs import glyphs_for
    from tutor.render.progress_text import progress_lines

    encoding = getattr(sys.stdout, "encoding", None)
    glyphs = glyphs_for(encoding)
    for line in progress_lines(progress, encoding):
        click.echo(folded(line, glyphs))
