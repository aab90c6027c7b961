"""`tutor grade`: are the answers in a file the expected ones?"""

import time
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tutor.cli.edge import INTERRUPTED
from tutor.cli.in_order import in_order, open_checker, worker_count
from tutor.cli.rows import Row, read_rows, write_json
from tutor.cli.signs import stdout_glyphs
from tutor.vocabulary.verdict import Comparison, Equality

if TYPE_CHECKING:
    from tutor.check.checker import Checker

# what is said of each outcome: the verdict, how it was reached
_OUTCOMES = {
    Equality.PROVED: ("equal", "proved"),
    Equality.NUMERIC: ("equal", "numeric"),
    Equality.DIFFERENT: ("different", "witness"),
    Equality.UNDECIDED: ("undecided", "none"),
}
_SIGNS = {"equal": "✓", "different": "✗", "undecided": "?"}


@click.command("grade")
@click.argument("file", metavar="FILE.jsonl")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines; the last one holds the summary.")
def command(file: str, as_json: bool) -> int:
    """Compare answers with the expected ones; no model is needed.

    Each line of the file (- for standard input) holds `gold`, `pred` and, where there is one, the
    `question`. Equal is proved or found numerically; different has a witness; what could not be
    decided is said to be so.
    """
    counts: Counter[str] = Counter()
    workers = worker_count()
    start = time.perf_counter()
    try:
        with open_checker(workers) as checker:
            for found in _graded(read_rows(file, ("gold", "pred")), checker, workers):
                counts[str(found["verdict"])] += 1
                _show(found, as_json)
    except KeyboardInterrupt:
        _sum_up(counts, time.perf_counter() - start, as_json)
        return INTERRUPTED
    _sum_up(counts, time.perf_counter() - start, as_json)
    return 0


def _graded(rows: Iterator[Row], checker: "Checker", workers: int) -> Iterator[dict[str, object]]:
    """The fields of each row with the verdict, in order."""

    def grade(row: Row) -> dict[str, object]:
        start = time.perf_counter()
        comparison = checker.compare(row.text("gold"), row.text("pred"), row.text("question"))
        milliseconds = round(1000 * (time.perf_counter() - start), 3)
        return {**row.fields, **_verdict(comparison), "ms": milliseconds}

    return in_order(grade, rows, workers)


def _verdict(comparison: Comparison) -> dict[str, object]:
    verdict, method = _OUTCOMES[comparison.equality]
    different = comparison.equality is Equality.DIFFERENT
    return {
        "verdict": verdict,
        "method": method,
        "witness": comparison.detail if different else None,
        "detail": comparison.detail,
        "form": comparison.form or None,
    }


def _show(found: dict[str, object], as_json: bool) -> None:
    from tutor.render.prose import to_one_line
    from tutor.render.unicode_math import to_unicode

    if as_json:
        write_json(found)
        return
    glyphs = stdout_glyphs()
    verdict = str(found["verdict"])
    said = [f"{to_unicode(str(found['gold']))} | {to_unicode(str(found['pred']))}", verdict]
    said += [to_one_line(str(found[name])) for name in ("detail", "form") if found[name]]
    click.echo(glyphs.shown(f"{_SIGNS[verdict]} {glyphs.separator.join(said)}"))


def _sum_up(counts: Counter[str], seconds: float, as_json: bool) -> None:
    total = counts.total()
    if as_json:
        numbers = {verdict: counts[verdict] for verdict in _SIGNS}
        write_json({"summary": {"pairs": total, **numbers, "seconds": round(seconds, 3)}})
        return
    parts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in _SIGNS)
    share = f" ({100 * counts['equal'] / total:.1f}% equal)" if total else ""
    click.echo(f"{total} pairs: {parts}{share}, {seconds:.1f} s")
