"""The doctor's findings for people (rich) and for programs (JSON)."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, TextIO

from tutor.cli.doctor.finding import Finding, Status, can_solve
from tutor.engine.capacity import Fit, SizedFit

if TYPE_CHECKING:
    from rich.table import Table

_MARKS = {Status.OK: "✓", Status.WARNING: "!", Status.FAULT: "✗"}
_PLAIN_MARKS = {Status.OK: "ok", Status.WARNING: "!!", Status.FAULT: "XX"}
_STYLES = {Status.OK: "green", Status.WARNING: "yellow", Status.FAULT: "bold red"}

_NARROW = (0, 1, 0, 0)  # one blank between columns: 80 of them hold a table


def as_json(findings: Sequence[Finding], fits: Sequence[Fit]) -> str:
    """Everything that was found, as one JSON object."""
    return json.dumps(
        {
            "can_solve": can_solve(findings),
            "findings": [asdict(finding) for finding in findings],
            "fits": [asdict(fit) for fit in fits],
        },
        indent=2,
    )


def print_findings(findings: Sequence[Finding], fits: Sequence[Fit], stream: TextIO) -> None:
    """Draw the findings, the table of what fits, and the verdict."""
    from rich.console import Console
    from rich.text import Text

    encoding = stream.encoding or "ascii"
    marks = _MARKS if _can_encode("✓✗", encoding) else _PLAIN_MARKS
    console = Console(file=stream, highlight=False, soft_wrap=True)
    for finding in findings:
        line = Text(f"{marks[finding.status]} ", style=_STYLES[finding.status])
        line.append(_encodable(f"{finding.name}: ", encoding), style="bold")
        line.append(_encodable(finding.detail, encoding), style="default")
        console.print(line)
        if finding.advice:
            console.print(Text(_encodable(f"  do: {finding.advice}", encoding), style="cyan"))
    for table in (_table(fits), _sizes_table(fits, encoding)) if fits else ():
        console.print()
        console.print(table)
    console.print()
    console.print(_verdict(findings))


def _table(fits: Sequence[Fit]) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=_NARROW, title="What fits this machine")
    if any(fit.context and not fit.now for fit in fits):
        table.caption = "not now: it fits once other programs are closed."
    table.title_justify = table.caption_justify = "left"
    for heading in ("model", "type", "file", "memory", "context", "tokens/s", "fits"):
        table.add_column(
            heading, justify="right" if heading in ("file", "memory", "context", "tokens/s") else "left"
        )
    for fit in fits:
        room = f"{fit.context:,}" + (f" {fit.kv_type}" if fit.kv_type == "q8_0" else "")
        table.add_row(
            fit.model,
            fit.quantization,
            _gigabytes(fit.weights_bytes),
            _gigabytes(fit.needs_bytes) if fit.context else "",
            room if fit.context else "",
            f"{fit.tokens_per_second:.1f}" if fit.tokens_per_second and fit.context else "",
            "yes" if fit.now else ("not now" if fit.context else "no"),
        )
    return table


def _sizes_table(fits: Sequence[Fit], encoding: str) -> "Table":
    """Contexts by memory. A model's name stands once, so that 80 columns are enough."""
    from rich.table import Table

    none = "–" if _can_encode("–", encoding) else "-"
    title = "Context by the memory of a machine"
    caption = (
        f"K: 1,024 tokens. q: keys and values as q8_0, half the size. {none}: it does not fit.\n"
        "Other programs closed, no graphics card; here: this machine with all it has."
    )
    table = Table(box=None, pad_edge=False, padding=_NARROW, title=title, caption=caption)
    table.title_justify = table.caption_justify = "left"
    table.add_column("model")
    table.add_column("type")
    for size in fits[0].elsewhere:
        table.add_column(f"{size.memory_gigabytes} GB", justify="right")
    table.add_column("here", justify="right")
    above = ""
    for fit in fits:
        places: list[Fit | SizedFit] = [*fit.elsewhere, fit]
        columns = [_short_context(place, none) for place in places]
        table.add_row("" if fit.model == above else fit.model, fit.quantization, *columns)
        above = fit.model
    return table


def _short_context(fit: Fit | SizedFit, none: str) -> str:
    """`16K`, `8Kq` with quantized keys and values."""
    if not fit.context:
        return none
    return f"{fit.context // 1024}K" + ("q" if fit.kv_type == "q8_0" else "")


def _verdict(findings: Sequence[Finding]) -> str:
    faults = sum(finding.status is Status.FAULT for finding in findings)
    warnings = sum(finding.status is Status.WARNING for finding in findings)
    if faults:
        return f"A problem can't be solved here yet: {_count(faults, 'fault')} above."
    return "A problem can be solved here" + (f"; {_count(warnings, 'warning')} above." if warnings else ".")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB"


def _can_encode(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _encodable(text: str, encoding: str) -> str:
    """The text with what the terminal can't show replaced: a name of a folder must not stop the report."""
    return text if _can_encode(text, encoding) else text.encode("ascii", "replace").decode("ascii")
