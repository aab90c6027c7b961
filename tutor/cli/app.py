"""Bare `tutor`: the terminal app."""

import sys

import click

from tutor.vocabulary.errors import UsageError


def open_app() -> int:
    """Open the app on this terminal until it is left; returns the exit code.

    Raises `UsageError` where there is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "The app needs a terminal.", 'Without one: tutor solve "…"; `tutor --help` lists the commands.'
        )
    return run_app()


def run_app() -> int:
    """Run the app on whatever drives it: this terminal, or a browser's pipes."""
    from tutor.cli.logs import start_logging
    from tutor.tui.app import TutorApp
    from tutor.vocabulary.settings import load_settings

    start_logging(verbose=False)
    app = TutorApp(load_settings())
    app.run()
    if app.return_code:
        click.echo("The app ended by a fault; the log says more (`tutor doctor` names its place).", err=True)
    return app.return_code or 0
