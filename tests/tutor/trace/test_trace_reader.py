"""Sections, liveness, cost and candidates of the incremental reader."""

import pytest
from support.timing import processor_seconds

from tutor.trace import Reader
from tutor.trace.statements import read_statements
from tutor.vocabulary.events import AnswerDelta, Ending, StepFinished, ThinkingClosed, ThinkingDelta
from tutor.vocabulary.step import AnswerSource, Section

TRACE = "<think>\nTwo and two.\n\nSo it is 4.\n</think>\n\nThe answer is 4."


def read(text, **options):
    reader = Reader(**options)
    return reader, reader.feed(text) + reader.finish()


def test_a_trace_with_tags_is_thinking_then_answer():
    reader, changes = read(TRACE)
    assert reader.thinking == "Two and two.\n\nSo it is 4.\n"
    assert reader.answer_text == "The answer is 4."
    assert reader.section is Section.ANSWER
    assert changes.count(ThinkingClosed(Ending.COMPLETE)) == 1
    kinds = [step.section for step in reader.steps]
    assert kinds == [Section.THINKING, Section.THINKING, Section.ANSWER]


@pytest.mark.parametrize(
    ("text", "options", "thinking", "answer"),
    [
        ("So it is 4.", {}, "", "So it is 4."),
        ("<think>So it is 4.", {}, "So it is 4.", ""),
        ("So it is 4.", {"starts_in_thinking": True}, "So it is 4.", ""),
        ("Two.</think>Four.", {"starts_in_thinking": True}, "Two.", "Four."),
        ("<think>Two.</think>Four.", {"starts_in_thinking": True}, "Two.", "Four."),
        ("Two.</think>Four.", {}, "Two.", "Four."),
        ("<think>One.<think> Two.</think>Four.", {}, "One. Two.", "Four."),
        ("<think>One.</think>A.<think>Two.</think>B.", {}, "One.\n\nTwo.", "A.\n\nB."),
        ("<think>One.</think>A.</think>B.", {}, "One.", "A.B."),
        ("<think>\n\n</think>\n\nFour.", {}, "", "Four."),
        ("Sure. <think>Two.</think>Four.", {}, "Two.", "Sure. \n\nFour."),
        ("1 < 2 and <b>", {}, "", "1 < 2 and <b>"),
        ("ends with <thin", {}, "", "ends with <thin"),
        ("<think>Two.</think>Four.", {"marks": None}, "", "<think>Two.</think>Four."),
    ],
)
def test_missing_unclosed_and_repeated_tags(text, options, thinking, answer):
    reader, changes = read(text, **options)
    assert (reader.thinking, reader.answer_text) == (thinking, answer)
    assert sum(isinstance(change, ThinkingClosed) for change in changes) <= 1


def test_closing_from_outside_ends_the_step_and_says_why():
    reader = Reader()
    reader.feed("<think>We add. Then <thi")
    changes = reader.close_thinking(Ending.BUDGET)
    assert changes[0] == ThinkingDelta("<thi")
    assert isinstance(changes[1], StepFinished)
    assert changes[2] == ThinkingClosed(Ending.BUDGET)
    assert reader.feed("It is 4.") == [AnswerDelta("It is 4.")]
    assert reader.close_thinking(Ending.BUDGET) == []


def test_only_what_may_begin_a_tag_is_held_back():
    reader = Reader()
    assert reader.feed("<think>so") == [ThinkingDelta("so")]
    assert reader.feed(" a <") == [ThinkingDelta(" a ")]
    assert reader.feed(" b") == [ThinkingDelta("< b")]
    assert reader.feed("</thin") == []
    assert reader.feed("g") == [ThinkingDelta("</thing")]


def test_a_step_is_finished_by_the_first_words_of_the_next_paragraph():
    reader = Reader()
    assert not any(isinstance(change, StepFinished) for change in reader.feed("We add three.\n\n"))
    changes = reader.feed("Then we")
    assert [change.step.text for change in changes if isinstance(change, StepFinished)] == ["We add three."]


def test_a_turn_finishes_the_sentence_before_it_while_its_own_is_being_written():
    reader = Reader()
    changes = reader.feed("So the total comes to five. Wait, that can't be right because we fo")
    assert [change.step.text for change in changes if isinstance(change, StepFinished)] == [
        "So the total comes to five."
    ]


@pytest.mark.parametrize("opening", ["\\[ x = 1", "$$", "\\begin{align}", "```python", "```"])
def test_an_opening_that_never_closes_does_not_hold_back_steps_for_ever(opening):
    reader = Reader()
    reader.feed(f"It starts.\n{opening}\n\n")
    paragraphs = 0
    while not reader.steps:
        reader.feed("Then we go on and on, with more words in it.\n\n")
        paragraphs += 1
        assert paragraphs < 200
    assert len(reader.steps) > 1


def test_the_answer_is_readable_at_any_time():
    reader = Reader()
    assert reader.answer() is None
    reader.feed("<think>So 3 + 4 = 7")
    assert reader.answer().text == "7"
    reader.feed(" and the answer is \\boxed{7")
    assert reader.answer().source is AnswerSource.LAST_RESULT
    reader.feed("}")
    assert (reader.answer().text, reader.answer().source) == ("7", AnswerSource.BOXED)
    reader.feed("</think>It is \\boxed{8}")
    assert reader.answer().text == "8"


def test_candidates_are_announcements_in_finished_steps_of_the_thinking():
    reader, _ = read(
        "<think>2 + 2 = 4\n\nSo the answer is 4.\n\nWait, it is \\boxed{5}.\n\nDone.</think>It is \\boxed{6}."
    )
    assert [(candidate.answer.text, candidate.step) for candidate in reader.candidates] == [
        ("4", 2),
        ("5", 3),
    ]
    stray, _ = read("So the answer is 4.</think>Four.")
    assert [candidate.answer.text for candidate in stray.candidates] == ["4"]


def test_offsets_hold_the_delimiters_and_rows_their_own_place():
    text = "So \\( a = 1 \\) and\n\\[\\begin{aligned} b &= 2 \\\\ c &= 3 \\end{aligned}\\]\nd = 4."
    sources = [text[found.start : found.end] for found in read_statements(text)]
    assert sources == ["\\( a = 1 \\)", "b &= 2", "c &= 3", "d = 4"]
    assert [found.display for found in read_statements(text)] == [False, True, True, False]
    assert [found.latex for found in read_statements(text)] == [True, True, True, False]


def seconds_for(text, enough):
    def read_all():
        reader = Reader()
        for place in range(0, len(text), 4):
            reader.feed(text[place : place + 4])
        reader.finish()

    return processor_seconds(read_all, enough)


@pytest.mark.parametrize(
    "unit",
    [
        "We halve both sides of the equation, so that \\(x = 5\\).\n\n\\[\n2x + 3 = 13\n\\]\n\n",
        "word after word without any line end ",
        "\\boxed{",
        "\\begin{align}\n",
        "```python\n",
    ],
)
def test_the_cost_of_a_character_does_not_grow_with_the_text(unit):
    short = unit * (20_000 // len(unit))
    long = unit * (100_000 // len(unit))
    allowed = 15 * max(seconds_for(short, 0.02), 0.02)
    assert seconds_for(long, allowed) < allowed
