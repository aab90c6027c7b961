"""Powers, roots and logarithms: rules, values, equations."""

from random import Random

from sympy import Rational

from tutor.lesson.generating.chance import any_letter, coprime
from tutor.lesson.generating.draft import Draft, Generator, stages
from tutor.lesson.generating.phrases import ask_value
from tutor.lesson.generating.typeset import as_base, fraction, in_brackets, power, scaled, tex

_SQUAREFREE = (2, 3, 5, 6, 7, 10, 11)


def _rules(rng: Random, level: int) -> Draft:
    """A product of powers, a power of a power, a quotient of both."""
    x = any_letter(rng)
    a, b, c = rng.randint(2, 9), rng.randint(2, 9), rng.randint(2, 5)
    p, q = rng.randint(2, 9), rng.randint(2, 9)
    if level == 1:
        start = rf"{p} {power(x, a)} \cdot {q} {power(x, b)}"
        changes = [("Multiply the numbers, and add the exponents.", f"{p * q} {power(x, a + b)}")]
    elif level == 2:
        start = rf"({p} {power(x, a)})^{{2}} \cdot {power(x, b)}"
        changes = [
            (
                "Square the number, and double the exponent.",
                rf"{p * p} {power(x, 2 * a)} \cdot {power(x, b)}",
            ),
            ("Add the exponents.", f"{p * p} {power(x, 2 * a + b)}"),
        ]
    else:
        below = rng.randint(1, a * c + b - 2)
        factor, bottom = f"{p * q} {power(x, b)}", q * x**below
        start = fraction(rf"({power(x, a)})^{{{c}}} \cdot {factor}", bottom)
        changes = [
            (
                "Multiply the exponents of a power of a power.",
                fraction(rf"{power(x, a * c)} \cdot {factor}", bottom),
            ),
            ("Add the exponents above.", fraction(f"{p * q} {power(x, a * c + b)}", bottom)),
            ("Divide the numbers, and subtract the exponents.", f"{p} {power(x, a * c + b - below)}"),
        ]
    return Draft(
        problem=f"{rng.choice(('Simplify', 'Simplify the expression'))} ${start}$.",
        answer=changes[-1][1],
        asked="the same expression with a single power",
        idea="Powers of one base: add exponents when you multiply, subtract when you divide.",
        steps=stages(start, *changes),
        form="a number times one power",
    )


def _values(rng: Random, level: int) -> Draft:
    """Negative exponents, fractional ones, and both together or a fraction turned over."""
    fractional = level == 2 or (level == 3 and rng.randrange(2) == 0)
    start, changes = _fractional(rng, level == 3) if fractional else _negative(rng, level)
    return Draft(
        ask_value(rng, start),
        changes[-1][1],
        "the value as a whole number or a fraction",
        "A minus in an exponent turns the base over; a denominator in it is a root.",
        stages(start, *changes),
    )


def _negative(rng: Random, level: int) -> tuple[str, list[tuple[str, str]]]:
    """A whole number, at the last level a fraction, to a negative power."""
    n = rng.randint(2, 3)
    if level == 1:
        base, other = rng.randint(2, 12), rng.randint(2, 60)
        return rf"{other} \cdot {power(base, -n)}", [
            (
                "A negative exponent means one over the power.",
                rf"{other} \cdot {fraction(1, power(base, n))}",
            ),
            ("Work out the power, multiply, and reduce if you can.", tex(Rational(other, base**n))),
        ]
    below, other = rng.randint(3, 12), rng.randint(2, 12)
    above = coprime(rng, 2, 11, below)
    return rf"{power(as_base(Rational(above, below)), -n)} \cdot {power(other, -1)}", [
        (
            "A negative exponent turns the base over.",
            rf"{power(as_base(Rational(below, above)), n)} \cdot {fraction(1, other)}",
        ),
        (
            "Raise both parts to the power.",
            rf"{fraction(below**n, above**n)} \cdot {fraction(1, other)}",
        ),
        ("Multiply, and reduce if you can.", tex(Rational(below**n, above**n * other))),
    ]


