"""A greeting is answered at once: no model is loaded for it."""

import sys

import click

from tutor.lesson.small_talk import small_talk


def answer_small_talk(text: str, *, as_json: bool = False) -> bool:
    """Print the reply to a line that is no problem, as a `replied` event with --json; False for a problem."""
    reply = small_talk(text)
    if reply is None:
        return False
    if as_json:
        from tutor.render.json_lines import JsonView
        from tutor.vocabulary.events import Replied
        from tutor.vocabulary.turn import Question, Turn

        JsonView(sys.stdout).show(Replied(Turn(Question(text), text, reply)))
    else:
        click.echo(reply)
    return True
