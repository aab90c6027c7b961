import io
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.console import Console
from sample_runs import (
    BREAKS,
    HOLDS,
    PROVED,
    STARTED,
    UNSURE,
    make_solution,
    make_step,
    quadratic_run,
    written,
)
from support.timing import processor_seconds

from tutor.render.terminal import TerminalView
from tutor.vocabulary.events import (
    AnswerDelta,
    Answered,
    CheckedStep,
    Ending,
    Finished,
    Started,
    StepChecked,
    StepFinished,
    ThinkingDelta,
)
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Section
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method, Verdict, VerdictStatus

Terminals = Callable[..., "Terminal"]  # noqa: F821 - made by the fixture


def test_a_whole_run_is_left_on_the_screen(terminal: Terminals) -> None:
    screen = terminal(width=72).show(quadratic_run()).close().screen
    assert screen.lines[:-1] == [
        "Solve 2x² − 3x − 5 = 0",
        "",
        "1  Read off a = 2, b = −3, c = −5",
        "2  Discriminant: (−3)² − 4·2·(−5) = 9 + 40 = 49".ljust(66) + "✓",
        "3  x = (3 ± √49)/4".ljust(66) + "✓",
        "4  x = (3 + 7)/4 = 5/2, x = (3 − 7)/4 = −1".ljust(66) + "✓",
        "",
        "x = 5/2  or  x = −1",
        "proved · both roots substituted back, degree 2 allows no others",
        "428 tokens · 26 s · qwen2.5-coder-1.5b Q4_K_M · seed 1",
    ]
    assert screen.unknown == []
    assert screen.cursor_shown


def test_colours_and_weights(terminal: Terminals) -> None:
    screen = terminal().show(quadratic_run()).close().screen
    assert screen.styles_of("Read off") == {"2"}
    assert screen.styles_of("✓") == {"2;32"} or screen.styles_of("✓") == {"32"}
    assert screen.styles_of("x = 5/2") == {"1"}
    assert screen.styles_of("proved") == {"32"}
    assert screen.styles_of("428 tokens") == {"2"}


def test_without_colour_nothing_is_lost(terminal: Terminals) -> None:
    screen = terminal(no_color=True).show(quadratic_run()).close().screen
    assert screen.text.count("✓") == 3
    assert screen.styles_of("proved") == {""}
    assert screen.styles_of("x = 5/2") == {"1"}


def test_the_unfinished_step_is_shown_raw_as_it_grows(terminal: Terminals) -> None:
    shown = terminal().show([STARTED, *written("So $x^2$ is the squ", 3)], seconds_each=0.1)
    assert shown.screen.lines[2] == "1  So $x^2$ is the squ"
    shown.show([ThinkingDelta("are."), StepFinished(make_step(1, "So $x^2$ is the square.", statements=0))])
    assert shown.screen.lines[2] == "1  So x² is the square."
    assert "$" not in shown.screen.text


def test_what_follows_a_finished_step_stays_in_the_growing_text(terminal: Terminals) -> None:
    shown = terminal().show([STARTED, *written("One.\n\nTw", 3)], seconds_each=0.1)
    shown.show([StepFinished(make_step(1, "One.", statements=0))])
    assert shown.screen.lines[2:4] == ["1  One.", "2  Tw"]


def test_redraws_are_bounded(terminal: Terminals) -> None:
    """A second of 1,000 tokens costs at most 20 redraws."""
    shown = terminal()
    shown.show([STARTED])
    before = shown.output.getvalue().count("\r")
    shown.show([ThinkingDelta("x")] * 1_000, seconds_each=0.001)
    assert 10 <= shown.output.getvalue().count("\r") - before <= 20


