"""Values of numerical expressions, of expressions at a point and of functions."""

from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import show_number
from tutor.evaluate.generators.choosing import letter, nonzero, phrase, slips
from tutor.evaluate.generators.generated import Draft, draft
from tutor.evaluate.generators.notation import Notation
from tutor.evaluate.generators.polynomials import at, polynomial

_ASK = (
    "Compute {expression}.",
    "Evaluate {expression}.",
    "Calculate {expression}",
    "What is {expression}?",
    "Find the value of {expression}.",
    "Evaluate the expression: {expression}",
    "Simplify {expression}.",
    "What is the value of {expression}?",
)
_AT = (
    "Evaluate {expression} when {setting}.",
    "Evaluate {expression} for {setting}.",
    "Find the value of {expression} when {setting}.",
    "Evaluate {expression} if {setting}.",
    "What is the value of {expression} when {setting}?",
    "If {setting}, what is the value of {expression}?",
)
_FUNCTION = (
    "If {definition}, find {asked}.",
    "If {definition}, what is {asked}?",
    "Let {definition}. Find {asked}.",
    "Given {definition}, evaluate {asked}.",
    "Find {asked} if {definition}.",
    "For {definition}, find {asked}.",
)


def fractions(rng: Random, say: Notation) -> Draft:
    """A sum, difference, product or quotient of two fractions."""
    first, second = (Fraction(nonzero(rng, 9), rng.randint(2, 9)) for _ in range(2))
    second = abs(second)
    kind = rng.randrange(4)
    value = (first + second, first - second, first * second, first / second)[kind]
    sign = ("+", "-", say.times, "\\div" if say.latex else "÷")[kind]
    texts = [say.number(first), say.number(second)]
    if not say.latex and kind > 1:
        texts = [f"({text})" if "/" in text else text for text in texts]
    return _value(rng, say, f"{texts[0]} {sign} {texts[1]}", value)


def order_of_operations(rng: Random, say: Notation) -> Draft:
    """Brackets, powers and the four operations on whole numbers."""
    a, b, c, d = (rng.randint(2, 9) for _ in range(4))
    power = say.power(f"({a} - {b})", 2)
    kind = rng.randrange(4)
    text, value = (
        (f"{a} + {b} {say.times} {c} - {d}", a + b * c - d),
        (f"{a}({b} + {c}) - {d}", a * (b + c) - d),
        (f"{power} + {c} {say.times} {d}", (a - b) ** 2 + c * d),
        (f"{say.power('2', a)} - {b}({c} - {d})", 2**a - b * (c - d)),
    )[kind]
    return _value(rng, say, text, Fraction(value))


def powers_and_roots(rng: Random, say: Notation) -> Draft:
    """Integer powers, negative exponents, perfect roots, factorials, logarithms, binomial coefficients."""
    a, n, kind = rng.randint(2, 9), rng.randint(2, 4), rng.randrange(6)
    if kind == 0:
        return _value(rng, say, say.power(f"(-{a})", n), Fraction((-a) ** n))
    if kind == 1:
        return _value(rng, say, say.power(str(a), -n), Fraction(a) ** -n)
    if kind == 2:
        return _value(rng, say, f"{say.root(str(a * a))} + {say.root(str(n * n))}", Fraction(a + n))
    if kind == 3:
        return _value(rng, say, say.root(str(a**3), 3), Fraction(a))
    if kind == 4:
        base = rng.choice((2, 3, 5, 10))
        text = f"\\log_{{{base}}}({base**n})" if say.latex else f"log_{base}({base**n})"
        return _value(rng, say, text, Fraction(n))
    factorial = 1
    for each in range(2, a + 1):
        factorial *= each
    return _value(rng, say, f"{a}!", Fraction(factorial))


def expression_at_point(rng: Random, say: Notation) -> Draft:
    """A polynomial in one letter, or a form in two, with numbers put in."""
    if rng.randrange(3) == 0:
        a, b = nonzero(rng, 6), nonzero(rng, 6)
        p, q = nonzero(rng, 5), nonzero(rng, 5)
        text = say.sum([say.term(a, say.power("x", 2)), say.term(b, "xy"), "-" + say.power("y", 2)])
        setting = f"{say.math(f'x = {p}')} and {say.math(f'y = {q}')}"
        value = Fraction(a * p * p + b * p * q - q * q)
    else:
        name, point = letter(rng), nonzero(rng, 6)
        whole = polynomial(rng.randint(-9, 9), nonzero(rng, 6), rng.randint(0, 4), 1)
        text, setting, value = say.polynomial(whole, name), say.math(f"{name} = {point}"), at(whole, point)
    problem = phrase(rng, _AT, expression=say.math(text), setting=setting)
    return draft(problem, value, slips(value), show_number(rng, say))


def function_value(rng: Random, say: Notation) -> Draft:
    """f(a) for a given f."""
    name, point = rng.choice(("f", "f", "g", "h")), rng.randint(-6, 6)
    whole = polynomial(rng.randint(-9, 9), nonzero(rng, 6), rng.randint(-3, 3))
    definition = say.math(f"{name}(x) = {say.polynomial(whole)}")
    asked = f"{name}({point})"
    value = at(whole, point)
    problem = phrase(rng, _FUNCTION, definition=definition, asked=say.math(asked))
    return draft(problem, value, slips(value), show_number(rng, say, asked))


def composed_functions(rng: Random, say: Notation) -> Draft:
    """f(g(a)) for two given functions."""
    outer = polynomial(rng.randint(-9, 9), nonzero(rng, 4), rng.randint(0, 2))
    inner = polynomial(rng.randint(-9, 9), nonzero(rng, 4))
    point = rng.randint(-4, 4)
    value = at(outer, at(inner, point))
    definition = (
        f"{say.math('f(x) = ' + say.polynomial(outer))} and {say.math('g(x) = ' + say.polynomial(inner))}"
    )
    asked = f"f(g({point}))"
    problem = phrase(rng, _FUNCTION, definition=definition, asked=say.math(asked))
    return draft(problem, value, slips(value), show_number(rng, say, asked))


def _value(rng: Random, say: Notation, text: str, value: Fraction) -> Draft:
    problem = phrase(rng, _ASK, expression=say.math(text))
    return draft(problem, value, slips(value), show_number(rng, say))
