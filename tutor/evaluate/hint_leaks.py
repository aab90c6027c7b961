"""Does a hint give the answer away? Every rung of many ladders, looked at in another way than their own.

    uv run python -m tutor.evaluate.hint_leaks --items 500 --seed 1
    uv run python -m tutor.evaluate.hint_leaks --items 50 --model qwen2.5-coder-1.5b

Items of every generator and level. Besides the rungs cut from the item's own solution, hints are written by
a model: without --model by a script that tells the answer in every way it can (plainly, boxed, in words, as
an equal expression, and again when asked to write it anew).

The ladder's guard takes a text apart by itself. Here the trace reader finds the statements, a plain rendering
of the text gives the sides and numbers between its signs, and the answer is put into words to look for those;
each is compared with the answer and its parts by the checker. What the problem says too counts only as
`name = value`, in a box or after words that announce a result. Exit code 1 when anything leaked.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import product
from typing import Final

import click

from tutor.engine.interface import Engine
from tutor.evaluate.proposals import mentioned, parts_of, steps_of
from tutor.lesson.hints.from_item import item_ladder
from tutor.lesson.hints.ladder import Ladder, RungKind
from tutor.lesson.hints.written import HintWriter, with_hints
from tutor.lesson.item import LEVELS, Item
from tutor.lesson.workshop import Workshop
from tutor.render.prose import to_plain
from tutor.solve import SolveOptions, options_for
from tutor.strategy.budget import Budget
from tutor.testing import ScriptedEngine
from tutor.vocabulary.errors import CheckError
from tutor.vocabulary.settings import load_settings

_UNITS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_BETWEEN: Final = re.compile(
    r"[=<>≤≥≈→⇒≠]|\\(?:le|ge|leq|geq|approx|to|implies|Rightarrow)(?![a-z])|[,;:]\s|\s{2,}"
)
_NUMBER: Final = re.compile(r"(?<![\w.])[-−]?\d+(?:\.\d+)?(?:/\d+)?")
_FORMULA: Final = re.compile(r"\$([^$]+)\$")
_ANNOUNCED: Final = re.compile(
    r"(?:\banswer|\bsolution|\bresult|\broot|\bis|\bequals|\bgives|\bget|\bso|\bthus|\\boxed\s*\{)"
    r"[^\w.!?]{0,6}(?:is[^\w.!?]{0,4})?$",
    re.IGNORECASE,
)
_LONGEST: Final = 200


@dataclass(slots=True)
class Counts:
    """What was looked at and found."""

    rungs: int = 0
    comparisons: int = 0
    blanks: int = 0
    written: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)


def says(value: int) -> str:
    """A whole number below a thousand in words."""
    if value < 0:
        return f"minus {says(-value)}"
    if value < 20:
        return _UNITS.split()[value]
    if value < 100:
        tens, rest = divmod(value, 10)
        return _TENS.split()[tens - 2] + (f"-{says(rest)}" if rest else "")
    hundreds, rest = divmod(value, 100)
    return f"{says(hundreds)} hundred" + (f" and {says(rest)}" if rest else "")


def expressions_of(text: str) -> set[str]:
    """Everything in a text that may be read as mathematics."""
    found = set(mentioned(steps_of(text)))
    shown = to_plain(text)
    for source in (*_FORMULA.findall(text), shown):
        found |= {piece.strip(" .,;$&") for piece in _BETWEEN.split(source)}
    found |= {match.group() for match in _NUMBER.finditer(shown)}
    return {each for each in found if each and len(each) <= _LONGEST}


def leaks_of(text: str, item: Item, workshop: Workshop, counts: Counts) -> Iterator[str]:
    """What in a rung equals the item's answer or a part of it and is no news of the problem's."""
    wanted = [item.answer, *parts_of(item.answer)]
    known = f"{_squeezed(item.problem)} {_squeezed(to_plain(item.problem))}"
    numbers = {match.group().lstrip("-−") for match in re.finditer(r"\d+(?:\.\d+)?", item.problem)}
    for each in sorted(expressions_of(text)):
        counts.comparisons += 1
        if not any(workshop.compare(part, each, item.problem).equal for part in wanted):
            continue
        bare = each.lstrip("-−")
        in_problem = bare in numbers or (len(each) > 2 and _squeezed(each) in known)
        if not in_problem or _is_announced(text, each, known):
            yield each
    for part in wanted:
        number = re.search(r"(?:^|=)\s*(-?\d{1,3})\s*$", part)
        if number is None or number[1].lstrip("-") in numbers:
            continue
        words = says(int(number[1]))
        if words not in item.problem.casefold() and re.search(rf"\b{words}\b", text.casefold()):
            yield words


def _is_announced(text: str, each: str, known: str) -> bool:
    for match in re.finditer(rf"(?<![\w.]){re.escape(each)}(?![\w.])", text):
        before = text[: match.start()].rstrip(" $")
        if _ANNOUNCED.search(before) and _squeezed(text[match.start() - 12 : match.end()]) not in known:
            return True
        if re.search(r"(?:^|[$,;:(]|[a-z]{2,}\s)\s*[a-zA-Z]\s*=$", before) and not re.match(
            r"\s*[-+*/^\\]", text[match.end() :]
        ):
            return _squeezed(re.split(r"[\s$]", before.rstrip("= "))[-1] + "=" + each) not in known
    return False


def _squeezed(text: str) -> str:
    return re.sub(r"[\s{}$]|\\left|\\right|\\,", "", text)


def telling_scripts(item: Item, turn: int) -> list[str]:
    """What a model would write that can't keep the answer to itself: two hints, then each again."""
    value = item.answer.split("=")[-1].strip()
    number = re.fullmatch(r"-?\d{1,3}", value)
    words = says(int(value)) if number else f"${value}$"
    ways = [
        f"The answer is ${item.answer}$.",
        f"You should end up with \\boxed{{{value}}} if all goes well.",
        f"Work on it until you see {words} and stop there.",
        f"Aim for $\\frac{{2({value})}}{{2}}$, which is what has to come out.",
        f"Think of $({value}) + 0$ as the thing you look for, it is {words}.",
        f"Undo the operations, so you get ${value}$ in the end.",
        f"Look for it: ${item.answer}$, and note that ${value} = {value}$.",
    ]
    chosen = [ways[(turn + step) % len(ways)] for step in range(4)]
    return [f"1. {chosen[0]}\n2. {chosen[1]}", chosen[2], chosen[3]]


