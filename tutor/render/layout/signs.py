"""The characters that bars, roots, brackets and frames are drawn with: box drawing, or ASCII."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tutor.render.ascii_maths import to_ascii


@dataclass(frozen=True, slots=True)
class Stretched:
    """The parts of a sign as high as what it encloses; `centre` is the tip of a brace."""

    top: str
    middle: str
    bottom: str
    centre: str = ""
    pair: str = ""  # both rows of a brace that has only two

    def column(self, height: int) -> list[str]:
        """The sign's rows."""
        if height == 2 and self.pair:
            return [*self.pair]
        rows = [self.top, *[self.middle] * (height - 2), self.bottom][:height]
        if self.centre and height > 2:
            rows[(height - 1) // 2] = self.centre
        return rows


class Frame(NamedTuple):
    """The corners and sides of a box; a tall root begins with one of them."""

    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    horizontal: str
    vertical: str


class Brace(NamedTuple):
    """A brace that lies."""

    left: str
    tip: str
    right: str
    filling: str


@dataclass(frozen=True, slots=True)
class Signs:
    """What a terminal can draw formulas with; `shown` brings a text to it."""

    shown: Callable[[str], str]
    brackets: Mapping[str, Stretched]
    bar: str
    low_bar: str  # at the bottom of its cell: over what stands in the row below
    high_bar: str
    frame: Frame
    integral: Stretched
    tips: Mapping[str, str]  # of arrows; their shaft is a bar
    braces: Mapping[bool, Brace]  # over what they belong to, and under it
    has_scripts: bool  # whether ² and ₙ are at hand
    has_radical: bool  # whether roots have a sign; else they are words: sqrt(…)


def _same(text: str) -> str:
    return text


UNICODE = Signs(
    shown=_same,
    brackets={
        "(": Stretched("⎛", "⎜", "⎝"),
        ")": Stretched("⎞", "⎟", "⎠"),
        "[": Stretched("⎡", "⎢", "⎣"),
        "]": Stretched("⎤", "⎥", "⎦"),
        "{": Stretched("⎧", "⎪", "⎩", "⎨", "⎰⎱"),
        "}": Stretched("⎫", "⎪", "⎭", "⎬", "⎱⎰"),
        "⌊": Stretched("⎢", "⎢", "⎣"),
        "⌋": Stretched("⎥", "⎥", "⎦"),
        "⌈": Stretched("⎡", "⎢", "⎢"),
        "⌉": Stretched("⎤", "⎥", "⎥"),
        "⟨": Stretched("╱", "│", "╲", "⟨"),
        "⟩": Stretched("╲", "│", "╱", "⟩"),
        "|": Stretched("│", "│", "│"),
        "‖": Stretched("║", "║", "║"),
    },
    bar="─",
    low_bar="_",
    high_bar="‾",
    frame=Frame("┌", "┐", "└", "┘", "─", "│"),
    integral=Stretched("⌠", "⎮", "⌡"),
    tips={"→": "→", "←": "←"},
    braces={True: Brace("╭", "┴", "╮", "─"), False: Brace("╰", "┬", "╯", "─")},
    has_scripts=True,
    has_radical=True,
)
ASCII = Signs(
    shown=to_ascii,
    brackets={
        "(": Stretched("/", "|", "\\"),
        ")": Stretched("\\", "|", "/"),
        "[": Stretched("[", "[", "["),
        "]": Stretched("]", "]", "]"),
        "{": Stretched("/", "|", "\\", "<"),
        "}": Stretched("\\", "|", "/", ">"),
        "⌊": Stretched("|", "|", "L"),
        "⌋": Stretched("|", "|", "J"),
        "⌈": Stretched("F", "|", "|"),
        "⌉": Stretched("7", "|", "|"),
        "⟨": Stretched("/", "|", "\\", "<"),
        "⟩": Stretched("\\", "|", "/", ">"),
        "|": Stretched("|", "|", "|"),
        "‖": Stretched("H", "H", "H"),
    },
    bar="-",
    low_bar="_",
    high_bar="-",
    frame=Frame("+", "+", "+", "+", "-", "|"),
    integral=Stretched("/", "|", "/"),
    tips={"→": ">", "←": "<"},
    braces={True: Brace("/", "^", "\\", "-"), False: Brace("\\", "v", "/", "-")},
    has_scripts=False,
    has_radical=False,
)
