"""The step that is being gathered, and the rule by which the next unit joins it."""

import re
from dataclasses import dataclass, field

from tutor.trace.blocks import Unit
from tutor.trace.kinds import Kind, classify, indent_of
from tutor.trace.plain import is_symbol
from tutor.vocabulary.step import Opening

LONGEST_STEP = 1500  # characters; beyond them the next line or formula starts a step of its own
LONG_PARAGRAPH = 400  # characters; beyond them prose after a formula does, blank line or not
LONGEST_LIST_ITEM = 120

_OPENINGS = {Kind.HEADING: Opening.HEADING, Kind.NUMBERED: Opening.NUMBERED, Kind.TURN: Opening.TURN}
_INTRODUCES = re.compile(
    r"(?:[:,]|\b(?:is|are|have|has|get|gives?|as|to|that|becomes?|so|then|thus|hence|therefore|obtain|equation|"
    r"yields?|by|where|and|or|means|implies|find))[\s*_]*$"
)
_INTERJECTION = re.compile(
    r"(?:(?:okay|ok|alright|right|well|hmm+|wait|hold on|so|now|yes|no|sure|oh|ah|let's see|"
    r"let me (?:see|think))[\s,.!…—-]*)+",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"\s*(?:[a-z]{2,}\b|[,;.)])")
_NUMBER = re.compile(r"\(?\w{1,2}[.)]\s+")
_BULLET = re.compile(r"\s*[-*•+]\s")
_RELATION = re.compile(r"[=<>≤≥≈]|\\(?:le|ge|leq|geq|approx|times|cdot|frac)\b")
_FIRST_WORD = re.compile(r"([A-Z][a-z]+)[ ,'’:]")


@dataclass(slots=True)
class Draft:
    """A step that may still grow."""

    opening: Opening = Opening.PARAGRAPH
    parts: list[str] = field(default_factory=list)
    last: Unit | None = None
    length: int = 0
    units: int = 0  # without blank lines
    only_headings: bool = True
    is_list: bool = False

    def add(self, unit: Unit) -> None:
        """Takes a unit in; the first one decides how the step opens."""
        if self.last is None:
            self.opening = _OPENINGS.get(unit.kind, Opening.PARAGRAPH)
        elif self.only_headings and unit.kind is Kind.NUMBERED:
            self.opening = Opening.NUMBERED
        self.parts.append(unit.text)
        self.length += len(unit.text)
        if unit.kind is not Kind.BLANK:
            self.units += 1
            self.last = unit
            self.only_headings = self.only_headings and unit.kind is Kind.HEADING and not _is_long(unit)

    @property
    def text(self) -> str:
        """What was gathered."""
        return "".join(self.parts).strip()

    @property
    def introduces(self) -> bool:
        """Whether the text so far only leads to what comes next ("We have:")."""
        if self.last is None or self.last.kind is Kind.CODE:
            return False
        return self.only_headings or self.is_tiny or introduces(self.last)

    @property
    def is_tiny(self) -> bool:
        """Whether there is no more than "Hmm." or "Okay." yet."""
        return self.units == 1 and _INTERJECTION.fullmatch(self.parts[0]) is not None

    @property
    def takes_turns(self) -> bool:
        """Whether a sentence that turns belongs to this step, for there is nothing before it to turn from."""
        return self.last is None or self.only_headings or self.is_tiny

    def takes_list_items(self) -> bool:
        """Whether short numbered items belong to this step: it introduces them, or they began here."""
        if self.last is None or self.length > LONGEST_STEP:
            return False
        return self.is_list or self.only_headings or introduces(self.last)

    def takes(self, unit: Unit, after_blank: bool) -> bool:
        """Whether the next unit belongs to this step."""
        if self.last is None or self.only_headings:
            return True
        if unit.kind in (Kind.HEADING, Kind.TURN):
            return unit.kind is Kind.TURN and self.takes_turns
        if self.length > LONGEST_STEP:
            return False
        inside_item = self.opening is Opening.NUMBERED and indent_of(unit.text) >= 2
        if inside_item or unit.kind in (Kind.FORMULA, Kind.CODE):
            return True
        return self._takes_paragraph(unit) if after_blank else self._takes_line(unit)

    def surely_ends_before(self, head: str) -> bool:
        """Whether a paragraph that begins with `head` starts a new step, whatever it goes on with."""
        match = _FIRST_WORD.match(head)
        if match is None or is_symbol(match[1]) or self.last is None:
            return False
        return not self.introduces and not self.is_list

    def _takes_line(self, unit: Unit) -> bool:
        assert self.last is not None
        after_formula = self.last.kind is Kind.FORMULA and unit.text[:1].isupper()
        return not (after_formula and self.length > LONG_PARAGRAPH)

    def _takes_paragraph(self, unit: Unit) -> bool:
        assert self.last is not None
        if _BULLET.match(unit.text) and _BULLET.match(self.last.text):
            return True
        return self.introduces or _CONTINUES.match(unit.text) is not None


def introduces(unit: Unit) -> bool:
    """Whether a unit ends in a colon, a comma or a word that leads on, or is nothing but a label."""
    if unit.kind is Kind.FORMULA:
        return False
    line = unit.text.rstrip().rsplit("\n", 1)[-1]
    if _BULLET.match(line):
        return line.endswith(":")
    return _INTRODUCES.search(line[-40:]) is not None or _is_label(unit)


def is_list_item(unit: Unit) -> bool:
    """Whether a numbered line is a short entry of a list, a plan or a system, not a move of its own."""
    line = unit.text.strip()
    if len(line) > LONGEST_LIST_ITEM or "**" in line:
        return False
    return not _RELATION.search(line) or classify(_NUMBER.sub("", line)) is Kind.FORMULA


def _is_label(unit: Unit) -> bool:
    return unit.kind in (Kind.HEADING, Kind.NUMBERED) and unit.text.strip().endswith(("**", "__"))


def _is_long(unit: Unit) -> bool:
    """A heading that already holds the move ("Step 2: subtracting 3 from both sides, we find 2x = 8.")."""
    return len(unit.text) > LONGEST_LIST_ITEM or _RELATION.search(unit.text) is not None
