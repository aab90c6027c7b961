"""The forms in which an equation of a line may be asked for, found in a problem and checked in an answer."""

import re
from enum import StrEnum
from math import gcd

from tutor.check.certifying.problems.sentences import Sentence
from tutor.check.reading.tree import (
    Fraction,
    Integer,
    Negation,
    Node,
    Product,
    Relation,
    Sum,
    Symbol,
)
from tutor.check.trees import contains, letters, signed_integer


class LineForm(StrEnum):
    """A form by its name."""

    ANY = "any"
    SLOPE_INTERCEPT = "slope-intercept form"
    POINT_SLOPE = "point-slope form"
    STANDARD = "standard form"
    GENERAL = "general form"


_NAMED = r"(?P<form>slope[- ]intercept|point[- ]slope|slope[- ]point|standard|general)"
_SPELLED = {
    LineForm.SLOPE_INTERCEPT: re.compile(r"y=(?:mx|ax)\+(?:b|c|n)"),
    LineForm.STANDARD: re.compile(r"ax\+by=c"),
    LineForm.GENERAL: re.compile(r"ax\+by\+c=0"),
}
_IN_FORM = re.compile(
    rf",? (?:in (?:the )?{_NAMED} form|(?:in the form|in form|as)"
    r" (?P<spelled>⟦\d+⟧|y ?= ?[ma] ?x ?\+ ?[bcn]|a ?x ?\+ ?b ?y ?(?:= ?c|\+ ?c ?= ?0)))(?!\w)"
    r"(?:,(?= of))?",
    re.IGNORECASE,
)
_SAID_AFTER = re.compile(
    r"[.;,]? (?:(?:give|write|express|put|leave|state) (?:your|the) (?:final )?(?:answer|equation)"
    r"(?: of the line)?|your answer should be)$",
    re.IGNORECASE,
)


def without_form(sentence: Sentence) -> tuple[Sentence, LineForm] | None:
    """The sentence without the form it asks for, and that form; None where two are named."""
    found = list(_IN_FORM.finditer(sentence.words))
    if not found:
        return sentence, LineForm.ANY
    form = _form(sentence, found[0])
    if len(found) > 1 or form is None:
        return None
    before, after = sentence.words[: found[0].start()], sentence.words[found[0].end() :]
    words = _SAID_AFTER.sub("", before) + after
    return Sentence(words.strip(), sentence.formulas), form


def _form(sentence: Sentence, found: re.Match[str]) -> LineForm | None:
    if found["spelled"]:
        text = re.sub(r"\s", "", sentence.text_of(found["spelled"]) or "").lower()
        return next((form for form, pattern in _SPELLED.items() if pattern.fullmatch(text)), None)
    return named_form(found["form"])


def named_form(words: str) -> LineForm:
    """Of "point slope" and the like."""
    if words.lower() in ("standard", "general"):
        return LineForm(f"{words.lower()} form")
    return LineForm.SLOPE_INTERCEPT if words.lower().endswith("intercept") else LineForm.POINT_SLOPE


def form_fault(equation: Relation, form: LineForm, across: str, up: str) -> str:
    """What is wrong with the form of a right equation; empty when nothing is."""
    left, right = equation.operands
    sides = left, right, across, up
    match form:
        case LineForm.SLOPE_INTERCEPT:
            fits = _is_slope_intercept(*sides)
        case LineForm.POINT_SLOPE:
            fits = _is_point_slope(*sides)
        case LineForm.STANDARD:
            fits = _is_standard(*sides)
        case LineForm.GENERAL:
            fits = right == Integer(0) and not any(contains(term, Sum) for term in _terms(left))
        case LineForm.ANY:
            fits = True
    return "" if fits else f"it is not in {form}"


def _is_slope_intercept(left: Node, right: Node, across: str, up: str) -> bool:
    """y alone, the other side a multiple of x and a number."""
    if right == Symbol(up):
        left, right = right, left
    terms = _terms(right)
    numbers = [term for term in terms if not letters(term)]
    return (
        left == Symbol(up)
        and letters(right) <= {across}
        and len(terms) <= 2
        and len(numbers) <= 1
        and not any(contains(term, Sum) for term in terms)
    )


def _is_point_slope(left: Node, right: Node, across: str, up: str) -> bool:
    """y - b on one side, a multiple of x - a on the other."""
    if letters(left) != {up}:
        return False
    factors = right.factors if isinstance(right, Product) else (right,)
    inner = [factor for factor in factors if letters(factor)]
    return _is_shifted(left, up) and len(inner) == 1 and _is_shifted(_positive(inner[0]), across)


def _is_shifted(node: Node, name: str) -> bool:
    terms = _terms(node)
    return len(terms) <= 2 and Symbol(name) in terms and sum(bool(letters(term)) for term in terms) == 1


def _positive(node: Node) -> Node:
    return node.operand if isinstance(node, Negation) else node


def _is_standard(left: Node, right: Node, across: str, up: str) -> bool:
    """Whole multiples of x and y on the left, x first and positive; a whole number on the right.

    They have no common divisor: many books ask for that too.
    """
    terms, alone = _terms(left), signed_integer(right)
    shares = [_whole_multiple(term) for term in terms]
    if alone is None or None in shares:
        return False
    named = [share for share in shares if share is not None]
    is_ordered = [name for _, name in named] in ([across, up], [across], [up]) and named[0][0] > 0
    return is_ordered and gcd(alone, *(factor for factor, _ in named)) == 1


def _whole_multiple(term: Node) -> tuple[int, str] | None:
    sign = -1 if isinstance(term, Negation) else 1
    match _positive(term):
        case Symbol(name=name):
            return sign, name
        case Product(factors=(Integer(value=value), Symbol(name=name))):
            return sign * value, name
    return None


def _terms(node: Node) -> tuple[Node, ...]:
    match node:
        case Sum(terms=terms):
            return terms
        case Negation(operand=Sum()) | Fraction(numerator=Sum()):
            return (node, node, node)  # still to be taken apart
    return (node,)
