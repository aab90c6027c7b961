"""Problems as plain words with numbers in them, and answers that are one number."""

import re
from dataclasses import dataclass
from fractions import Fraction

from sympy import Expr, Rational

from tutor.check.certifying.forms import form_fault
from tutor.check.certifying.problems.sentences import SLOT, sentence_of
from tutor.check.certifying.problems.tasks import Form
from tutor.check.certifying.values import compare_with_value
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.question import read_question
from tutor.check.comparing.shown import shown
from tutor.check.reading.tree import Integer, ListOf, Node, PlusMinus, Quantity, Relation, Text
from tutor.check.trees import contains, letters
from tutor.vocabulary.verdict import Certificate, Equality, Method

_LONGEST = 8000
_LONGEST_NUMBER = 40
_MOST_PLACES = 9
_LARGEST_SHOWN = 10**6
_SPELLINGS = (
    (re.compile(r"\\(?:left|right|,|;|!| |quad\b)|~"), " "),
    (re.compile(r"\\(?:text|mathrm|textrm|mbox)\s*\{([^{}\\$]*)\}"), r"\1"),
    (re.compile(r"\\[lc]?dots[bc]?\b|…"), "..."),
    (re.compile(r"\^\s*(?:\{\s*(st|nd|rd|th)\s*\}|(st|nd|rd|th)\b)"), r"\1\2"),
    (re.compile(r"\{,\}"), ","),
    (re.compile(r"\\([{}%$#])"), r"\1"),
    (re.compile(r"[−–](?=\s*\d)"), "-"),
    (re.compile(r"\\d?t?frac"), r"\\frac"),
)
_WHOLE = r"\d{1,3}(?:,\d{3})+|\d+"
NUMBER = (
    r"[-+]?(?:\\frac\{\d+\}\{\d+\}|\\frac\d\d|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+/\d+|\d+ \d+/\d+|\d*\.\d+|\d+)"
)
_FRACTION = re.compile(r"(?P<top>\d+)/(?P<bottom>\d+)|\\frac\{?(?P<above>\d+?)\}?\{?(?P<below>\d+)\}?")
_MIXED = re.compile(r"(\d+) (\d+)/(\d+)")
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


def plain_words(problem: str) -> str:
    """The problem without politeness and without delimiters; empty when it is too long."""
    if len(problem) > _LONGEST:
        return ""
    sentence = sentence_of(problem)
    words = sentence.words
    for position, formula in enumerate(sentence.formulas):
        words = words.replace(SLOT.format(position), formula)
    for pattern, instead in _SPELLINGS:
        words = pattern.sub(instead, words)
    return " ".join(words.split()).rstrip(" .?;:")


def number_in(text: str) -> Fraction | None:
    """One number as digits: 12, -3.5, 1,200, 3/4, 1 1/2 or a LaTeX fraction; None for anything else."""
    text = text.strip()
    if len(text) > _LONGEST_NUMBER or not re.fullmatch(NUMBER, text):
        return None
    sign = -1 if text[0] == "-" else 1
    text = text.lstrip("+-")
    if found := _MIXED.fullmatch(text):
        whole, top, bottom = map(int, found.groups())
        return sign * (whole + Fraction(top, bottom)) if 0 < top < bottom else None
    if found := _FRACTION.fullmatch(text):
        top, bottom = (int(digits) for digits in found.groups() if digits is not None)
        return sign * Fraction(top, bottom) if bottom else None
    return sign * Fraction(text.replace(",", ""))


def whole_in(text: str) -> int | None:
    """A whole number in digits, or in words up to twenty."""
    if text.lower() in _SMALL:
        return _SMALL.index(text.lower())
    found = number_in(text)
    return int(found) if found is not None and found.denominator == 1 else None


@dataclass(frozen=True, slots=True)
class Asked:
    """The number a problem asks for: its value, what it is in words, the names an answer may give it.

    `shows` says both in one line, where the value is better not shown as sympy shows it.
    """

    value: Expr
    what: str
    problem: str
    names: str = r"[A-Za-z]"
    shows: str = ""


def exact(number: Fraction | int) -> Rational:
    """The same number in sympy."""
    number = Fraction(number)
    return Rational(number.numerator, number.denominator)


def decimal_text(number: Fraction) -> str:
    """A number with its decimals where they end soon, else as a fraction, or about what it is."""
    places = next((n for n in range(_MOST_PLACES) if (number * 10**n).denominator == 1), None)
    if not places:
        return str(number) if number.denominator < _LARGEST_SHOWN else f"about {float(number):.10g}"
    digits = f"{abs(number.numerator) * 10**places // number.denominator:0{places + 1}}"
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def certify_number(asked: Asked, answer: Node) -> Certificate:
    """One number, exactly; a name before it must be one that fits."""
    named = split_label(answer)
    if named.label is not None and not re.fullmatch(asked.names, named.label.name, re.IGNORECASE):
        return unchecked(f"the answer names {named.label.name}, not {asked.what}")
    given = named.value
    if contains(given, Relation, ListOf, Quantity, PlusMinus, Text) or letters(given):
        return unchecked("the answer is no single number")
    return judge(asked, given)


def judge(asked: Asked, given: Node) -> Certificate:
    """A tree of numbers against the number asked for."""
    shows = asked.shows or f"{asked.what} is {shown(asked.value)}"
    result = compare_with_value(asked.value, given, read_question(asked.problem))
    if result.equality is Equality.PROVED:
        fault = form_fault(Integer(0), given, Form.ANY)
        return (
            supported(Method.EVALUATED, f"equal, but {fault}") if fault else proved(Method.EVALUATED, shows)
        )
    if result.equality is Equality.NUMERIC:
        return supported(Method.COMPARED, f"{shows}; {result.detail}")
    if result.equality is Equality.DIFFERENT:
        return refuted(Method.EVALUATED, shows)
    if "rounded" in result.detail:
        return supported(Method.COMPARED, f"{shows}, to the digits given")
    return unchecked(result.detail)
