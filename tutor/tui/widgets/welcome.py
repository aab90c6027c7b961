"""What stands where the steps will be, before anything was asked: a word, and problems to try."""

from collections.abc import Iterator

from rich.text import Text
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tutor.render.glyphs import UNICODE, Glyphs
from tutor.render.prose import to_one_line

EXAMPLES = (
    "Solve 2x^2 - 3x - 5 = 0",
    "What is the derivative of x^2 sin(x)?",
    "A shirt costs 24 euros after a 20% discount. What did it cost before?",
    "Solve the system x + y = 10, 2x - y = 2",
    "Find the area under y = x^2 between x = 0 and x = 3",
    "How many ways are there to choose 3 of 10 books?",
)
_PRACTICE = "practice"
_WORDS = "Or try one of these: arrows and Enter, or a click."


class Welcome(OptionList):
    """A list of problems; choosing one asks it."""

    DEFAULT_CSS = """
    Welcome { border: none; background: transparent; padding: 1 2; height: 1fr; }
    Welcome:focus { border: none; }
    """

    class Practice(Message):
        """Practice was chosen."""

    class Picked(Message):
        """An example was chosen."""

        def __init__(self, problem: str) -> None:
            super().__init__()
            self.problem = problem

    def __init__(self, glyphs: Glyphs = UNICODE) -> None:
        self._glyphs = glyphs
        super().__init__(*self._contents(Text("Practice: hints before answers", "bold")))

    def offer_practice(self, due: int) -> None:
        """Say how many kinds of problems are due today."""
        if due and self.is_attached:
            words = f"Practice: {due} {'kind' if due == 1 else 'kinds'} of problems due today"
            self.replace_option_prompt(_PRACTICE, Text(self._glyphs.shown(words), "bold"))

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Ask what was chosen, or open practice."""
        message.stop()
        if message.option_id == _PRACTICE:
            self.post_message(self.Practice())
        elif message.option_id is not None:
            self.post_message(self.Picked(EXAMPLES[int(message.option_id)]))

    def _contents(self, practice: Text) -> Iterator[Option | None]:
        yield Option(Text(_WORDS, "dim"), disabled=True)
        yield None
        for number, example in enumerate(EXAMPLES):
            yield Option(Text(self._glyphs.shown(to_one_line(example))), id=str(number))
        yield None
        yield Option(practice, id=_PRACTICE)
