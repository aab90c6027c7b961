import io

import pytest
from sample_runs import BREAKS, HOLDS, STARTED, UNSURE, make_solution, make_step, quadratic_run, written

from tutor.render.plain import MAX_WAITING, PlainView
from tutor.vocabulary.events import Ending, Event, Finished, Started, StepChecked, StepFinished, ThinkingDelta
from tutor.vocabulary.problem import Problem


def printed(events: list[Event], verbose: bool = False, close: bool = True) -> str:
    stream = io.StringIO()
    view = PlainView(stream, verbose)
    for event in events:
        view.show(event)
    if close:
        view.close()
    return stream.getvalue()


def test_a_whole_run_as_plain_text() -> None:
    assert printed(list(quadratic_run())) == (
        "Solve 2x² − 3x − 5 = 0\n"
        "\n"
        "1  Read off a = 2, b = −3, c = −5\n"
        "2  Discriminant: (−3)² − 4·2·(−5) = 9 + 40 = 49  ✓\n"
        "3  x = (3 ± √49)/4  ✓\n"
        "4  x = (3 + 7)/4 = 5/2, x = (3 − 7)/4 = −1  ✓\n"
        "\n"
        "x = 5/2  or  x = −1\n"
        "proved · both roots substituted back, degree 2 allows no others\n"
        "428 tokens · 26 s · qwen2.5-coder-1.5b Q4_K_M · seed 1\n"
    )


def test_a_step_is_printed_once_its_verdict_is_there() -> None:
    events: list[Event] = [STARTED, *written("x = 1"), StepFinished(make_step(1, "x = 1"))]
    assert "x = 1" not in printed(events, close=False)
    events.append(StepChecked(1, BREAKS, (HOLDS, BREAKS)))
    assert printed(events, close=False).endswith("1  x = 1  ✗\n   ✗ 9 + 40 = 50: 49 ≠ 50\n")


def test_later_steps_press_on_and_a_late_break_gets_a_line_of_its_own() -> None:
    steps = [make_step(number, f"x = {number}") for number in range(1, MAX_WAITING + 2)]
    events: list[Event] = [STARTED, *map(StepFinished, steps)]
    assert printed(events, close=False).endswith("\n1  x = 1\n")
    late = [StepChecked(1, BREAKS, (BREAKS,)), StepChecked(2, HOLDS, (HOLDS,))]
    assert printed([*events, *late], close=False).endswith(
        "1  x = 1\nstep 1 ✗ 9 + 40 = 50: 49 ≠ 50\n2  x = 2  ✓\n"
    )


def test_displays_and_code_keep_their_lines() -> None:
    step = make_step(1, "So\n\\[\nx = 1\n\\]\nand\n```\na  b\n```", statements=0)
    assert printed([STARTED, StepFinished(step)]).endswith(
        "1  So\n       x = 1\n   and\n   ```\n   a  b\n   ```\n"
    )


def test_verbose_adds_the_engine_and_all_verdicts() -> None:
    text = printed(
        [STARTED, StepFinished(make_step(1, "y = z")), StepChecked(1, UNSURE, (UNSURE,))], verbose=True
    )
    assert "qwen2.5-coder-1.5b Q4_K_M · context 4096" in text
    assert "1  y = z  ?\n   ? y = z, no method\n" in text


def test_unfinished_text_is_printed_when_the_run_is_stopped() -> None:
    events: list[Event] = [STARTED, ThinkingDelta("half a \\(x^2\\)")]
    assert printed(events).endswith("   half a x²\n")
    stopped = printed([*events, Finished(make_solution(ending=Ending.CANCELLED))])
    assert stopped.count("half a x²") == 1
    assert "stopped by you; what was written is above\n" in stopped


class AsciiStream(io.StringIO):
    encoding = "ascii"  # type: ignore[assignment]


def test_ascii_streams_get_ascii() -> None:
    stream = AsciiStream()
    view = PlainView(stream)
    for event in quadratic_run():
        view.show(event)
    assert stream.getvalue().isascii()
    assert "3  x = (3 +- sqrt(49))/4  [ok]\n" in stream.getvalue()


@pytest.mark.parametrize("attack", ["\x1b]0;owned\x07", "\x9b31mx", "\u202ex", "\rx\x08", "\ud800"])
def test_no_escape_reaches_the_pipe(attack: str) -> None:
    text = printed(
        [Started(Problem(attack), attack, 1), ThinkingDelta(attack), Finished(make_solution(answer=attack))]
    )
    assert not any(character < " " and character != "\n" for character in text)
    assert not any("\x7f" <= character <= "\x9f" or character == "\u202e" for character in text)
    text.encode("utf-8")


def test_a_broken_pipe_is_left_to_the_caller() -> None:
    class Broken(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        PlainView(Broken()).show(STARTED)