def test_a_badge_appears_although_later_steps_have_begun(terminal: Terminals) -> None:
    steps = [make_step(number, f"$x = {number}$") for number in (1, 2)]
    shown = terminal().show([STARTED, *[StepFinished(step) for step in steps], *written("Three")], 0.1)
    assert shown.screen.lines[2:5] == ["1  x = 1", "2  x = 2", "3  Three"]
    shown.show([StepChecked(2, HOLDS, (HOLDS,))])
    assert "✓" in shown.screen.lines[3]
    shown.show([StepChecked(1, BREAKS, (BREAKS,))])
    assert shown.screen.lines[2].endswith("✗")
    assert shown.screen.lines[3].strip() == "✗ 9 + 40 = 50: 49 ≠ 50"
    assert shown.screen.lines[4].endswith("✓")
    assert shown.screen.styles_of("✗ 9 + 40") == {"31"}


def test_undecided_is_a_dim_question_mark_and_nothing_to_check_is_nothing(terminal: Terminals) -> None:
    steps = [make_step(1, "$y = z$"), make_step(2, "$w$")]
    events = [StepChecked(1, UNSURE, (UNSURE,)), StepChecked(2, None)]
    screen = terminal().show([STARTED, *map(StepFinished, steps), *events]).close().screen
    assert screen.lines[2].endswith("?")
    assert screen.styles_of("?") == {"2"}
    assert screen.lines[3] == "2  w"
    assert "no method" not in screen.text


def test_verbose_says_what_was_looked_at(terminal: Terminals) -> None:
    step = make_step(1, "$y = z$", statements=2)
    events = [STARTED, StepFinished(step), StepChecked(1, HOLDS, (HOLDS, UNSURE))]
    screen = terminal(verbose=True).show(events).close().screen
    assert "context 4096" in screen.text
    assert "✓ 9 + 40 = 49: both sides are 49" in screen.text
    assert "? y = z, no method" in screen.text


def test_steps_whose_verdict_never_comes_go_into_the_scrollback_in_time(terminal: Terminals) -> None:
    events = [StepFinished(make_step(number, f"$x = {number}$")) for number in range(1, 31)]
    shown = terminal(height=24).show([STARTED, *events])
    assert shown.screen.text.count("x = ") == 30
    shown.show([StepChecked(1, BREAKS, (BREAKS,)), StepChecked(2, HOLDS, (HOLDS,))])
    late = [line for line in shown.screen.lines if line.startswith("step")]
    assert late == ["step 1 ✗ 9 + 40 = 50: 49 ≠ 50"]
    screen = shown.close().screen
    numbers = [int(line.split()[0]) for line in screen.lines if line[:1].isdigit()]
    assert numbers == list(range(1, 31))


def test_the_live_area_never_outgrows_a_low_terminal(terminal: Terminals) -> None:
    """Nothing painted in the live area may scroll away, or it could not be taken back."""
    long_text = "word " * 400
    shown = terminal(width=40, height=10).show([STARTED, *written(long_text, 50)], seconds_each=0.1)
    shown.show([StepFinished(make_step(1, "done", statements=0))])
    assert shown.screen.text.count("word") == 0


def test_the_answer_section_is_set_apart_and_not_dim(terminal: Terminals) -> None:
    steps = [
        make_step(1, "Thinking.", statements=0),
        make_step(2, "Written for you.", Section.ANSWER, statements=0),
    ]
    screen = terminal().show([STARTED, *map(StepFinished, steps)]).close().screen
    assert screen.lines[2:5] == ["1  Thinking.", "", "2  Written for you."]
    assert screen.styles_of("Written") == {""}


def test_long_steps_wrap_under_their_text(terminal: Terminals) -> None:
    step = make_step(12, "The first sum is \\(a + b + c\\) and 面積面積面積面積 is wide, so it wraps. " * 3)
    screen = terminal(width=40).show([STARTED, StepFinished(step), StepChecked(12, HOLDS, (HOLDS,))]).screen
    rows = screen.lines[2:-1]
    assert rows[0].startswith("12  The first")
    assert all(row.startswith("    ") and row[4] != " " for row in rows[1:])
    assert all(cell_len(row) < 40 for row in rows)
    assert rows[-1].endswith("  ✓")


