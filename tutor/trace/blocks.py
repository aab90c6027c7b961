"""Lines gathered to units: a display formula, an environment or a code block stays whole."""

import re
from dataclasses import dataclass

from tutor.trace.kinds import Kind, classify


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or the lines of one display or code block; `text` keeps its line ends."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Limit:
    """How far an opening may reach; one that never closes must not swallow the rest."""

    characters: int
    lines: int
    blank_lines: int


_DISPLAY_LIMIT = _Limit(characters=4000, lines=60, blank_lines=4)
_CODE_LIMIT = _Limit(characters=6000, lines=150, blank_lines=50)

_TOKEN = re.compile(
    r"`[^`\n]*`|\\\\(?:\[[^\]\n]{0,12}\])?|\\\$|\\[\[\]]|\$\$|\\(?:begin|end)\{[A-Za-z]+\*?\}"
)
_FENCE = re.compile(r"\s*(```|~~~)[^`\n]*$")


def _closer_of(token: str) -> str | None:
    if token.startswith(r"\begin"):
        return token.replace("begin", "end", 1)
    return {r"\[": r"\]", "$$": "$$"}.get(token)


class BlockAssembler:
    """Holds back the lines of a display or code block until it closes, breaks off or grows too long."""

    def __init__(self) -> None:
        self._held: list[str] = []
        self._opener = ""
        self._closer = ""
        self._characters = 0
        self._blank_lines = 0
        self._depth = 0

    @property
    def pending(self) -> str:
        """The lines held back."""
        return "".join(self._held)

    @property
    def holds(self) -> bool:
        """Whether a block is open."""
        return bool(self._held)

    def add(self, line: str) -> list[Unit]:
        """The units that `line` completes."""
        if self._closer:
            return self._continue(line)
        if fence := _FENCE.match(line):
            self._open(line, fence[1], fence[1])
            return []
        self._scan(line)
        if self._closer:
            self._hold(line)
            return []
        return [Unit(line, classify(line))]

    def finish(self) -> list[Unit]:
        """The lines of a block that never closed, as if its opening were ordinary text."""
        held = self._held
        self._reset()
        return [Unit(line, classify(line)) for line in held]

    def _continue(self, line: str) -> list[Unit]:
        code = self._closer in ("```", "~~~")
        if not code and self._breaks_off(line):
            return [*self.finish(), *self.add(line)]
        self._hold(line)
        closed = line.strip() == self._closer if code else self._scan(line)
        if closed:
            unit = Unit(self.pending, Kind.CODE if code else _kind_of(self._held[0]))
            self._reset()
            return [unit]
        return self.finish() if self._is_past(_CODE_LIMIT if code else _DISPLAY_LIMIT) else []

    def _breaks_off(self, line: str) -> bool:
        """A second `\\[` or a code fence shows that the first opening was never closed."""
        again = self._opener == r"\[" and r"\[" in _tokens_before(line, r"\]")
        return again or _FENCE.match(line) is not None

    def _scan(self, line: str) -> bool:
        """Follows openings and closings through a line; true when none is open at its end."""
        for token in _TOKEN.findall(line):
            if not self._closer:
                self._opener, self._closer, self._depth = token, _closer_of(token) or "", 1
            elif token == self._closer:
                self._depth -= 1
                self._closer = self._closer if self._depth else ""
            elif token == self._opener and token.startswith(r"\begin"):
                self._depth += 1
        return not self._closer

    def _open(self, line: str, opener: str, closer: str) -> None:
        self._opener, self._closer = opener, closer
        self._hold(line)

    def _hold(self, line: str) -> None:
        self._held.append(line)
        self._characters += len(line)
        self._blank_lines += not line.strip()

    def _is_past(self, limit: _Limit) -> bool:
        return (
            self._characters > limit.characters
            or len(self._held) > limit.lines
            or self._blank_lines > limit.blank_lines
        )

    def _reset(self) -> None:
        self._held = []
        self._opener = self._closer = ""
        self._characters = self._blank_lines = self._depth = 0


def _tokens_before(line: str, closer: str) -> list[str]:
    tokens = _TOKEN.findall(line)
    return tokens[: tokens.index(closer)] if closer in tokens else tokens


def _kind_of(first_line: str) -> Kind:
    kind = classify(first_line)
    return Kind.PROSE if kind is Kind.BLANK else kind
