"""The lines of a student's work, with what is mathematics in them set between dollar signs.

Around it stand what students write beside their formulas: item letters, arrows, equation numbers, what is
done next behind a bar (`| -3`) or on a line of its own (`-3 both sides`), ticks. Lines keep their numbers;
what can't be told from prose stays as it was typed.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tutor.lesson.own_work.typed_formulas import typed_formula, without_name
from tutor.lesson.own_work.typed_numbers import RULE, typed_numbers
from tutor.lesson.places import RELATION

_BLOCK: Final = re.compile(r"\\\[|\$\$|\\begin\{(?![a-z]?matrix)|&=")
_MATRIX: Final = re.compile(r"\\begin\{([a-z]?matrix)\}.*?\\end\{\1\}")
_DELIMITER: Final = re.compile(r"\$(?!\d)|\\\(|\\text|\\boxed|\*\*|\\\\")
_MONEY: Final = re.compile(r"\\?\$(?=\d)")
_ARROW: Final = (
    r"<?=+>|<?-+>|[⇒⟹→⇔⟺↔]|\\(?:Long)?[Rr]ightarrow(?![A-Za-z])|\\(?:Long)?[Ll]eftrightarrow(?![A-Za-z])"
    r"|\\implies(?![A-Za-z])|\\iff(?![A-Za-z])"
)
_SEPARATOR: Final = re.compile(
    rf"(?P<arrow>{_ARROW})"
    r"|(?P<sign>∴|∵|\\therefore(?![A-Za-z])|\\because(?![A-Za-z]))"
    r"|(?P<point>(?<=[^\s.])[:.;](?=\s|$)|\s:\s|,(?=\s)|,(?=[A-Za-z]\d?\s*=))"
    r"|\b(?P<word>so|thus|then|hence|therefore|because|since|but|gives|means|implies|as|if|when|where|for"
    r"|let|from|check|answer|with|we|get|also|case|add|sub|now|and\s+so)\b(?!\s*[=(^'’])",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(
    r"\s*(?:\(?(?:[a-h]|i{1,3}|iv|vi{0,3}|\d{1,2})\)|\d{1,2}\.|I{1,3}V?[.)]|Q\d{1,2}[.):]?)\s+(?![-+*/=^<>]\s)"
)
_COMBINED: Final = re.compile(
    r"\s*(?:\d*\s*[*·×]?\s*(?:\(\d\)|I{1,3}|E\d)\s*[-+−]\s*\d*\s*[*·×]?\s*(?:\(\d\)|I{1,3}|E\d))\s*[:.,]?\s+(?![-+*/=])"
)
_MARGIN: Final = re.compile(
    r"(?:^|\s)(?P<bars>\|{1,2})\s*(?=[-+−*/:·×÷^√(²³]|sqrt|ln\b|log\b|\\(?:cdot|times|div|sqrt))[^|=<>]*$"
)
_NUMBERED: Final = re.compile(r"(?P<gap>\s+|\.{2,})[(\[](?P<number>\d{1,2}|I{1,3}|\*{1,3})[)\]]\s*$")
_TICK: Final = re.compile(
    r"[\s,(\[]+(?:[✓✔☑✅]\ufe0f?|(?:ok|okay|yes|true|correct|qed|works)\b)[)\].!]*\s*$", re.IGNORECASE
)
_OPERATION: Final = re.compile(
    r"\s*\(?(?P<operator>[-+−*/:÷×·])\s*(?P<term>\d*[\w.]*(?:\^\d+|[²³])?)"
    r"(?P<again>\s+(?P=operator)\s*(?P=term))?(?P<words>\s*(?:on|to|from)?\s*both(?:\s+sides?)?)?\s*\)?\s*"
)
_SOLUTION: Final = re.compile(r"(?<![\w\\^])(?P<letter>[A-Za-z])_?\{?[12]\}?(?=\s*(?P<sign>[=≈])|(?![\w}]))")
_LONGEST_LINE: Final = 600
_STOP: Final = re.compile(r"(?<![.,])[.,]$")  # 0.333... goes on, and 3! is 6
_CHEERED: Final = re.compile(r"[A-Za-z]\w*\s*=\s*[-−]?\d+\s*!")
_BLANKS: Final = re.compile(r"[^\S\n]{3,}")
_CROSSED: Final = re.compile(r"~~[^~\n]+~~|<(?P<tag>s|del|strike)>[^<\n]*</(?P=tag)>")
_VALUE: Final = r"[A-Za-z](?:_?\d)?\s?=\s?[-−]?\d+(?:[./]\d+)?"
_VALUES: Final = re.compile(rf"(?<![^\s(:]){_VALUE}(?:\s+{_VALUE})+(?=[\s).]*$)")
_BETWEEN_VALUES: Final = re.compile(rf"\s+(?={_VALUE}(?:\s|[).]|$))")
_HEADED: Final = re.compile(r"\s*[A-Za-z]\s?=\s?[-−]?\d+(?:[./]\d+)?\s*:\s(?=.*[=<>≤≥])")
_OPPOSITE: Final = {"+": "-−", "-": "+", "−": "+"}
_ITS_WORD: Final = "then"


def typed_lines(text: str, problem: str = "") -> str:
    """The same lines, ready to be read. What stands in LaTeX blocks or between delimiters stays.

    So does a text with a line that no one types, which would take too long.
    """
    if any(len(line) > _LONGEST_LINE for line in text.split("\n")):
        return text
    text = "\n".join(map(_without_crossed, text.split("\n"))) if _CROSSED.search(text) else text
    if _BLOCK.search(text):
        return text
    text = _BLANKS.sub("  ", text)  # more of them mean no more, and cost much time
    lines = _with_solutions(typed_numbers(text, problem), problem).split("\n")
    labels = _labelled(lines)
    made = [_without_label(line, number in labels) for number, line in enumerate(lines)]
    made = [_ITS_WORD if _is_operation(made, number) else line for number, line in enumerate(made)]
    made = [_ITS_WORD if RULE.fullmatch(line) else line for line in made]
    return "\n".join(_typed(line, continued=_continues(made, number + 1)) for number, line in enumerate(made))


def _without_crossed(line: str) -> str:
    """Without what was crossed out: ~~6x = 12~~."""
    kept = _CROSSED.sub(" ", line)
    return kept if kept == line or kept.strip() else _ITS_WORD


def _with_solutions(text: str, problem: str) -> str:
    """x1 = 2 and x2 = 3 as x = 2 and x = 3, where they stand for the solutions of an equation in x only."""
    found = list(_SOLUTION.finditer(text))
    used = {each["letter"] for each in found if not each["sign"]}
    for letter in {each["letter"] for each in found} - used:
        alone = rf"(?<![A-Za-z\\]){letter}(?![A-Za-z_0-9])"
        if re.search(rf"{alone}\s*[-+*/^²³)]|[-+*/(\d]\s*{alone}(?!\s*[=≈])", f"{text}\n{problem}"):
            text = _SOLUTION.sub(lambda each, of=letter: of if each["letter"] == of else each[0], text)  # type: ignore[misc]
    return text


def _typed(line: str, *, continued: bool) -> str:
    line = _MONEY.sub("", line) if line.count("$") == len(_MONEY.findall(line)) else line
    if _DELIMITER.search(_MATRIX.sub("", line)):
        return line
    line = _VALUES.sub(lambda found: _BETWEEN_VALUES.sub(", ", found[0]), _TICK.sub(" ", line))
    line = _combining(_without_margin(line))
    line = f"case {line}" if _HEADED.match(line) else line
    item = _ITEM.match(line)
    start = item.end() if item else 0
    return line[:start] + "".join(_pieces(line[start:], continued))


def _pieces(line: str, continued: bool) -> Iterator[str]:
    """What stands between separators, formulas between dollar signs; and the separators."""
    place = 0
    separators = list(_separators(line))
    for found in separators:
        yield _set_off(line[place : found.start()], bare=False)
        yield " ⇒ " if found["arrow"] else " so " if found["sign"] else found[0]
        place = found.end()
    yield _set_off(line[place:], bare=continued)


def _separators(line: str) -> Iterator[re.Match[str]]:
    """Those outside brackets; an arrow or a comma only between two relations, or where the line begins."""
    last = 0
    for found in _SEPARATOR.finditer(line):
        before, after = line[: found.start()], line[found.end() :]
        if _depth(before):
            continue
        if found["arrow"] and before[last:].strip() and not (_relates(before[last:]) and _relates(after)):
            continue
        if found["point"] == "," and not (_relates(before[last:]) and _relates(after.partition(",")[0])):
            continue
        if (found["point"] or "").strip() == ":" and found[0] != ":" and _both_formulas(before[last:], after):
            continue
        last = found.end()
        yield found


def _both_formulas(before: str, after: str) -> bool:
    """Whether a colon between spaces divides."""
    sign = RELATION.search(after)
    after = after[: sign.start()] if sign else after
    before = before[max((found.end() for found in RELATION.finditer(before)), default=0) :]
    return typed_formula(before.strip()) is not None and typed_formula(after.strip()) is not None


def _set_off(piece: str, *, bare: bool) -> str:
    """A piece as it was, or the formula it is between dollar signs."""
    core = _STOP.sub("", piece.strip())
    if _CHEERED.fullmatch(core):
        return ""  # a factorial, or joy: it is held against nothing
    if not core or not (bare or _relates(core)):
        return piece
    if (formula := typed_formula(core)) is not None:
        return f" ${formula}$ "
    named = without_name(core)
    if named is not None and (formula := typed_formula(named[1])) is not None:
        return f" {named[0]} ${formula}$ "
    return piece


def _relates(text: str) -> bool:
    return RELATION.search(re.sub(_ARROW, " ", text)) is not None


def _depth(text: str) -> int:
    opened, closed = (sum(map(text.count, brackets)) for brackets in ("([{", ")]}"))
    return opened - closed


def _combining(line: str) -> str:
    """`(1) + (2): 3x = 9` as words."""
    found = _COMBINED.match(line)
    return f"combining: {line[found.end() :]}" if found and _relates(line[found.end() :]) else line


def _without_margin(line: str) -> str:
    """Without what is done next, behind a bar that has no partner."""
    found = _MARGIN.search(line)
    return line[: found.start()] if found and line[: found.start()].count("|") % 2 == 0 else line


def _labelled(lines: Sequence[str]) -> frozenset[int]:
    """The lines that end in a number of an equation: set apart, or counted from 1."""
    found = {number: label for number, line in enumerate(lines) if (label := _label(line)) is not None}
    counted = list(dict.fromkeys(label["number"] for label in found.values()))
    in_order = counted == [str(place) for place in range(1, len(counted) + 1)]
    return frozenset(
        number
        for number, label in found.items()
        if in_order or not label["number"].isdigit() or len(label["gap"]) > 1
    )


def _label(line: str) -> re.Match[str] | None:
    found = _NUMBERED.search(line)
    return found if found and _relates(line[: found.start()]) else None


def _without_label(line: str, is_labelled: bool) -> str:
    return _NUMBERED.sub("", line) if is_labelled else line


def _is_operation(lines: Sequence[str], number: int) -> bool:
    """Whether a line only says what is done to both sides; `+ 9` may also go on with the line before."""
    found = _OPERATION.fullmatch(lines[number])
    if not found or not found["term"]:
        return False
    before = _beside(lines, range(number - 1, -1, -1))
    after = _beside(lines, range(number + 1, len(lines)))
    if not _relates(before) or not _relates(after) or RELATION.match(after):
        return False
    if found["words"] or found["again"] or found["operator"] in "*/:÷×·":
        return True
    opposite = _OPPOSITE[found["operator"]]
    begins = r"|[=<>]" if "+" in opposite else ""
    cancelled = rf"(?:[{opposite}]{begins})\s*{re.escape(found['term'])}(?![\w.^])"
    return re.search(cancelled, before) is not None


def _beside(lines: Sequence[str], numbers: range) -> str:
    return next((lines[number].strip() for number in numbers if lines[number].strip()), "")


def _continues(lines: Sequence[str], number: int) -> bool:
    """Whether a line begins with a relation sign, and so goes on with the one before."""
    return number < len(lines) and RELATION.match(lines[number].strip()) is not None
