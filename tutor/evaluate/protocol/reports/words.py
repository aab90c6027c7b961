"""A summary in lines for a terminal."""

from collections.abc import Iterator, Mapping

from tutor.evaluate.protocol.reports.differing import differences, said
from tutor.evaluate.protocol.running.telling import duration

Data = Mapping[str, object]


def describe(summary: Data) -> Iterator[str]:
    """The report, line by line."""
    yield title(summary)
    yield ""
    yield f"pass@1     {shown(data(summary, 'pass_at_1'))}  {_runs(summary)}".rstrip()
    if asked := _with_asked(summary):
        yield f"           {shown(asked)}  where answers asked for at the cut count too"
    for k, found in data(summary, "pass_at_k").items():
        yield f"{'pass@' + k:10} {shown(as_data(found))}"
    for k, found in data(summary, "consensus_at_k").items():
        yield f"{'cons@' + k:10} {shown(as_data(found))}"
    yield ""
    yield tells(summary)
    yield from remarks(summary)
    for row in differences(rows(data(summary, "graders"), "disagreements")):
        yield f"  {row.where} '{row.answer}': tutor {said(row.tutor)}; Math-Verify {said(row.math_verify)}"
    for name, tag in (("by_level", "level"), ("by_subject", "subject")):
        yield from _table(rows(summary, name), tag)
    yield from _anchors(summary)


def measures(summary: Data) -> Iterator[tuple[str, str]]:
    """The estimates by name, for a table."""
    yield "pass@1", shown(data(summary, "pass_at_1"))
    if asked := _with_asked(summary):
        yield "pass@1, answers asked for at the cut counted", shown(asked)
    for name, measure in (("pass_at_k", "pass@"), ("consensus_at_k", "consensus@")):
        for k, found in data(summary, name).items():
            yield measure + k, shown(as_data(found))


def _with_asked(summary: Data) -> Data | None:
    """Pass@1 with the answers that were asked for, where that is another."""
    asked = data(summary, "pass_at_1_with_answers_asked_for")
    own = {name: value for name, value in data(summary, "pass_at_1").items() if name != "by_run"}
    return None if asked == own else asked


def remarks(summary: Data) -> Iterator[str]:
    """What is said in sentences beside the estimates: endings, costs, graders, the second opinion."""
    yield from _endings(summary)
    yield from _graders(summary)
    yield from _second_opinion(summary)


def title(summary: Data) -> str:
    """Which problems with which model, and how many of them."""
    weights = " ".join(str(summary[name]) for name in ("model", "quantization") if summary[name])
    count = f"{many(summary['problems'], 'problem')}, {many(summary['samples'], 'sample')}"
    return f"{summary['dataset']} with {weights}: {count}{_unfinished(summary)}"


def _unfinished(summary: Data) -> str:
    if summary["complete"]:
        return ""
    untouched = int(str(data(summary, "terms")["question_count"])) - int(str(summary["problems"]))
    without = f", {many(untouched, 'problem')} without any" if untouched else ""
    return (
        f" of {summary['planned_samples']}{without}: not finished; the same command goes on,"
        " and `tutor eval merge` adds parts done elsewhere"
    )


def many(count: object, name: str) -> str:
    """A number of things."""
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def shown(found: Data) -> str:
    """An estimate for people, in percent."""
    low, high = numbers(found["interval"])
    value, error = (100 * float(str(found[name])) for name in ("value", "standard_error"))
    return f"{value:5.1f} ± {error:.1f} %  (95%: {100 * low:.1f} to {100 * high:.1f})"


def _runs(summary: Data) -> str:
    shares = numbers(data(summary, "pass_at_1")["by_run"])
    return "runs " + ", ".join(f"{100 * share:.1f}" for share in shares) if len(shares) > 1 else ""


def tells(summary: Data) -> str:
    """How little so many problems can tell."""
    if summary["problems"] == 1:
        return "1 problem: this tells nothing of other problems."
    points = summary["smallest_difference_points"]
    return f"{summary['problems']} problems: this can tell differences of {points} points or more."


def _endings(summary: Data) -> Iterator[str]:
    endings, tokens = data(summary, "endings"), data(summary, "tokens")
    seconds = data(summary, "seconds")
    kind = "thinking" if as_data(tokens["thinking"])["most"] else "written"  # not every model thinks
    spread = data(tokens, kind)
    # with --no-loop-stop texts go in circles that no one ends
    circling = endings["repeating"] != endings["caught_in_loops"]
    yield (
        f"cut by the budget {percent(endings['cut_by_budget'])}, caught in loops"
        f" {percent(endings['caught_in_loops'])}, without an answer of their own"
        f" {percent(endings['without_own_answer'])}"
        + (f", going in circles {percent(endings['repeating'])}" if circling else "")
    )
    yield (
        f"tokens {'of thinking' if kind == 'thinking' else 'of a text'}: mean {_count(spread['mean'])},"
        f" median {_count(spread['median'])}, 90% within {_count(spread['p90'])},"
        f" most {_count(spread['most'])}"
    )
    total = float(str(seconds["total"]))
    yield f"time: {duration(total)}, {seconds['tokens_per_second']} tokens/s"


def _graders(summary: Data) -> Iterator[str]:
    graders = data(summary, "graders")
    for name, grader in (("tutor", "tutor"), ("math_verify", "Math-Verify")):
        if name in graders:
            found = data(graders, name)
            yield (
                f"graded by {grader:11} {shown(data(found, 'pass_at_1'))}: {found['equal']} equal,"
                f" {found['different']} different, {found['undecided']} undecided"
            )


def _second_opinion(summary: Data) -> Iterator[str]:
    second = data(summary, "second_opinion")
    if second["undecided"]:
        yield (
            f"undecided by both: {second['undecided']}, of these {second['by_consensus']} by consensus,"
            f" {second['by_judge']} by the judge; with them {shown(data(second, 'pass_at_1'))}"
        )


def _table(found: list[Data], tag: str) -> Iterator[str]:
    if not found:
        return
    yield ""
    width = max(len(tag), *(len(str(row["name"])) for row in found))
    yield f"{tag:{width}} problems  pass@1"
    for row in found:
        yield f"{row['name']!s:{width}} {row['problems']:8}  {shown(data(row, 'pass_at_1'))}"


def _anchors(summary: Data) -> Iterator[str]:
    found = rows(summary, "anchors")
    if found:
        yield ""
        yield f"{published(summary)}:"
    for anchor in found:
        yield f"  {anchor['percent']:5} %  {anchor['model']}, {anchor['protocol']} ({anchor['source']})"


def published(summary: Data) -> str:
    """The heading of what is published: of how many problems, where the result is of fewer."""
    whole = summary.get("published_problems")
    return "published" if whole in (None, 0, summary["problems"]) else f"published, of all {whole} problems"


def percent(value: object) -> str:
    """A share in percent."""
    return f"{100 * float(str(value)):.1f}%"


def _count(value: object) -> str:
    return f"{float(str(value)):,.0f}"


def data(of: Data, name: str) -> Data:
    """The object under a name."""
    return as_data(of[name])


def as_data(value: object) -> Data:
    """A value that is known to be an object."""
    assert isinstance(value, Mapping)
    return value


def rows(of: Data, name: str) -> list[Data]:
    """The list of objects under a name; none where there is none."""
    found = of.get(name, [])
    assert isinstance(found, list)
    return found


def numbers(value: object) -> list[float]:
    """A list of numbers."""
    assert isinstance(value, list)
    return [float(number) for number in value]
