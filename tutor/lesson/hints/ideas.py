"""What is done first with a problem of a common kind: for hints where no worked steps are at hand.

Told from the words and signs of the problem alone, so each holds for every problem of its kind.
"""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Approach:
    """Which idea applies, the first move, and what comes after it."""

    idea: str
    first: str
    then: str


@dataclass(frozen=True, slots=True)
class _Kind:
    asked: "re.Pattern[str]"
    approach: Approach


def _kind(pattern: str, idea: str, first: str, then: str) -> _Kind:
    return _Kind(re.compile(pattern, re.IGNORECASE | re.DOTALL), Approach(idea, first, then))


_SQUARE: Final = r"\^\s*\{?\s*2(?!\d)|²|\bquadratic"
_KINDS: Final = (
    _kind(
        r"\bprove\b|\bshow that\b",
        "Say first what is given and what must follow from it.",
        "Write down the definition of each thing that the claim speaks about.",
        "Go on from the definitions, and look from the other end: what would make the claim true at once?",
    ),
    _kind(
        r"\bdifferentiate\b|\bderivative\b|\\frac\s*\{d\}|d/dx",
        "A derivative is taken piece by piece: sums term by term, products and compositions by their rules.",
        "Name the outermost operation: is it a sum, a product, a quotient or a function of a function?",
        "Apply the rule of that operation and take the derivatives of its parts.",
    ),
    _kind(
        r"\bintegra|\\int\b|∫|\bantiderivative",
        "Look for a function whose derivative is what stands under the integral.",
        "Take the integrand apart into terms, or find a part whose derivative stands beside it.",
        "Find an antiderivative, and check it by taking its derivative; put in the bounds if there are any.",
    ),
    _kind(
        r"\blimit\b|\\lim\b|\blim\b",
        "See what each part of the expression tends to; only an undetermined form needs work.",
        "Put the value in. Is the outcome a number, or a form that says nothing?",
        "Factor, cancel or divide by the strongest term until that is mended, and put the value in again.",
    ),
    _kind(
        r"\bsystem\b|\bsimultaneous",
        "Get rid of unknowns until a single equation with a single unknown is left.",
        "Solve an equation for a letter, or add a multiple of an equation to another.",
        "Put what you have found into another equation, and go on until each letter is known.",
    ),
    _kind(
        r"\\leq?\b|\\geq?\b|[<>≤≥]|\binequalit",
        "An inequality is solved like an equation, but a negative factor turns its sign around.",
        "Find where both sides are equal.",
        "Look on which side of those places the inequality holds.",
    ),
    _kind(
        r"\bfactor(?:i[sz]e)?\b",
        "Factoring is expanding, backwards.",
        "Take out what all terms have in common.",
        "Look for a known pattern in what is left: a difference of squares, or a product and a sum that fit.",
    ),
    _kind(
        r"\bexpand\b|\bmultiply out\b",
        "Each term of a bracket is multiplied by each term of the other.",
        "Write down all the products, with their signs.",
        "Collect the terms that are alike.",
    ),
    _kind(
        rf"(?=.*(?:{_SQUARE}))(?=.*(?:=|\broots?\b|\bzeros?\b|\bsolve\b))",
        "With the square of the unknown, gather everything on a single side and look for factors.",
        "Bring all terms to the same side of the equation.",
        "Factor what you have, or use the formula for quadratic equations.",
    ),
    _kind(
        r"\\log|\bln\b|\blog\b|\blogarithm",
        "A logarithm asks for an exponent, and its rules are those of exponents.",
        "Bring the expression into a single logarithm, or both sides to the same base.",
        "Rewrite what you have as a statement about exponents.",
    ),
    _kind(
        r"(?=.*=)(?=.*[a-z])(?:.*\bsolve\b|.*\bfind\b|^[^.?!]*$)",
        "Undo what is done to the unknown, the last operation first, on both sides alike.",
        "Bring the terms with the unknown to the same side and all others to the other side.",
        "Collect the terms that are alike, and divide by what stands before the unknown.",
    ),
    _kind(
        r"%|\\%|\bpercent",
        "A percentage is a share of a whole: say first what the whole is.",
        "Write the percentage as a fraction or as a decimal.",
        "Multiply the whole by it, or divide by it where the whole is what is asked.",
    ),
    _kind(
        r"\bprobabilit|\bchance\b|\bhow many ways\b",
        "Count the cases that fit and the cases there are.",
        "Say what a single case is, so that all cases are alike.",
        "Count both, step by step: choices that follow each other multiply.",
    ),
    _kind(
        r"\bsimplify\b",
        "Change the form, never the value, until nothing can be taken together any more.",
        "Work from the inside: brackets and powers first.",
        "Collect the terms that are alike, and cancel factors that stand above and below.",
    ),
    _kind(
        r"\b(?:calculate|compute|evaluate|work out|what is)\b|^[\s\d.,+*/^()×÷·−$-]+[=?]?$",
        "Do it in order: brackets, then powers, then products and quotients, then sums and differences.",
        "Find what has to be worked out first, and work out just that.",
        "Write the whole line again with that piece replaced, and go on with the next one.",
    ),
    _kind(
        r"\bhow (?:many|much|long|far|fast|old|tall)\b",
        "Give a letter to what is asked, and say in mathematics what the text says in words.",
        "List the quantities of the text with their units, and how they hang together.",
        "Turn that into an equation or a calculation, sentence by sentence.",
    ),
)


def approach_to(problem: str) -> Approach | None:
    """The approach to a problem of a kind that is known; None for others."""
    return next((kind.approach for kind in _KINDS if kind.asked.search(problem)), None)
