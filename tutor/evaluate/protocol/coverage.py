"""How often the intervals hold the truth, by simulation, beside "value ± 1.96 errors".

    uv run python -m tutor.evaluate.protocol.coverage [--repeats 2000]

Problems are drawn from a Beta distribution of difficulties, of which the true pass@1 is known;
each gets so many samples. A good 95% interval holds the truth in about 95 of 100 results.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import click

from tutor.evaluate.protocol.statistics.intervals import estimate

# the mean difficulty, and how alike problems are: small means that each is nearly always or never solved
_MEANS = (0.5, 0.8, 0.912, 0.98)
_ALIKE = (0.5, 4.0)
_SIZES = ((30, 1), (30, 3), (30, 16), (100, 3), (500, 3))


@dataclass(frozen=True, slots=True)
class Row:
    """One setting and the shares of results whose interval held the truth, with their mean widths."""

    problems: int
    samples: int
    mean: float
    alike: float
    held: float
    wald_held: float
    width: float


def simulate(problems: int, samples: int, mean: float, alike: float, repeats: int, seed: int = 1) -> Row:
    """Repeat a result so often and count."""
    dice = random.Random(f"{seed}/{problems}/{samples}/{mean}/{alike}")  # noqa: S311 - repeatable on purpose
    held = wald = 0
    width = 0.0
    for _ in range(repeats):
        shares = [_share(dice, samples, mean, alike) for _ in range(problems)]
        found = estimate(shares, problems * samples)
        held += found.low <= mean <= found.high
        wald += abs(found.value - mean) <= 1.96 * found.standard_error
        width += found.high - found.low
    return Row(problems, samples, mean, alike, held / repeats, wald / repeats, width / repeats)


def _share(dice: random.Random, samples: int, mean: float, alike: float) -> float:
    chance = dice.betavariate(mean * alike, (1 - mean) * alike)
    return sum(dice.random() < chance for _ in range(samples)) / samples


def simulate_all(repeats: int) -> Iterator[Row]:
    """Every setting."""
    for problems, samples in _SIZES:
        for mean in _MEANS:
            for alike in _ALIKE:
                yield simulate(problems, samples, mean, alike, repeats)


@click.command()
@click.option("--repeats", default=2000, show_default=True)
def command(repeats: int) -> None:
    """Print the coverage of both intervals."""
    click.echo("problems samples  pass@1 alike   held  ±1.96 errors  mean width")
    rows = []
    for row in simulate_all(repeats):
        rows.append(row)
        click.echo(
            f"{row.problems:8} {row.samples:7} {row.mean:7} {row.alike:5}"
            f" {row.held:6.1%} {row.wald_held:13.1%} {row.width:11.3f}"
        )
    click.echo(
        f"least {min(row.held for row in rows):.1%}, ±1.96 errors {min(row.wald_held for row in rows):.1%}"
    )


if __name__ == "__main__":
    command()
