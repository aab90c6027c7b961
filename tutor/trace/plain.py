"""Mathematics in plain text: which clauses of a line are mathematics through and through.

A clause counts only when nothing is left over but words that lead in ("so",
"we get"), words on the left of the first of several equalities ("Total = 3 + 4 = 7")
and a unit behind a number ("= 15 apples"): prose must never yield a statement.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.trace.words import BAD_UNITS, FUNCTIONS, LEAD_INS, NOT_PRODUCTS

LONGEST_CLAUSE = 400  # characters

_TOKEN = re.compile(
    r"""(?P<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|[π∞½⅓⅔¼¾∅°]|\.\.\.|…)
    |(?P<text>\\(?:text|mathrm|textbf)\{[^{}]*\})
    |(?P<command>\\[A-Za-z]+|\\[,;:!%{}|\x20])
    |(?P<word>[A-Za-zα-ωΓΔΘΛΞΠΣΦΨΩ]+)
    |(?P<relation><=|>=|!=|=(?![=>])|[≠≤≥≈<>∈≡])
    |(?P<operator>[-+*/^−–×÷·⋅±∓√²³¹⁰⁴-⁹ⁿ!%_|'′(){}\[\],:∪∩&₀-₉])
    |(?P<space>\s+)""",
    re.VERBOSE,
)
_BREAK = re.compile(
    r"[.;?!](?=\s|$)|:(?=\s|$)|,(?=\s)|[—\x00→⇒⟹]|\s\|(?=\s)|\s[-–](?=\s[A-Za-z]{3})|\s\((?=[A-Za-z]{2,}[\s)])"
)
_LEAD_IN = re.compile(rf"\s*(?:(?:{'|'.join(LEAD_INS)})\b(?!['’=(^]|\s*=)[,:]?\s+)*", re.IGNORECASE)
_OR = re.compile(r"\s+(?:or|and)\s+")
_VALUE_END = re.compile(r"[,;.:?!](?=\s|$)|\s(?:or|and)\s")
_UNIT = re.compile(r"(\s*(?:-|−)?(?:\d[\d,]*\.?\d*)|\s*\d+/\d+)((?:\s+[A-Za-z]{2,}){1,3})\s*$")
_BOLD = re.compile(r"(?<![\w)*])(\*\*|__)(?=[^\s*])([^\n]*?[^\s*])\1(?![\w(*])")
_MONEY = re.compile(r"\\?\$(?=\d)")
_PUNCTUATION = re.compile(r"[\s,;.*]|\band\b|\bor\b")
_ITEM = re.compile(r"\s*(?:[-*•+](?=\s)|\(?\d{1,2}[.)](?=\s)|[>|](?=\s))*\s*")


@dataclass(frozen=True, slots=True)
class Clause:
    """Mathematics in plain text: its source and where it stands."""

    text: str
    start: int
    end: int


def find_plain(line: str) -> list[Clause]:
    """The mathematics in one line of plain text; `\\0` marks what is taken already."""
    if not any(sign in line for sign in "=<>≤≥≈≠∈+-*/×÷·^−"):
        return []
    masked = _BOLD.sub(lambda match: f"  {match[2]}  ", line)
    first = _match_end(_ITEM, masked, 0)
    found = [clause for start, end in _clauses(masked, first) if (clause := _read(masked, start, end))]
    return found or _bare_expression(masked, first)


def is_formula_line(line: str) -> bool:
    """Whether a line is nothing but mathematics."""
    rest, last = "", 0
    for clause in find_plain(line):
        rest, last = rest + line[last : clause.start], clause.end
    return last > 0 and not _PUNCTUATION.sub("", rest + line[last:])


def _match_end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _clauses(line: str, start: int) -> Iterator[tuple[int, int]]:
    """Spans between the breaks of a sentence; a comma inside brackets or before a bare value is no break."""
    for match in _BREAK.finditer(line, start):
        if match[0] == "," and not _ends_clause(line, start, match):
            continue
        if match[0] != "?":  # a question states nothing
            yield start, match.start()
        start = match.end()
    yield start, len(line)


def _ends_clause(line: str, start: int, comma: re.Match[str]) -> bool:
    before = line[start : comma.start()]
    if sum(before.count(bracket) for bracket in "([{") > sum(before.count(bracket) for bracket in ")]}"):
        return False
    after = _VALUE_END.split(line[comma.end() : comma.end() + 100].strip(), maxsplit=1)[0]
    return not (after and _relations(before) and is_math(after))


def _read(line: str, start: int, end: int) -> Clause | None:
    start = _match_end(_LEAD_IN, line[:end], start)
    if end - start > LONGEST_CLAUSE:
        return None
    unit = _UNIT.search(line[start:end])
    for stop in (end, start + unit.end(1) if unit and _is_unit(unit[2]) else end):
        numeric_only = stop != end
        found = _relation(line, start, stop, numeric_only)
        if found:
            return found
    return None


def _is_unit(words: str) -> bool:
    return not any(word in BAD_UNITS for word in words.lower().split())


def _relation(line: str, start: int, end: int, numeric_only: bool) -> Clause | None:
    """A relation whose sides are all mathematics; words on the far left are dropped when two sides remain."""
    text = line[start:end]
    signs = _relations(text)
    if not signs:
        return None
    if not all(_is_relation_or_value(part) for part in _OR.split(text)):
        if len(signs) < 2 or text[signs[0][0] : signs[0][1]] != "=":
            return None
        dropped = signs[0][1]
        text, start = text[dropped:], start + dropped
        if not _is_relation_or_value(text) or not _relations(text):
            return None
    if numeric_only and re.search(r"[A-Za-z\\]", text):
        return None
    return _clause(line, start, end)


def _clause(line: str, start: int, end: int) -> Clause:
    source = line[start:end]
    start += len(source) - len(source.lstrip())
    text = _MONEY.sub("", source).strip().rstrip(",")
    return Clause(text, start, start + len(source.strip()))


def _is_relation_or_value(text: str) -> bool:
    cuts = _relations(text)
    bounds = [0, *(place for cut in cuts for place in cut), len(text)]
    sides = [text[bounds[i] : bounds[i + 1]] for i in range(0, len(bounds), 2)]
    if len(sides) > 1 and not sides[0].strip():  # "= 49" continues the line before
        sides = sides[1:]
    return all(is_math(side) for side in sides)


def _relations(text: str) -> list[tuple[int, int]]:
    tokens = (match for match in _TOKEN.finditer(text) if match.lastgroup in ("relation", "command"))
    return [
        match.span()
        for match in tokens
        if match.lastgroup == "relation"
        or match[0] in (r"\le", r"\ge", r"\leq", r"\geq", r"\neq", r"\approx")
    ]


def is_math(text: str) -> bool:
    """Whether a piece of text reads as one mathematical expression."""
    text = _MONEY.sub("", text).strip()
    place, operand, previous = 0, False, ""
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup == "relation":
            return False
        kind = match.lastgroup or ""
        if kind == "word" and not is_symbol(match[0]):
            return False
        if kind in ("number", "word") and previous == f"{kind} space":
            return False
        operand = operand or kind in ("number", "word", "command")
        previous = f"{previous} space" if kind == "space" else kind
        place = match.end()
    return operand and _is_balanced(text)


def is_symbol(word: str) -> bool:
    """Whether a word of letters may be mathematics: a letter, a function, a product like "xy"."""
    if len(word) == 1 or word.lower() in FUNCTIONS:
        return True
    return word not in NOT_PRODUCTS and (len(word) == 2 or word in ("xyz", "abc", "pqr"))


def _is_balanced(text: str) -> bool:
    opened = sum(text.count(bracket) for bracket in "([{")
    return opened == sum(text.count(bracket) for bracket in ")]}")


def _bare_expression(line: str, start: int) -> list[Clause]:
    """A whole line such as "10 + 27": an operator between operands, no relation."""
    end = len(line.rstrip().rstrip(".,;:"))
    text = line[start:end]
    if (
        len(text) > LONGEST_CLAUSE
        or not re.search(r"[\w)}][^\w\s]*\s*[-+*/×÷·^−]\s*[\w({\\√]", text)
        or not is_math(text)
    ):
        return []
    return [_clause(line, start, end)]
