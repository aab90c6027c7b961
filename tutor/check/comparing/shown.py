"""Values as short lines for people; never raises on huge integers."""

from sympy import Basic, Float, Integer, Rational
from sympy.printing.str import StrPrinter

_LONGEST = 60
_DIGITS_SHOWN = 30


class _Printer(StrPrinter):  # type: ignore[misc]
    """Short decimals, huge integers abridged, ^ for powers."""

    def _print_Float(self, value: Float) -> str:  # noqa: N802 - sympy's naming
        return f"{float(value):.10g}" if abs(value) < Float("1e300") else f"{value.evalf(10)}"

    def _print_ImaginaryUnit(self, _: object) -> str:  # noqa: N802
        return "i"

    def _print_Infinity(self, _: object) -> str:  # noqa: N802
        return "∞"

    def _print_NegativeInfinity(self, _: object) -> str:  # noqa: N802
        return "-∞"

    def _print_Integer(self, value: Integer) -> str:  # noqa: N802
        return abridged(int(value))

    def _print_Rational(self, value: Rational) -> str:  # noqa: N802
        return f"{abridged(int(value.p))}/{abridged(int(value.q))}"


def abridged(number: int) -> str:
    """All digits of a short integer, the ends of a long one."""
    if abs(number) < 10**_DIGITS_SHOWN:
        return str(number)
    if number.bit_length() > 100_000:
        return f"an integer of {number.bit_length()} bits"
    digits = str(number)
    return f"{digits[:12]}…{digits[-6:]} ({len(digits.lstrip('-'))} digits)"


def shown(value: Basic) -> str:
    """A sympy value in one short line."""
    text = (
        str(_Printer().doprint(value))
        .replace("**", "^")
        .replace("*", "·")
        .replace("sqrt", "√")
        .replace("pi", "π")
    )
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
