"""Text to tokens, in one pass from left to right; knows spelling, not grammar.

Delimiters of mathematics ($, \\(, \\[), spacing commands, \\left and \\right, tags
and alignment leave no token. Every character is looked at a bounded number of
times, so the cost is linear in the length.
"""

import re
from typing import Final, NamedTuple

from tutor.check.reading import notation as n
from tutor.check.reading.delimiters import delimiters
from tutor.check.reading.limits import Limits
from tutor.check.reading.numerals import NUMERAL, special_number
from tutor.check.reading.outcome import UnreadError
from tutor.check.reading.tables import spelled
from tutor.check.reading.textrun import text_command, text_run
from tutor.check.reading.words import TOLD, read_run
from tutor.vocabulary.verdict import Reason


class Token(NamedTuple):
    """`spaced`: white space stands before the token; `start` and `end` are offsets in the text."""

    kind: str
    text: str
    start: int
    end: int
    spaced: bool


_DIGITS = frozenset("0123456789")
_LETTERS = re.compile(r"[A-Za-z]+")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)(?![A-Za-z])")
_SUPERSCRIPTS = re.compile(r"[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SUBSCRIPTS = re.compile(r"[₀₁₂₃₄₅₆₇₈₉ₙ]+")
_QUOTED = re.compile(r'"([^"\n]*)"')
_RAISED: Final = re.compile(
    r"""\^\s*(?:
      (?P<degree>\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))
      |(?P<primes>\{\s*(?:\\prime\s*)+\}|\\prime(?![A-Za-z]))
      |(?P<ordinal>\{?\s*\\(?:text|mathrm|textrm|textsuperscript)\s*\{\s*(?:st|nd|rd|th)\s*\}\s*\}?|\{(?:st|nd|rd|th)\}))""",
    re.VERBOSE,
)
_OPERATORS: Final[dict[str, n.Meaning]] = {
    "<=>": (n.ARROW, "⇔"),
    "<==>": (n.ARROW, "⇔"),
    "<->": (n.ARROW, "⇔"),
    "==>": (n.ARROW, "⇒"),
    "=>": (n.ARROW, "⇒"),
    "-->": (n.RELATION, "→"),
    "->": (n.RELATION, "→"),
    "<=": (n.RELATION, "≤"),
    ">=": (n.RELATION, "≥"),
    "==": (n.RELATION, "="),
    "!=": (n.RELATION, "≠"),
    "<>": (n.RELATION, "≠"),
    ":=": (n.RELATION, "="),
    "~=": (n.RELATION, "≈"),
    "+/-": ("±", "±"),
    "+-": ("±", "±"),
    "**": ("^", "^"),
    "...": (n.DOTS, "..."),
    "//": ("//", "//"),
    "<sup>": ("^{", "^"),
    "</sup>": ("}", "}"),
    "<sub>": ("_{", "_"),
    "</sub>": ("}", "}"),
    "___": ("□", "□"),
}
_OPERATOR = re.compile("|".join(re.escape(text) for text in sorted(_OPERATORS, key=len, reverse=True)))
_BEGIN = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+)\*?\}(?:\[[a-z]\])?(?:\{[lcr|\s@{}]*\})?")
_FLOWING = frozenset(
    spelled("""
    align aligned alignat split gather gathered equation multline eqnarray displaymath math
""")
)
_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_DISCARDED = re.compile(
    r"\\(?:tag|label|hspace|vspace|color|textcolor|phantom|vphantom|hphantom|mspace|hskip|kern)\*?\s*\{[^{}]*\}"
)
_SIZED = re.compile(
    r"\\(left|right|middle|[bB]igg?[lrm]?)(?![a-z])\s*(\.|\||\\vert(?![a-z])|\\lvert(?![a-z])|\\rvert(?![a-z]))?"
)
_ROW_GAP = re.compile(r"\\\\\s*\[\s*-?[\d.]+\s*(?:pt|em|ex|cm|mm)\s*\]")
_BLANK = re.compile(r"(?:\\_\s*){2,}")
_DOUBLED = re.compile(
    r"\\\\(?=(?:d?frac|sqrt|left|right|cdot|times|text|circ|leq|geq|infty|boxed|pi|mathrm|mathbb|in|cup)(?![a-z]))"
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFF3C: 0x5C}


def tokenize(text: str, limits: Limits) -> list[Token]:
    """The tokens of `text`, an `END` token last. Raises `UnreadError`."""
    return _Tokenizer(text, limits).run()