@pytest.mark.parametrize("width", [40, 41, 59, 60, 80, 100, 101, 200])
def test_every_width_reads_well(terminal: Terminals, width: int) -> None:
    screen = terminal(width=width).show(quadratic_run()).close().screen
    assert all(cell_len(line) <= min(width - 1, 100) for line in screen.lines)
    words = " ".join(screen.text.split())
    assert "both roots substituted back, degree 2 allows no others" in words
    assert words.count("✓") == 3


def test_ascii_terminals_get_stand_ins(terminal: Terminals) -> None:
    shown = terminal(width=72, file=AsciiFile())
    shown.show(
        [
            STARTED,
            *written("so √49 = 7"),
            StepFinished(make_step(1, "so √49 = 7")),
            StepChecked(1, HOLDS, (HOLDS,)),
        ],
        0.1,
    )
    shown.show(
        [StepFinished(make_step(2, "$x$")), StepChecked(2, BREAKS, (BREAKS,)), Finished(make_solution())]
    )
    written_text = shown.output.getvalue()
    assert written_text.isascii()
    assert "sqrt(49) = 7" in written_text
    assert "[ok]" in written_text
    assert "[x] 9 + 40 = 50: 49 != 50" in written_text
    assert "proved - both roots" in shown.screen.text


class AsciiFile(io.StringIO):
    """A stream that can carry ASCII only and says so."""

    encoding = "ascii"  # type: ignore[assignment]

    def write(self, text: str) -> int:
        text.encode("ascii")
        return super().write(text)


def test_dumb_terminals_are_never_repainted(terminal: Terminals) -> None:
    shown = terminal(_environ={"TERM": "dumb"}, color_system=None).show(quadratic_run(), 0.1).close()
    assert "\x1b[2K" not in shown.output.getvalue()
    assert "\r" not in shown.output.getvalue()
    assert shown.screen.text.count("✓") == 3


@pytest.mark.parametrize(
    ("status", "style"),
    [
        (CertificateStatus.PROVED, "32"),
        (CertificateStatus.SUPPORTED, "36"),
        (CertificateStatus.REFUTED, "31"),
        (CertificateStatus.UNCHECKED, "2"),
    ],
)
def test_the_certificate_says_its_status_in_its_colour(
    terminal: Terminals, status: CertificateStatus, style: str
) -> None:
    certificate = Certificate(status, Method.EVALUATED, "$2 + 2 = 4$")
    screen = terminal().show([STARTED, Finished(make_solution(certificate=certificate))]).screen
    assert f"{status.value} · evaluated · 2 + 2 = 4" in screen.text
    assert screen.styles_of(status.value) == {style}


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        (Ending.BUDGET, "the thinking was cut at its budget of 400 tokens; the answer was asked for"),
        (Ending.CONTEXT_FULL, "context full: the text was cut after 428 tokens"),
        (Ending.EARLY_END, "the model stopped inside its thinking; the answer was asked for"),
        (Ending.CANCELLED, "stopped by you; what was written is above"),
    ],
)
def test_other_endings_are_said_in_words(terminal: Terminals, ending: Ending, words: str) -> None:
    assert words in terminal(width=100).show([STARTED, Finished(make_solution(ending=ending))]).screen.lines


def test_no_answer_is_said(terminal: Terminals) -> None:
    unchecked = Certificate(CertificateStatus.UNCHECKED, Method.NONE)
    screen = terminal().show([STARTED, Finished(make_solution(answer=None, certificate=unchecked))]).screen
    assert "no answer was found" in screen.lines
    assert "unchecked · nothing in the answer could be checked" in screen.lines


