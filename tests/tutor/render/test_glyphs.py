"""Which signs a stream gets: by what it can carry and by what was chosen."""

import pytest

from tutor.render.glyphs import ASCII, UNICODE, Glyphs, glyphs_for, in_words
from tutor.vocabulary.events import CheckedStep
from tutor.vocabulary.settings import Settings
from tutor.vocabulary.step import Opening, Section, Step
from tutor.vocabulary.verdict import (
    Certificate,
    CertificateStatus,
    Method,
    Reason,
    Verdict,
    VerdictStatus,
    undecided,
)


@pytest.mark.parametrize(
    ("encoding", "glyphs"),
    [
        ("utf-8", UNICODE),
        (None, UNICODE),
        ("UTF-16", UNICODE),
        ("ascii", ASCII),
        ("cp1252", ASCII),
        ("no such", ASCII),
    ],
)
def test_a_stream_gets_what_its_encoding_carries(encoding: str | None, glyphs: Glyphs) -> None:
    assert glyphs_for(encoding) is glyphs
    assert glyphs_for(encoding, Settings()) is glyphs


def test_ascii_can_be_chosen_where_more_could_be_shown() -> None:
    assert glyphs_for("utf-8", Settings(ascii_only=True)) is ASCII


def test_words_can_be_chosen_on_any_stream() -> None:
    words = Settings(badges="words")
    assert glyphs_for("utf-8", words) == in_words(UNICODE)
    assert glyphs_for("ascii", words) == in_words(ASCII)
    assert glyphs_for("ascii", words).ascii_only
    assert glyphs_for("utf-8", words).badges[VerdictStatus.UNDECIDED] == "can't tell"
    assert glyphs_for("utf-8", words).shown("√2") == "√2"


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII, in_words(UNICODE)])
def test_what_was_found_shows_without_any_colour(glyphs: Glyphs) -> None:
    steps = {glyphs.badges[status] for status in VerdictStatus if status is not VerdictStatus.FOLLOWS}
    assert len(steps) == 3
    assert len({glyphs.certificates[status] for status in CertificateStatus}) == 4


@pytest.mark.parametrize("glyphs", [ASCII, in_words(UNICODE), in_words(ASCII)])
def test_the_stand_ins_are_ascii(glyphs: Glyphs) -> None:
    assert all(badge.isascii() for badge in [*glyphs.badges.values(), *glyphs.certificates.values()])


@pytest.mark.parametrize("method", [Method.COMPARED, Method.VOTES])
def test_support_is_no_proof(method: Method) -> None:
    supported = Certificate(CertificateStatus.SUPPORTED, method)
    proved = Certificate(CertificateStatus.PROVED, Method.SUBSTITUTED)
    assert (UNICODE.certificate(supported), UNICODE.certificate(proved)) == ("≈", "✓")
    assert (ASCII.certificate(supported), in_words(ASCII).certificate(supported)) == ("[~]", "supported")


def test_a_step_confirmed_in_part_says_so_in_words_too() -> None:
    verdicts = (Verdict(VerdictStatus.HOLDS), undecided(Reason.NO_METHOD))
    checked = CheckedStep(Step(1, Section.THINKING, Opening.PARAGRAPH, "x"), verdicts[0], verdicts)
    assert in_words(UNICODE).badge(checked) == "holds 1 of 2"
