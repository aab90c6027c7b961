"""Reads a trace while it is written: sections, steps, the answer so far."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tutor.trace.answers import NO_OFFERS, Offers, announced, choose, read_offers
from tutor.trace.cutter import Cut, StepCutter
from tutor.trace.marks import THINK_TAGS, Mark, MarkSplitter, ThinkingMarks
from tutor.trace.statements import read_statements
from tutor.vocabulary.events import AnswerDelta, Ending, StepFinished, ThinkingClosed, ThinkingDelta
from tutor.vocabulary.step import Answer, Opening, Section, Step

Change = ThinkingDelta | AnswerDelta | StepFinished | ThinkingClosed


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that a finished step of the thinking announces."""

    answer: Answer
    step: int  # its number


class Reader:
    """Takes what a model writes in any chunks and says what changed.

    Blank text at the beginning of a section is dropped. A closing tag without an
    opening makes everything before it thinking: `thinking`, `answer_text` and
    `steps` say so from then on, although earlier changes named the answer section.
    """

    def __init__(self, marks: ThinkingMarks | None = THINK_TAGS, starts_in_thinking: bool = False) -> None:
        self._splitter = MarkSplitter(marks)
        self._cutter = StepCutter()
        self._section = Section.THINKING if starts_in_thinking else Section.ANSWER
        self._has_thought = starts_in_thinking
        self._has_closed = False
        self._at_start = True
        self._texts: dict[Section, list[str]] = {section: [] for section in Section}
        self._offers: dict[Section, Offers] = dict.fromkeys(Section, NO_OFFERS)
        self._steps: list[Step] = []
        self._candidates: list[Candidate] = []

    @property
    def section(self) -> Section:
        """The section that is being written."""
        return self._section

    @property
    def has_text(self) -> bool:
        """Whether anything was written yet."""
        return any(self._texts.values())

    @property
    def thinking(self) -> str:
        """The chain of thought so far, without tags."""
        return self._text(Section.THINKING)

    @property
    def answer_text(self) -> str:
        """What is written for the student so far."""
        return self._text(Section.ANSWER)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The finished steps."""
        return tuple(self._steps)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The answers announced in finished steps of the thinking, in order."""
        return tuple(self._candidates)

    @property
    def unfinished(self) -> Step | None:
        """The step that is being written, as far as it goes; costs a reading of it."""
        pending = self._cutter.pending.strip()
        if not pending:
            return None
        number = len(self._steps) + 1
        return Step(number, self._section, Opening.PARAGRAPH, pending, read_statements(pending))

    def answer(self) -> Answer | None:
        """The answer as far as it is written; costs a reading of the unfinished step."""
        pending = self._cutter.pending
        if not pending.strip():
            return choose(self._offers)
        offers = read_offers(pending, read_statements(pending))
        return choose({**self._offers, self._section: self._offers[self._section].then(offers)})

    def feed(self, text: str) -> list[Change]:
        """What `text` adds."""
        return [change for piece in self._splitter.feed(text) for change in self._take(piece)]

    def finish(self) -> list[Change]:
        """What the end of the text adds: text held back, the last step. An open thinking stays open."""
        changes = list(self._take(self._splitter.finish()))
        return [*changes, *self._end_section()]

    def close_thinking(self, ending: Ending) -> list[Change]:
        """Closes the thinking from outside (budget, early end), as if its tag had been read."""
        changes = list(self._take(self._splitter.finish()))
        return [*changes, *self._close(ending)]

    def _take(self, piece: str | Mark) -> Iterator[Change]:
        if piece is Mark.OPEN:
            yield from self._open()
        elif piece is Mark.CLOSE:
            yield from self._close(Ending.COMPLETE)
        elif isinstance(piece, str):
            yield from self._take_text(piece)

    def _open(self) -> Iterator[Change]:
        if self._section is Section.ANSWER:
            yield from self._end_section()
            self._enter(Section.THINKING)
        self._has_thought = True

    def _close(self, ending: Ending) -> Iterator[Change]:
        if self._section is Section.ANSWER and self._has_thought:
            return
        yield from self._end_section()
        if self._section is Section.ANSWER:
            self._take_back_as_thinking()
        self._has_thought = True
        self._enter(Section.ANSWER)
        if not self._has_closed:
            self._has_closed = True
            yield ThinkingClosed(ending)

    def _enter(self, section: Section) -> None:
        self._section = section
        self._at_start = True

    def _take_back_as_thinking(self) -> None:
        """What was read as answer was thinking."""
        self._texts = {Section.THINKING: self._texts[Section.ANSWER], Section.ANSWER: []}
        self._offers = {Section.THINKING: self._offers[Section.ANSWER], Section.ANSWER: NO_OFFERS}
        self._steps = [replace(step, section=Section.THINKING) for step in self._steps]
        for step in self._steps:
            self._note_candidate(step, read_offers(step.text, step.statements))

    def _take_text(self, text: str) -> Iterator[Change]:
        if self._at_start:
            text = self._begin_section(text.lstrip())
        if not text:
            return
        self._texts[self._section].append(text)
        yield ThinkingDelta(text) if self._section is Section.THINKING else AnswerDelta(text)
        for cut in self._cutter.feed(text):
            yield self._finish_step(cut)

    def _begin_section(self, text: str) -> str:
        """A section that is taken up again goes on in a paragraph of its own."""
        self._at_start = not text
        return f"\n\n{text}" if text and self._texts[self._section] else text

    def _end_section(self) -> Iterator[Change]:
        for cut in self._cutter.finish():
            yield self._finish_step(cut)

    def _finish_step(self, cut: Cut) -> StepFinished:
        statements = read_statements(cut.text)
        step = Step(len(self._steps) + 1, self._section, cut.opening, cut.text, statements)
        self._steps.append(step)
        offers = read_offers(cut.text, statements)
        self._offers[self._section] = self._offers[self._section].then(offers)
        if self._section is Section.THINKING:
            self._note_candidate(step, offers)
        return StepFinished(step)

    def _note_candidate(self, step: Step, offers: Offers) -> None:
        if answer := announced(offers):
            self._candidates.append(Candidate(answer, step.number))

    def _text(self, section: Section) -> str:
        whole = "".join(self._texts[section])
        self._texts[section] = [whole] if whole else []
        return whole