def test_what_was_written_stays_when_the_run_is_stopped(terminal: Terminals) -> None:
    step = make_step(1, "$x = 1$")
    events = [STARTED, StepFinished(step), AnswerDelta("half a $\\frac{1}{2}$ sent")]
    for shown in (
        terminal().show(events).close(),
        terminal().show([*events, Finished(make_solution(ending=Ending.CANCELLED))]).close(),
    ):
        assert "1  x = 1" in shown.screen.lines
        assert "half a 1/2 sent" in shown.screen.text
        assert shown.screen.cursor_shown
    assert shown.close().screen.text.count("half") == 1


def test_verdicts_that_only_the_solution_knows_are_shown(terminal: Terminals) -> None:
    step = make_step(1, "$x = 1$")
    solution = make_solution((CheckedStep(step, HOLDS, (HOLDS,)),))
    screen = terminal().show([STARTED, StepFinished(step), Finished(solution)]).screen
    assert screen.lines[2].endswith("✓")


ATTACKS = [
    "\x1b]0;owned\x07title",
    "\x1b[2J\x1b[Hclear",
    "\x9b2J\x9bHclear",
    "[red]markup[/red] [/] [link=x]y[/link]",
    "\u202edesrever\u202c",
    "\x08\x08back",
    "\rline\x07",
    "\ud800lone",
    ":smile: [@click=x]",
]


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_no_text_reaches_the_terminal_as_anything_but_text(terminal: Terminals, attack: str) -> None:
    verdict = Verdict(VerdictStatus.BREAKS, attack, statement=attack)
    certificate = Certificate(CertificateStatus.REFUTED, Method.EVALUATED, attack)
    step = make_step(1, attack + " \\(" + attack + "\\)\n```\n" + attack + "\n```")
    shown = terminal(verbose=True)
    shown.show(
        [
            Started(Problem(attack, (attack,)), attack, 1, {attack: attack}),
            ThinkingDelta(attack),
            ThinkingDelta(attack),
            StepFinished(step),
            StepChecked(1, verdict, (verdict,)),
            StepChecked(1, verdict, (verdict,)),
            AnswerDelta(attack),
            Finished(make_solution(answer=attack, certificate=certificate)),
        ],
        seconds_each=0.1,
    )
    output = shown.close().output.getvalue()
    assert shown.screen.unknown == []
    assert not any(
        mark in output for mark in ("\x1b]", "\x9b", "\x07", "\x08", "\u202e", "\ud800", "\x1b[2J")
    )
    if "[red]" in attack:
        assert "[red]markup[/red]" in shown.screen.text


def test_a_token_costs_little() -> None:
    """About 0.1 ms where each token is painted, 0.02 ms where they come faster than that."""
    deltas = list(written("Then \\(x^2 = 4\\), so $x = \\pm 2$ and nothing else. " * 60))

    def show_all() -> None:
        now = [0.0]
        console = Console(file=io.StringIO(), force_terminal=True, width=100, height=40, legacy_windows=False)
        view = TerminalView(console, clock=lambda: now[0])
        view.show(STARTED)
        for delta in deltas:
            now[0] += 0.1
            view.show(delta)
        view.close()

    enough = 0.003 * len(deltas)
    assert processor_seconds(show_all, enough) < enough


def test_choices_are_listed(terminal: Terminals) -> None:
    problem = Problem("Which is larger?", ("$\\frac{1}{2}$", "$\\frac{1}{3}$"))
    screen = terminal().show([Started(problem, "m", 1)]).close().screen
    assert screen.lines[:3] == ["Which is larger?", "  A)  1/2", "  B)  1/3"]


def test_the_answer_waits_under_the_steps_until_its_certificate_is_there(terminal: Terminals) -> None:
    solution = make_solution(certificate=PROVED)
    shown = terminal().show([STARTED, Answered(solution.answer)])
    assert "x = 5/2  or  x = −1" in shown.screen.lines
    shown.show([Finished(solution)])
    assert shown.screen.lines.count("x = 5/2  or  x = −1") == 1