class _Tokenizer:
    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text.translate(_FULL_WIDTH) if not text.isascii() else text
        self.limits = limits
        self.tokens: list[Token] = []
        self.spaced = False
        self.brackets = 0
        self.lines = "\\" not in text and "$" not in text
        self.delimiters = delimiters(self.text) if "$" in text else frozenset()

    def run(self) -> list[Token]:
        position, text, size = 0, self.text, len(self.text)
        while position < size:
            position = self._step(text[position], position)
            if len(self.tokens) > self.limits.tokens:
                raise UnreadError("too many symbols", position, Reason.TOO_LARGE)
        self.add((n.END, ""), size, size)
        return self.tokens

    def _step(self, character: str, position: int) -> int:
        if character == " ":
            self.spaced = True
            return position + 1
        if character.isascii():
            if character.isalpha():
                return self._letters(position)
            if character.isdecimal() or (
                character == "." and self.text[position + 1 : position + 2] in _DIGITS
            ):
                return self._number(position)
            if character == "\\":
                return self._command(position)
        return self._operator(character, position)

    def add(self, meaning: n.Meaning, start: int, end: int) -> int:
        self.tokens.append(Token(meaning[0], meaning[1], start, end, self.spaced))
        self.spaced = False
        return end

    def fail(self, message: str, position: int) -> UnreadError:
        return UnreadError(message, position)

    # Letters

    def _letters(self, start: int) -> int:
        match = _LETTERS.match(self.text, start)
        assert match is not None
        after_number = bool(self.tokens) and self.tokens[-1].kind == n.NUMBER
        if after_number and not self.spaced and _ORDINAL.fullmatch(match.group()):
            return self.add((n.ORDINAL, match.group()), start, match.end())
        if self._after_unit() and match.end() - start > 1 and match.group() not in TOLD:
            return self._words(start)
        following = self.text[match.end() : match.end() + 8].lstrip()[:1]
        meanings = read_run(match.group(), after_number, following)
        if len(meanings) == 1:
            if meanings[0][0] == n.TEXT:
                return self._words(start)
            return self.add(meanings[0], start, match.end())
        position = start
        for kind, text in meanings:
            width = len(text) if kind == n.LETTER else match.end() - position
            position = self.add((kind, text), position, min(position + width, match.end()))
        return match.end()

    def _after_unit(self) -> bool:
        """Whether a number, words and a slash stand before: 14 chairs/set."""
        kinds = [token.kind for token in self.tokens[-3:]]
        return kinds[1:] == [n.TEXT, "/"] and kinds[0] in {n.NUMBER, ")", "}"}

    def _words(self, start: int) -> int:
        meaning, end = text_run(self.text, start)
        return self.add(meaning, start, end)

    # Numbers

    def _number(self, start: int) -> int:
        match = NUMERAL.match(self.text, start)
        assert match is not None
        if match.end() - start > self.limits.digits:
            raise UnreadError("a number with too many digits", start, Reason.TOO_LARGE)
        found = match.groupdict()
        if found["plain"]:
            return self.add((n.NUMBER, found["plain"]), start, match.end())
        if found["thousands"]:
            return self._thousands(match)
        return self.add(special_number(match), start, match.end())

    def _thousands(self, match: re.Match[str]) -> int:
        """Inside brackets, an item of bare digits and commas is several numbers: (1,234) is a pair."""
        digits = match["thousands"]
        if self.brackets and digits.replace(",", "").isdecimal() and ",0" not in digits:
            before = self.tokens[-1].kind if self.tokens else ""
            after = self.text[match.end() :].lstrip()[:1]
            if before in {"(", "[", "\\{", ",", "-", "+"} and after in {")", "]", ",", "\\"}:
                first = digits.partition(",")[0]
                return self.add((n.NUMBER, first), match.start(), match.start() + len(first))
        plain = re.sub(r"\D", "", digits) + (match["places"] or "")
        return self.add((n.NUMBER, plain), match.start(), match.end())

    # Commands

    def _command(self, start: int) -> int:
        text = self.text
        for pattern, handle in _COMMAND_FORMS:
            match = pattern.match(text, start)
            if match:
                return handle(self, match)
        match = _COMMAND.match(text, start)
        if match is None:
            raise self.fail("a backslash at the end", start)
        return self._plain_command(match)

    def _plain_command(self, match: re.Match[str]) -> int:
        name = match.group(1)
        if name in n.IGNORED:
            if name in {")", "]"}:
                self.add((n.SPACE, ""), match.start(), match.end())
            self.spaced = True
            return match.end()
        meaning = n.COMMANDS.get(name)
        if meaning is None:
            raise self.fail(f"an unknown command: \\{name}", match.start())
        self._count_bracket(meaning[0])
        return self.add(meaning, match.start(), match.end())

    def _count_bracket(self, kind: str) -> None:
        if kind in {"(", "[", "\\{"}:
            self.brackets += 1
        elif kind in {")", "]", "\\}"}:
            self.brackets -= 1

    def _skip(self, match: re.Match[str]) -> int:
        self.spaced = True
        return match.end()

    def _row(self, match: re.Match[str]) -> int:
        return self.add((n.ROW, ""), match.start(), match.end())

    def _blank(self, match: re.Match[str]) -> int:
        return self.add(("□", "□"), match.start(), match.end())

    def _doubled(self, match: re.Match[str]) -> int:
        return match.start() + 1

    def _environment(self, match: re.Match[str]) -> int:
        opening, name = match.group(1) == "begin", match.group(2)
        if name in _FLOWING:
            return self.add(("{", "{") if opening else ("}", "}"), match.start(), match.end())
        return self.add((n.BEGIN if opening else n.FINISH, name), match.start(), match.end())

    def _sized(self, match: re.Match[str]) -> int:
        size, delimiter = match.groups()
        if delimiter is None:
            return match.end()
        if delimiter == ".":
            if size in {"left", "right"}:
                return self.add(("(.", "") if size == "left" else (".)", ""), match.start(), match.end())
            return match.start(2)
        if size[-1] == "l" or size == "left":
            return self.add(("|(", "|"), match.start(), match.end())
        if size[-1] == "r" or size == "right":
            return self.add((")|", "|"), match.start(), match.end())
        return self.add(("|", "|"), match.start(), match.end())

    def _text(self, match: re.Match[str]) -> int:
        meanings = text_command(match.group(1), match.group(2) or match.group(3))
        if meanings is None:  # mathematics inside \text{…}
            inner = _Tokenizer(match.group(2), self.limits).run()[:-1]
            shift = match.start(2)
            self.add(("{", "{"), match.start(), shift)
            self.tokens += [t._replace(start=t.start + shift, end=t.end + shift) for t in inner]
            return self.add(("}", "}"), match.end(2), match.end())
        for meaning in meanings:
            self.add(meaning, match.start(), match.end())
        self.spaced = self.spaced or not meanings
        return match.end()

    # Everything else

    def _operator(self, character: str, start: int) -> int:
        if character == "$":
            return self._dollar(start)
        match = _OPERATOR.match(self.text, start)
        if match:
            return self._long_operator(match)
        if character == "^" and (match := _RAISED.match(self.text, start)):
            return self._raised(match)
        if character == '"' and (match := _QUOTED.match(self.text, start)):
            return self.add((n.QUOTED, match.group(1)), start, match.end())
        meaning = n.CHARACTERS.get(character)
        if meaning is None:
            return self._rare(character, start)
        self._count_bracket(character)
        return self.add(meaning, start, start + 1)

    def _rare(self, character: str, start: int) -> int:
        for pattern in (_SUPERSCRIPTS, _SUBSCRIPTS):
            match = pattern.match(self.text, start)
            if match and pattern is _SUPERSCRIPTS:
                plain = match.group().translate(n.SUPERSCRIPT_DIGITS)
                return self.add((n.SUPERSCRIPT, plain), start, match.end())
            if match:
                self.add(("_", "_"), start, start)
                plain = match.group().translate(n.SUBSCRIPT_DIGITS)
                return self.add((n.LETTER if plain == "n" else n.NUMBER, plain), start, match.end())
        if character == "\n" and self.lines:
            self.add((n.ROW, ""), start, start + 1)
        if character.isspace() or character in "~\u200b⁡⁢\u200b\u2060\ufeff":
            self.spaced = True
            return start + 1
        raise self.fail(f"an unknown character: {character!a}", start)

    def _long_operator(self, match: re.Match[str]) -> int:
        text, start = match.group(), match.start()
        if text == "!=" and self._is_factorial():
            return self.add(("!", "!"), start, start + 1)
        kind, meaning = _OPERATORS[text]
        if kind in {"^{", "_{"}:
            self.add((meaning, meaning), start, start)
            kind = meaning = "{"
        return self.add((kind, meaning), start, match.end())

    def _is_factorial(self) -> bool:
        """`5!=120` and `n!=6` hold a factorial; `x!=3` and `n != 6` do not."""
        if self.spaced or not self.tokens:
            return False
        last = self.tokens[-1]
        return last.kind in {n.NUMBER, ")", "}"} or (last.kind == n.LETTER and last.text in "nkmN")

    def _raised(self, match: re.Match[str]) -> int:
        if match["degree"]:
            return self.add((n.DEGREE, "°"), match.start(), match.end())
        if match["ordinal"]:
            return self.add((n.ORDINAL, ""), match.start(), match.end())
        for _ in range(match.group().count("prime")):
            self.add(("'", "'"), match.start(), match.end())
        return match.end()

    def _dollar(self, start: int) -> int:
        if start not in self.delimiters:
            return self.add((n.MONEY, "dollar"), start, start + 1)
        self.add((n.SPACE, ""), start, start + 1)
        self.spaced = True
        return start + 1


_TEXT = re.compile(
    r"\\(text(?:bf|it|rm|normal|sf|tt)?|math(?:rm|bf|it|sf|cal|bb|frak|scr)|operatorname\*?|[mh]box|bm|boldsymbol|emph)"
    r"\s*(?:\{([^{}]*)\}|(?<=mathbb)\s*([A-Z]))"
)
_COMMAND_FORMS = (
    (_TEXT, _Tokenizer._text),
    (_SIZED, _Tokenizer._sized),
    (_BEGIN, _Tokenizer._environment),
    (_DISCARDED, _Tokenizer._skip),
    (_ROW_GAP, _Tokenizer._row),
    (_BLANK, _Tokenizer._blank),
    (_DOUBLED, _Tokenizer._doubled),
)
