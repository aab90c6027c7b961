"""What each command with arguments looks like on one line."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tutor.render.latex import symbols
from tutor.render.latex.brackets import bracketed, is_product, is_single
from tutor.render.latex.environments import WITH_COLUMN_ARGUMENT, lay_out
from tutor.render.latex.forms import Accented, Binomial, Braced, Fraction, Framed, Root, Stacked
from tutor.render.latex.groups import flat, group
from tutor.render.latex.pieces import Kind, Piece
from tutor.render.latex.scripts import ACCENT_COMMANDS, accented, subscript, superscript

if TYPE_CHECKING:
    from tutor.render.latex.reader import Reader

_RADICALS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_BARE_RADICAND = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]|\d{1,3}(?:,\d{3})+")
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"})
_BINOMIALS = frozenset({"binom", "dbinom", "tbinom"})
_STACKED = frozenset({"overset", "stackrel", "underset"})
_ESCAPED = re.compile(r"\\([A-Za-z]+|.)\s?|[{}]", re.DOTALL)
_MAX_TEXT_FORMULAS = 40
_DELIMITER_KINDS = {"left": Kind.OPEN, "middle": Kind.RELATION, "right": Kind.CLOSE}


def read(reader: "Reader", name: str, before: list[Piece]) -> list[Piece]:
    """The pieces of the command just taken; an unknown one shows its bare name."""
    if name in symbols.COMMANDS:
        return [Piece(*symbols.COMMANDS[name])]
    if name in _HANDLERS:
        return _HANDLERS[name](reader, name)
    if name in symbols.INVISIBLE or name in "()[]":
        return []
    if name == "begin":
        return _environment(reader, before)
    if name in ("\\", "cr", "newline"):
        return [Piece(";", Kind.PUNCTUATION)]
    return _unknown(name)


def letters(reader: "Reader", run: str) -> list[Piece]:
    """A run of letters: a function's name, `sqrt`, `pi`, or just letters."""
    if run in symbols.FUNCTIONS:
        return [Piece(run, Kind.FUNCTION)]
    if run in ("lim", "max", "min"):
        return [Piece(run, Kind.BIG if run == "lim" else Kind.FUNCTION)]
    if run in ("pi", "theta"):
        return [Piece(*symbols.COMMANDS[run])]
    if run in symbols.CONNECTIVES:
        return [Piece(f" {run} ", Kind.TEXT)]
    following = reader.peek()
    if run == "sqrt" and following is not None and following.text in ("(", "{", "["):
        return _root(reader, run)
    return [Piece(run)]


def fraction(above: list[Piece], below: list[Piece]) -> Piece:
    """One piece `above/below`, bracketed inside where it must be."""
    top, bottom = flat(above), flat(below)
    if not top and not bottom:
        return Piece("")
    if not (_is_word(above) or is_product(top)):
        top = bracketed(top)
    if bottom and not (_is_word(below) or is_single(bottom)):
        bottom = bracketed(bottom)
    return Piece(f"{top}/{bottom}", Kind.FRACTION, form=Fraction(above, below))


def choose(above: list[Piece], below: list[Piece]) -> Piece:
    """A binomial coefficient, `C(n, k)`."""
    return Piece(f"C({flat(above)}, {flat(below)})", form=Binomial(above, below))


def _is_word(pieces: list[Piece]) -> bool:
    return len(pieces) == 1 and pieces[0].kind is Kind.TEXT and " " not in pieces[0].text


def _fraction(reader: "Reader", _name: str) -> list[Piece]:
    return [fraction(reader.argument(), reader.argument())]


def _binomial(reader: "Reader", _name: str) -> list[Piece]:
    return [choose(reader.argument(), reader.argument())]


def _root(reader: "Reader", _name: str) -> list[Piece]:
    index = reader.optional_argument() or []
    if (inside := reader.round_argument()) is None:
        inside = reader.argument()
    radicand, order = flat(inside, tight=True), flat(index, tight=True)
    sign = _RADICALS.get(order) or superscript(order) + "√"
    if radicand == "" or _BARE_RADICAND.fullmatch(radicand):
        structured = any(piece.form for piece in (*index, *inside))
        return [Piece(sign + radicand, Kind.ROOT, form=Root(index, inside) if structured else None)]
    return [Piece(sign + bracketed(radicand), Kind.ROOT, form=Root(index, inside))]


def _transparent(reader: "Reader", name: str) -> list[Piece]:
    reader.skip_space()
    following = reader.peek()
    if following is None or following.text != "{":
        return []
    pieces = reader.argument()
    content = group(pieces)
    if name in ("underbrace", "overbrace"):
        return [replace(content, form=Braced(pieces, over=name == "overbrace"))]
    if name not in ("boxed", "fbox"):
        return [content]
    # an empty box is a blank to fill in
    return [replace(content, form=Framed(pieces)) if content.text.strip() else Piece("□")]


def _text(reader: "Reader", _name: str) -> list[Piece]:
    source = reader.raw_group()
    parts = source.split("$", _MAX_TEXT_FORMULAS)
    shown = "".join(
        reader.nested(part) if index % 2 else _ESCAPED.sub(_unescaped, part)
        for index, part in enumerate(parts)
    )
    shown = re.sub(r"\s+", " ", shown)
    return [Piece(shown, Kind.TEXT)] if shown.strip() else [Piece(" ", Kind.SPACE)] if shown else []


