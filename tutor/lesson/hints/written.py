"""The first hints in a model's words: asked for once, with the checked solution before its eyes.

A line that gives the answer away is written again once, and cut by hand if it still does. A line
that claims something wrong is not used.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from tutor.check.checker import Checker
from tutor.engine.interface import Engine, Message, Role
from tutor.lesson.hints.ladder import Ladder, Rung, RungKind
from tutor.lesson.hints.leaks import LeakTest
from tutor.lesson.own_work import check_work, first_wrong
from tutor.solve.options import SolveOptions
from tutor.vocabulary.problem import Problem

_ASKING: Final = (
    "You help a student with hints. You are given a problem and its worked solution. Write exactly two "
    "lines and nothing else. Line 1 says which idea applies. Line 2 says what to do first, without doing "
    "it. Use plain words. Give no results, and never the answer."
)
_AGAIN: Final = (
    "This hint gives the answer of the problem away. Write it again as a single short sentence that says "
    "what to do, without any number or result."
)
_KINDS: Final = (RungKind.IDEA, RungKind.FIRST_MOVE)
_MARK: Final = re.compile(
    r"^\s*(?:line\s*)?(?:\d[.:)]|[-•]|\*(?!\*))?\s*(?:\*\*[^*]{1,20}\*\*\s*:?)?\s*", re.IGNORECASE
)
_BREAK: Final = re.compile(r"\n+|(?<=[.!?])\s+(?=Line\s*\d)", re.IGNORECASE)
_MOST_TOKENS: Final = 160
_SHORTEST: Final = 3  # words
_LONGEST: Final = 320  # characters


@dataclass(frozen=True, slots=True)
class Written:
    """The hints that can be used; how many were written again, cut by hand, and left out."""

    rungs: tuple[Rung, ...] = ()
    rewritten: int = 0
    cut: int = 0
    left_out: int = 0


class HintWriter:
    """A model that writes hints for one problem. Raises `EngineError`."""

    def __init__(self, engine: Engine, checker: Checker, options: SolveOptions) -> None:
        self._engine = engine
        self._checker = checker
        self._options = options

    def write(self, problem: str, answer: str, ladder: Ladder) -> Written:
        """An idea and a first move for the ladder's problem."""
        test = LeakTest(self._checker, problem, answer)
        task = f"Problem: {problem}\n\nSolution:\n{ladder.rungs[-1].text}"
        lines = _lines(self._reply(_ASKING, task))
        written = Written()
        for kind, line in zip(_KINDS, lines, strict=False):
            written = self._use(written, kind, line, problem, test)
        return written

    def _use(self, written: Written, kind: RungKind, line: str, problem: str, test: LeakTest) -> Written:
        if test.leaks(line):
            again = _lines(self._reply(_AGAIN, f"Problem: {problem}\n\nHint: {line}"))
            line = again[0] if again else line
            written = replace(written, rewritten=written.rewritten + 1)
            if test.leaks(line):
                line = test.cut(line)
                written = replace(written, cut=written.cut + 1)
        if not line or self._is_wrong(line, problem):
            return replace(written, left_out=written.left_out + 1)
        return replace(written, rungs=(*written.rungs, Rung(kind, line)))

    def _is_wrong(self, line: str, problem: str) -> bool:
        return first_wrong(check_work(line, self._checker, Problem(problem), "hint")) is not None

    def _reply(self, system: str, user: str) -> str:
        """What the model writes without thinking, as far as it gets in so many tokens."""
        messages = [Message(Role.SYSTEM, system), Message(Role.USER, user)]
        branch = self._engine.open(messages, self._options.sampling)
        try:
            if self._options.thinks:
                marks = self._options.marks
                opened = branch.prompt_tail.rstrip().endswith(marks.open)
                branch.feed(("" if opened else f"{marks.open}\n") + f"\n{marks.close}\n\n")
            pieces: list[str] = []
            while len(pieces) < min(_MOST_TOKENS, branch.room):
                piece = branch.next()
                if piece is None:
                    break
                pieces.append(piece.text)
            return "".join(pieces)
        finally:
            branch.close()


def with_hints(ladder: Ladder, written: Written) -> Ladder:
    """The ladder with the model's hints in the place of its rungs of the same kinds."""
    kinds = {rung.kind for rung in written.rungs}
    first, *rest = ladder.rungs
    kept = [rung for rung in rest if rung.kind not in kinds]
    ideas = [rung for rung in written.rungs if rung.kind is RungKind.IDEA]
    moves = [rung for rung in written.rungs if rung.kind is not RungKind.IDEA]
    before = [rung for rung in kept if rung.kind is RungKind.IDEA]
    after = [rung for rung in kept if rung.kind is not RungKind.IDEA]
    return replace(ladder, rungs=(first, *ideas, *before, *moves, *after))


def _lines(text: str) -> list[str]:
    """The lines that are hints: whole ones, neither very short nor very long."""
    found = [_MARK.sub("", line, count=1).strip() for line in _BREAK.split(text)]
    return [line for line in found if len(line.split()) >= _SHORTEST and len(line) <= _LONGEST]
