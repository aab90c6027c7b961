"""The root command: which commands there are. Each is imported only when it is called."""

import importlib

import click

from tutor.cli.edge import run_at_the_edge

# name -> module, and the line that `tutor --help` shows without importing it
_COMMANDS = {
    "solve": ("tutor.cli.solve", "Answer one problem, step by step, checked."),
    "hint": ("tutor.cli.hint", "Give the next hint for a problem, never the answer first."),
    "check": ("tutor.cli.check", "Check an answer to a problem, without a model."),
    "check-work": ("tutor.cli.check_work", "Check the lines of a solution and find the first wrong one."),
    "grade": ("tutor.cli.grade", "Compare a file of answers with the expected ones."),
    "practice": ("tutor.cli.practice", "Practise: marked, remembered, and brought back when due."),
    "report": ("tutor.cli.report", "Show how far you have come, skill by skill."),
    "export": ("tutor.cli.export", "Write what you practised as CSV or as cards for Anki."),
    "eval": ("tutor.cli.eval", "Evaluate a model on a set of problems, with error bars."),
    "models": ("tutor.cli.models", "List, fetch, verify, import and remove models."),
    "history": ("tutor.cli.history", "List, search, replay, export and delete what was asked."),
    "quantize": ("tutor.cli.quantize", "Make a small GGUF from a checkpoint and measure what was lost."),
    "serve": ("tutor.cli.serve", "Serve this machine's model to a room of laptops."),
    "web": ("tutor.cli.web", "Open the app in the browser of this machine."),
    "bench": ("tutor.cli.bench", "Measure how fast this machine thinks."),
    "doctor": ("tutor.cli.doctor", "Say what this machine has and what to do about each fault."),
}


class _LazyGroup(click.Group):
    """A group that imports a command's module when it is called, not to list it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(_COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    epilog="Exit codes: 0 done, 1 fault, 2 wrong usage, 3 model, 4 engine, 5 checker, 6 quantizing, "
    "130 stopped by Ctrl-C.",
)
@click.version_option(package_name="tutor")
@click.pass_context
def root(context: click.Context) -> int:
    """A mathematics tutor on your own laptop: a small model thinks, sympy checks each step and says how.

    Without a command the app opens.
    """
    if context.invoked_subcommand is not None:
        return 0
    from tutor.cli.app import open_app

    return open_app()


def main() -> None:
    """The console script `tutor`."""
    run_at_the_edge(root)
