"""One readable line of Unicode for LaTeX and plain mathematics.

Never raises and never takes long: what is too large or nested too deeply is
shown as its sanitized source.
"""

import re

from tutor.render.latex.delimiters import undelimited
from tutor.render.latex.formula import formula_lines
from tutor.render.latex.groups import on_one_line
from tutor.render.marked import prose_words
from tutor.render.plain_maths import is_all_maths, plain_to_unicode
from tutor.render.prose import to_one_line
from tutor.render.safe import sanitize

_LATEX = re.compile(r"\\|[{}]")
_INNER_DELIMITERS = re.compile(r"\\[(\[]|\$[^$]+\$")


def to_unicode(latex: str) -> str:
    """One line of readable Unicode: `\\frac{3+\\sqrt{49}}{4}` becomes `(3 + √49)/4`.

    Takes LaTeX with or without its delimiters, and plain mathematics with or
    without words around it (`Solve 2x^2 - 3 = 0`); words, file names and code stay
    as they are.
    """
    source, delimited = undelimited(sanitize(latex).strip())
    if delimited or is_all_maths(source):
        return on_one_line(formula_lines(source))
    if _INNER_DELIMITERS.search(source):
        return to_one_line(source)
    if _LATEX.search(source):
        return to_one_line(source) if prose_words(source) > 1 else on_one_line(formula_lines(source))
    return on_one_line(plain_to_unicode(source))
