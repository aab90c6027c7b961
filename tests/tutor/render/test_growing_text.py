from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tutor.render.tail import Tail
from tutor.render.unfinished import UnfinishedText


def test_a_finished_step_leaves_what_came_after_it() -> None:
    text = UnfinishedText()
    for delta in ("First, ", "x = 1.\n", "\nThen ", "y"):
        text.add(delta)
    text.cut("First, x = 1.")
    assert text.text == "Then y"
    text.add(" = 2")
    text.cut("Then y = 2")
    assert text.text == ""


def test_a_step_the_reader_tidied_is_found_by_its_end() -> None:
    text = UnfinishedText()
    text.add("intro  with   odd spacing, so the result is x = 12345\n\nNext")
    text.cut("intro with odd spacing, so the result is x = 12345")
    assert text.text == "Next"


def test_a_step_that_is_not_there_clears_the_text() -> None:
    text = UnfinishedText()
    text.add("abc")
    text.cut("something else")
    assert text.text == ""


WORDS = st.text(st.sampled_from("ab √日本 \n"), max_size=80)


@given(st.lists(WORDS, max_size=8), st.integers(6, 30))
def test_chunks_make_no_difference_to_the_tail(chunks: list[str], width: int) -> None:
    grown, whole = Tail(width), Tail(width)
    for chunk in chunks:
        grown.extend(chunk)
    whole.extend("".join(chunks))
    assert grown.lines(50) == whole.lines(50)
    assert all(cell_len(line) <= width for line in grown.lines(50))


def test_the_tail_keeps_whole_words_and_its_end() -> None:
    tail = Tail(10)
    tail.extend("one two three four ")
    tail.extend("five\n\nsix")
    assert tail.lines(2) == ["five", "six"]
    assert tail.lines(9) == ["one two", "three four", "five", "six"]


def test_escapes_in_the_tail_do_not_survive() -> None:
    tail = Tail(20)
    tail.extend("a\x1b[2J\u202eb\x9b")
    assert tail.lines(1) == ["ab"]
