"""The command line: one file a command. Importing it stays light; a command's libraries load when it runs."""

from tutor.cli.root import main

__all__ = ["main"]