def _fractional(rng: Random, minus: bool) -> tuple[str, list[tuple[str, str]]]:
    """A perfect power to a fraction, which may be negative."""
    root, n = rng.choice(((2, 3), (3, 3), (4, 3), (5, 3), (2, 4), (3, 4), (2, 5), (7, 2), (6, 2), (5, 2)))
    m, other = coprime(rng, 2 if n > 2 else 3, 5 if root < 5 else 3, n), rng.randint(2, 60)
    base, raised = root**n, -m if minus else m
    exponent = scaled(-1 if minus else 1, fraction(m, n))
    rooted = rf"\sqrt[{n}]{{{base}}}" if n > 2 else rf"\sqrt{{{base}}}"
    changes = [
        (
            "The denominator of the exponent is a root.",
            rf"{other} \cdot {power(in_brackets(rooted), raised)}",
        ),
        ("Take the root.", rf"{other} \cdot {power(root, raised)}"),
    ]
    if minus:
        inverse = rf"{other} \cdot {fraction(1, power(root, m))}"
        changes.append(("A negative exponent means one over the power.", inverse))
    changes.append(("Work out the power and multiply.", tex(Rational(root) ** raised * other)))
    return rf"{other} \cdot {power(base, exponent)}", changes


def _roots(rng: Random, level: int) -> Draft:
    """A surd, a sum of like surds, a product with a sum."""
    d, a = rng.choice(_SQUAREFREE), rng.randint(2, 12)
    root = rf"\sqrt{{{d}}}"
    k = rng.randint(2, 9)
    if level == 1:
        start = rf"{k} \sqrt{{{a * a * d}}}"
        changes = [
            ("Find the largest square that divides it.", rf"{k} \sqrt{{{a * a} \cdot {d}}}"),
            ("Take the root of the square.", rf"{k} \cdot {a} {root}"),
            ("Multiply the numbers.", f"{k * a} {root}"),
        ]
    elif level == 2:
        b = rng.choice([each for each in range(2, 12) if each != a])
        start = rf"{k} \sqrt{{{a * a * d}}} + \sqrt{{{b * b * d}}}"
        changes = [
            (
                "Find the largest square in each.",
                rf"{k} \sqrt{{{a * a} \cdot {d}}} + \sqrt{{{b * b} \cdot {d}}}",
            ),
            ("Take the roots of the squares.", rf"{k * a} {root} + {b} {root}"),
            ("Add like roots.", f"{k * a + b} {root}"),
        ]
    else:
        b, c = rng.randint(2, 9), rng.randint(2, 9)
        start = rf"\sqrt{{{d}}} \left({k} \sqrt{{{a * a * d}}} + {b} \sqrt{{{c * c}}}\right)"
        changes = [
            ("Simplify the roots in the bracket.", rf"{root} \left({k * a} {root} + {b * c}\right)"),
            ("Multiply out.", rf"{k * a} \cdot {root} \cdot {root} + {b * c} {root}"),
            ("A root times itself is the number under it.", rf"{k * a} \cdot {d} + {b * c} {root}"),
            ("Multiply the numbers.", f"{k * a * d} + {b * c} {root}"),
        ]
    return Draft(
        problem=f"{rng.choice(('Simplify', 'Simplify the expression'))} ${start}$.",
        answer=changes[-1][1],
        asked="the same number with the smallest possible roots",
        idea="Split off square factors under a root; like roots add as like terms do.",
        steps=stages(start, *changes),
        form="with no square factor left under a root",
    )


GENERATORS = (
    Generator("rules-for-powers", "Rules for powers", _rules),
    Generator("negative-exponents", "Negative and fractional exponents", _values),
    Generator("simplifying-roots", "Simplifying roots", _roots),
)
