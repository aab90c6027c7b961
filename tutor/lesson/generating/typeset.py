"""Mathematics as LaTeX, as a teacher writes it: what sympy would put together stays apart here."""

from collections.abc import Sequence
from typing import TypeAlias

from sympy import Add, Expr, Rational, Symbol, latex

Part: TypeAlias = Expr | int | str
"""Something to be set; text is LaTeX already."""


def tex(found: Expr | int) -> str:
    """An expression as it is written in school: natural logarithms are `ln`."""
    return str(latex(found, ln_notation=True))


def put(part: Part) -> str:
    """A part as LaTeX."""
    return part if isinstance(part, str) else tex(part)


# statements


def equation(left: Expr | int, right: Expr | int) -> str:
    """Both sides as they stand; sympy would decide `3 = 3`."""
    return f"{tex(left)} = {tex(right)}"


def chain(*sides: Part) -> str:
    """`a = b = c`; a side that repeats the one before is left out."""
    texts = [put(side) for side in sides]
    return " = ".join(text for n, text in enumerate(texts) if n == 0 or text != texts[n - 1])


def either(letter: Symbol, *values: Part) -> str:
    r"""`x = 2 \text{ or } x = 3`, without repeats."""
    return r" \text{ or } ".join(dict.fromkeys(f"{letter} = {put(value)}" for value in values))


def solutions(letter: Symbol, *values: Part) -> str:
    """`x = 2, x = 3`, without repeats."""
    return ", ".join(dict.fromkeys(f"{letter} = {put(value)}" for value in values))


# sums and products


def signed(term: Part) -> str:
    """A further term with its sign: `+ 3`, `- 3`."""
    text = put(term)
    return f"- {text[1:].lstrip()}" if text[0] == "-" else f"+ {text}"


def plus(*terms: Part) -> str:
    """The terms as a sum; a minus sign before one takes the place of the plus sign."""
    return " ".join([put(terms[0]), *map(signed, terms[1:])])


def times(*factors: Part) -> str:
    """The factors with dots between them, in brackets where they need some."""
    first, *rest = factors
    opening = put(first) if not isinstance(first, Add) else bracketed(first)
    return r" \cdot ".join([opening, *(bracketed(each) for each in rest)])


def scaled(factor: Expr | int, body: str) -> str:
    """A number before what it multiplies: 1 is not written, of -1 only the sign."""
    if factor in (1, -1):
        return body if factor == 1 else f"-{body}"
    return f"{tex(factor)} {body}"


def unexpanded(factor: Expr | int, inner: Expr) -> str:
    """A factor before a bracket that is not multiplied out: `3 (x + 2)`."""
    return scaled(factor, f"({tex(inner)})")


def root_factor(letter: Symbol, root: int) -> str:
    """The factor that vanishes at a root: `(x - 3)`, for zero the letter alone."""
    return f"({letter} {signed(-root)})" if root else str(letter)


def factored(factor: int, letter: Symbol, *roots: int) -> str:
    """The polynomial with these roots as a product: `2(x - 3)(x + 1)`."""
    front = {1: "", -1: "-"}.get(factor, str(factor))
    return front + "".join(root_factor(letter, root) for root in roots)


# brackets


def in_brackets(part: Part) -> str:
    """Anything in brackets as high as it is."""
    return rf"\left({put(part)}\right)"


def bracketed(part: Part) -> str:
    """A factor: sums and what begins with a sign get brackets."""
    text = put(part)
    if isinstance(part, Add) or text[0] == "-":
        return in_brackets(text) if "frac" in text else f"({text})"
    return text


def as_base(number: Expr | int) -> str:
    """A number under a power, or put in place of a letter: negative ones and fractions in brackets."""
    plain = number >= 0 and (isinstance(number, int) or number.is_Integer)
    return tex(number) if plain else in_brackets(number)


# numbers and tables


def fraction(above: Part, below: Part) -> str:
    r"""A fraction as it stands, `\frac{6}{8}`."""
    return rf"\frac{{{put(above)}}}{{{put(below)}}}"


def power(base: Part, exponent: Part) -> str:
    """A power as it stands, also with the exponent 1."""
    return f"{put(base)}^{{{put(exponent)}}}"


def derivative(body: Expr, letter: str = "x") -> str:
    """A derivative that is still to be taken."""
    return rf"{fraction('d', f'd{letter}')} {in_brackets(body)}"


def decimal(number: Expr | int) -> str:
    """A number whose denominator divides a power of ten, without trailing zeros."""
    exact = Rational(number)
    digits = 0
    while exact.q != 1 and (exact * 10**digits).q != 1:
        digits += 1
    shifted = abs(int(exact * 10**digits))
    sign = "-" if exact < 0 else ""
    whole, rest = divmod(shifted, 10**digits)
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"


def matrix(rows: Sequence[Sequence[Part]], brackets: str = "pmatrix") -> str:
    """Rows of entries."""
    body = r" \\ ".join(" & ".join(put(entry) for entry in row) for row in rows)
    return rf"\begin{{{brackets}}} {body} \end{{{brackets}}}"
