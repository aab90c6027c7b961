"""What is said of a result: in numbers, in lines, as Markdown, as a page."""

import html
import itertools
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

import pytest
from support.memory_folder import memory_folder

from tutor.check.checker import Checker
from tutor.evaluate.protocol.rehearsal import Rehearsal, same_words, summarize_rehearsal
from tutor.evaluate.protocol.reports.comparing import compare_results, describe_comparison, identity_of
from tutor.evaluate.protocol.reports.differing import differences, said
from tutor.evaluate.protocol.reports.markdown import to_markdown
from tutor.evaluate.protocol.reports.page import names_of, to_page
from tutor.evaluate.protocol.reports.summary import Summary, natural, summarize
from tutor.evaluate.protocol.reports.svg import Point, Series, plot
from tutor.evaluate.protocol.reports.words import data, describe, rows
from tutor.evaluate.protocol.results.preferences import export_preferences
from tutor.evaluate.protocol.results.result import load_result
from tutor.evaluate.protocol.results.terms import Protocol
from tutor.vocabulary.errors import TutorError
from tutor.vocabulary.problem import Problem

HOSTILE = "<script>alert(1)</script>|\x1b[31m"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with memory_folder() as folder, Checker() as checker:
        for _ in Rehearsal(folder, 12, Protocol(runs=3, samples=2)).samples(checker):
            pass
        yield folder


@pytest.fixture
def summary(folder: Path) -> Summary:
    return summarize_rehearsal(folder)


def test_the_summary_counts_what_is_there(summary: Summary) -> None:
    assert (summary["problems"], summary["runs"], summary["samples"], summary["complete"]) == (
        12,
        3,
        72,
        True,
    )
    found = data(summary, "pass_at_1")
    low, high = cast("list[float]", found["interval"])
    assert low < cast("float", found["value"]) < high
    assert len(cast("list[float]", found["by_run"])) == 3
    assert list(data(summary, "pass_at_k")) == list(data(summary, "consensus_at_k")) == ["2", "4", "6"]
    assert json.dumps(summary)


def test_graders_stand_side_by_side_and_differ_one_by_one(summary: Summary) -> None:
    graders = data(summary, "graders")
    listed = rows(graders, "disagreements")
    assert len(listed) == data(graders, "tutor")["undecided"] != 0
    assert all(row["tutor"] and row["math_verify"] for row in listed)


def test_lines_say_how_little_it_can_tell(summary: Summary) -> None:
    text = "\n".join(describe(summary))
    assert re.search(r"12 problems: this can tell differences of \d+ points or more", text)
    assert "cut by the budget" in text
    assert "level problems" in text


def test_one_problem_tells_nothing_and_an_unfinished_result_what_is_missing(summary: Summary) -> None:
    """A part of an evaluation is not told that its own command would finish it."""
    part = {**summary, "problems": 1, "samples": 1, "complete": False}
    lines = list(describe(part))
    assert "1 problem, 1 sample of 72, 11 problems without any: not finished" in lines[0]
    assert "`tutor eval merge`" in lines[0]
    assert "1 problem: this tells nothing of other problems." in lines


def test_circles_that_nothing_ended_are_told(summary: Summary) -> None:
    text = "\n".join(describe({**summary, "endings": {**data(summary, "endings"), "repeating": 0.25}}))
    assert "going in circles 25.0%" in text


def disagreement(question: str, number: int, tutor: str, math_verify: str = "different") -> dict[str, object]:
    return {
        "question": question,
        "run": 1,
        "sample": number,
        "answer": "x",
        "tutor": {"verdict": tutor, "detail": ""},
        "math_verify": {"verdict": math_verify, "detail": "x against y"},
    }


def test_samples_with_the_same_answer_and_reasons_are_one_row_and_equality_comes_first() -> None:
    found = differences(
        [
            disagreement("a", 1, "undecided"),
            *(disagreement("b", number, "equal") for number in range(1, 11)),
            disagreement("a", 2, "undecided"),
            disagreement("a", 3, "undecided", "equal"),
        ]
    )
    assert [row.where for row in found] == [
        "b (1/1, 1/2, 1/3, 1/4, 1/5, 1/6, 1/7, 1/8 and 2 more)",
        "a (1/3)",
        "a (1/1, 1/2)",
    ]
    assert (said(found[0].tutor), said(found[0].math_verify)) == ("equal", "different: x against y")


def test_the_tokens_of_a_model_that_does_not_think_are_those_of_its_texts(summary: Summary) -> None:
    assert "tokens of thinking: mean" in "\n".join(describe(summary))
    tokens = data(summary, "tokens")
    none = {**data(tokens, "thinking"), "most": 0}
    text = "\n".join(describe({**summary, "tokens": {**tokens, "thinking": none}}))
    assert f"tokens of a text: mean {data(tokens, 'written')['mean']:,.0f}" in text


def test_an_answer_stands_as_it_was_written(summary: Summary) -> None:
    """LaTeX keeps its single backslashes."""
    row = {**rows(data(summary, "graders"), "disagreements")[0], "answer": "\\frac{1}{2}"}
    graders = {**data(summary, "graders"), "disagreements": [row]}
    assert "'\\frac{1}{2}': tutor" in "\n".join(describe({**summary, "graders": graders}))


