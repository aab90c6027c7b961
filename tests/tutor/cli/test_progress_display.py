"""What is shown while a model is fetched."""

import io

import pytest

from models import progress as told
from tutor.render.progress import TerminalProgress, describe, size

GB = 1_000_000_000


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_without_a_terminal_there_are_plain_lines_and_few_of_them() -> None:
    stream = io.StringIO()
    with TerminalProgress(stream) as show:
        show(told.Announced("toy", "Q4_K_M", GB, "the hub (a/b)"))
        for percent in range(101):
            show(told.Advanced(percent * GB // 100, GB))
        show(told.Verifying("toy", GB, GB))
        show(told.Installed("toy", "Q4_K_M", "/models/toy.gguf"))
    lines = stream.getvalue().splitlines()
    assert lines[0] == "Fetching toy (Q4_K_M, 1.00 GB) from the hub (a/b)."
    assert lines[1] == "fetching: 100.0 MB of 1.00 GB, 10%"
    assert lines[-1] == "toy (Q4_K_M) is ready: /models/toy.gguf"
    assert 10 <= len(lines) <= 15
    assert "\x1b" not in stream.getvalue()


def test_a_terminal_gets_a_bar_with_bytes_that_is_taken_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    stream = Terminal()
    with pytest.raises(KeyboardInterrupt), TerminalProgress(stream) as show:
        show(told.Advanced(GB // 2, GB))
        show(told.Verifying("toy", 1, GB))
        raise KeyboardInterrupt
    assert "0.5/1.0 GB" in stream.getvalue()
    assert "verifying" in stream.getvalue()
    assert stream.getvalue().count("\x1b[?25l") == stream.getvalue().count("\x1b[?25h"), "the cursor is back"


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (told.Contacting("toy", "the hub"), "toy: asking the hub …"),
        (told.Waiting("toy"), "Another process is busy with toy; waiting for it."),
        (
            told.Announced("toy", "Q6_K", 2 * GB, "the hub", GB),
            "Fetching toy (Q6_K, 2.00 GB) from the hub, 1.00 GB are there already.",
        ),
        (
            told.SourceFailed("the hub", "it did not answer", "pip"),
            "No luck with the hub: it did not answer. Trying pip next.",
        ),
        (told.Substituted("b", "a", "it is installed"), "Using b in place of a: it is installed."),
    ],
)
def test_events_are_said_in_a_line(event: told.ProgressEvent, line: str) -> None:
    assert describe(event) == line


def test_sizes_are_in_decimal_units() -> None:
    assert [size(n) for n in (999, 98_362_432, 2_490_000_000)] == ["1 KB", "98.4 MB", "2.49 GB"]
