"""The answer, apart from the chain of thought, with how it was checked in one line."""

from rich.text import Text
from textual.widgets import Static

from tutor.render.glyphs import UNICODE, Glyphs
from tutor.render.wording import (
    answer_words,
    certificate_words,
    disagreement_words,
    ending_words,
)
from tutor.vocabulary.events import Ending, Solution
from tutor.vocabulary.step import Answer
from tutor.vocabulary.verdict import Certificate, CertificateStatus

_CLASSES = {status: f"-{status.value}" for status in CertificateStatus}


class AnswerPanel(Static):
    """Empty until there is an answer. Its border has the certificate's colour, its words say the same."""

    DEFAULT_CSS = """
    AnswerPanel {
        height: auto; display: none; padding: 0 1;
        background: $panel; border-left: thick $secondary;
    }
    AnswerPanel.-shown { display: block; }
    AnswerPanel.-proved { border-left: thick $success; }
    AnswerPanel.-supported { border-left: thick $primary; }
    AnswerPanel.-refuted { border-left: thick $error; }
    """

    def __init__(self, glyphs: Glyphs = UNICODE) -> None:
        super().__init__("", markup=False)
        self.glyphs = glyphs

    def clear(self) -> None:
        """There is no answer yet."""
        self.remove_class("-shown", *_CLASSES.values())
        self.update("")

    def show_answer(self, answer: Answer | None, certificate: Certificate | None) -> None:
        """The answer; its certificate may come later."""
        words = [Text(answer_words(answer), "bold")]
        words.append(self._certificate(certificate) if certificate else Text("checking …", "dim"))
        self._show(words, certificate.status if certificate else None)

    def show_solution(self, solution: Solution) -> None:
        """The outcome of a run."""
        words = [Text(answer_words(solution.answer), "bold"), self._certificate(solution.certificate)]
        if solution.disagreement:
            words.append(Text(disagreement_words(solution)))
        if solution.ending is not Ending.COMPLETE and (ending := ending_words(solution)):
            words.append(Text(ending, "dim"))
        self._show(words, solution.certificate.status)

    def say(self, words: str) -> None:
        """Words that are no answer to a problem."""
        self._show([Text(words)], None)

    def show_fault(self, message: str, hint: str) -> None:
        """What went wrong, and what to do."""
        self._show([Text(message, "bold"), *([Text(hint)] if hint else [])], None)

    def _certificate(self, certificate: Certificate) -> Text:
        return Text(self.glyphs.separator.join(certificate_words(certificate)))

    def _show(self, lines: list[Text], status: CertificateStatus | None) -> None:
        self.remove_class(*_CLASSES.values())
        if status is not None:
            self.add_class(_CLASSES[status])
        self.add_class("-shown")
        shown = Text("\n").join(lines)
        self.update(self.glyphs.styled(shown))