def test_figures_of_a_whole_set_say_so_beside_a_part_of_it(summary: Summary) -> None:
    one = {"percent": 91.2, "model": "m", "protocol": "p", "source": "s"}
    for whole, heading in ((500, "published, of all 500 problems:"), (12, "published:")):
        assert heading in list(describe({**summary, "anchors": [one], "published_problems": whole}))


def test_levels_stand_in_the_order_of_their_numbers() -> None:
    names = ["10", "9", "Level 10", "Level 2", "2", "hard"]
    assert sorted(names, key=natural) == ["2", "9", "10", "Level 2", "Level 10", "hard"]


def test_names_below_an_axis_do_not_cover_each_other() -> None:
    """Seven subjects of MATH: neighbours stand on different lines."""
    names = ["Counting & Probability", "Intermediate Algebra", *("Prealgebra" for _ in range(5))]
    points = [Point(float(index), 0.5) for index in range(7)]
    ticks = [(float(index), name) for index, name in enumerate(names)]
    text = plot("t", "subject", [Series("", points, joined=False)], ticks=ticks)
    places = re.findall(r'class="x" x="([\d.]+)" y="([\d.]+)">([^<]*)<', text)
    assert [name for _, _, name in places[:2]] == ["Counting &amp; Probability", "Intermediate Algebra"]
    for line in {y for _, y, _ in places}:
        ends = [(float(x), 3.3 * len(html.unescape(name))) for x, y, name in places if y == line]
        assert all(x + half < after - wide for (x, half), (after, wide) in itertools.pairwise(ends))


def test_a_result_that_is_only_read_can_be_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, _: str) -> None:
        raise TutorError(f"{path} can't be written: Read-only file system.")

    (folder / "classes.json").unlink(missing_ok=True)
    monkeypatch.setattr("tutor.evaluate.protocol.grading.classes.write_whole", refuse)
    assert summarize(load_result(folder), same_words)["samples"] == 72


def test_published_figures_stand_beside(summary: Summary) -> None:
    text = "\n".join(
        describe(
            {
                **summary,
                "anchors": [
                    {"percent": 91.2, "model": "m", "protocol": "mean of 8 samples", "source": "a card"}
                ],
            }
        )
    )
    assert "91.2 %  m, mean of 8 samples (a card)" in text


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]


def test_the_page_is_whole_offline_and_harmless(summary: Summary) -> None:
    tags = Tags()
    page = to_page([{**summary, "model": HOSTILE}, {**summary, "model": "other"}])
    tags.feed(page)
    assert tags.tags.count("svg") == 1 + 2 * 3
    assert "script" not in tags.tags
    assert tags.links == []
    assert "\x1b" not in page


def test_results_of_one_name_are_told_apart_by_their_settings(summary: Summary) -> None:
    warm = {**summary, "terms": {**data(summary, "terms"), "temperature": 0.9}}
    assert names_of([summary, warm]) == [
        "rehearsal scripted, temperature 0.6",
        "rehearsal scripted, temperature 0.9",
    ]
    assert names_of([summary, summary]) == ["rehearsal scripted"] * 2
    assert names_of([warm]) == ["rehearsal scripted"]


def test_sizes_are_plotted_where_they_are_known(summary: Summary) -> None:
    sized = [
        {**summary, "terms": {**data(summary, "terms"), "model_bytes": size}} for size in (10**9, 3 * 10**9)
    ]
    assert "against the size of the file" in to_page(sized)


def test_markdown_keeps_its_tables(summary: Summary) -> None:
    text = to_markdown([{**summary, "model": HOSTILE}])
    assert "<script>" not in text.replace("\\<", "&lt;")
    assert text.count("| --- |") >= 3


def test_preferences_are_right_against_wrong_of_one_problem(folder: Path, tmp_path: Path) -> None:
    count = export_preferences([folder], tmp_path / "pairs.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "pairs.jsonl").read_text().splitlines()]
    assert len(lines) == count > 0
    for line in lines:
        assert set(line) == {"prompt", "chosen", "rejected"}
        first, second = (int(number) for number in re.findall(r"\d+", line["prompt"][0]["content"]))
        assert f"boxed{{{first + second}}}" in line["chosen"][0]["content"]
        assert f"boxed{{{first + second}}}" not in line["rejected"][0]["content"]
        assert line["chosen"][0]["role"] == "assistant"


def test_a_result_does_not_differ_from_itself(folder: Path) -> None:
    found = compare_results(folder, folder)
    assert (found["difference"], found["p_value"], found["only_in_one"]) == (0, 1, 0)
    assert "may well be chance" in "\n".join(describe_comparison(found))


def test_choices_in_another_order_are_the_same_problem() -> None:
    """The seed shuffles them: results of two seeds can be compared."""
    one, other = Problem("?", ("1", "2", "3"), "A"), Problem("?", ("3", "1", "2"), "B")
    assert identity_of(one) == identity_of(other) != identity_of(Problem("?", ("1", "2", "3"), "B"))


def test_problems_of_one_result_alone_are_told(folder: Path) -> None:
    found = {**compare_results(folder, folder), "only_in_one": 3}
    assert "left out: 3 problems that only one of them has" in list(describe_comparison(found))
