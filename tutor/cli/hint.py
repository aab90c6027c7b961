"""`tutor hint`: the next hint for a problem. Nothing is refused: the last hint is the worked solution."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from tutor.cli.edge import INTERRUPTED
from tutor.cli.folding import folded
from tutor.cli.formulas import FormulaCommand
from tutor.cli.reading import read_problem
from tutor.cli.small_talk import answer_small_talk
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import CertificateStatus

if TYPE_CHECKING:
    from tutor.lesson.hints.kept import KeptClimbs
    from tutor.lesson.hints.ladder import Ladder, NoLadder
    from tutor.vocabulary.settings import Settings


@click.command("hint", cls=FormulaCommand)
@click.argument("words", nargs=-1, metavar="[PROBLEM | -]")
@click.option("--next", is_flag=True, expose_value=False, help="The hint after the last one: the default.")
@click.option("--rung", type=click.IntRange(1), help="Just this hint, counted from 1.")
@click.option("--all", "all_of_them", is_flag=True, help="All hints and the worked solution.")
@click.option("--again", is_flag=True, help="Begin with the first hint again.")
@click.option("--forget", is_flag=True, help="Forget how far you went, for a PROBLEM or for all.")
@click.option("--json", "as_json", is_flag=True, help="Print one object for each hint.")
@click.option("--model", help="Cut the hints from a solution of this model; a name from `tutor models`.")
@click.option("--type", "quantization", help="Quantization type, for example Q4_K_M.")
@click.option("--seed", type=int, help="Makes the sampling repeatable.")
@click.option("--think", "think_tokens", type=int, help="Tokens the model may think before it must answer.")
@click.option("--context", type=int, help="Tokens of context; default: what suits this machine.")
@click.option("--threads", type=int, help="Default: the physical cores this process may use.")
@click.option("--engine", metavar="URL", help="Run on an OpenAI-compatible server instead of this machine.")
@click.option("--verbose", is_flag=True, help="Show the log on stderr.")
def command(
    words: tuple[str, ...],
    rung: int | None,
    all_of_them: bool,
    again: bool,
    forget: bool,
    as_json: bool,
    **typed: object,
) -> int:
    """Give the next hint for a problem: what is asked, the idea, the first move, and so on.

    The same problem again gives the next hint; the last one is the worked solution. Hints are cut
    from a solution that is checked first: without a model where the problem allows it. The last 50
    problems with their hints are kept on this machine, until --forget.
    """
    from tutor.cli.logs import start_logging
    from tutor.lesson.hints.kept import KeptClimbs
    from tutor.vocabulary.locations import hints_file
    from tutor.vocabulary.settings import load_settings

    if sum((rung is not None, all_of_them, again, forget)) > 1:
        raise click.UsageError("--rung, --all, --again and --forget exclude each other.")
    if forget:
        _forget(KeptClimbs(hints_file()), words)
        return 0
    problem = Problem(read_problem(words, "hint"))
    if answer_small_talk(problem.text, as_json=as_json):
        return 0
    verbose = bool(typed.pop("verbose"))
    settings = load_settings(**typed, history=False)
    start_logging(verbose=verbose)
    kept = KeptClimbs(hints_file())
    known = None if again and settings.model else kept.find(problem.text)
    try:
        found = known.ladder if known else make_ladder(problem, settings, insist=typed["model"] is not None)
    except KeyboardInterrupt:
        return INTERRUPTED
    if found is None:
        return INTERRUPTED
    return _Showing(kept, as_json).show(problem, found, _wanted(rung, all_of_them, again))


def _forget(kept: "KeptClimbs", words: tuple[str, ...]) -> None:
    """Take what was given off this machine, for one problem or for all."""
    count = kept.forget(read_problem(words, "hint") if words else None)
    if not count:
        click.echo("No hints were given for this problem." if words else "No hints are kept.")
    else:
        click.echo(f"Forgot the hints of {count} problem{'' if count == 1 else 's'}.")


def _wanted(rung: int | None, all_of_them: bool, again: bool) -> int | None:
    """Which rung: 0 for all, None for the next."""
    if all_of_them:
        return 0
    return 1 if again else rung


def make_ladder(problem: Problem, settings: "Settings", *, insist: bool) -> "Ladder | NoLadder | None":
    """The hints for a problem: without a model where that is possible, unless the user insists on one.

    None when the user stopped it. Raises `ModelError`, `EngineError`, `CheckError`.
    """
    from tutor.lesson.hints.ladder import Ladder

    alone = None if insist else _without_model(problem, settings)
    if isinstance(alone, Ladder):
        return alone
    return _with_model(problem, settings)


def _without_model(problem: Problem, settings: "Settings") -> "Ladder | NoLadder | None":
    from tutor.check.checker import Checker
    from tutor.check.limits import limits_for
    from tutor.lesson.hints.from_solution import known_ladder
    from tutor.vocabulary.events import Known
    from tutor.vocabulary.step import Answer, AnswerSource

    with Checker(limits_for(settings.check_seconds)) as checker:
        solved = checker.answer(problem)
        if solved is None:
            return None
        answer = Answer(solved.answer, AnswerSource.CHECKER)
        return known_ladder(Known(problem, answer, solved.certificate, 0.0), checker)


def _with_model(problem: Problem, settings: "Settings") -> "Ladder | NoLadder | None":
    from tutor.cli.hint_solving import HintSolving

    solving = HintSolving(problem, settings)
    return None if solving.run() == INTERRUPTED else solving.made


class _Showing:
    """Prints hints and keeps how far the student has gone."""

    def __init__(self, kept: "KeptClimbs", as_json: bool) -> None:
        self._kept = kept
        self._as_json = as_json

    def show(self, problem: Problem, found: "Ladder | NoLadder", wanted: int | None) -> int:
        """Show a rung, all of them for 0, the next for None; returns the exit code."""
        from tutor.cli.rows import write_json
        from tutor.lesson.hints.kept import Climb
        from tutor.lesson.hints.ladder import NoLadder

        if isinstance(found, NoLadder):
            if self._as_json:
                write_json({"problem": problem.text, "rung": None, "reason": found.reason})
            else:
                click.echo(f"No hints for this one: {found.reason}")
            return 0
        climb = self._kept.find(problem.text)
        if climb is None or climb.ladder != found:
            climb = Climb(found)
        was_last = wanted is None and climb.taken >= len(found.rungs)
        if wanted is None:
            wanted = climb.taken + 1
        numbers = range(1, len(found.rungs) + 1) if wanted == 0 else (min(wanted, len(found.rungs)),)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        for number in numbers:
            self._print(found, number)
            climb = climb.take(number, now)
        if was_last and not self._as_json:
            click.echo("(There is no further hint; --again begins with the first.)\n")
        if wanted == 1:
            climb = Climb(found, 1, climb.solution_taken)
        self._kept.keep(climb)
        return 0

    def _print(self, ladder: "Ladder", number: int) -> None:
        from tutor.cli.rows import write_json

        rung = ladder.rung(number)
        if self._as_json:
            write_json(
                {
                    "problem": ladder.problem,
                    "rung": number,
                    "kind": rung.kind.value,
                    "text": rung.text,
                    "last": ladder.is_last(number),
                    "answer_status": ladder.certificate.status.value,
                }
            )
            return
        for line in _told(ladder, number):
            click.echo(line)


def _told(ladder: "Ladder", number: int) -> Iterator[str]:
    """A rung for the terminal: its heading, its text, and how sure it is."""
    from tutor.render.glyphs import glyphs_for
    from tutor.render.prose import to_plain
    from tutor.render.wording import certificate_words

    glyphs = glyphs_for(getattr(sys.stdout, "encoding", None))
    rung = ladder.rung(number)
    yield glyphs.shown(f"Hint {number}{glyphs.separator}{rung.kind.value}")
    yield folded(to_plain(rung.text), glyphs)
    status = ladder.certificate.status
    if ladder.is_last(number):
        yield folded(glyphs.separator.join(certificate_words(ladder.certificate)), glyphs)
    elif status is not CertificateStatus.PROVED:
        yield folded(f"(The answer behind these hints is {status.value}, not proved.)", glyphs)
    yield ""
