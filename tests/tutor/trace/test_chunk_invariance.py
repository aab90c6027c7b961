"""Whatever the chunks, the reader sees the same trace."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.trace import Reader, ThinkingMarks
from tutor.vocabulary.events import AnswerDelta, StepFinished, ThinkingClosed, ThinkingDelta
from tutor.vocabulary.step import Section

NASTY = [
    *("<think>", "</think>", "<thi", "</", "<", "think>", "<answer>", "</answer>"),
    *("\n", "\n\n", " ", "\n\n\n", "\t", "\r\n", "   "),
    *("\\", "\\[", "\\]", "\\(", "\\)", "[", "]", "(", ")", "\\\\", "\\\\[2pt]", "$", "$$", "\\$", "{", "}"),
    *("\\begin{align*}", "\\end{align*}", "\\begin{cases}", "\\end{cases}", "&=", "&", " \\\\ "),
    *("\\boxed{", "\\boxed{5}", "\\boxed 5", "\\fbox{x = 1}", "\\boxed{}", "\\frac{1}{2}"),
    *("```", "```python\n", "\n```\n", "~~~", "`", "**", "__", "*", "# ", "### Step 2\n", "---\n"),
    *("1. ", "2) ", "- ", "   - ", "\n1. Add both sides\n", "**Step 3: halve.**", "Step 4: "),
    *("Wait, ", "But wait, ", "Hmm. ", "Alternatively, ", "Let me double-check. ", "Wait time is short. "),
    *("So the answer is ", "The final answer is: ", "**Final Answer**\n\n", "#### 42\n", "Therefore, "),
    *("2x + 3 = 11", "= 9 + 40 = 49", "x = 4 or x = -1", "10 + 27", "x", "5", ".", ",", ":", "?"),
    *("$5 and $3", "costs $5.", "We have:", "First, halve both sides.", "so that", "Maximum sin", "I'm "),
    *("This sentence is long enough to be a paragraph of its own. ", "é", "𝑥", "\u2028", "\0"),
]
DOCUMENTS = st.lists(st.sampled_from(NASTY), max_size=40).map("".join)


def read(chunks, starts_in_thinking):
    reader = Reader(starts_in_thinking=starts_in_thinking)
    changes = [change for chunk in chunks for change in reader.feed(chunk)]
    changes += reader.finish()
    return reader, changes


def seen(reader, changes):
    def texts(kind):
        return "".join(change.text for change in changes if isinstance(change, kind))

    return {
        "thinking deltas": texts(ThinkingDelta),
        "answer deltas": texts(AnswerDelta),
        "thinking": reader.thinking,
        "answer text": reader.answer_text,
        "steps": reader.steps,
        "finished": [change.step for change in changes if isinstance(change, StepFinished)],
        "closed": [change for change in changes if isinstance(change, ThinkingClosed)],
        "section": reader.section,
        "answer": reader.answer(),
        "candidates": reader.candidates,
    }


@settings(max_examples=250)
@given(DOCUMENTS, st.data(), st.booleans())
def test_any_chunking_gives_the_same_trace(document, data, starts_in_thinking):
    cuts = data.draw(st.lists(st.integers(0, len(document)), max_size=12).map(sorted))
    chunks = [document[a:b] for a, b in zip([0, *cuts], [*cuts, len(document)], strict=True)]
    whole = seen(*read([document], starts_in_thinking))
    assert seen(*read(chunks, starts_in_thinking)) == whole
    assert seen(*read(list(document), starts_in_thinking)) == whole


CASES = [
    case["text"]
    for name in ("steps.json", "answers.json", "statements.json")
    for case in json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
]
SENTENCE = "We write one more sentence here. "


@pytest.mark.parametrize("document", CASES, ids=lambda text: text[-30:] or "nothing")
def test_every_case_of_the_tables_reads_alike_character_by_character(document):
    assert seen(*read(list(document), False)) == seen(*read([document], False))


@pytest.mark.parametrize(
    "word", ["Wait, no. ", "Wait time is short. ", "Hmm", "But wait, no. ", "Let me verify it. "]
)
@pytest.mark.parametrize("length", [40, *range(1930, 2020, 10)])
def test_turns_near_the_longest_line_read_alike_in_any_chunks(word, length):
    document = (SENTENCE * 70)[:length] + ". " + word + SENTENCE * 5 + "\n\nThe end."
    whole = seen(*read([document], False))
    for size in (1, 7, 700):
        chunks = [document[start : start + size] for start in range(0, len(document), size)]
        assert seen(*read(chunks, False)) == whole


@settings(max_examples=60)
@given(st.lists(st.sampled_from(NASTY), min_size=5, max_size=30), st.integers(20, 120), st.integers(1, 700))
def test_long_lines_and_long_steps_are_cut_alike_in_any_chunks(fragments, repetitions, size):
    document = "".join(fragments) * repetitions
    chunks = [document[start : start + size] for start in range(0, len(document), size)]
    assert seen(*read(chunks, False)) == seen(*read([document], False))


@settings(max_examples=150)
@given(DOCUMENTS, st.booleans())
def test_nothing_but_tags_and_leading_blanks_is_lost_and_tags_never_show(document, starts_in_thinking):
    reader, changes = read([document], starts_in_thinking)
    shown = "".join(change.text for change in changes if isinstance(change, (ThinkingDelta, AnswerDelta)))
    bare = document.replace("<think>", "").replace("</think>", "")
    assert "".join(shown.split()) == "".join(bare.split()) or "<think>" in bare or "</think>" in bare
    assert len([change for change in changes if isinstance(change, ThinkingClosed)]) <= 1
    assert [step.number for step in reader.steps] == list(range(1, len(reader.steps) + 1))


@settings(max_examples=150)
@given(DOCUMENTS)
def test_steps_hold_the_text_and_statements_lie_within_their_step(document):
    reader, _ = read([document], False)
    for section, text in ((Section.THINKING, reader.thinking), (Section.ANSWER, reader.answer_text)):
        steps = "".join(step.text for step in reader.steps if step.section is section)
        assert len("".join(steps.split())) <= len("".join(text.split()))
    for step in reader.steps:
        assert step.text == step.text.strip()
        assert all(0 <= found.start < found.end <= len(step.text) for found in step.statements)
        starts = [found.start for found in step.statements]
        assert starts == sorted(starts)
        assert all(found.text.strip() for found in step.statements)


@pytest.mark.parametrize("marks", [ThinkingMarks("◁think▷", "◁/think▷"), None])
def test_other_marks_and_no_marks_at_all(marks):
    text = "◁think▷So 2 + 2 = 4.◁/think▷\n\nThe answer is 4."
    whole, _ = Reader(marks), None
    whole.feed(text)
    whole.finish()
    parts = Reader(marks)
    for character in text:
        parts.feed(character)
    parts.finish()
    assert parts.steps == whole.steps
    assert (parts.thinking, parts.answer_text) == (whole.thinking, whole.answer_text)
    assert (whole.thinking == "So 2 + 2 = 4.") == (marks is not None)


def test_a_stray_closing_tag_makes_what_came_before_thinking():
    reader, changes = read(["2 + 2 = 4, ", "surely.</think>", "It is 4."], False)
    assert (reader.thinking, reader.answer_text) == ("2 + 2 = 4, surely.", "It is 4.")
    assert [step.section for step in reader.steps] == [Section.THINKING, Section.ANSWER]
    finished = [change.step for change in changes if isinstance(change, StepFinished)]
    assert replace(finished[0], section=Section.THINKING) == reader.steps[0]
