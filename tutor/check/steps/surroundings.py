"""What the words around a statement say about how it is meant.

They can only take a break back, never make one: "suppose 2 + 2 = 5" is no mistake.
"""

import re
from dataclasses import dataclass

from tutor.vocabulary.verdict import Reason, Verdict, VerdictStatus, undecided

_SENTENCE_END = re.compile(r"[.!?;:]\s|\n")
_SUPPOSING_WORDS = r"""
    suppose assum\w* if whether when unless would could might should must need\w* want\w* try\w*
    tri(ed|al) test\w* guess\w* check\w* verif\w* plug\w* substitut\w* does is\sit not isn't doesn't
    never cannot can't false wrong incorrect\w* mistake\w* error instead\sof rather\sthan contradict\w*
    hypothe\w* imagine (?<!this\s)(?<!that\s)(?<!either\s)(?<!both\s)case maybe perhaps
    possib\w* hmm wait actually oops misread\w* originally
"""
_DENYING_WORDS = r"""
    no not isn't doesn't is\s(not|false|wrong|incorrect|impossible|a\scontradiction)
    which\s(is|does|can|has) but contradict\w* impossible false never wrong incorrect does\snot do\snot
    cannot can't has\sno remainder mod
"""
_REMAINDER_WORDS = r"mod(ulo|ular|ulus)? remainders? congruen\w* quotient"
_OTHER_ARITHMETIC_WORDS = r"""
    base[-\s]\d+ base[-\s](two|three|five|eight|ten|n|b) (number|different|other)\sbases bases\s\d binary
    hex\w* octal clock o'clock (?<!\\)a\.?m\.? (?<!\\)p\.?m\.? digits? carry\sthe carried borrow\w*
"""
_ROUNDING_WORDS = r"round(?!\strips?) rounded rounding rounds(?=\s(to|up|down|off)) nearest"
_OPENING_WORDS = r"""
    let(?!'s) suppose\w* assum\w* case if or another instead wait alternativ\w* otherwise part parts problem
    example consider\w* denote\w* when unless whether could would might try\w* test\w* guess\w* maybe
    perhaps possib\w* set setting equate intercepts? asymptotes? denominator second third other
    similarly define\w* different new numbers? digits? pairs? must should
    where for\severy for\seach for\sall no not cannot can't contradict\w* false wrong mistake hmm
    actually option chang\w* modif\w*
"""
_DERIVING_WORDS = r"""
    simplif\w* gives? giving get gets obtain\w* divid\w* multipl\w* subtract\w* add adding solv\w*
    therefore thus so hence then becomes? now equations? solutions? result\w* rewrit\w* find calculat\w*
    isolat\w* both\ssides means substitut\w* yields? yielding leav\w* combin\w* expand\w* distribut\w*
    factor\w* simply value conclu\w* implies follows
"""
_REWRITING_WORDS = r"""
    simplif\w* expand\w* combin\w* distribut\w* rewrit\w* multipl\w* calculat\w* group\w* collect\w*
    adding subtracting terms? product side power\w* exponents? like numerator denominator
"""
_SOLVING_WORDS = r"""
    solv\w* both\ssides equal set setting equate equations? if when unless suppose\w* assum\w* let(?!'s)
    no\ssolutions? contradict\w* impossible false never inconsistent wait where whether would case not
    cannot can't
"""


_SUPPOSED_WORDS = r"""
    suppose assum\w* if whether unless guess\w* try\w* tried trial test\w* hypothe\w* imagine maybe perhaps
    possib\w* might could would instead\sof rather\sthan misread\w*
"""

_STRONGLY_EQUATING_WORDS = r"""
    when case let(?!'s) solv\w* equate no\ssolutions? contradict\w*
    impossible inconsistent wait hmm not cannot can't never
"""
_EQUATING_WORDS = r"equations? equals? set setting must should need\w* where same"


def _any_of(words: str) -> str:
    return rf"\b({'|'.join(words.split())})\b"


