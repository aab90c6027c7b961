"""Jobs as values: what is told moves them on, at what rate, for how long still."""

import pytest

from models import progress as told
from tutor.render.glyphs import ASCII, UNICODE
from tutor.tui.shelf.jobs import STILL_SECONDS, WINDOW_SECONDS, Job, Kind, Stage, after
from tutor.tui.shelf.lines import Place, fitted, job_lines
from tutor.tui.shelf.words import job_words, shown

MB = 1_000_000
BEGUN = Job(Kind.FETCH, "toy/f32", "toy", "F32", total_bytes=100 * MB)


def moved(*steps: tuple[float, int]) -> Job:
    """A fetch that was so far at these times."""
    job = after(BEGUN, told.Announced("toy", "F32", 100 * MB, "the hub"), steps[0][0])
    for now, done in steps:
        job = after(job, told.Advanced(done, 100 * MB), now)
    return job


def test_the_rate_is_that_of_the_last_seconds() -> None:
    """A slow beginning is forgotten."""
    slow = [(float(second), second * MB) for second in range(10)]
    fast = [(10.0 + second, (10 + 5 * second) * MB) for second in range(10)]
    job = moved(*slow, *fast)
    assert job.rate(19.0) == pytest.approx(5 * MB, rel=0.15)
    assert job.seconds_left(19.0) == pytest.approx(9, rel=0.2)
    assert 19.0 - job.samples[0][0] <= WINDOW_SECONDS


def test_many_small_chunks_keep_few_samples() -> None:
    job = moved(*((step / 1000, step * 1000) for step in range(5000)))
    assert len(job.samples) < 30
    assert job.rate(5.0) == pytest.approx(MB, rel=0.1)


def test_a_resumed_fetch_is_not_credited_with_what_was_there() -> None:
    job = after(BEGUN, told.Announced("toy", "F32", 100 * MB, "the hub", 90 * MB), 0.0)
    job = after(job, told.Advanced(91 * MB, 100 * MB), 1.0)
    assert job.rate(1.0) == pytest.approx(MB)


def test_a_part_that_is_done_again_has_no_negative_rate() -> None:
    job = moved((0.0, 0), (1.0, 50 * MB), (2.0, 10 * MB))
    assert job.rate(2.0) is None
    assert job.seconds_left(2.0) is None


def test_a_line_that_stands_still_is_said_to() -> None:
    job = moved((0.0, 0), (1.0, MB))
    assert not job.stands_still(1.0 + STILL_SECONDS / 2)
    assert job.stands_still(2.0 + STILL_SECONDS)
    assert "nothing comes" in job_words(job, 2.0 + STILL_SECONDS)


def test_what_is_to_stop_says_so_whatever_it_still_tells() -> None:
    stopping = Job(Kind.FETCH, "toy/f32", "toy", stage=Stage.STOPPING)
    assert after(stopping, told.Advanced(1, 2), 0.0) is stopping


@pytest.mark.parametrize(
    ("event", "stage", "words"),
    [
        (told.Contacting("toy", "the hub"), Stage.ASKING, "asking the hub …"),
        (told.Waiting("toy"), Stage.WAITING, "another process is busy with it; waiting"),
        (told.Verifying("toy", 50 * MB, 100 * MB), Stage.CHECKING, "checking 50%"),
        (told.Advanced(50 * MB, 100 * MB), Stage.MOVING, "50%"),
    ],
)
def test_each_stage_has_its_words(event: told.ProgressEvent, stage: Stage, words: str) -> None:
    job = after(BEGUN, event, 0.0)
    assert job.stage is stage
    assert job_words(job, 0.0)[0] == words


def test_sources_that_failed_are_remembered() -> None:
    job = after(BEGUN, told.SourceFailed("the hub (a)", "it did not answer", "the hub (b)"), 0.0)
    assert job.tried == (("the hub (a)", "it did not answer"),)


@pytest.mark.parametrize("width", [20, 35, 75])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_a_bar_never_leaves_its_line(width: int, glyphs: object) -> None:
    job = moved((0.0, 0), (1.0, MB), (2.0, 2 * MB))
    place = Place(width, glyphs, 2.0)  # type: ignore[arg-type]
    (line,) = job_lines(job, place)
    assert line.cell_length <= width
    assert "2%" in line.plain


def test_long_names_keep_both_ends_and_wide_letters_their_cells() -> None:
    assert fitted("deepseek-r1-distill-qwen-1.5b", 20, UNICODE) == "deepseek-r1-d…n-1.5b"
    assert fitted("short", 20, UNICODE) == "short"
    assert len(fitted("名前" * 20, 11, UNICODE)) <= 7
    assert fitted("abcdefghij", 1, ASCII).isascii()


def test_foreign_text_is_one_bounded_line() -> None:
    text = shown("a\x1b[31mb\nc\u202ed" + "e" * 10_000, UNICODE, 50)
    assert text.startswith("ab cd")
    assert len(text) == 50
