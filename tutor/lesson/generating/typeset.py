"""Parts of worked lines as LaTeX: what sympy would put together stays apart here, as a teacher writes it."""

from collections.abc import Sequence
from typing import TypeAlias

from sympy import Add, Expr

from tutor.lesson.generating.draft import tex

Part: TypeAlias = Expr | int | str
"""Something to be set; text is LaTeX already."""


def put(part: Part) -> str:
    """A part as LaTeX."""
    return part if isinstance(part, str) else tex(part)


def chain(*sides: Part) -> str:
    """`a = b = c`; a side that repeats the one before is left out."""
    texts = [put(side) for side in sides]
    return " = ".join(text for n, text in enumerate(texts) if n == 0 or text != texts[n - 1])


def plus(*terms: Part) -> str:
    """The terms as a sum; a minus sign before one takes the place of the plus sign."""
    first, *rest = [put(term) for term in terms]
    return first + "".join(f" - {term[1:].lstrip()}" if term[0] == "-" else f" + {term}" for term in rest)


def times(*factors: Part) -> str:
    """The factors with dots between them, in brackets where they need some."""
    first, *rest = factors
    opening = put(first) if not _is_sum(first) else bracketed(first)
    return r" \cdot ".join([opening, *(bracketed(each) for each in rest)])


def scaled(factor: Expr | int, body: str) -> str:
    """A number before what it multiplies: 1 is not written, of -1 only the sign."""
    if factor in (1, -1):
        return body if factor == 1 else f"-{body}"
    return f"{tex(factor)} {body}"


def bracketed(part: Part) -> str:
    """A factor or a base: sums and what begins with a sign get brackets."""
    text = put(part)
    if _is_sum(part) or text[0] == "-":
        return rf"\left({text}\right)" if "frac" in text else f"({text})"
    return text


def _is_sum(part: Part) -> bool:
    return isinstance(part, Add)


def matrix(rows: Sequence[Sequence[Part]], brackets: str = "pmatrix") -> str:
    """Rows of entries."""
    body = r" \\ ".join(" & ".join(put(entry) for entry in row) for row in rows)
    return rf"\begin{{{brackets}}} {body} \end{{{brackets}}}"


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{'th' if 10 < n % 100 < 14 else ending}"


def and_list(items: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))
