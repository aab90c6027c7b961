"""`tutor export`: what was practised, for spreadsheets and for Anki."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.vocabulary.errors import UsageError

if TYPE_CHECKING:
    from tutor.vocabulary.practice import PracticeAnswer


@click.command("export")
@click.argument("skills", nargs=-1, metavar="[SKILL…]")
@click.option("--csv", "as_csv", is_flag=True, help="A table for spreadsheets, a row an answer.")
@click.option("--anki", "as_anki", is_flag=True, help="A deck for Anki (.apkg), a card a problem.")
@click.option("--missed", is_flag=True, help="Only problems that were missed or given up at least once.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The file; without it CSV goes to stdout.")
@click.option("--force", is_flag=True, help="Replace the file where it is there already.")
def command(
    skills: tuple[str, ...], as_csv: bool, as_anki: bool, missed: bool, **where: "Path | bool | None"
) -> None:
    """Write what you practised, all or of some SKILLS (`tutor history export` writes what you asked).

    A file that ends in .csv or .apkg says by itself what it is to be.

    Cards keep their numbers: to import a newer deck updates those you have. The table is UTF-8
    with a byte order mark; a text that a spreadsheet would run as a formula begins with an apostrophe.
    """
    out = where["out"]
    assert not isinstance(out, bool)
    if out is not None and not (as_csv or as_anki):
        as_csv, as_anki = out.suffix.lower() == ".csv", out.suffix.lower() == ".apkg"
    if as_csv is as_anki:
        raise click.UsageError(
            "Say what it is to be: --csv, --anki, or --out with a file that ends in .csv or .apkg."
        )
    if as_anki and out is None:
        raise click.UsageError("Cards for Anki need --out FILE.apkg.")
    answers = _answers(skills, missed)
    if as_anki and out is not None:
        _write_deck(out, answers, force=bool(where["force"]))
    else:
        _write_csv(out, answers, force=bool(where["force"]))


def _answers(skills: tuple[str, ...], missed: bool) -> "list[PracticeAnswer]":
    from tutor.cli.practice.running import open_record
    from tutor.vocabulary.practice import Outcome

    with open_record() as record:
        answers = list(record.answers())
    if unknown := set(skills) - {each.skill for each in answers}:
        raise UsageError(f"Nothing of {', '.join(sorted(unknown))} was practised.", "See `tutor report`.")
    if skills:
        answers = [each for each in answers if each.skill in skills]
    if missed:
        bad = {each.problem for each in answers if each.last_rung or each.outcome is Outcome.WRONG}
        answers = [each for each in answers if each.problem in bad]
    if not answers:
        raise UsageError("There is nothing to export.", "`tutor practice` fills the record.")
    return answers


def _write_csv(out: Path | None, answers: "list[PracticeAnswer]", *, force: bool) -> None:
    from tutor.render.export.files import write_file
    from tutor.render.export.practice_csv import to_csv

    if out is None:
        for piece in to_csv(answers):
            click.echo(piece.encode(), nl=False)
        return
    try:
        write_file(out, to_csv(answers), replace=force, newline="")
    except FileExistsError as error:
        raise _there(out) from error
    click.echo(str(out))


def _write_deck(out: Path, answers: "list[PracticeAnswer]", *, force: bool) -> None:
    from tutor.cli.working_out import worked_steps
    from tutor.render.export.anki import write_deck
    from tutor.render.export.files import replacing

    try:
        with replacing(out, replace=force) as partial, worked_steps() as worked:
            count = write_deck(partial, answers, worked)
    except FileExistsError as error:
        raise _there(out) from error
    click.echo(f"{out}: {count} card{'' if count == 1 else 's'}")


def _there(out: Path) -> UsageError:
    return UsageError(f"{out} is there already.", "Add --force to replace it, or choose another name.")
