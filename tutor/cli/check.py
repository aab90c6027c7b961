"""`tutor check`: is an answer right for its problem? Nobody tells which answer is."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tutor.cli.edge import INTERRUPTED
from tutor.cli.formulas import FormulaCommand
from tutor.cli.in_order import in_order, open_checker, worker_count
from tutor.cli.rows import Row, read_rows, write_json
from tutor.cli.signs import stdout_glyphs
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import CertificateStatus

if TYPE_CHECKING:
    from tutor.check.checker import Checker


@click.command("check", cls=FormulaCommand)
@click.argument("problem", required=False)
@click.argument("answer", required=False)
@click.option("--choice", "choices", multiple=True, help="A choice, in order; repeat it for each.")
@click.option(
    "--file", "file", metavar="FILE.jsonl", help="Many: `problem` and `answer` on each line; - for a pipe."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")
def command(
    problem: str | None, answer: str | None, choices: tuple[str, ...], file: str | None, as_json: bool
) -> int:
    """Check an ANSWER against its PROBLEM without knowing the right one; no model is needed.

    proved: substituted back, solved again or evaluated, and complete. refuted: shown to be
    wrong or incomplete. unchecked: nothing could be decided.
    """
    if (file is None) is (problem is None or answer is None):
        raise click.UsageError('Give a problem and an answer (tutor check "2x = 8" "4"), or --file.')
    typed = {"problem": (problem or "").strip(), "answer": (answer or "").strip()}
    single = Row(1, {**typed, **({"choices": list(choices)} if choices else {})})
    rows = read_rows(file, ("problem", "answer")) if file else iter([single])
    workers = worker_count() if file else 1
    try:
        with open_checker(workers) as checker:
            for found in _certified(rows, checker, workers):
                _show(found, as_json, many=file is not None)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _certified(rows: Iterator[Row], checker: "Checker", workers: int) -> Iterator[dict[str, object]]:
    """The fields of each row with what was found, in order."""

    def certify(row: Row) -> dict[str, object]:
        choices = row.fields.get("choices")
        listed = tuple(map(str, choices)) if isinstance(choices, list) else ()
        start = time.perf_counter()
        certificate = checker.certify(Problem(row.text("problem"), listed), row.text("answer"))
        return {
            **row.fields,
            "status": certificate.status.value,
            "method": certificate.method.value,
            "detail": certificate.detail,
            "ms": round(1000 * (time.perf_counter() - start), 3),
        }

    return in_order(certify, rows, workers)


def _show(found: dict[str, object], as_json: bool, *, many: bool) -> None:
    from tutor.render.unicode_math import to_unicode
    from tutor.render.wording import certificate_words
    from tutor.vocabulary.verdict import Certificate, Method

    if as_json:
        write_json(found)
        return
    glyphs = stdout_glyphs()
    status = CertificateStatus(str(found["status"]))
    certificate = Certificate(status, Method(str(found["method"])), str(found["detail"]))
    said = certificate_words(certificate)
    if many:
        said += [to_unicode(str(found["problem"])), to_unicode(str(found["answer"]))]
    click.echo(glyphs.shown(f"{glyphs.certificate(certificate)} {glyphs.separator.join(said)}"))
