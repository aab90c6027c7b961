"""The worked solutions of problems that were practised, made again from their seeds for cards."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tutor.lesson.practice.supply import SET_PREFIX
from tutor.vocabulary.errors import CheckError

if TYPE_CHECKING:
    from tutor.lesson.workshop import Workshop
    from tutor.vocabulary.practice import PracticeAnswer


@contextmanager
def worked_steps() -> "Iterator[Callable[[PracticeAnswer], Sequence[str]]]":
    """Gives the steps of a problem; none where it came from a file or is made in another way now.

    Where no worker can be started there are none at all, which is said on stderr.
    """
    from tutor.cli.practice.running import open_workshop

    with open_workshop() as workshop:
        try:
            known = {name for named in workshop.generators().values() for name in named}
        except CheckError as error:
            click.echo(f"tutor: the cards have no worked steps: {error.message}", err=True)
            known = set()
        yield lambda answer: _steps(answer, workshop) if answer.generator in known else ()


def _steps(answer: "PracticeAnswer", workshop: "Workshop") -> Sequence[str]:
    if answer.generator.startswith(SET_PREFIX):
        return ()
    try:
        item = workshop.draft(answer.generator, answer.level, answer.seed)
    except CheckError:
        return ()
    same = (item.problem, item.answer) == (answer.problem, answer.expected)
    return [f"{step.idea} ${step.line}$" for step in item.steps] if same else ()
