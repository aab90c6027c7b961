"""`tutor practice --forget`: everything that was practised is taken off this machine."""

import click

from tutor.cli.practice.running import open_record


def forget_practice(*, ask: bool) -> None:
    """Forget every answer and what is due, after a question. Raises `click.Abort` for a no."""
    with open_record() as record:
        count = len(record.answers())
        if not count:
            click.echo("Nothing was practised yet.")
            return
        if ask:
            said = f"Forget all you practised ({_answers(count)}), and what is due?"
            click.confirm(f"{said} There is no way back.", abort=True, err=True)
        click.echo(f"Forgot {_answers(record.forget_all())}.")


def _answers(count: int) -> str:
    return f"{count:,} answer{'' if count == 1 else 's'}"
