"""`tutor practice`: problems to solve, marked, remembered, and brought back when they are due."""

from typing import Any

import click

from tutor.cli.edge import INTERRUPTED

_SET_ENDINGS = (".md", ".markdown", ".json")
_SELF_TEST_PROBLEMS = 10


@click.command("practice")
@click.argument("words", nargs=-1, metavar="[SKILL…] [FILE]")
@click.option("--level", type=click.IntRange(1, 3), help="Keep to this level; else it follows your results.")
@click.option("--count", type=click.IntRange(min=1), help="End after so many problems.")
@click.option("--seed", type=int, help="Makes what comes next repeatable.")
@click.option("--due", "due_only", is_flag=True, help="Only what is due today; ends when nothing is.")
@click.option("--self-test", is_flag=True, help="Without help, with one try: what can you do alone?")
@click.option("--list", "list_only", is_flag=True, help="List the skills and their kinds of problems.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each problem and answer.")
@click.option("--forget", is_flag=True, help="Forget all you practised, and what is due.")
@click.option("--yes", is_flag=True, help="With --forget: do not ask.")
def command(words: tuple[str, ...], **given: Any) -> int:
    """Practise: what is due comes first, then what is new, skills in turn; no model is needed.

    Name SKILLS or kinds of problems (see --list) to keep to them. Type an answer, or: hint (or ?),
    answer, work (to have your own lines checked), skip, quit. Every answer is kept at once, on this
    machine only; `tutor report` shows how far you have come.

    A FILE holds problems of your own. In Markdown each begins with a heading (##) or a number:

    \b
        1. Solve $2x + 3 = 11$.
           Answer: x = 4
           Skill: linear
           Level: 1
           Form: a whole number
           Hint: Take 3 from both sides first.

    All lines below the problem may be left out, Hint may be repeated. In JSON it is a list of objects
    with `problem` and, if you like, `answer`, `skill`, `level`, `form` and `hints`. Answers are
    checked when the file is read; a wrong one is said with its line.
    """
    from tutor.cli.practice.running import Asked, list_kinds, practise
    from tutor.lesson.practice.choosing import Wish

    if given["forget"] or given["yes"]:
        return _forget(words, given)
    files = [word for word in words if word.lower().endswith(_SET_ENDINGS)]
    if len(files) > 1:
        raise click.UsageError("Give one file of problems at a time.")
    if files and (len(words) > 1 or given["due_only"] or given["list_only"] or given["level"]):
        raise click.UsageError("A file of problems goes with --count, --seed, --self-test and --json alone.")
    if given["due_only"] and given["self_test"]:
        raise click.UsageError("--due and --self-test don't go together.")
    count = given["count"]
    if given["self_test"] and not files:
        count = count or _SELF_TEST_PROBLEMS
    skills = tuple(word for word in words if word not in files)
    if strange := [word for word in skills if "." in word or "/" in word or "\\" in word]:
        raise click.UsageError(f"{strange[0]}: a file of problems ends in {' or '.join(_SET_ENDINGS)}.")
    wish = Wish(skills, given["level"], count, given["due_only"], given["self_test"])
    asked = Asked(wish, given["seed"], files[0] if files else None, given["as_json"])
    try:
        if given["list_only"]:
            list_kinds(asked)
            return 0
        return practise(asked)
    except KeyboardInterrupt:  # before the first problem: nothing to sum up
        return INTERRUPTED


def _forget(words: tuple[str, ...], given: dict[str, Any]) -> int:
    from tutor.cli.practice.forgetting import forget_practice

    others = [name for name, value in given.items() if value is not None and value is not False]
    if words or not set(others) <= {"forget", "yes"} or not given["forget"]:
        raise click.UsageError("--forget goes alone or with --yes; it forgets everything that was practised.")
    forget_practice(ask=not given["yes"])
    return 0
