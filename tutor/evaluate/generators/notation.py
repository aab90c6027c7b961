"""How mathematics is written: in LaTeX, as plain text, or as plain text with Unicode signs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

# what stays one operand beside "/" and "^" without brackets: not 3x
_ATOM = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+[⁰¹²³⁴⁵⁶⁷⁸⁹]*|[A-Za-z]*\([^()]*\)")
_SHORT = 1000  # a decimal has three places at most
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Style(StrEnum):
    """The three ways of writing."""

    LATEX = "latex"
    PLAIN = "plain"
    UNICODE = "unicode"


@dataclass(frozen=True, slots=True)
class Notation:
    """One way of writing; every method returns text without delimiters, except `math`."""

    style: Style
    fraction_command: str = "frac"
    decimals: bool = False  # whether 1/2 is written 0.5

    @property
    def latex(self) -> bool:
        """Whether commands are written."""
        return self.style is Style.LATEX

    def math(self, text: str) -> str:
        """A formula as it stands in a sentence."""
        return f"${text}$" if self.latex else text

    def number(self, value: Fraction | int) -> str:
        """An exact number: `-3`, `\\frac{3}{4}`, `3/4`, `0.75`."""
        value = Fraction(value)
        if value.denominator == 1 or (self.decimals and _SHORT % value.denominator == 0):
            return decimal(value)
        sign = "-" if value < 0 else ""
        return sign + self.ratio(str(abs(value.numerator)), str(value.denominator))

    def ratio(self, above: str, below: str) -> str:
        """A fraction of two texts."""
        if self.latex:
            return f"\\{self.fraction_command}{{{above}}}{{{below}}}"
        return f"{_enclosed(above)}/{_enclosed(below)}"

    def power(self, base: str, exponent: int | str) -> str:
        """A power; the exponent 1 is not written, negative or composed ones are enclosed."""
        text = str(exponent)
        if text == "1":
            return base
        if self.latex:
            return f"{base}^{text}" if len(text) == 1 else f"{base}^{{{text}}}"
        if self.style is Style.UNICODE and text.isdigit():
            return base + text.translate(_RAISED)
        return f"{base}^{_enclosed(text)}"

    def term(self, coefficient: Fraction | int, body: str) -> str:
        """A coefficient before a body; an empty body leaves the number alone."""
        value = Fraction(coefficient)
        if not body:
            return self.number(value)
        if abs(value) == 1:
            return body if value > 0 else f"-{body}"
        number = self.number(value)
        if self.latex or "/" not in number:
            return number + body
        sign = "-" if value < 0 else ""
        return f"{sign}({self.number(abs(value))}){body}"

    def sum(self, terms: Sequence[str]) -> str:
        """Terms joined by their signs; `0` when there are none."""
        text = ""
        for term in terms:
            negative = term.startswith("-")
            sign = "-" if negative else "+"
            text += f" {sign} {term.removeprefix('-')}" if text else term
        return text or "0"

    def polynomial(self, coefficients: Sequence[Fraction | int], variable: str = "x") -> str:
        """A polynomial from its coefficients, the constant first; highest power first in the text."""
        terms = [
            self.term(value, self.power(variable, degree) if degree else "")
            for degree, value in reversed(list(enumerate(coefficients)))
            if value
        ]
        return self.sum(terms)

    def root(self, inside: str, index: int = 2) -> str:
        """A square root, or one of a higher index."""
        if self.latex:
            return f"\\sqrt{'' if index == 2 else f'[{index}]'}{{{inside}}}"
        if self.style is Style.UNICODE and index == 2:
            return f"√{inside}" if inside.isalnum() else f"√({inside})"
        return f"sqrt({inside})" if index == 2 else f"({inside})^(1/{index})"

    def call(self, name: str, argument: str) -> str:
        """A named function of an argument."""
        return f"\\{name}({argument})" if self.latex else f"{name}({argument})"

    def relation(self, sign: str) -> str:
        """`<=` and `>=` as they are written here."""
        if self.latex:
            return {"<=": "\\le", ">=": "\\ge"}.get(sign, sign)
        return {"<=": "≤", ">=": "≥"}.get(sign, sign) if self.style is Style.UNICODE else sign

    @property
    def infinity(self) -> str:
        """The sign of infinity."""
        return {Style.LATEX: "\\infty", Style.PLAIN: "infinity", Style.UNICODE: "∞"}[self.style]

    @property
    def times(self) -> str:
        """The sign between two numbers."""
        return {Style.LATEX: "\\cdot", Style.PLAIN: "*", Style.UNICODE: "·"}[self.style]

    @property
    def dots(self) -> str:
        """And so on."""
        return "\\ldots" if self.latex else "..."

    def point(self, values: Sequence[Fraction | int]) -> str:
        """Coordinates."""
        return f"({', '.join(map(self.number, values))})"

    def matrix(self, rows: Sequence[Sequence[Fraction | int]]) -> str:
        """A matrix, in rows."""
        if not self.latex:
            return "[" + ", ".join(f"[{', '.join(map(self.number, row))}]" for row in rows) + "]"
        inside = " \\\\ ".join(" & ".join(map(self.number, row)) for row in rows)
        return f"\\begin{{pmatrix}} {inside} \\end{{pmatrix}}"


def decimal(value: Fraction) -> str:
    """A number with a finite decimal expansion, written with it; any other as a fraction."""
    scale = 1
    while value.denominator != 1 and scale < 10**9:
        if (value * scale).denominator == 1:
            break
        scale *= 10
    scaled = value * scale
    if scaled.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    places = len(str(scale)) - 1
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def _enclosed(text: str) -> str:
    return text if _ATOM.fullmatch(text) else f"({text})"
