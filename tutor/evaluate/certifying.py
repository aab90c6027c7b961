"""How far answers are certified without being told: right and wrong ones of seeded problems.

    uv run python -m tutor.evaluate.certifying --count 2000 --seed 1

Prints a row a family, the shares of right and of wrong answers that were `proved`, and
the time a certificate takes. The bars: 98% of the right ones, 0.1% of the wrong ones.
"""

import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import click

from tutor.check.checker import Checker
from tutor.evaluate.generators import Generated, generate
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import Certificate, CertificateStatus


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer, what it was and what was found about it; `mutation` is empty for the right one."""

    problem: str
    answer: str
    family: str
    mutation: str
    certificate: Certificate
    milliseconds: float

    @property
    def right(self) -> bool:
        """Whether the answer is the right one."""
        return not self.mutation

    @property
    def fails(self) -> bool:
        """Whether a right answer was not proved, or a wrong one was."""
        return self.right is not (self.certificate.status is CertificateStatus.PROVED)


def certify_all(problems: Iterable[Generated], checker: Checker, workers: int) -> Iterator[Judged]:
    """Certify the right answer and every wrong one of each problem, in order."""

    def judge(case: tuple[Generated, str, str]) -> Judged:
        made, answer, mutation = case
        start = time.perf_counter()
        certificate = checker.certify(Problem(made.problem), answer)
        milliseconds = 1000 * (time.perf_counter() - start)
        return Judged(made.problem, answer, made.family, mutation, certificate, milliseconds)

    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(judge, _cases(problems))


def _cases(problems: Iterable[Generated]) -> Iterator[tuple[Generated, str, str]]:
    for made in problems:
        yield made, made.answer, ""
        for wrong in made.wrong:
            yield made, wrong.text, wrong.mutation


def family_rows(judged: Iterable[Judged]) -> Iterator[str]:
    """A heading, then one line a family, worst first."""
    families: defaultdict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        families[each.family].append(each)
    statuses = (CertificateStatus.PROVED, CertificateStatus.REFUTED, CertificateStatus.UNCHECKED)
    counted = " ".join(["refuted".rjust(8), "unchecked".rjust(10)])
    yield f"{'family':24} {'right proved':>14} {counted}   {'wrong proved':>14} {counted}"
    for family, cases in sorted(families.items(), key=lambda item: _share_proved(item[1], right=True)):
        cells = []
        for right in (True, False):
            counts = Counter(each.certificate.status for each in cases if each.right is right)
            proved, refuted, unchecked = (counts[status] for status in statuses)
            cells.append(f"{f'{proved}/{counts.total()}':>14} {refuted:8} {unchecked:10}")
        yield f"{family:24} {cells[0]}   {cells[1]}"


def _share_proved(judged: Iterable[Judged], *, right: bool) -> float:
    found = [each.certificate.status is CertificateStatus.PROVED for each in judged if each.right is right]
    return sum(found) / len(found) if found else 0.0


def summary_rows(judged: list[Judged]) -> Iterator[str]:
    """Shares proved, and times."""
    for right, word in ((True, "right"), (False, "wrong")):
        count = sum(each.right is right for each in judged)
        yield f"{word} answers proved: {100 * _share_proved(judged, right=right):.2f}% of {count}"
    times = sorted(each.milliseconds for each in judged)
    last = times[int(0.99 * (len(times) - 1))]
    yield f"a certificate: median {statistics.median(times):.1f} ms, 99th percentile {last:.1f} ms"


@click.command()
@click.option(
    "--count", default=2000, show_default=True, help="Problems, each with a right answer and some wrong."
)
@click.option("--seed", default=1, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Checking processes; times hold for one.")
@click.option("--family", help="Only this family.")
@click.option(
    "--show", is_flag=True, help="Also print every right answer not proved and every wrong one proved."
)
def command(count: int, seed: int, workers: int, family: str | None, show: bool) -> None:
    """Certify seeded problems and count."""
    problems = (made for made in generate(seed, count) if family in (None, made.family))
    with Checker(workers=workers) as checker:
        checker.warm()
        checker.certify(Problem("Solve x + 1 = 2."), "x = 1")  # the first one waits for sympy to load
        judged = list(certify_all(problems, checker, workers))
    for line in (*family_rows(judged), *summary_rows(judged)):
        click.echo(line)
    for each in judged if show else ():
        if each.fails:
            found = each.certificate
            said = f"{found.status} ({found.method}: {found.detail})"
            click.echo(
                f"\n[{each.family}] {each.problem}\n  {each.mutation or 'right'}: {each.answer}\n  {said}"
            )


if __name__ == "__main__":
    command()
