"""`tutor check-work`: someone's lines, every equality checked, and the first line that is wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from tutor.cli.edge import INTERRUPTED
from tutor.cli.in_order import in_order, open_checker, worker_count
from tutor.cli.rows import Row, read_rows, read_text, write_json
from tutor.cli.signs import stdout_glyphs
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import VerdictStatus

if TYPE_CHECKING:
    from tutor.check.checker import Checker
    from tutor.lesson.own_work import CheckedEquality

Shown = dict[str, object]


@click.command("check-work")
@click.argument("path", metavar="[FILE | -]", required=False)
@click.option("--problem", help="The problem that is worked on.")
@click.option(
    "--file", "file", metavar="FILE.jsonl", help="Many: `problem` and `solution` on each line; - for a pipe."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")
def command(path: str | None, problem: str | None, file: str | None, as_json: bool) -> int:
    """Check the lines of a solution; no model is needed.

    holds: true by itself. follows: true by what stands before it. breaks: false, with what shows
    it. undecided: could not be told. The last row names the first line that is wrong.
    """
    if (file is None) is (path is None):
        raise click.UsageError("Give a file with one solution (- for a pipe), or --file for many.")
    if file and problem:
        raise click.UsageError("--problem goes with one solution; in --file each line holds its own.")
    workers = worker_count() if file else 1
    try:
        with open_checker(workers) as checker:
            for found in _solutions(path, problem, file, checker):
                _show_all(found, as_json)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _solutions(
    path: str | None, problem: str | None, file: str | None, checker: "Checker"
) -> Iterator[Iterable[Shown]]:
    """The rows of each solution: a single one streams, of many each is given when it is whole."""
    if file:
        rows = read_rows(file, ("solution",))
        yield from in_order(lambda row: list(_rows(row, checker)), rows, worker_count())
    elif path:
        yield _rows(Row(1, {"solution": read_text(path), "problem": problem}), checker)


def _rows(row: Row, checker: "Checker") -> Iterator[Shown]:
    """A row an equality, then the closing row with the other fields of the input."""
    from tutor.lesson.own_work import check_work, first_wrong

    problem = Problem(row.text("problem")) if row.text("problem") else None
    seen: list[CheckedEquality] = []
    for each in check_work(row.text("solution"), checker, problem, f"solution {row.number}"):
        seen.append(each)
        yield {
            "number": row.number,
            "line": each.line,
            "equality": each.statement,
            "verdict": each.verdict.status.value,
            "detail": each.verdict.detail,
            "reason": each.verdict.reason.value if each.verdict.reason else None,
        }
    wrong = first_wrong(seen)
    counts = Counter(each.verdict.status for each in seen)
    yield {
        **{name: value for name, value in row.fields.items() if name not in ("problem", "solution")},
        "number": row.number,
        "first_wrong_line": wrong.line if wrong else None,
        "witness": (wrong.verdict.detail or wrong.statement) if wrong else None,
        "equalities": len(seen),
        **{status.value: counts[status] for status in VerdictStatus},
    }


def _show_all(rows: Iterable[Shown], as_json: bool) -> None:
    for row in rows:
        if as_json:
            write_json(row)
        else:
            _show(row)


def _show(row: Shown) -> None:
    from tutor.render.prose import to_one_line
    from tutor.render.unicode_math import to_unicode

    glyphs = stdout_glyphs()
    if "verdict" in row:
        status = VerdictStatus(str(row["verdict"]))
        said = [
            to_unicode(str(row["equality"])),
            status.value,
            to_one_line(str(row["detail"] or row["reason"] or "")),
        ]
        text = f"{glyphs.badges[status]} line {row['line']}: {glyphs.separator.join(filter(None, said))}"
    else:
        text = _closing(row) + "\n"
    click.echo(glyphs.shown(text))


def _closing(row: Shown) -> str:
    from tutor.render.prose import to_one_line

    confirmed = int(str(row["holds"])) + int(str(row["follows"]))
    counted = f"{confirmed} of {row['equalities']} equalities confirmed, {row['undecided']} undecided"
    if row["first_wrong_line"] is None:
        return f"No wrong line found: {counted}."
    return f"First wrong line: {row['first_wrong_line']} ({to_one_line(str(row['witness']))}); {counted}."
