"""Bars of text."""

import pytest

from tutor.render.bars import draw_bar


@pytest.mark.parametrize(
    ("share", "encoding", "bar"),
    [
        (1.0, "utf-8", "████"),
        (0.5, "utf-8", "██"),
        (0.6, "utf-8", "██▍"),
        (0.6, None, "██▍"),
        (0.6, "cp437", "██"),  # has the full block and no eighths
        (0.6, "ascii", "##"),
        (0.6, "no-such-encoding", "##"),
        (0.0, "utf-8", "▏"),
        (0.0, "ascii", "#"),
    ],
)
def test_a_bar_is_as_long_as_its_share_as_far_as_the_stream_can_show(
    share: float, encoding: str | None, bar: str
) -> None:
    assert draw_bar(share, 4, encoding) == bar


def test_bars_grow_and_never_exceed_their_width() -> None:
    lengths = [len(draw_bar(number / 100, 34)) for number in range(101)]
    assert lengths == sorted(lengths)
    assert lengths[-1] == 34
