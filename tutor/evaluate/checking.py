"""How right, how complete and how fast checking is, on files of known truth.

    uv run python -m tutor.evaluate.checking pairs PAIRS.jsonl       # gold, pred, equal, question
    uv run python -m tutor.evaluate.checking chains TRACES.jsonl     # problem, solutions|traces, scores|right
    uv run python -m tutor.evaluate.checking certify PROBLEMS.jsonl  # problem, gold, subject

Each line of a file is an object with the fields named. A break found in a solution
that is right in the end is listed: it is a false alarm, or a slip that did no harm.
"""

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from tutor.check.checker import Checker, Context
from tutor.check.reading.outcome import Unparsed
from tutor.check.reading.read import read
from tutor.check.reading.tree import Relation
from tutor.check.steps.links import claims, links
from tutor.trace import Reader
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import CertificateStatus, Equality, VerdictStatus

Row = Mapping[str, object]

_CHECK_SECONDS = 600.0


@dataclass(slots=True)
class Tally:
    """Outcomes by class, remarkable cases, and how long each check took in milliseconds."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    listed: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def share(self, kind: str, *outcomes: str) -> float:
        """The part of a class that had one of these outcomes; 0 of an empty class."""
        total = sum(count for (name, _), count in self.counts.items() if name == kind)
        return sum(self.counts[kind, outcome] for outcome in outcomes) / total if total else 0.0


def rows_of(path: Path) -> list[dict[str, object]]:
    """The objects of a JSON-lines file; raises `UsageError` naming the line."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line) if line.strip() else None
        except ValueError as error:
            raise UsageError(f"{path}:{number}: no JSON: {error}") from error
        if isinstance(row, dict):
            rows.append(row)
    return rows


def tally_pairs(rows: Iterable[Row], checker: Checker) -> Tally:
    """Compare each `pred` with its `gold`; wrong ones found equal, right ones found different are listed."""
    tally = Tally()
    for row in rows:
        started = time.perf_counter()
        gold, pred = _text(row, "gold"), _text(row, "pred")
        found = checker.compare(gold, pred, str(row.get("question", "")))
        tally.milliseconds.append(1000 * (time.perf_counter() - started))
        kind = "right" if row["equal"] else "wrong"
        tally.counts[kind, found.equality] += 1
        if (kind == "wrong" and found.equal) or (kind == "right" and found.equality is Equality.DIFFERENT):
            tally.listed.append(f"{kind}, judged {found.equality}: {gold} | {pred} | {found.detail}")
    return tally


def tally_chains(rows: Iterable[Row], checker: Checker) -> Tally:
    """Judge the statements of each solution that was right in the end; breaks are listed."""
    tally = Tally()
    for number, row in enumerate(rows):
        problem = Problem(_text(row, "problem"))
        for position, text in enumerate(right_solutions(row)):
            context = Context(trace=f"{number}-{position}", problem=problem)
            _tally_solution(text, context, checker, tally)
    return tally


def _tally_solution(text: str, context: Context, checker: Checker, tally: Tally) -> None:
    reader = Reader()
    reader.feed(text)
    reader.finish()
    started = time.perf_counter()
    for step in reader.steps:
        checker.submit(step, context)
    checked = checker.drain(_CHECK_SECONDS, context.trace)
    checker.forget(context.trace)
    verdicts = [verdict for one in checked for verdict in one.verdicts]
    elapsed = 1000 * (time.perf_counter() - started)
    tally.milliseconds += [elapsed / len(verdicts)] * len(verdicts) if verdicts else []
    for verdict in verdicts:
        tally.counts[kind_of(verdict.statement), verdict.status] += 1
        if verdict.status is VerdictStatus.BREAKS:
            tally.listed.append(f"breaks: {verdict.statement} | {verdict.detail}")


def kind_of(statement: str) -> str:
    """What a statement offers to check: arithmetic, letters, nothing, or it can't be read."""
    reading = read(statement)
    if isinstance(reading, Unparsed):
        return "unread"
    found = [link for claim in claims(reading.tree) if isinstance(claim, Relation) for link in links(claim)]
    if not found:
        return "no relation"
    return "arithmetic" if any(not link.letters and not link.has_words for link in found) else "letters"


