"""When a second dimension helps: where one line has to add brackets, or to write limits and rows in a row."""

from collections.abc import Callable

from tutor.render.latex.forms import (
    Accented,
    Binomial,
    Braced,
    Form,
    Fraction,
    Framed,
    Pieces,
    Scripted,
    Stacked,
    Table,
    children,
)
from tutor.render.latex.groups import flat
from tutor.render.latex.pieces import Kind, Piece, adds_brackets
from tutor.render.latex.scripts import subscript, superscript

_LONG_SCRIPT = 8  # characters in round brackets after a `^`


def stacking_helps(pieces: Pieces) -> bool:
    """Whether a formula reads better on several lines: not `3/4`, `x²`, `√49`."""
    return adds_brackets(pieces) or _any_form(pieces, _form_helps)


def stacking_helps_script(pieces: Pieces) -> bool:
    """Whether a power or an index needs several lines of its own: `x^(1/2)` does not."""
    return _any_form(
        pieces, lambda piece, form: isinstance(form, Fraction | Table) and _form_helps(piece, form)
    )


def _any_form(pieces: Pieces, helps: Callable[[Piece, Form], bool]) -> bool:
    """Without recursion: scripts of scripts may be nested a thousand times."""
    waiting: list[Piece] = [*pieces]
    while waiting:
        piece = waiting.pop()
        if piece.form is None:
            continue
        if helps(piece, piece.form):
            return True
        for part in children(piece.form):
            waiting += part
    return False


def _form_helps(piece: Piece, form: Form) -> bool:
    match form:
        case Fraction():
            return " " in piece.text or piece.text != f"{flat(form.above)}/{flat(form.below)}"
        case Table():
            return len(form.rows) > 1
        case Binomial() | Framed() | Braced():
            return True
        case Stacked():
            return form.long_arrow
        case Scripted():
            limits = form.base.kind is Kind.BIG and bool(form.below or form.above)
            return limits or _is_long(form.above, superscript) or _is_long(form.below, subscript)
        case Accented():
            return piece.text.endswith(")")
        case _:
            return False


def _is_long(script: Pieces, small_letters: Callable[[str], str]) -> bool:
    """Whether a script has no small letters and is too long, or too high, for round brackets."""
    if not script:
        return False
    text = flat(script, tight=True)
    if small_letters(text)[:1] not in ("^", "_"):
        return False
    return len(text) > _LONG_SCRIPT or stacking_helps_script(script)
