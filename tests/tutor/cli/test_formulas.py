"""What begins with a minus is mathematics where mathematics is asked for, and an option where it is one."""

import click
import click.testing
import pytest

from tutor.cli.formulas import FormulaCommand


@click.command(cls=FormulaCommand)
@click.argument("words", nargs=-1)
@click.option("-o", "--out")
@click.option("--seed", type=int)
def command(words: tuple[str, ...], out: str | None, seed: int | None) -> None:
    click.echo([[word.strip() for word in words], out, seed])


def run(*arguments: str) -> click.testing.Result:
    return click.testing.CliRunner().invoke(command, arguments)


@pytest.mark.parametrize(
    "text",
    [
        "-1",
        "-1/2",
        "-x",
        "-x^2 + 3 = 0",
        "-2x + 3 < 7",
        "-(x+1)",
        "-\\frac12",
        "-\u221a2",
        "-.5",
        "- 3",
        "-ab = 4",
        "-",
    ],
)
def test_mathematics_is_an_argument(text: str) -> None:
    assert run("x + 1 = 0", text).output == f"{[['x + 1 = 0', text], None, None]}\n"


@pytest.mark.parametrize("text", ["--jsn", "-verbose", "--3"])
def test_what_is_no_mathematics_is_an_unknown_option(text: str) -> None:
    result = run("x + 1 = 0", text)
    assert result.exit_code == 2
    assert "No such option" in result.output


def test_options_and_their_values_stay_what_they_are() -> None:
    assert run("-o", "file", "2x", "--seed", "-1").output == f"{[['2x'], 'file', -1]}\n"
