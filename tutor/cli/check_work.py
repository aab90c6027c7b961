"""`tutor check-work`: someone's lines, every claim checked, the first line that is wrong and its slip."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tutor.cli.edge import INTERRUPTED
from tutor.cli.in_order import in_order, worker_count
from tutor.cli.rows import Row, read_rows, read_text, write_json
from tutor.cli.signs import stdout_glyphs
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import VerdictStatus

if TYPE_CHECKING:
    from tutor.lesson.own_work import CheckedEquality
    from tutor.lesson.own_work.explaining import Asked, Explained
    from tutor.lesson.workshop import Workshop
    from tutor.vocabulary.settings import Settings

Shown = dict[str, object]


@click.command("check-work")
@click.argument("path", metavar="[FILE | -]", required=False)
@click.option("--problem", help="The problem that is worked on.")
@click.option(
    "--file", "file", metavar="FILE.jsonl", help="Many: `problem` and `solution` on each line; - for a pipe."
)
@click.option("--explain", is_flag=True, help="Have the model explain the first wrong line.")
@click.option("--model", help="The model that explains; a name from `tutor models`.")
@click.option("--type", "quantization", help="Quantization type, for example Q4_K_M.")
@click.option("--engine", metavar="URL", help="Have it explained by an OpenAI-compatible server.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")
def command(
    path: str | None, problem: str | None, file: str | None, explain: bool, as_json: bool, **typed: str | None
) -> int:
    """Check the lines of a solution; only --explain needs a model.

    holds: true by itself. follows: true by what stands before it. breaks: false, with what shows
    it. undecided: could not be told. Lines after a wrong one get no tick. The last row names the
    first line that is wrong, and the slip where it is a known one.
    """
    if (file is None) is (path is None):
        raise click.UsageError("Give a file with one solution (- for a pipe), or --file for many.")
    if file and problem:
        raise click.UsageError("--problem goes with one solution; in --file each line holds its own.")
    if file and explain:
        raise click.UsageError("--explain goes with one solution, not with --file.")
    if any(typed.values()) and not explain:
        raise click.UsageError("Only --explain needs a model.")
    from tutor.vocabulary.settings import load_settings

    settings = load_settings(**typed)
    try:
        with _open_workshop(settings, worker_count() if file else 1) as workshop:
            for found in _solutions(path, problem, file, workshop, settings if explain else None):
                _show_all(found, as_json)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


@contextmanager
def _open_workshop(settings: "Settings", workers: int) -> "Iterator[Workshop]":
    """A workshop whose workers start while the input is read."""
    from tutor.check.limits import limits_for
    from tutor.lesson.workshop import Workshop

    with Workshop(limits_for(settings.check_seconds), workers) as workshop:
        workshop.warm()
        yield workshop


def _solutions(
    path: str | None, problem: str | None, file: str | None, workshop: "Workshop", explain: "Settings | None"
) -> Iterator[Iterable[Shown]]:
    """The rows of each solution: a single one streams, of many each is given when it is whole.

    `explain` are the settings of the model that explains, None for no explanation.
    """
    if file:
        rows = read_rows(file, ("solution",))
        yield from in_order(lambda row: list(_rows(row, workshop)), rows, worker_count())
    elif path:
        if path == "-" and sys.stdin.isatty():
            click.echo("Type your lines, then Ctrl-D (Ctrl-Z on Windows) on a line of its own.", err=True)
        yield _rows(Row(1, {"solution": read_text(path), "problem": problem}), workshop, explain)


def _rows(row: Row, workshop: "Workshop", explain: "Settings | None" = None) -> Iterator[Shown]:
    """A row an equality, then the closing row with the other fields of the input."""
    from tutor.lesson.own_work import check_work, conclude
    from tutor.lesson.own_work.explaining import Asked

    problem = Problem(row.text("problem")) if row.text("problem") else None
    seen: list[CheckedEquality] = []
    for each in check_work(row.text("solution"), workshop, problem, f"solution {row.number}"):
        seen.append(each)
        yield {
            "number": row.number,
            "line": each.line,
            "equality": each.statement,
            "verdict": each.verdict.status.value,
            "detail": each.verdict.detail,
            "reason": each.verdict.reason.value if each.verdict.reason else None,
        }
    work = conclude(row.text("solution"), seen, problem, workshop)
    broken, wrong, slip, unfitting = work.broken, work.wrong, work.slip, work.unfitting
    explained = _explained(Asked(broken, slip, problem), workshop, explain) if broken and explain else None
    counts = Counter(each.verdict.status for each in seen)
    yield {
        **{name: value for name, value in row.fields.items() if name not in ("problem", "solution")},
        "number": row.number,
        "first_wrong_line": wrong.line if wrong else None,
        "witness": (wrong.verdict.detail or wrong.statement) if wrong else None,
        "slip": slip.rule if slip else None,
        "slip_detail": slip.detail if slip else None,
        "unfitting_answer": unfitting.answer if unfitting else None,
        "unfitting_witness": unfitting.witness if unfitting else None,
        "look_at_line": unfitting.look_at if unfitting else None,
        **(_explanation_fields(explained) if explained else {}),
        "equalities": len(seen),
        **{status.value: counts[status] for status in VerdictStatus},
    }
    if explained and explained.interrupted:
        raise KeyboardInterrupt  # what was found is out; the exit code says the rest


def _explained(asked: "Asked", workshop: "Workshop", settings: "Settings") -> "Explained":
    from tutor.cli.explaining import explain_with_model

    return explain_with_model(asked, workshop, settings)


def _explanation_fields(found: "Explained") -> Shown:
    """The explanation, and whose it is."""
    return {
        "explanation": found.text,
        "explained_by": "model" if found.by_model else "check",
        "explanation_fault": found.fault or None,
    }


def _show_all(rows: Iterable[Shown], as_json: bool) -> None:
    broken = False
    for row in rows:
        if as_json:
            write_json(row)
        else:
            _show(row, carried_on=broken)
        broken = broken or row.get("verdict") == VerdictStatus.BREAKS.value


def _show(row: Shown, *, carried_on: bool) -> None:
    """What goes on from a wrong line has no tick: the step may be sound, what it says is not."""
    from tutor.render.prose import to_one_line
    from tutor.render.unicode_math import to_unicode

    glyphs = stdout_glyphs()
    if "verdict" in row:
        status = VerdictStatus(str(row["verdict"]))
        found, badge = [status.value, str(row["detail"] or row["reason"] or "")], glyphs.badges[status]
        if carried_on and status in (VerdictStatus.HOLDS, VerdictStatus.FOLLOWS):
            found, badge = ["stands after a wrong line"], " "
        said = [to_unicode(str(row["equality"])), *map(to_one_line, found)]
        text = f"{badge} line {row['line']}: {glyphs.separator.join(filter(None, said))}"
    else:
        text = _closing(row) + "\n"
    click.echo(glyphs.shown(text))


def _closing(row: Shown) -> str:
    from tutor.render.prose import to_one_line

    if row["unfitting_answer"]:
        return _unfitting(row)
    if not row["equalities"]:
        return "There is nothing in these lines that can be checked."
    if row["first_wrong_line"] is None:
        confirmed = f"{int(str(row['holds'])) + int(str(row['follows']))} of {row['equalities']}"
        return f"No wrong line found: {confirmed} claims confirmed, {row['undecided']} undecided."
    lines = [f"First wrong line: {row['first_wrong_line']} ({to_one_line(str(row['witness']))})."]
    if row["slip_detail"]:
        lines.append(f"What happened: {row['slip_detail']}")
    if row.get("explanation"):
        lines += ["", *_explanation(row)]
    return "\n".join(lines)


def _unfitting(row: Shown) -> str:
    from tutor.lesson.own_work.own_answer import where_to_look
    from tutor.render.prose import to_one_line
    from tutor.render.unicode_math import to_unicode

    answer, witness = to_unicode(str(row["unfitting_answer"])), to_one_line(str(row["unfitting_witness"]))
    found = f"No line is wrong by itself, but the answer {answer} does not fit the problem ({witness})."
    line = row["look_at_line"]
    return f"{found}\n{where_to_look(line if isinstance(line, int) else None)}"


def _explanation(row: Shown) -> Iterator[str]:
    from tutor.render.prose import to_one_line, to_plain

    if row["explanation_fault"]:
        yield f"Not explained by the model: {to_one_line(str(row['explanation_fault']))}."
    if row["explained_by"] == "model":
        yield "In the model's words, of which only the formulas are checked:"
    yield to_plain(str(row["explanation"]))