_SUPPOSING = re.compile(_any_of(_SUPPOSING_WORDS), re.IGNORECASE)
_SUPPOSED = re.compile(_any_of(_SUPPOSED_WORDS), re.IGNORECASE)
_DENIED = re.compile(
    r"^[\s,.;:$\\)\]]*(((this|that|which|it|but)\s)*((is|was|seems|looks)\s|can(no|')t\sbe\s)"
    r"(not\b|false|wrong|incorrect|impossible|a\s(mistake|contradiction))|\?\s*no\b|(a\s)?contradiction)",
    re.IGNORECASE,
)
_DENYING = re.compile(
    rf"^[\s,.;:$\\()\]]*((this|that|which|it)\s)?((is|was)\s)?(an?\s)?(\?|{_any_of(_DENYING_WORDS)})",
    re.IGNORECASE,
)
# "sin x = 2, no solution" is concluded from the equation, which is not taken back
_NO_SOLUTION = re.compile(r"^[\s,.;:$\\)\]]*no\s((real|other)\s)?(solutions?|roots?)\b", re.IGNORECASE)
# the words of P(not red) name an event
_EVENT = re.compile(r"\b[A-Z]\([^()=]*\)")
_OTHER_ARITHMETIC = re.compile(_any_of(_OTHER_ARITHMETIC_WORDS), re.IGNORECASE)
_DEFINED_OPERATION = re.compile(
    r"\bdefin\w*[^.]{0,80}(operat|[*★⊕@#◦]|\\(star|oplus|otimes|circ|ast)\b)|\boperat\w*[^.]{0,40}defin",
    re.IGNORECASE,
)
_REMAINDER = re.compile(_any_of(_REMAINDER_WORDS), re.IGNORECASE)
_ROUNDING = re.compile(_any_of(_ROUNDING_WORDS), re.IGNORECASE)
_OPENING = re.compile(_any_of(_OPENING_WORDS) + r"|for[\s\\($]*$", re.IGNORECASE)
_NOTHING_NEW = re.compile(
    r"\b(eliminat\w*|clear\w*|cancel\w*( out)?|remov\w*|rid of|numerators? and|in|by|common)"
    r"\s((the|a|each|this)\s)?denominators?\b|\beach\sother\b",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"^[\s$\\(),.]*\b(and|or)[\s$\\(]*$")
_BOXED = re.compile(r"^\s*\\boxed\b")
_RESTATING = re.compile(r"\b(given|original|initial|start\w*|begin\w*)\b", re.IGNORECASE)
_CHANGING = re.compile(
    r"\b(suppose|assum\w*|if|instead|another|different|similar\w*|new|chang\w*|replac\w*|modif\w*|becomes?)\b",
    re.IGNORECASE,
)
_DERIVING = re.compile(_any_of(_DERIVING_WORDS), re.IGNORECASE)
_REWRITING = re.compile(_any_of(_REWRITING_WORDS), re.IGNORECASE)
_SOLVING = re.compile(_any_of(_SOLVING_WORDS), re.IGNORECASE)
_STRONGLY_EQUATING = re.compile(_any_of(_STRONGLY_EQUATING_WORDS), re.IGNORECASE)
_EQUATING = re.compile(_any_of(_EQUATING_WORDS), re.IGNORECASE)
_OF_A_SIDE = re.compile(r"\b(left|right)([-\s]hand)?\sside\b", re.IGNORECASE)
_NO_WORDS = re.compile(r"^([\s\[\]$(),.]|\\[\[\]()]|\\implies|\\Rightarrow|⇒|\\\\)*$")
_BULLET = re.compile(r"(^|\n)[ \t]*[-*+•][ \t]+$")
# "mean = 32/4 = 6": what the words name is not part of the sum
_NAMED = re.compile(r"[A-Za-z]{2,}(\s*[\d.]+\s*%)?\)?\s*=\s*\$?\s*$")
_OPERATOR_BEFORE = re.compile(
    r"(?<!\*)\*\s*\$?\s*$|[+\-−×·/÷^=<>≤≥≈(]\s*\$?\s*$|\\(times|cdot|div|pm|frac)\s*$"
)
# a minus sign that opens the next line goes on with this one only where that line claims nothing by itself
_OPERATOR_AFTER = re.compile(
    r"^\s*\$?\s*[+*×·/÷^!%]|^\s*\$?\s*\\(times|cdot|div|pm|%)"
    r"|^[^\S\n]*\$?[^\S\n]*[-−]\s*\d|^\s*\$?\s*[-−]\s*\d(?![^\n]*([=<>≤≥≈]|\\[lg]e))"
)


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

    @property
    def lead(self) -> str:
        """The sentence that leads to it, which may end in a colon before a line of its own."""
        return _SENTENCE_END.split(self.before.rstrip(" \n\t:;,.$"))[-1]

    def words_since(self, statement: str) -> str:
        """The words after the statement before it; all in sight where that stands in another step."""
        if statement and statement in self.before:
            return self.before.rpartition(statement)[2]
        return self.before