def items(workshop: Workshop, count: int, seed: int) -> Iterator[Item]:
    """So many items, the generators and levels in turn."""
    names = [name for named in workshop.generators().values() for name in named]
    made = 0
    while made < count:
        for level, name in product(LEVELS, names):
            if made == count:
                return
            try:
                yield workshop.make(name, level, seed + made)
            except CheckError as error:
                click.echo(f"{name} {level}: {error.message}", err=True)
            made += 1


def look(item: Item, ladder: Ladder, workshop: Workshop, counts: Counts) -> None:
    """Look at every rung but the last."""
    for number, rung in enumerate(ladder.rungs[:-1], start=1):
        counts.rungs += 1
        counts.blanks += "…" in rung.text
        for leak in leaks_of(rung.text, item, workshop, counts):
            where = f"{item.generator} {item.level} {item.seed} rung {number}"
            counts.leaks.append(f"{where}: {leak!r} of {item.answer!r} in {rung.text!r}")
            click.echo(counts.leaks[-1])
    assert ladder.rungs[-1].kind is RungKind.SOLUTION


@click.command()
@click.option("--items", "count", type=click.IntRange(1), default=500, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--model", help="A model that writes the first hints; without it a script that leaks.")
def command(count: int, seed: int, model: str | None) -> None:
    """Make ladders and look for the answer in them."""
    counts = Counts()
    with ExitStack() as stack:
        workshop = Workshop()
        stack.callback(workshop.close)
        engine, options = _open(model, seed, stack)
        for turn, item in enumerate(items(workshop, count, seed)):
            writes = engine or ScriptedEngine(telling_scripts(item, turn))
            ladder = item_ladder(item, workshop)
            written = HintWriter(writes, workshop, options).write(item.problem, item.answer, ladder)
            counts.written.update(
                hints=len(written.rungs),
                rewritten=written.rewritten,
                cut=written.cut,
                left_out=written.left_out,
            )
            look(item, ladder, workshop, counts)
            look(item, with_hints(ladder, written), workshop, counts)
            if turn % 10 == 9:
                click.echo(_summed(turn + 1, model, counts), err=True)
    click.echo(_summed(count, model, counts))
    sys.exit(bool(counts.leaks))


def _summed(count: int, model: str | None, counts: Counts) -> str:
    told = counts.written
    return (
        f"{count} items: {counts.rungs} rungs, {counts.blanks} with a blank, {counts.comparisons} expressions"
        f" compared, {len(counts.leaks)} leaks; hints of {model or 'the script'}: {told['hints']} used,"
        f" {told['rewritten']} written again, {told['cut']} cut, {told['left_out']} left out"
    )


def _open(model: str | None, seed: int, stack: ExitStack) -> tuple[Engine | None, SolveOptions]:
    """The engine of a model, None for the script, and how hints are asked for."""
    if model is None:
        return None, SolveOptions(Budget(0), thinks=False)
    from tutor.engine.opening import find_model, open_engine
    from tutor.render.progress import TerminalProgress

    settings = load_settings(model=model, seed=seed)
    with TerminalProgress(sys.stderr) as progress:
        file = find_model(settings, progress)
    engine = open_engine(file, settings.model_copy(update={"session_bytes": 0}))
    stack.callback(engine.close)
    return engine, options_for(file.card, settings, int(engine.facts["context"]), seed)


if __name__ == "__main__":
    command()
