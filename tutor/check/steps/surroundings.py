"""What the words around a statement say about how it is meant.

They can only take a break back, never make one: "suppose 2 + 2 = 5" is no mistake.
"""

import re
from dataclasses import dataclass

from tutor.vocabulary.verdict import Reason, Verdict, VerdictStatus, undecided

_SENTENCE_END = re.compile(r"[.!?;:]\s|\n")
_SUPPOSING = re.compile(
    r"\b(suppose|assum\w*|if|whether|when|unless|would|could|might|should|must|need\w*|want\w*|try\w*|tri(ed|al)|test\w*"
    r"|guess\w*|check\w*|verif\w*|plug\w*|substitut\w*|does|is it|not|isn't|doesn't|never|cannot|can't|false|wrong"
    r"|incorrect\w*|mistake\w*|error|instead of|rather than|contradict\w*|hypothe\w*|imagine|case|maybe|perhaps"
    r"|possib\w*|hmm|wait|actually|oops|misread\w*|originally)\b",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"^[\s,.;:$\\)\]]*(\?|\b(no|not|isn't|doesn't|is (not|false|wrong|incorrect|impossible|a contradiction)|which (is|does|can|has)"
    r"|but|contradict\w*|impossible|false|never|wrong|incorrect|does not|do not|cannot|can't|has no|remainder|mod)\b)",
    re.IGNORECASE,
)
_OTHER_ARITHMETIC = re.compile(
    r"\b(mod(ulo|ular|ulus)?|remainders?|base|binary|hex\w*|octal|congruen\w*|clock|o'clock|a\.?m\.?|p\.?m\.?|digits?"
    r"|carry\w*|borrow\w*|define\w*|operation|denote\w*|quotient|rounds? (up|down)|rounded|rounding|nearest)\b",
    re.IGNORECASE,
)
_OPERATOR_BEFORE = re.compile(r"[+\-−*×·/÷^=<>≤≥≈(]\s*\$?\s*$|\\(times|cdot|div|pm|frac)\s*$")
_OPERATOR_AFTER = re.compile(r"^\s*\$?\s*[+*×·/÷^!%]|^\s*\$?\s*[-−]\s*\d|^\s*\$?\s*\\(times|cdot|div|pm|%)")


@dataclass(frozen=True, slots=True)
class Remark:
    """A statement with the words before and after it."""

    statement: str
    before: str = ""
    after: str = ""

    @property
    def sentence(self) -> str:
        """The words before it, back to the beginning of the sentence."""
        return _SENTENCE_END.split(self.before)[-1]


def excuse(remark: Remark) -> str:
    """Why a statement that is false may still be no mistake; empty when nothing speaks for it."""
    if _SUPPOSING.search(remark.sentence):
        return "it may be a supposition"
    if _DENYING.search(remark.after):
        return "it may be denied"
    if _OTHER_ARITHMETIC.search(remark.before) or _OTHER_ARITHMETIC.search(remark.after):
        return "it may be meant in another arithmetic"
    if _OPERATOR_BEFORE.search(remark.before) or _OPERATOR_AFTER.search(remark.after):
        return "it may be part of a longer formula"
    return ""


def tempered(verdict: Verdict, remark: Remark) -> Verdict:
    """A break becomes undecided where the words around it allow another reading."""
    if verdict.status is not VerdictStatus.BREAKS:
        return verdict
    reason = excuse(remark)
    if not reason:
        return verdict
    return undecided(Reason.NO_METHOD, f"{verdict.detail}, but {reason}", verdict.statement)
