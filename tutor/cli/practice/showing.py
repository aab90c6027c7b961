"""How a sitting is shown: as text for people, or as JSON for programs."""

import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol

import click

from tutor.cli.folding import folded
from tutor.cli.rows import write_json
from tutor.vocabulary.practice import Outcome
from tutor.vocabulary.verdict import VerdictStatus

if TYPE_CHECKING:
    from tutor.cli.practice.hints import Rung
    from tutor.lesson.item import Item
    from tutor.lesson.own_work import OwnWork
    from tutor.lesson.practice import Marked, Session

_HELP = "Type your answer, or: hint (or ?), answer, work (checks your own lines), skip, quit."
_TEST_HELP = "Type your answer, or: skip, quit. There is no help and one try."
_CONFIRMED = (VerdictStatus.HOLDS, VerdictStatus.FOLLOWS)
_NEXT = "Try again, or: hint, work (checks your own lines), answer, skip."


class View(Protocol):
    """Shows each thing as it happens."""

    def item(self, number: int, item: "Item", self_test: bool) -> None: ...

    def marked(self, given: str, marked: "Marked", self_test: bool) -> None: ...

    def hint(self, number: int, rung: "Rung") -> None: ...

    def answer(self, answer: str) -> None: ...

    def skipped(self) -> None: ...

    def work(self, work: "OwnWork") -> None: ...

    def help(self, self_test: bool) -> None: ...

    def note(self, text: str) -> None: ...

    def warn(self, text: str) -> None: ...

    def summary(self, session: "Session") -> None: ...


class TextView:
    """Lines of text; what is LaTeX is brought to Unicode, what comes from files is made safe."""

    def __init__(self) -> None:
        from tutor.render.glyphs import glyphs_for

        self._glyphs = glyphs_for(getattr(sys.stdout, "encoding", None))

    def item(self, number: int, item: "Item", self_test: bool) -> None:
        from tutor.lesson.skills import SKILL_BY_NAME
        from tutor.render.prose import to_plain

        skill = SKILL_BY_NAME.get(item.skill)
        words = [f"{number}", skill.title if skill else item.skill, f"level {item.level}" if skill else ""]
        self._say("")
        self._say(self._glyphs.separator.join(filter(None, words)), bold=True)
        self._say(to_plain(item.problem))
        if item.form:
            self._say(f"Give it so: {to_plain(item.form)}")
        if number == 1:
            self._say(_TEST_HELP if self_test else _HELP, dim=True)

    def marked(self, given: str, marked: "Marked", self_test: bool) -> None:  # noqa: ARG002
        from tutor.render.prose import to_one_line
        from tutor.vocabulary.verdict import CertificateStatus

        badges = self._glyphs.certificates
        match marked.outcome:
            case Outcome.RIGHT:
                self._say(f"{badges[CertificateStatus.PROVED]} Right.", colour="green")
            case Outcome.OTHER_FORM:
                form = to_one_line(marked.form)
                told = f"The value is right; asked for is another form: {form}."
                self._say(f"{badges[CertificateStatus.SUPPORTED]} {told}")
                self._say("Write it in that form, or `skip`.", dim=True)
            case Outcome.UNDECIDED:
                reason = f" ({to_one_line(marked.detail)})" if marked.detail else ""
                self._say(f"{badges[CertificateStatus.UNCHECKED]} I can't tell{reason}. It does not count.")
                self._say("Write it in another way, or `skip`.", dim=True)
            case _:
                yet = "" if marked.over else " yet"
                self._say(f"{badges[CertificateStatus.REFUTED]} Not right{yet}.", colour="red")
                if marked.over and marked.expected and not self_test:
                    self.answer(marked.expected)
                elif not marked.over:
                    self._say(_NEXT, dim=True)

    def hint(self, number: int, rung: "Rung") -> None:  # noqa: ARG002
        from tutor.render.prose import to_plain

        self._say(to_plain(rung.text))
        if rung.last:
            self._say("That was the last hint. Type the answer yourself, or `skip`.", dim=True)

    def answer(self, answer: str) -> None:
        self._say(f"The answer is {_formula(answer)}. A problem of this kind comes back.")

    def skipped(self) -> None:
        self._say("Left out.", dim=True)

    def work(self, work: "OwnWork") -> None:
        from tutor.render.prose import to_plain
        from tutor.render.unicode_math import to_unicode

        # without what shows it, which would often be the answer
        if (wrong := work.wrong) is not None:
            self._say(f"The first wrong line is {wrong.line}: {to_unicode(wrong.statement)}", colour="red")
            if work.slip is not None:
                self._say(to_plain(work.slip.detail))
        elif (other := work.unfitting) is not None:
            self._say(f"No line is wrong by itself, but {to_unicode(other.answer)} is not what is asked for.")
            self._say(other.advice)
        elif work.found:
            confirmed = sum(each.verdict.status in _CONFIRMED for each in work.found)
            self._say(f"No wrong line found: {confirmed} of {len(work.found)} claims confirmed.")
        else:
            self._say("There is nothing in these lines that can be checked.")

    def help(self, self_test: bool) -> None:
        self._say(_TEST_HELP if self_test else _HELP)

    def note(self, text: str) -> None:
        self._say(text, dim=True)

    def warn(self, text: str) -> None:
        click.echo(f"tutor: {text}", err=True)

    def summary(self, session: "Session") -> None:
        summary = session.summary()
        if not summary.items:
            return
        said = [f"{summary.right} of {summary.items} right"]
        said += [f"{summary.alone} at the first try without help"] if not summary.self_test else []
        said += [f"{summary.undecided} could not be told"] if summary.undecided else []
        said += [f"{summary.skipped} left out"] if summary.skipped else []
        self._say("")
        self._say(("Self-test: " if summary.self_test else "") + ", ".join(said) + ".", bold=True)
        if summary.self_test:
            self._solutions(session)

    def _solutions(self, session: "Session") -> None:
        """After a test, not in it: what was not solved, with the answers."""
        from tutor.render.prose import to_one_line

        for item in session.missed():
            answer = f"{self._glyphs.separator}{_formula(item.answer)}" if item.answer else ""
            self._say(f"  {to_one_line(item.problem)}{answer}")

    def _say(self, text: str, *, colour: str | None = None, bold: bool = False, dim: bool = False) -> None:
        shown = folded(text, self._glyphs)
        colour = None if os.environ.get("NO_COLOR") else colour
        styled = text and (colour or bold or dim)
        click.echo(click.style(shown, fg=colour, bold=bold or None, dim=dim or None) if styled else shown)


