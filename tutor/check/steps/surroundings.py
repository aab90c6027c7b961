"""What the words around a statement say about how it is meant.

They can only take a break back, never make one: "suppose 2 + 2 = 5" is no mistake.
"""

import re
from dataclasses import dataclass

from tutor.vocabulary.verdict import Reason, Verdict, VerdictStatus, undecided

_SENTENCE_END = re.compile(r"[.!?;:]\s|\n")
_SUPPOSING_WORDS = r"""
    suppose assum\w* if whether when unless would could might should must need\w* want\w* try\w* tri(ed|al)
    test\w* guess\w* check\w* verif\w* plug\w* substitut\w* does is\sit not isn't doesn't never cannot can't
    false wrong incorrect\w* mistake\w* error instead\sof rather\sthan contradict\w* hypothe\w* imagine case
    maybe perhaps possib\w* hmm wait actually oops misread\w* originally
"""
_DENYING_WORDS = r"""
    no not isn't doesn't is\s(not|false|wrong|incorrect|impossible|a\scontradiction) which\s(is|does|can|has)
    but contradict\w* impossible false never wrong incorrect does\snot do\snot cannot can't has\sno remainder
    mod
"""
_OTHER_ARITHMETIC_WORDS = r"""
    mod(ulo|ular|ulus)? remainders? base binary hex\w* octal congruen\w* clock o'clock a\.?m\.? p\.?m\.?
    digits? carry\w* borrow\w* define\w* operation denote\w* quotient rounds?\s(up|down) rounded rounding
    nearest
"""


def _any_of(words: str) -> str:
    return rf"\b({'|'.join(words.split())})\b"


_SUPPOSING = re.compile(_any_of(_SUPPOSING_WORDS), re.IGNORECASE)
_DENYING = re.compile(
    rf"^[\s,.;:$\\)\]]*((this|that|which|it)\s)?((is|was)\s)?(an?\s)?(\?|{_any_of(_DENYING_WORDS)})",
    re.IGNORECASE,
)
_OTHER_ARITHMETIC = re.compile(_any_of(_OTHER_ARITHMETIC_WORDS), re.IGNORECASE)
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
