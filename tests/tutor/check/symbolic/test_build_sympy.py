"""What trees become in sympy, what is refused, and that no text of the user's reaches code."""

import json
from pathlib import Path

import pytest
import sympy
from support.timing import processor_seconds

from tutor.check.reading.outcome import Parsed
from tutor.check.reading.read import read
from tutor.check.reading.tree import Node, Symbol
from tutor.check.symbolic.build import Assumptions, build, symbol
from tutor.check.symbolic.cost import expanded_terms
from tutor.check.symbolic.outcome import NoMethodError, TooLargeError
from tutor.vocabulary.verdict import Reason

BUILT = json.loads((Path(__file__).parent / "built.json").read_text("utf-8"))


def tree(text: str) -> Node:
    reading = read(text)
    assert isinstance(reading, Parsed), reading
    return reading.tree


@pytest.mark.parametrize(("text", "expected"), BUILT)
def test_text_becomes_this_object(text: str, expected: str) -> None:
    assert str(build(tree(text))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "9^{9^9}",
        "9^{9^{9^9}}",
        "2^{-10000000}",
        "\\left(\\frac{3}{7}\\right)^{100000}",
        "1.5^{99999}",
        "\\sqrt{2}^{1000000}",
        "100000000!",
        "2000!!",
        "(7!)!!",
        "((4!)!)!",
        "\\binom{10^{30}}{1000}",
        "\\binom{n}{100000}",
        "x + 10^{10^{10}}",
        "x^{7^{7^7}}",
        "\\sin(3^{100000})",
        "\\lfloor 10^{9999} \\rfloor",
        "\\{1, 8^{9999}\\}",
        "y = 7^{77777}",
        "10^{1500} \\cdot 10^{1500}",
        "\\begin{pmatrix} 1 & 5^{99999} \\end{pmatrix}",
        "e^{e^{e^{e^{87}}}} = e^{e^{e^{e^{87.0001}}}}",
        "\\exp(\\pi^{\\pi^{\\pi^{\\pi}}})",
        "\\lfloor e^{e^{20}} \\rfloor",
        "(\\pi^{20})!",
        "x^{383838} - 38x + 1 = 0",
        "\\sin^{10^5} x",
        "\\sum_{k=1}^{98989898} k^{98}",
        "\\sum_{k=1}^{1000} k^{60}",
        "\\lim_{x\\to 0} x^{x^{x^{33}}}",
        "\\int \\frac{x^{94}+1}{x^{9494}-x+94} dx",
        "\\int_0^{45} e^{-x^{45}} \\sin(x^{45})\\ln(x+45) dx",
        "\\sum_{k=1}^{222222} \\frac{1}{k!}",
        "\\sum_{k=1}^{10^6} \\sqrt{k}",
        "\\sum_{k=0}^{2400} 97^{k}",
        "\\prod_{k=1}^{53535353} k",
        "\\prod_{k=1}^{2000} \\cos(k)",
        "\\sum_{i=1}^{5} \\sum_{j=1}^{10^5} \\frac{1}{i+j}",
        "\\sum_{k=1}^{\\sum_{k=1}^{\\sum_{k=1}^{3} k} k} k",
    ],
)
def test_what_would_be_huge_is_refused_at_once(text: str) -> None:
    def refuse() -> None:
        with pytest.raises(TooLargeError) as refusal:
            build(tree(text))
        assert refusal.value.reason is Reason.TOO_LARGE

    assert processor_seconds(refuse, 0.1) < 0.1