class JsonView:
    """One JSON object a line, named by `event`. The answer stands in it only when the item is over."""

    def item(self, number: int, item: "Item", self_test: bool) -> None:
        origin = {"skill": item.skill, "generator": item.generator, "level": item.level, "seed": item.seed}
        asked = {"problem": item.problem, "asked": item.asked, "form": item.form}
        write_json({"event": "item", "number": number, **origin, **asked, "self_test": self_test})

    def marked(self, given: str, marked: "Marked", self_test: bool) -> None:  # noqa: ARG002
        write_json({"event": "answer", "given": given, **asdict(marked)})

    def hint(self, number: int, rung: "Rung") -> None:
        write_json({"event": "hint", "rung": number, "text": rung.text, "last": rung.last})

    def answer(self, answer: str) -> None:
        write_json({"event": "shown", "expected": answer})

    def skipped(self) -> None:
        write_json({"event": "skipped"})

    def work(self, work: "OwnWork") -> None:
        wrong, slip, other = work.wrong, work.slip, work.unfitting
        first = {"first_wrong": wrong.statement, "line": wrong.line} if wrong else {"first_wrong": None}
        named = {"slip": slip.rule, "slip_detail": slip.detail} if slip else {"slip": None}
        unfitting = {"unfitting_answer": other.answer if other else None}
        write_json({"event": "work", "equalities": len(work.found), **first, **named, **unfitting})

    def help(self, self_test: bool) -> None:
        """Programs have read the manual."""

    def note(self, text: str) -> None:
        if text:
            write_json({"event": "note", "text": text})

    def warn(self, text: str) -> None:
        click.echo(f"tutor: {text}", err=True)

    def summary(self, session: "Session") -> None:
        write_json({"event": "summary", "seed": session.seed, **asdict(session.summary())})


def _formula(answer: str) -> str:
    from tutor.render.unicode_math import to_unicode

    return to_unicode(answer)
