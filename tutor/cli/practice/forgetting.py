"""`tutor practice --forget`: everything that was practised is taken off this machine."""

import click

from tutor.cli.practice.running import open_record
from tutor.vocabulary.locations import hints_file


def forget_practice(*, ask: bool) -> None:
    """Forget every answer and what is due, after a question. Raises `click.Abort` for a no."""
    with open_record() as record:
        count = len(record.answers())
        if not count:
            click.echo("Nothing was practised yet.")
        elif ask:
            said = f"Forget all you practised ({_answers(count)}), and what is due?"
            click.confirm(f"{said} There is no way back.", abort=True, err=True)
        if count:
            click.echo(f"Forgot {_answers(record.forget_all())}.")
    if hints_file().exists():
        click.echo("The hints of `tutor hint` are kept apart: `tutor hint --forget` forgets them.")


def _answers(count: int) -> str:
    return f"{count:,} answer{'' if count == 1 else 's'}"
