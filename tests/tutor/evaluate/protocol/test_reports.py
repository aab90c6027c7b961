"""What is said of a result: in numbers, in lines, as Markdown, as a page."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

import pytest
from support.memory_folder import memory_folder

from tutor.check.checker import Checker
from tutor.evaluate.protocol.comparing import compare_results, describe_comparison
from tutor.evaluate.protocol.markdown import to_markdown
from tutor.evaluate.protocol.page import to_page
from tutor.evaluate.protocol.preferences import export_preferences
from tutor.evaluate.protocol.rehearsal import Rehearsal, summarize_rehearsal
from tutor.evaluate.protocol.summary import Summary
from tutor.evaluate.protocol.terms import Protocol
from tutor.evaluate.protocol.words import data, describe, rows

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
    count = export_preferences(folder, tmp_path / "pairs.jsonl")
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