def is_supposed(remark: Remark) -> bool:
    """Whether its words put it forward as a supposition only."""
    return bool(_SUPPOSED.search(remark.lead))


def equates(remark: Remark, chained: bool = False) -> bool:
    """Whether the sentence leads to an equation to solve, rather than to an expression written otherwise.

    In a chain of three members and more only a supposition makes one of a link.
    """
    if _SUPPOSED.search(remark.lead) or _DENYING.search(remark.after):
        return True
    if chained:
        return False
    if _STRONGLY_EQUATING.search(remark.lead):
        return True
    rewriting = _REWRITING.search(remark.lead) or _OF_A_SIDE.search(remark.lead)
    return bool(_EQUATING.search(remark.lead)) and not rewriting


def is_denied(remark: Remark) -> bool:
    """Whether the words after it take it back."""
    return bool(_DENIED.search(remark.after))


def derives(remark: Remark, previous: str, seen: bool = False) -> bool:
    """Whether the words present an equation as what follows from those before.

    With `seen` the statement before must be in sight, and nothing new may open in all that is in sight.
    """
    words = remark.words_since(previous)
    if _CONJUNCTION.search(words):
        words = remark.before.rpartition(previous)[0]
    sight = _NOTHING_NEW.sub("", remark.before if seen else words)
    if _OPENING.search(sight) or _DENYING.search(_NO_SOLUTION.sub("", remark.after)):
        return False
    adjacent = bool(previous) and previous in remark.before
    if seen and not adjacent:
        return False
    boxed = bool(_BOXED.search(remark.statement))
    return boxed or bool(_DERIVING.search(words)) or (adjacent and bool(_NO_WORDS.match(words)))


def restates(remark: Remark) -> bool:
    """Whether the sentence announces an equation of the problem."""
    return bool(_RESTATING.search(remark.lead)) and not _CHANGING.search(remark.lead)


def rewrites(remark: Remark) -> bool:
    """Whether the words present an equality as one expression written otherwise."""
    return bool(_REWRITING.search(remark.before)) and not solves(remark)


def solves(remark: Remark) -> bool:
    """Whether the words allow that an equality is an equation, one without solutions included."""
    return bool(_SOLVING.search(_last_words(remark)) or _DENYING.search(remark.after))


def _last_words(remark: Remark) -> str:
    return remark.before[-100:]


@dataclass(frozen=True, slots=True)
class Leeway:
    """What a statement is near enough to, or plain enough, to be taken as if the words say so.

    `unsolvable`: an equality of which the words say that it has no solution, as 2 = 3, is no mistake.
    """

    rounded: bool = True
    remainder: bool = True
    unsolvable: bool = True


def excuse(remark: Remark, leeway: Leeway) -> str:
    """Why a statement that is false may still be no mistake; empty when nothing speaks for it."""
    if _SUPPOSING.search(_EVENT.sub("", remark.sentence)):
        return "it may only be supposed"
    if _DENYING.search(remark.after if leeway.unsolvable else _NO_SOLUTION.sub("", remark.after)):
        return "the words after it may take it back"
    if _near(_OTHER_ARITHMETIC, remark) or _near(_DEFINED_OPERATION, remark):
        return "it may be meant in another arithmetic"
    if leeway.remainder and _near(_REMAINDER, remark):
        return "it may be meant in another arithmetic"
    if leeway.rounded and _near(_ROUNDING, remark):
        return "it may be rounded"
    if _inside_a_formula(remark):
        return "it may be part of a longer formula"
    return ""


def _near(words: re.Pattern[str], remark: Remark) -> bool:
    return bool(words.search(remark.before) or words.search(remark.after))


def _inside_a_formula(remark: Remark) -> bool:
    """Whether an operator stands beside it; a dash that opens a line and a name with its `=` are none."""
    named = _BULLET.search(remark.before) or _NAMED.search(remark.before)
    before = bool(_OPERATOR_BEFORE.search(remark.before)) and not named
    return before or bool(_OPERATOR_AFTER.search(remark.after))


def tempered(verdict: Verdict, remark: Remark, leeway: Leeway = Leeway()) -> Verdict:
    """A break becomes undecided where the words around it allow another reading."""
    if verdict.status is not VerdictStatus.BREAKS:
        return verdict
    reason = excuse(remark, leeway)
    if not reason:
        return verdict
    return undecided(Reason.NO_METHOD, f"{verdict.detail}, but {reason}", verdict.statement)
