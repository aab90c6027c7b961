"""Which view suits the stream: JSON lines, the answer alone, a live terminal, or plain text."""

from typing import TextIO

from tutor.render.glyphs import Glyphs
from tutor.render.view import View


def choose_view(
    stream: TextIO,
    glyphs: Glyphs,
    *,
    as_json: bool = False,
    quiet: bool = False,
    verbose: bool = False,
) -> View:
    """The view for one run. What each needs is imported only when it is chosen."""
    if as_json:
        from tutor.render.json_lines import JsonView

        return JsonView(stream)
    if quiet:
        from tutor.render.answer_only import AnswerOnlyView

        return AnswerOnlyView(stream, glyphs)
    if not stream.isatty():
        from tutor.render.plain import PlainView

        return PlainView(stream, verbose, glyphs)
    from rich.console import Console

    from tutor.render.terminal import TerminalView

    return TerminalView(Console(file=stream), verbose, glyphs)
