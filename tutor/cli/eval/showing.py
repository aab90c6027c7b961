"""What `tutor eval` and its commands print and write of results."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from tutor.check.checker import Checker
from tutor.check.limits import limits_for
from tutor.cli.rows import write_json
from tutor.evaluate.protocol.reports.markdown import to_markdown
from tutor.evaluate.protocol.reports.page import to_page
from tutor.evaluate.protocol.reports.summary import Summary
from tutor.evaluate.protocol.reports.words import describe, many
from tutor.evaluate.protocol.results.preferences import export_preferences
from tutor.render.glyphs import glyphs_for
from tutor.render.safe import sanitize
from tutor.vocabulary.settings import load_settings


def open_checker() -> Checker:
    """The checker with the user's own limits."""
    return Checker(limits_for(load_settings().check_seconds))


def show(folder: Path, summary: Summary, as_json: bool) -> None:
    """One result on standard output, and where it lies."""
    if as_json:
        write_json({**summary, "folder": str(folder)})
        return
    click.echo(reported([summary], None), nl=False)
    click.echo(f"\nThe result is in {folder}.")


def reported(summaries: Sequence[Summary], form: str | None) -> str:
    """Results side by side as `html`, `markdown`, `json` (one object a line), or as text for a terminal."""
    if form == "html":
        return to_page(summaries)
    if form == "markdown":
        return to_markdown(summaries)
    if form == "json":
        return "".join(json.dumps(summary) + "\n" for summary in summaries)
    glyphs = glyphs_for(getattr(sys.stdout, "encoding", None))
    texts = ["\n".join(glyphs.shown(sanitize(line)) for line in describe(summary)) for summary in summaries]
    return "\n\n".join(texts) + "\n"


def write_preferences(folders: Sequence[Path], path: Path) -> None:
    """Pairs of right and wrong chains into a file, and how many there are on standard error."""
    pairs = export_preferences(folders, path)
    why = "" if pairs else " No problem has both a chain found right and one found wrong."
    click.echo(f"{many(pairs, 'pair')} of chains in {path}.{why}", err=True)
