"""A greeting or an idle line gets its answer at once, without a model.

Only what is wholly made of known phrases counts: a digit, a sign, a mathematical word or any word
that is not expected makes it a problem, which is then solved as always. Rather a greeting too many
for the model than a problem too few.
"""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Final

_LONGEST: Final = 160
_MATHEMATICS: Final = re.compile(r"[\d\\=<>+*/^%$°√∫∑π≤≥≠±×÷·|{}\[\]_²³½¼¾]|\d")
_CLAUSE_END: Final = re.compile(r"[.,;:!?…\n–—]+|[\U0001F300-\U0001FAFF\u2600-\u27BF\ufe0f\u200d]+|\s-+\s")

_PARTS: Final = {
    "{WHO}": r"(?:tutor|there|you|everyone|all|friend|buddy|mate|bot|again|teacher|sir|phi)",
    "{PLEASE}": r"(?:please |pls )?",
    "{TO_YOU}": r"(?:can|could|would|will) you (?:please )?",
}
_LEADING: Final = re.compile(r"^(?:(?:well|so|ok|okay|and|but|oh|um|uh|please) )+(?=\w)")
_TRAILING: Final = re.compile(r"(?: (?:please|pls|tutor|lol|haha|then|too))+$")
# of several, a question is answered rather than the greeting before it
_WEAK: Final = ("hello", "nothing")


def small_talk(text: str) -> str | None:
    """What to say to a line that is no problem; None for everything that might be one."""
    if len(text) > _LONGEST or _MATHEMATICS.search(text):
        return None
    clauses = [_plain(clause) for clause in _CLAUSE_END.split(text)]
    clauses = [clause for clause in clauses if clause]
    kinds = [_kind_of(clause) for clause in clauses] or ["nothing"]
    known = [kind for kind in kinds if kind is not None]
    if len(known) < len(kinds):
        return None
    chosen = next((kind for kind in known if kind not in _WEAK), known[0])
    return _table()[chosen][0]


def _plain(clause: str) -> str:
    words = clause.casefold().replace("’", "'").strip(" \t\r\"'“”()~*-")
    return " ".join(words.split())


def _kind_of(clause: str) -> str | None:
    kernel = _TRAILING.sub("", _LEADING.sub("", clause))
    matches = (
        kind for text in (clause, kernel) for kind, (_, lines) in _table().items() if lines.fullmatch(text)
    )
    return next(matches, None)


@cache
def _table() -> "dict[str, tuple[str, re.Pattern[str]]]":
    """Kind -> its reply, and every line that it is the reply to."""
    text = files("tutor.lesson").joinpath("small_talk.json").read_text(encoding="utf-8")
    return {each["kind"]: (each["reply"], _any_of(each["lines"])) for each in json.loads(text)}


def _any_of(lines: list[str]) -> "re.Pattern[str]":
    pattern = "|".join(f"(?:{line})" for line in lines)
    for name, part in _PARTS.items():
        pattern = pattern.replace(name, part)
    return re.compile(pattern)
