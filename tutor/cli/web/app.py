"""The app of one connection of `tutor web`, its screen and keys on pipes.

Run as `python -m tutor.cli.web.app`.
"""

import os

import click

from tutor.cli.app import run_app
from tutor.cli.edge import run_at_the_edge
from tutor.vocabulary.errors import UsageError


@click.command("app")
def command() -> int:
    """Run the app for `tutor web`."""
    if "TEXTUAL_DRIVER" not in os.environ:
        raise UsageError("This is the inner part of `tutor web`.", "Type `tutor web`.")
    return run_app()


if __name__ == "__main__":
    run_at_the_edge(command)