def tally_certificates(rows: Iterable[Row], checker: Checker) -> tuple[Tally, Tally]:
    """Certify each `gold` and each of its mutations; mutations that are proved are listed."""
    golds, mutants = Tally(), Tally()
    for row in rows:
        problem, gold = Problem(_text(row, "problem")), _text(row, "gold")
        kind = str(row.get("subject", "all"))
        started = time.perf_counter()
        found = checker.certify(problem, gold)
        golds.milliseconds.append(1000 * (time.perf_counter() - started))
        golds.counts[kind, found.status] += 1
        if found.status is CertificateStatus.REFUTED:
            golds.listed.append(f"refuted: {problem.text} | {gold} | {found.detail}")
        for wrong in mutations(gold):
            certificate = checker.certify(problem, wrong)
            mutants.counts[kind, certificate.status] += 1
            if certificate.status is CertificateStatus.PROVED:
                mutants.listed.append(f"proved: {problem.text} | {wrong} | {certificate.detail}")
    return golds, mutants


def mutations(answer: str) -> list[str]:
    """Answers that are wrong if this one is right: a number raised, a sign turned, a solution dropped."""
    found = {_raised(answer, number) for number in re.finditer(r"\d+", answer)}
    found |= {_turned(answer, sign) for sign in re.finditer(r"(?<![\^{_(,])[+-]", answer)}
    if "," in answer and "(" not in answer:
        found.add(answer.partition(",")[0])
    return sorted(found - {answer})


def _raised(answer: str, number: re.Match[str]) -> str:
    return f"{answer[: number.start()]}{int(number.group()) + 1}{answer[number.end() :]}"


def _turned(answer: str, sign: re.Match[str]) -> str:
    return f"{answer[: sign.start()]}{'-' if sign.group() == '+' else '+'}{answer[sign.end() :]}"


def right_solutions(row: Row) -> Iterator[str]:
    """The solutions of a row that were right in the end; raises `UsageError` when it has none to judge."""
    texts, marks = row.get("solutions", row.get("traces")), row.get("scores", row.get("right"))
    if not isinstance(texts, list) or not isinstance(marks, list):
        raise UsageError("a line without `solutions` and `scores`, or `traces` and `right`")
    for text, mark in zip(texts, marks, strict=True):
        if mark:
            yield str(text)


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise UsageError(f"a line without the text `{key}`")
    return value


def _show(title: str, tally: Tally, console: Console) -> None:
    outcomes = sorted({outcome for _, outcome in tally.counts})
    table = Table(title=title)
    for heading in ("class", *outcomes, "total"):
        table.add_column(heading, justify="left" if heading == "class" else "right")
    for kind in sorted({kind for kind, _ in tally.counts}):
        cells = [tally.counts[kind, outcome] for outcome in outcomes]
        table.add_row(kind, *map(str, cells), str(sum(cells)))
    console.print(table)
    if tally.milliseconds:
        times = sorted(tally.milliseconds)
        console.print(
            f"median {times[len(times) // 2]:.1f} ms, p99 {times[int(len(times) * 0.99)]:.1f} ms,"
            f" longest {times[-1]:.0f} ms"
        )
    for line in tally.listed:
        console.print(line, markup=False, highlight=False, soft_wrap=True)


@click.group()
def command() -> None:
    """Measure the checker on files of known truth."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def pairs(file: Path) -> None:
    """Expected and given answers with the right verdict."""
    with Checker() as checker:
        checker.compare("1", "1")
        _show("pairs", tally_pairs(rows_of(file), checker), Console(file=sys.stdout))


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def chains(file: Path) -> None:
    """Statements of solutions that are right in the end."""
    with Checker() as checker:
        checker.compare("1", "1")
        _show("statements", tally_chains(rows_of(file), checker), Console(file=sys.stdout))


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def certify(file: Path) -> None:
    """Problems with their answers, and with wrong ones."""
    with Checker() as checker:
        checker.compare("1", "1")
        golds, mutants = tally_certificates(rows_of(file), checker)
        console = Console(file=sys.stdout)
        _show("right answers", golds, console)
        _show("wrong answers", mutants, console)


if __name__ == "__main__":
    command()