@pytest.mark.parametrize(
    "text",
    [
        "2^{3000}",
        "1^{10^{10}}",
        "(x+1)^{6000}",
        "500!",
        "\\binom{1000}{500}",
        "3^{1000} + 1",
        "0^{9^9}",
        "0.99^{1000}",
        "e^{e^{2}}",
        "2^{2023/2024}",
        "x^{0.0001}",
        "x^{2024/2023}",
        "e^{-10^{50}}",
        "(-1)^{10^{10}}",
        "\\sum_{k=1}^{10^9} k",
        "\\sum_{k=1}^{2023} \\frac{1}{k(k+1)}",
        "\\sum_{k=0}^{2023} 2^k",
        "\\prod_{k=2}^{2023} (1-\\frac{1}{k^2})",
        "\\sum_{k=1}^{\\infty} \\frac{1}{k^2}",
        "\\sum_{k=1}^{n} k^{20}",
        "\\sum_{k=1}^{100} k^{20}",
        "\\int_0^1 x^{2023} dx",
        "\\lim_{x\\to 0} x^{x^x}",
        "\\int_0^1 e^{-x^{20}} dx",
        "\\int \\sin^{20} x \\cos^{20} x dx",
        "\\int \\frac{x^{99}}{1+x^{100}} dx",
        "\\sum_{i=1}^{10} \\sum_{j=1}^{i} ij",
        "\\sum_{k=2000000}^{2000010} \\frac{1}{k}",
    ],
)
def test_what_fits_is_built(text: str) -> None:
    assert build(tree(text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "0.333...",
        "1/0",
        "\\frac{x}{2-2}",
        "0^{-1}",
        "\\tan 90^\\circ",
        "\\ln 0",
        "\\pm 3",
        "5 \\text{ cm}",
        "1, 2",
        "x = 1 \\text{ or } x = 2",
        "17 \\equiv 2 \\pmod 5",
        "1 + 2 + \\cdots + n",
        "\\text{(B)}",
        "AB \\parallel CD",
        "\\begin{pmatrix} 1 & 2 \\end{pmatrix} + \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}",
        "\\begin{pmatrix} 1 & 1 \\\\ 1 & 1 \\end{pmatrix}^{-1}",
        "\\gcd(x, 4)",
        "\\max(i, 2)",
        "f^{-1}(2)",
        "y''",
        "\\mathbb{R} + 1",
        "\\{1\\} \\cup 2",
        "2^\\emptyset",
    ],
)
def test_what_has_no_single_exact_value_has_no_method(text: str) -> None:
    with pytest.raises(NoMethodError):
        build(tree(text))


def test_symbols_are_neutral_unless_asked_otherwise() -> None:
    assert build(tree("\\sqrt{x^2}")) != sympy.Symbol("x")
    real = build(tree("\\sqrt{x^2}"), Assumptions(real=True))
    assert real == sympy.Abs(sympy.Symbol("x", real=True))
    assert build(tree("\\sqrt{x^2}"), Assumptions(positive=frozenset({"x"}))) == sympy.Symbol(
        "x", positive=True
    )
    assert symbol("n", Assumptions(integer=frozenset({"n"}))).is_integer


def test_a_bare_logarithm_takes_the_base_asked_for() -> None:
    assert build(tree("\\log 8"), Assumptions(log_base=2)) == 3
    assert build(tree("\\log x"), Assumptions(log_base=None)) == sympy.log(sympy.Symbol("x"))


@pytest.mark.parametrize(
    "name", ["__import__('os').system('false')", "x; y", "a.b", "∠ABC", "lambda x: x", "_private", "x y", "é"]
)
def test_names_that_are_no_identifiers_are_spelled_out(name: str) -> None:
    built = build(Symbol(name))
    assert built.name.isascii()
    assert built.name.isidentifier()
    assert not built.name.startswith("_")


def test_different_names_stay_different_symbols() -> None:
    names = ["x", "X", "x_1", "x_{1,2}", "vec(x)", "∠x", "x'", "é", "u_e9 ", "α"]
    assert len({symbol(name) for name in names}) == len(names)


def test_the_size_of_an_expansion_is_known_without_expanding() -> None:
    assert expanded_terms(tree("(x+1)(y+2)(z+3)")) == 8
    assert expanded_terms(tree("(x+1)^3")) == 4
    assert (
        expanded_terms(tree("(a+b+c)^{10^9}")) == float("inf")
        or expanded_terms(tree("(a+b)^{9999999}")) > 1e6
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("\\sqrt[5]{224 p^5}", "2*7**(1/5)*p"),
        ("\\sqrt[3]{-x^3}", "-x"),
        ("\\sqrt[3]{\\frac{(x+1)^3}{27}}", "x/3 + 1/3"),
        ("\\sqrt[3]{2-\\sqrt5}", "-(-2 + sqrt(5))**(1/3)"),
        ("\\sqrt[3]{1-x}", "(1 - x)**(1/3)"),
        ("\\sqrt[4]{x^4}", "(x**4)**(1/4)"),
    ],
)
def test_odd_roots_are_the_real_ones(text: str, value: str) -> None:
    """The fifth root of p⁵ is p whatever its sign; the fourth root of x⁴ is not x."""
    assert sympy.sstr(build(tree(text))) == value