def _unescaped(match: re.Match[str]) -> str:
    name = match.group(1)
    if name is None or name in "()[]":
        return ""
    if name in symbols.SPACES or name == "\\":
        return " "
    symbol = symbols.COMMANDS[name][0] if name in symbols.COMMANDS else name
    return "" if name in symbols.INVISIBLE or name in symbols.UPRIGHT else symbol


def _named(reader: "Reader", name: str) -> list[Piece]:
    reader.accept("*")
    shown = group(reader.argument())
    if not shown.text.isalpha() or len(shown.text) < 2:
        return [shown] if shown.text else []
    function = name == "operatorname" or shown.text in symbols.FUNCTIONS
    return [Piece(shown.text, Kind.FUNCTION if function else Kind.TEXT)]


def _blackboard(reader: "Reader", _name: str) -> list[Piece]:
    return [Piece("".join(symbols.BLACKBOARD.get(letter, letter) for letter in flat(reader.argument())))]


def _accent(reader: "Reader", name: str) -> list[Piece]:
    inside = reader.argument()
    return [Piece(accented(name, flat(inside)), form=Accented(name, inside))]


def _layout(reader: "Reader", name: str) -> list[Piece]:
    reader.accept("*")
    for _ in range(symbols.LAYOUT_ARGUMENTS[name]):
        reader.raw_group()
    return [Piece(" ", Kind.SPACE)] if name == "hspace" else []


def _delimiter(reader: "Reader", name: str) -> list[Piece]:
    """What follows `\\left`, `\\middle` or `\\right`; a dot is an invisible one."""
    reader.skip_space()
    token = reader.take()
    if token is None or token.text == ".":
        return []
    shown = token.text.removeprefix("\\")
    if token.text.startswith("\\"):
        shown = symbols.COMMANDS.get(shown, (shown, Kind.ORDINARY))[0]
    return [Piece({"<": "⟨", ">": "⟩"}.get(shown, shown), _DELIMITER_KINDS[name])]


def _stacked(reader: "Reader", name: str) -> list[Piece]:
    marks = reader.argument()
    mark = flat(marks, tight=True)
    base = group(reader.argument())
    if mark == "?" and base.text == "=":
        return [Piece("≟", Kind.RELATION)]
    if name == "underset":
        return [Piece(base.text + subscript(mark), base.kind, form=Stacked(base, below=marks))]
    return [Piece(base.text + superscript(mark), base.kind, form=Stacked(base, above=marks))]


def _labelled_arrow(reader: "Reader", name: str) -> list[Piece]:
    below = reader.optional_argument() or []
    above = reader.argument()
    arrow = "←" if "left" in name else "→"
    labels = subscript(flat(below, tight=True)) + superscript(flat(above, tight=True))
    form = Stacked(Piece(arrow, Kind.RELATION), below, above, long_arrow=True)
    return [Piece(arrow + labels, Kind.RELATION, form=form)]


def _modulus(reader: "Reader", name: str) -> list[Piece]:
    inside = flat(reader.argument())
    shown = f"({inside})" if name == "pod" else f"(mod {inside})"
    return [Piece(" ", Kind.SPACE), Piece(shown, Kind.CLOSE)]


def _tag(reader: "Reader", _name: str) -> list[Piece]:
    reader.accept("*")
    return [Piece("  ", Kind.SPACE), Piece(bracketed(reader.raw_group()), Kind.TEXT)]


def _negated(reader: "Reader", _name: str) -> list[Piece]:
    base = group(reader.argument())
    return [Piece(symbols.NEGATED.get(base.text, base.text + "\u0338"), Kind.RELATION)]


def _stray_end(reader: "Reader", _name: str) -> list[Piece]:
    reader.raw_group()
    return []


def _environment(reader: "Reader", before: list[Piece]) -> list[Piece]:
    name = reader.raw_group().rstrip("*")
    columns = ""
    if name in WITH_COLUMN_ARGUMENT:
        reader.optional_argument()
        columns = reader.raw_group()
    enclosed = bool(before) and before[-1].kind is Kind.OPEN
    rows, ruled = reader.rows()
    return [lay_out(name, columns, rows, enclosed=enclosed, ruled=ruled)]


def _unknown(name: str) -> list[Piece]:
    rare = symbols.rare_symbol(name) if len(name) > 1 else None
    if rare is not None:
        return [Piece(rare)]
    return [Piece(name, Kind.TEXT if name.isalpha() else Kind.ORDINARY)] if name else []


Handler = Callable[["Reader", str], list[Piece]]
_HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_FRACTIONS, _fraction),
    **dict.fromkeys(_BINOMIALS, _binomial),
    **dict.fromkeys(symbols.TRANSPARENT, _transparent),
    **dict.fromkeys(symbols.UPRIGHT, _text),
    **dict.fromkeys(symbols.NAMED, _named),
    **dict.fromkeys(ACCENT_COMMANDS, _accent),
    **dict.fromkeys(symbols.LAYOUT_ARGUMENTS, _layout),
    **dict.fromkeys(_STACKED, _stacked),
    **dict.fromkeys(("xrightarrow", "xleftarrow"), _labelled_arrow),
    **dict.fromkeys(("pmod", "pod"), _modulus),
    "sqrt": _root,
    "mathbb": _blackboard,
    "Bbb": _blackboard,
    **dict.fromkeys(_DELIMITER_KINDS, _delimiter),
    "tag": _tag,
    "not": _negated,
    "end": _stray_end,
}
