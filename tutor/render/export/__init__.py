"""Attempts as files for others: Markdown, a page of HTML, JSON."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from tutor.vocabulary.attempt import Attempt


class ExportFormat(StrEnum):
    """What a file of attempts can be."""

    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"


def export(attempts: Iterable[Attempt], form: ExportFormat) -> Iterator[str]:
    """The pieces of the file, in their order: a long history is never in memory as a whole."""
    if form is ExportFormat.JSON:
        from tutor.render.export.attempts_json import to_json

        return to_json(attempts)
    if form is ExportFormat.HTML:
        from tutor.render.export.page import to_page

        return to_page(attempts)
    from tutor.render.export.markdown import to_markdown

    return to_markdown(attempts)
