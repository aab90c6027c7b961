"""What is done with results that are there: `tutor eval merge`, `compare` and `report`."""

from pathlib import Path

import click

from tutor.cli.rows import write_json

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_RESULT = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("merge")
@click.argument("folders", nargs=-1, required=True, type=_RESULT)
@click.option("--out", type=_FOLDER, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def merge(folders: tuple[Path, ...], out: Path, as_json: bool) -> int:
    """Put the parts of one evaluation together."""
    from tutor.cli.eval.showing import open_checker, show
    from tutor.evaluate.protocol.evaluating import sum_up
    from tutor.evaluate.protocol.results.merging import merge_results

    merge_results(folders, out)
    with open_checker() as checker:
        show(out, sum_up(out, checker), as_json)
    return 0


@click.command("compare")
@click.argument("first", type=_RESULT)
@click.argument("second", type=_RESULT)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compare(first: Path, second: Path, as_json: bool) -> int:
    """Say whether the second result is better than the first, on the problems both have."""
    from tutor.evaluate.protocol.reports.comparing import compare_results, describe_comparison

    found = compare_results(first, second)
    if as_json:
        write_json(found)
        return 0
    for line in describe_comparison(found):
        click.echo(line)
    return 0


@click.command("report")
@click.argument("folders", nargs=-1, required=True, type=_RESULT)
@click.option("--html", "form", flag_value="html", help="One page that opens offline.")
@click.option("--markdown", "form", flag_value="markdown", help="A report to paste elsewhere.")
@click.option("--json", "form", flag_value="json", help="One JSON object a line.")
@click.option("--output", type=_FILE, help="Write to a file instead of standard output.")
@click.option("--export-preferences", type=_FILE, help="Write right against wrong chains, for TRL's DPO.")
def report(
    folders: tuple[Path, ...], form: str | None, output: Path | None, export_preferences: Path | None
) -> int:
    """Report one result, or several side by side."""
    from tutor.cli.eval.showing import open_checker, reported, write_preferences
    from tutor.evaluate.protocol.evaluating import read_summary
    from tutor.evaluate.protocol.results.files import write_whole

    with open_checker() as checker:
        summaries = [read_summary(folder, checker) for folder in folders]
    text = reported(summaries, form)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)
    if export_preferences:
        write_preferences(folders, export_preferences)
    return 0
