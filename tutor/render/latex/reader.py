"""Reads mathematical source into pieces: groups, arguments, scripts, rows. Recursive, bounded in depth.

What a single command looks like is in `commands` and `symbols`; how pieces stand
together is in `pieces`.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from tutor.render.latex import commands, symbols
from tutor.render.latex.brackets import bracketed, is_single
from tutor.render.latex.environments import Row
from tutor.render.latex.forms import Braced, Grouped, Scripted
from tutor.render.latex.groups import flat, group, on_one_line, row_lines
from tutor.render.latex.pieces import ATOMS, Kind, Piece
from tutor.render.latex.scripts import SUPERSCRIPTS, subscript, superscript
from tutor.render.latex.tokens import Token, TokenKind, tokenize

MAX_DEPTH = 64
_MAX_SCRIPT_TOKENS = 100
_BAR_WINDOW = 64  # pieces looked back over for the bar that this one closes
_ROW_ENDS = frozenset({"\\\\", "\\cr", "\\newline"})
_CELL_ENDS = _ROW_ENDS | {"&", "\\end"}
_RULES = frozenset({"\\hline", "\\midrule", "\\toprule", "\\bottomrule"})
_ROW_SPACE = re.compile(r"\[-?[\d.]+\s*(?:pt|em|ex|cm|mm)\]")
_UNSCRIPTED = frozenset({Kind.SPACE, Kind.BINARY, Kind.PUNCTUATION, Kind.OPEN, Kind.DOT, Kind.SLASH})
_PRIMES = {"'": "′", "’": "′", "′": "′", "″": "″"}
_RAISED = frozenset(SUPERSCRIPTS.values())


class TooDeep(Exception):  # noqa: N818 - never leaves this package: a signal to show the source instead
    """Groups and arguments nested beyond `MAX_DEPTH`."""


class Reader:
    """One pass over the tokens of a source."""

    def __init__(self, source: str, depth: int = 0) -> None:
        self._source = source
        self._tokens = tokenize(source)
        self._position = 0
        self._depth = depth
        self._groups = 0

    # -- whole sources ------------------------------------------------------------

    def all_rows(self) -> list[Row]:
        """The rows of the whole source."""
        rows: list[Row] = [[]]
        while self.peek():
            rows[-1].append(self.sequence(_ROW_ENDS | {"&"}))
            if (token := self.take()) and token.text in _ROW_ENDS:
                self._skip_row_space()
                rows.append([])
        return rows

    def rows(self) -> tuple[list[Row], set[int]]:
        """The rows of an environment up to its `\\end`, which is taken with its name, and the ruled ones."""
        rows: list[Row] = [[]]
        ruled: set[int] = set()
        stops = _CELL_ENDS | ({"}"} if self._groups else frozenset())
        while (token := self.peek()) and not (self._groups and token.text == "}"):
            if not rows[-1] and self._skip_rules():
                ruled.add(len(rows) - 1)
            rows[-1].append(self.sequence(stops))
            end = self.peek()
            if end is None or end.text == "}":
                break
            self.take()
            if end.text == "\\end":
                self.raw_group()
                break
            if end.text in _ROW_ENDS:
                self._skip_row_space()
                rows.append([])
        return rows, ruled

    def _skip_rules(self) -> bool:
        """Take the `\\hline`s that stand before a row; whether there were any."""
        begin, found = self._position, False
        while self.skip_space() or ((token := self.peek()) and token.text in _RULES):
            if (token := self.peek()) and token.text in _RULES:
                self._position += 1
                found = True
        self._position = self._position if found else begin
        return found

    def _skip_row_space(self) -> None:
        token = self.peek()
        found = _ROW_SPACE.match(self._source, token.start) if token and token.text == "[" else None
        while found and (token := self.peek()) and token.start < found.end():
            self._position += 1

    # -- tokens -------------------------------------------------------------------

    def peek(self) -> Token | None:
        """The next token, left where it is."""
        return self._tokens[self._position] if self._position < len(self._tokens) else None

    def take(self) -> Token | None:
        """The next token, taken."""
        token = self.peek()
        self._position += 1
        return token

    def skip_space(self) -> bool:
        """Take white space; whether there was any."""
        begin = self._position
        while (token := self.peek()) and token.kind is TokenKind.SPACE:
            self._position += 1
        return self._position > begin

    def accept(self, text: str) -> bool:
        """Take the next token when it reads so."""
        token = self.peek()
        if token is None or token.text != text:
            return False
        self._position += 1
        return True

    def raw_group(self) -> str:
        """The source inside the next braces, unread; empty when no brace follows."""
        self.skip_space()
        if not self.accept("{"):
            return ""
        begin, level = self._offset(), 1
        while token := self.take():
            level += (token.text == "{") - (token.text == "}")
            if level == 0:
                return self._source[begin : token.start]
        return self._source[begin:]

    def _offset(self) -> int:
        token = self.peek()
        return token.start if token else len(self._source)

    # -- sequences ----------------------------------------------------------------

    def sequence(self, stops: Iterable[str]) -> list[Piece]:
        """Pieces up to, and without, one of the stops or the end."""
        self._descend()
        pieces: list[Piece] = []
        spaced = False
        while (token := self.peek()) and token.text not in stops:
            if self.skip_space():
                spaced = True
                continue
            self._append(pieces, spaced=spaced, stops=stops)
            spaced = False
        self._depth -= 1
        return pieces

    def _descend(self) -> None:
        """One level deeper. Every recursion comes through here or ends in `TooDeep`."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TooDeep

    def _append(self, pieces: list[Piece], *, spaced: bool, stops: Iterable[str]) -> None:
        token = self._tokens[self._position]
        if token.text in "^_" or token.text in _PRIMES:
            scripted = bool(pieces) and pieces[-1].kind not in _UNSCRIPTED
            base = pieces.pop() if scripted else Piece("", spaced=spaced)
            pieces.append(self._with_scripts(base))
        elif token.text in ("\\over", "\\choose"):
            self._position += 1
            above, below = list(pieces), self.sequence(stops)
            pieces[:] = [
                commands.fraction(above, below) if token.text == "\\over" else commands.choose(above, below)
            ]
        elif token.text == "|":
            self._position += 1
            pieces.append(replace(self._bar(pieces, spaced=spaced), spaced=spaced))
        else:
            pieces += self._unit(spaced=spaced, before=pieces)

    def _unit(self, *, spaced: bool, before: list[Piece]) -> list[Piece]:
        token = self._tokens[self._position]
        self._position += 1
        self._descend()
        if token.kind is TokenKind.COMMAND:
            found = commands.read(self, token.text[1:], before)
        elif token.text == "{":
            found = [group(self._to_brace())]
        else:
            found = self._plain(token)
        self._depth -= 1
        return [replace(found[0], spaced=spaced), *found[1:]] if found else []

    def _plain(self, token: Token) -> list[Piece]:
        text = token.text
        if token.kind is TokenKind.NUMBER:
            return [Piece(text.replace("{,}", ","), Kind.NUMBER)]
        if token.kind is TokenKind.LETTERS:
            return commands.letters(self, text)
        if text in ("}", "$", "&"):
            return [Piece(" ", Kind.SPACE)] if text == "&" else []
        if text == ":":
            return [self._colon()]
        symbol, kind = symbols.CHARACTERS.get(text, (text, Kind.ORDINARY))
        return [Piece(symbol, kind)]

    def _colon(self) -> Piece:
        before = self._tokens[self._position - 2] if self._position > 1 else None
        after = self.peek()
        if after is None or after.kind is not TokenKind.SPACE:
            return Piece(":", Kind.CLOSE)
        loose = before is not None and before.kind is TokenKind.SPACE
        return Piece(":", Kind.RELATION if loose else Kind.PUNCTUATION)

    def _bar(self, pieces: list[Piece], *, spaced: bool) -> Piece:
        """Whether a `|` opens, closes, or means "such that"."""
        solid = [piece for piece in pieces[-_BAR_WINDOW:] if piece.kind is not Kind.SPACE]
        if not solid or solid[-1].kind not in ATOMS:
            return Piece("|", Kind.OPEN)
        opened = sum(
            (piece.kind is Kind.OPEN) - (piece.kind is Kind.CLOSE) for piece in solid if piece.text[:1] == "|"
        )
        after = self.peek()
        if opened > 0:
            return Piece("|", Kind.CLOSE)
        if spaced and after is not None and after.kind is TokenKind.SPACE:
            return Piece("|", Kind.RELATION)
        return Piece("|", Kind.OPEN)

    # -- groups and arguments -----------------------------------------------------

    def _to_brace(self) -> list[Piece]:
        """What stands in braces already opened."""
        self._groups += 1
        pieces = self.sequence({"}"})
        self._groups -= 1
        self.accept("}")
        return pieces

    def argument(self) -> list[Piece]:
        """The next argument of a command: a group, or one character or command."""
        self.skip_space()
        token = self.peek()
        if token is None or token.text in ("}", "&", "\\\\", "\\end"):
            return []
        if token.text == "{":
            self._position += 1
            return self._to_brace()
        if token.kind in (TokenKind.NUMBER, TokenKind.LETTERS) and len(token.text) > 1:
            return self._first_character(token)
        return self._unit(spaced=False, before=[])

    def _first_character(self, token: Token) -> list[Piece]:
        kind = TokenKind.NUMBER if token.text[1].isdigit() else token.kind
        self._tokens[self._position] = Token(kind, token.text[1:], token.start + 1)
        number = token.kind is TokenKind.NUMBER
        return [Piece(token.text[0], Kind.NUMBER if number else Kind.ORDINARY)]

    def optional_argument(self) -> list[Piece] | None:
        """What stands in square brackets right here, or None."""
        if not self.accept("["):
            return None
        pieces = self.sequence({"]"})
        self.accept("]")
        return pieces

    def nested(self, source: str) -> str:
        """Another source on one line, counted as one level deeper than this."""
        return on_one_line(row_lines(Reader(source, self._depth + 1).all_rows()))

    # -- scripts ------------------------------------------------------------------

    def _with_scripts(self, base: Piece) -> Piece:
        below: list[Piece] = []
        above: list[Piece] = []
        lowered = raised = primes = ""
        while (token := self._script_token()) is not None:
            if token.text in _PRIMES and not raised:
                primes += _PRIMES[token.text]
            elif token.text == "_" and not lowered:
                below = self._script_argument()
                lowered = subscript(flat(below, tight=True))
            elif token.text == "^" and not raised:
                above = self._script_argument()
                raised = superscript(flat(above, tight=True).replace("∘", "°"))
            else:
                self._position -= 1
                break
        primes = {"′′": "″", "′′′": "‴"}.get(primes, primes)
        return _scripted(base, primes + lowered + raised, Scripted(base, below, above, primes))

    def _script_token(self) -> Token | None:
        begin = self._position
        self.skip_space()
        token = self.take()
        if token is not None and (
            token.text in "^_" or (token.text in _PRIMES and begin + 1 == self._position)
        ):
            return token
        self._position = begin
        return None

    def _script_argument(self) -> list[Piece]:
        """What is raised or lowered. Beyond TeX: `x^10`, `x^-1` and `x^(n+1)` are read as they are meant."""
        self.skip_space()
        token = self.peek()
        sign: list[Piece] = []
        if token is not None and token.text in ("-", "−", "+"):
            sign = [Piece("−" if token.text != "+" else "+", Kind.PREFIX)]
            self._position += 1
            token = self.peek()
        if token is not None and token.kind is TokenKind.NUMBER:
            self._position += 1
            return [*sign, Piece(token.text, Kind.NUMBER)]
        if (inside := self.round_argument()) is not None:
            return [*sign, *inside]
        if self.accept("*"):
            return [*sign, Piece("*")]
        return [*sign, *self.argument()]

    def round_argument(self) -> list[Piece] | None:
        """What stands in the round brackets that begin here; None, nothing taken, without a closed pair."""
        token, level = self.peek(), 0
        if token is None or token.text != "(":
            return None
        for index in range(self._position, min(self._position + _MAX_SCRIPT_TOKENS, len(self._tokens))):
            text = self._tokens[index].text
            level += (text == "(") - (text == ")")
            if level == 0:
                begin, end = self._tokens[self._position].start + 1, self._tokens[index].start
                self._position = index + 1
                return Reader(self._source[begin:end], self._depth + 1).sequence(())
        return None


def _scripted(base: Piece, scripts: str, form: Scripted) -> Piece:
    text, kind = base.text, base.kind
    apart = bool(text and scripts) and text[-1] in _RAISED and scripts[0] in _RAISED | {"^"}
    if kind in (Kind.FRACTION, Kind.ROOT) or (kind is Kind.GROUP and not is_single(text)):
        text, kind, apart = bracketed(text), Kind.ORDINARY, True
    elif apart:
        text = bracketed(text)
    if apart and not isinstance(base.form, Braced):
        brackets = Grouped((Piece("(", Kind.OPEN), base, Piece(")", Kind.CLOSE)))
        form = replace(form, base=Piece(text, kind, form=brackets))
    return replace(
        base,
        text=text + scripts,
        kind=Kind.ORDINARY if kind in (Kind.NUMBER, Kind.GROUP) else kind,
        form=form,
    )
