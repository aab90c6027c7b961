"""A problem's text made ready for templates: formulas taken out, polite and harmless words dropped."""

import re
from dataclasses import dataclass

from tutor.check.plain_calculus import typeset

_DELIMITED = re.compile(r"\$\$(.+?)\$\$|\$([^$]+)\$|\\\[(.+?)\\\]|\\\((.+?)\\\)", re.DOTALL)
_POLITE = re.compile(
    r"^(?:(?:please|kindly|now|first|can you|could you|would you|help me(?: to)?|i need(?: you)? to"
    r"|your task is to|hi|hello|hey|question|problem|exercise|q)\b[\s,:.!)]*(?:\d+[.):]\s*)?|\d+[.)]\s+)+",
    re.IGNORECASE,
)
_POSITIVE = (
    r"(?:your )?answers? should (?:contain|have|use|be written with) (?:only )?positive (?:integer )?expo\w+"
)
_FORMS = (
    r"(?:fraction|simplest form|lowest terms|simplified form|reduced form|integer|exact form|radical form"
    r"|terms of (?:pi|π|\\pi)|exact value|standard form|interval notation|box|\\?boxed(?:\{\})?|decimal"
    r"|scientific notation|ordered pair)"
)
_ROUNDING = r"(?:to )?(?:the )?(?:nearest [a-z]+|\w+ (?:decimal places?|significant (?:figures|digits)))"
_HARMLESS = re.compile(
    r"^(?:show (?:all )?(?:your |the )?(?:work|steps|working)|thanks?(?: you)?"
    r"|explain(?: your (?:answer|reasoning|steps))?|think step by step|be careful"
    r"|check your (?:answer|solution)s?"
    rf"|(?:give|express|write|leave|put|state|enter) (?:your|the) (?:final |exact )?"
    r"(?:answer|result|solution)s?"
    rf"(?: (?:in|as|within) (?:an? |the )?(?:[a-z]+ ){{0,2}}{_FORMS})?"
    rf"|round(?: (?:your|the) (?:final )?(?:answer|result))? {_ROUNDING}"
    rf"|{_POSITIVE}"
    r"|simplify(?: (?:your|the) (?:answer|result))?(?: completely| fully)?"
    r"|assume (?:that )?(?:all )?(?:the )?(?:variables?|letters) (?:are|is|represent|denote)(?: all)?"
    r" (?:positive|nonzero|non-zero|real)(?: (?:real )?numbers?)?)$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"(?<=[.!?;])\s+(?=[A-Z])|\n+")
_END = re.compile(r"(?:(?<!\.)\.|(?<=\.\.\.)\.|[\s?;:])+$")  # the dots of "1 + 2 + ..." stay
_EXCLAIMED = re.compile(r"(?<=[A-Za-z]{2})\s*!+$|\s+!+$")  # 7! keeps its factorial
SLOT = "⟦{}⟧"
_SLOT = re.compile(r"⟦(\d+)⟧")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is asked, with `⟦n⟧` in place of the n-th delimited formula."""

    words: str
    formulas: tuple[str, ...]

    def text_of(self, slot: str) -> str | None:
        """The mathematics in a slot: one formula, or plain text without formulas; None for a mixture."""
        slot = slot.strip()
        found = _SLOT.fullmatch(slot)
        if found:
            return self.formulas[int(found.group(1))]
        return None if _SLOT.search(slot) else slot


def sentence_of(problem: str) -> Sentence:
    """Formulas numbered, white space and politeness gone, harmless further sentences dropped."""
    formulas: list[str] = []

    def take_out(match: re.Match[str]) -> str:
        formulas.append(next(text for text in match.groups() if text is not None).strip().rstrip(".,;"))
        return SLOT.format(len(formulas) - 1)

    text = _DELIMITED.sub(take_out, problem.strip())
    text = re.sub(rf"\.? {_POSITIVE}[:.]?", ":", text, flags=re.IGNORECASE)
    parts = [part.strip() for part in _SPLIT.split(text) if part.strip()]
    kept = [part for part in parts if not _HARMLESS.match(part.rstrip(" .!?;:"))] or parts
    words = _POLITE.sub("", " ".join(" ".join(kept).split()))
    words = _EXCLAIMED.sub("", _END.sub("", words))
    return Sentence(_END.sub("", typeset(words)), tuple(formulas))
