"""`show`: a tree as plain text that reads back to the same tree.

Products are written with `*` but after a number (`3x`). Nothing but cases needs
LaTeX. Words that would not read back as words stand in quotation marks.
"""

from typing import Final

from tutor.check.reading import show_expressions, show_statements
from tutor.check.reading.forms import form
from tutor.check.reading.tree import Node

PRINTERS: Final = (show_expressions, show_statements)  # imported for what they register


def show(node: Node) -> str:
    """Plain text for people that `read` reads back."""
    return form(node)[1]
