"""One branch read to its end: tokens into steps, steps to the checker, and when to close the thinking."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import uuid4

from tutor.check.checker import Checker, Context
from tutor.engine.interface import Branch, BranchEnd, Piece
from tutor.solve.options import SolveOptions
from tutor.strategy.budget import Decision, Move, Progress, decide
from tutor.strategy.candidates import Candidates
from tutor.strategy.closing import ANSWER_LEAD, OpenedBox, closing_words
from tutor.strategy.loops import LoopDetector
from tutor.strategy.probing import probe
from tutor.strategy.proof import ProofWatch
from tutor.strategy.settling import Settling
from tutor.strategy.stopping import WouldStop
from tutor.trace import Change, Reader
from tutor.vocabulary.events import CheckedStep, Ending, Event, Probed, Progressed, StepChecked, StepFinished
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Answer, AnswerSource, Opening, Section, Step
from tutor.vocabulary.verdict import CertificateStatus

_PAUSE_SLICE_SECONDS = 0.1
_TOKENS_BETWEEN_COUNTS = 8
_COMPARED_RESULTS = 6
_MAY_END = re.compile(r"[.,;:\n$)\]}]")


@dataclass(slots=True)
class Counts:
    """Tokens of one branch: in its thinking, in its answer, and spent on probes."""

    thinking: int = 0
    answer: int = 0
    probes: int = 0

    @property
    def written(self) -> int:
        """What the branch itself wrote."""
        return self.thinking + self.answer


class Walk:
    """Reads one branch. `ending` is None until it is over; `detail` says in words what ended the thinking.

    The steps of a branch that is `shown` are checked as they come, those of another only
    when it has won: checking takes processor time from generating.
    """

    def __init__(
        self,
        problem: Problem,
        branch: Branch,
        checker: Checker,
        options: SolveOptions,
        *,
        can_probe: bool,
        shown: bool,
    ) -> None:
        self.branch = branch
        self.shown = shown
        self.counts = Counts()
        self.context = Context(trace=uuid4().hex, problem=problem)
        self.checks: dict[int, StepChecked] = {}
        self.ending: Ending | None = None
        self.detail = ""
        self._checker = checker
        self._options = options
        marks = options.marks
        # newer templates of thinking models end the prompt with the opening tag; a card's opening may go on
        opened = (
            branch.prompt_tail.rstrip().endswith(marks.open)
            if not options.opening
            else (options.opening.rfind(marks.open) > options.opening.rfind(marks.close))
        )
        self.reader = Reader(marks, starts_in_thinking=opened)
        self._lead = options.lead
        self._asked: Ending | None = None
        self._asked_at = 0
        self._box: OpenedBox | None = None
        self._candidates = Candidates()
        self._proof = ProofWatch(lambda answer: checker.certify_soon(problem, answer))
        self._loops = LoopDetector()
        self._loop_found = False
        self._turned = False
        self.would_stop: WouldStop | None = None
        probing = options.stopping.probing if can_probe else None
        self._settling = Settling(probing, self._same) if probing else None

    @property
    def answer(self) -> Answer | None:
        """The answer as far as it is written."""
        return self.reader.answer()

    def advance(self) -> Iterator[Event]:
        """Read one token and what it brings; checks come also while it is paused or waits for room."""
        if not self._may_go_on():
            yield from self._checked()
            return
        if self._lead:
            lead, self._lead = self._lead, ""
            yield from self._take(self.reader.feed(lead))
        piece = self.branch.next()
        if piece is not None:
            self._count(piece)
            if self.shown and self.counts.written % _TOKENS_BETWEEN_COUNTS == 0:
                yield self._progressed()
            if self._box:
                self._box.feed(piece.text)
            yield from self._take(self.reader.feed(piece.text))
            self._watch_unfinished(piece.text)
        elif self.branch.waiting:
            yield from self._checked()
            return
        elif self.branch.end is BranchEnd.END_OF_TEXT:
            self._look_at_the_end()
        yield from self._checked()
        yield from self._probe()
        decision = decide(self._options.budget, self._progress())
        if decision.move is Move.STOP:
            self.ending = decision.ending
            yield from self._take(self.reader.finish())
        elif decision.move is Move.ASK:
            yield from self._ask(decision)

    def drain(self) -> Iterator[Event]:
        """The checks still outstanding, for a bounded time."""
        if not self.shown:
            self.shown = True
            for step in self.reader.steps:
                self._checker.submit(step, self.context)
        found = self._checker.drain(self._options.check_seconds, self.context.trace)
        yield from self._remember(found)

    def steps(self) -> tuple[CheckedStep, ...]:
        """The steps as the reader knows them at the end, with what was found of each."""
        found = ((step, self.checks.get(step.number)) for step in self.reader.steps)
        return tuple(
            CheckedStep(step, check.verdict, check.verdicts) if check else CheckedStep(step)
            for step, check in found
        )

    def close(self) -> None:
        """Give the branch back and forget its checks. Safe to call twice."""
        self.branch.close()
        self._checker.forget(self.context.trace)

    def _progressed(self) -> Progressed:
        used = self.branch.prompt_tokens + len(self.branch.tokens)
        return Progressed(self.counts.thinking, self.counts.answer, used)

    def _may_go_on(self) -> bool:
        steering = self._options.steering
        return not steering.is_paused or steering.wait(_PAUSE_SLICE_SECONDS)

    def _count(self, piece: Piece) -> None:
        if self.reader.section is Section.THINKING:
            self.counts.thinking += 1
        else:
            self.counts.answer += 1
        if self._options.stopping.loops and self._loops.feed(
            piece.token, number=piece.text.strip().isdecimal()
        ):
            self._loop_found = True

    def _take(self, changes: list[Change]) -> Iterator[Event]:
        for change in changes:
            if isinstance(change, StepFinished):
                if self.shown:
                    self._checker.submit(change.step, self.context)
                self._watch(change.step)
            yield change

    def _watch(self, step: Step) -> None:
        """What a finished step of the thinking means for when to stop."""
        if step.section is not Section.THINKING or self._asked:
            return
        candidates = self._candidates.feed(step)
        self._turned = self._turned or self._candidates.announced or step.opening is Opening.TURN
        self._propose(candidates)

    def _watch_unfinished(self, text: str) -> None:
        """An answer need not wait for the end of its step: look where a formula may have ended."""
        stopping = self._options.stopping
        if not (stopping.proof or self._settling) or self._asked or not _MAY_END.search(text):
            return
        if self.reader.section is Section.THINKING and (step := self.reader.unfinished):
            self._propose(self._candidates.peek(step))

    def _propose(self, candidates: Iterable[str]) -> None:
        if self._options.stopping.proof:
            for candidate in candidates:
                self._proof.propose(candidate)

    def _look_at_the_end(self) -> None:
        """A thinking that breaks off may have ended with the answer, in a step that is not finished."""
        if self._asked or self.reader.section is not Section.THINKING or not self._options.stopping.proof:
            return
        answer, problem = self.reader.answer(), self.context.problem
        if answer and problem and self._proof.proved is None:
            certificate = self._checker.certify(problem, answer.text)
            if certificate.status is CertificateStatus.PROVED:
                self._proof.proved = answer.text

    def _checked(self) -> Iterator[Event]:
        yield from self._remember(self._checker.ready(self.context.trace))

    def _remember(self, found: list[StepChecked]) -> Iterator[Event]:
        for checked in found:
            self.checks[checked.number] = checked
            yield checked

    def _probe(self) -> Iterator[Event]:
        """Ask a fork for its answer, where it is time to."""
        settling = self._settling
        if settling is None or self._asked or self.would_stop or self.reader.section is not Section.THINKING:
            return
        if not self._candidates.stated or self.branch.end is not None:
            return
        if not settling.is_due(self.counts.thinking, turned=self._turned):
            return
        self._turned = False
        result = probe(self.branch, self._options.marks.close, self._options.sampling.seed)
        self.counts.probes += result.tokens
        agreeing = settling.add(self.counts.thinking, result.answer, stated=self._has_stated(result.answer))
        if settling.is_settled and self._is_refuted(settling.agreeing[-1]):
            settling.reject()
        yield Probed(result.answer, agreeing, self.counts.thinking)

    def _is_refuted(self, answer: str) -> bool:
        """Whether the checker knows better than probes that agree: one root of two, a wrong value."""
        problem = self.context.problem
        if problem is None:
            return False
        return self._checker.certify(problem, answer).status is CertificateStatus.REFUTED

    def _has_stated(self, answer: str | None) -> bool:
        """Whether the thinking has come to this answer by itself, in the last results it stated."""
        stated = list(self._candidates.stated)
        if answer is None or answer in stated:
            return answer is not None
        return any(self._same(said, answer) for said in stated[: -_COMPARED_RESULTS - 1 : -1])

    def _same(self, first: str, second: str) -> bool:
        problem = self.context.problem
        return self._checker.compare(first, second, problem.text if problem else "").equal

    def _reason(self) -> Ending | None:
        """Why the thinking is to end now, apart from what counts say."""
        if self._options.steering.wants_answer:
            return Ending.ASKED
        if self._loop_found:
            return Ending.LOOP
        if self.reader.section is not Section.THINKING or self.would_stop:
            return None
        answer, ending = None, Ending.PROVED
        if self._options.stopping.proof:
            answer = self._proof.look()
        if answer is None and self._settling and self._settling.is_settled:
            answer, ending = self._settling.agreeing[-1], Ending.SETTLED
        if answer is None:
            return None
        if self._options.stopping.observed:
            self.would_stop = WouldStop(ending, self.counts.thinking, self.counts.probes, answer)
            return None
        return ending

    def _progress(self) -> Progress:
        return Progress(
            section=self.reader.section,
            thinking=self.counts.thinking,
            answer=self.counts.answer,
            since_asked=self.counts.written - self._asked_at,
            room=self.branch.room,
            end=self.branch.end,
            asked=self._asked,
            reason=self._reason(),
            answered=self._answered,
        )

    def _answered(self) -> bool:
        return self._box.closed if self._box else self.reader.answer() is not None

    def _ask(self, decision: Decision) -> Iterator[Event]:
        """Close the thinking by hand and open the answer; one that is known is written at once."""
        self._asked, self._asked_at, self._box = decision.ending, self.counts.written, OpenedBox()
        answer = self._known_answer(decision.ending)
        self.detail = self._explain(decision.ending, answer)
        known = f"{answer}}}" if answer else ""
        section = self.reader.section
        self.branch.feed(closing_words(section, self._options.marks.close) + known)
        if section is Section.THINKING:
            yield from self._take(self.reader.close_thinking(decision.ending))
        self._box.feed(known)
        yield from self._take(self.reader.feed("\n\n" + ANSWER_LEAD + known))

    def _known_answer(self, ending: Ending) -> str | None:
        """The answer that ended the thinking, or that stands boxed in one that broke off."""
        if ending is Ending.PROVED:
            return self._proof.proved
        if ending is Ending.SETTLED and self._settling:
            return self._settling.agreeing[-1]
        said = self.reader.answer() if ending is Ending.EARLY_END else None
        return said.text if said and said.source is AnswerSource.BOXED else None

    def _explain(self, ending: Ending, answer: str | None) -> str:
        thinking = self.counts.thinking
        if ending is Ending.PROVED:
            return f"proved after {thinking:,} tokens of thinking: {answer}"
        if ending is Ending.SETTLED and self._settling:
            return f"settled after {thinking:,} tokens: {len(self._settling.agreeing)} probes agree"
        if ending is Ending.EARLY_END and answer:
            return "the answer it had boxed there was taken"
        return self._loops.reason if ending is Ending.LOOP else ""
