"""The doctor's findings for people (rich) and for programs (JSON)."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, TextIO

from tutor.cli.doctor.finding import Finding, Status, can_solve
from tutor.engine.capacity import Fit

if TYPE_CHECKING:
    from rich.table import Table

_MARKS = {Status.OK: "✓", Status.WARNING: "!", Status.FAULT: "✗"}
_PLAIN_MARKS = {Status.OK: "ok", Status.WARNING: "!!", Status.FAULT: "XX"}
_STYLES = {Status.OK: "green", Status.WARNING: "yellow", Status.FAULT: "bold red"}


def as_json(findings: Sequence[Finding], fits: Sequence[Fit]) -> str:
    """Everything that was found, as one JSON object."""
    return json.dumps(
        {
            "can_solve": can_solve(findings),
            "findings": [asdict(finding) for finding in findings],
            "fits": [asdict(fit) for fit in fits],
        },
        indent=2,
        ensure_ascii=False,
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
    if fits:
        console.print()
        console.print(_table(fits))
    console.print()
    console.print(_verdict(findings))


def _table(fits: Sequence[Fit]) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, title="What fits this machine", title_justify="left")
    for heading in ("model", "type", "file", "memory", "context", "tokens/s", "fits"):
        table.add_column(
            heading, justify="right" if heading in ("file", "memory", "context", "tokens/s") else "left"
        )
    for fit in fits:
        room = f"{fit.context:,}" + (f" ({fit.kv_type})" if fit.kv_type == "q8_0" else "")
        table.add_row(
            fit.model,
            fit.quantization,
            _gigabytes(fit.weights_bytes),
            _gigabytes(fit.needs_bytes) if fit.context else "",
            room if fit.context else "",
            f"{fit.tokens_per_second:.1f}" if fit.tokens_per_second and fit.context else "",
            "yes" if fit.now else ("when other programs are closed" if fit.context else "no"),
        )
    return table


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
