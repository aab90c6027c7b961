"""What stands where the steps will be, before anything was asked: a word, and problems to try."""

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
_WORDS = "Or try one of these: arrows and Enter, or a click."


class Welcome(OptionList):
    """A list of problems; choosing one asks it."""

    DEFAULT_CSS = """
    Welcome { border: none; background: transparent; padding: 1 2; height: 1fr; }
    Welcome:focus { border: none; }
    """

    class Picked(Message):
        """An example was chosen."""

        def __init__(self, problem: str) -> None:
            super().__init__()
            self.problem = problem

    def __init__(self, glyphs: Glyphs = UNICODE) -> None:
        shown = [Option(Text(glyphs.shown(to_one_line(example)))) for example in EXAMPLES]
        super().__init__(Option(Text(_WORDS, "dim"), disabled=True), None, *shown)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Ask what was chosen."""
        message.stop()
        self.post_message(self.Picked(EXAMPLES[message.option_index - 1]))
