"""Powers, roots and logarithms: rules, values, equations."""

from random import Random

from sympy import Rational, Symbol

from tutor.lesson.generating.draft import Draft, Generator, nonzero, tex
from tutor.lesson.generating.writing import (
    ask_solution,
    ask_value,
    bracketed,
    coprime,
    equation,
    fraction,
    letter,
    moved,
    plus,
    root_factor,
    stages,
    steps_of,
)

_SQUAREFREE = (2, 3, 5, 6, 7, 10, 11)


def _power(base: object, exponent: object) -> str:
    return f"{base}^{{{exponent}}}"


def _rules(rng: Random, level: int) -> Draft:
    """A product of powers, a power of a power, a quotient of both."""
    x = letter(rng)
    a, b, c = rng.randint(2, 9), rng.randint(2, 9), rng.randint(2, 5)
    p, q = rng.randint(2, 9), rng.randint(2, 9)
    add = "Multiply the numbers, and add the exponents."
    if level == 1:
        start = rf"{p} {_power(x, a)} \cdot {q} {_power(x, b)}"
        changes = [(add, f"{p * q} {_power(x, a + b)}")]
    elif level == 2:
        start = rf"({p} {_power(x, a)})^{{2}} \cdot {_power(x, b)}"
        changes = [
            (
                "Square the number, and double the exponent.",
                rf"{p * p} {_power(x, 2 * a)} \cdot {_power(x, b)}",
            ),
            ("Add the exponents.", f"{p * p} {_power(x, 2 * a + b)}"),
        ]
    else:
        below = rng.randint(1, a * c + b - 2)
        start = fraction(rf"({_power(x, a)})^{{{c}}} \cdot {p * q} {_power(x, b)}", f"{q} {_power(x, below)}")
        top = f"{p * q} {_power(x, a * c + b)}"
        below_text = f"{q} {_power(x, below)}" if below > 1 else f"{q} {x}"
        start = start.replace(_power(x, 1), str(x)) if below == 1 else start
        changes = [
            (
                "Multiply the exponents of a power of a power.",
                fraction(rf"{_power(x, a * c)} \cdot {p * q} {_power(x, b)}", below_text),
            ),
            ("Add the exponents above.", fraction(top, below_text)),
            ("Divide the numbers, and subtract the exponents.", f"{p} {_power(x, a * c + b - below)}"),
        ]
    steps = stages(start, *changes)
    return Draft(
        problem=f"{rng.choice(('Simplify', 'Simplify the expression'))} ${start}$.",
        answer=changes[-1][1],
        asked="the same expression with a single power",
        idea="Powers of one base: add exponents when you multiply, subtract when you divide.",
        steps=steps,
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
        return rf"{other} \cdot {_power(base, -n)}", [
            (
                "A negative exponent means one over the power.",
                rf"{other} \cdot {fraction(1, _power(base, n))}",
            ),
            ("Work out the power, multiply, and reduce if you can.", tex(Rational(other, base**n))),
        ]
    below, other = rng.randint(3, 12), rng.randint(2, 12)
    above = coprime(rng, 2, 11, below)
    return rf"{_power(bracketed(Rational(above, below)), -n)} \cdot {_power(other, -1)}", [
        (
            "A negative exponent turns the base over.",
            rf"{_power(bracketed(Rational(below, above)), n)} \cdot {fraction(1, other)}",
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
    base, power = root**n, -m if minus else m
    exponent = rf"{'-' if minus else ''}\frac{{{m}}}{{{n}}}"
    rooted = rf"\sqrt[{n}]{{{base}}}" if n > 2 else rf"\sqrt{{{base}}}"
    changes = [
        (
            "The denominator of the exponent is a root.",
            rf"{other} \cdot \left({rooted}\right)^{{{power}}}",
        ),
        ("Take the root.", rf"{other} \cdot {_power(root, power)}"),
    ]
    if minus:
        inverse = rf"{other} \cdot {fraction(1, _power(root, m))}"
        changes.append(("A negative exponent means one over the power.", inverse))
    changes.append(("Work out the power and multiply.", tex(Rational(root) ** power * other)))
    return rf"{other} \cdot {_power(base, exponent)}", changes


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


def _log(base: int, inside: object) -> str:
    return rf"\log_{{{base}}}({inside})"


def _logarithms(rng: Random, level: int) -> Draft:
    """One logarithm, two of different bases, rules for one base."""
    base, n = rng.choice(((2, 7), (3, 4), (4, 4), (5, 4), (6, 3), (7, 3), (10, 5)))
    n = rng.randint(2, n)
    k = rng.randint(2, 30)
    if level == 1:
        start = f"{k} {_log(base, base**n)}"
        changes = [
            ("Write the number as a power of the base.", f"{k} {_log(base, _power(base, n))}"),
            ("The logarithm is the exponent.", rf"{k} \cdot {n}"),
            ("Multiply.", str(k * n)),
        ]
    elif level == 2:
        other, m = rng.choice((2, 3, 5)), rng.randint(1, 4)
        inverse = rf"\frac{{1}}{{{other**m}}}"
        start = f"{k} {_log(base, base**n)} + {_log(other, inverse)}"
        changes = [
            (
                "Write each number as a power of its base.",
                f"{k} {_log(base, _power(base, n))} + {_log(other, _power(other, -m))}",
            ),
            ("Each logarithm is the exponent.", rf"{k} \cdot {n} {plus(-m)}"),
            ("Work it out.", str(k * n - m)),
        ]
    else:
        extra = rng.choice((2, 3, 5, 6, 7))
        one, c = base**n * extra, rng.randint(2, 30)
        start = f"{k} ({_log(base, one)} - {_log(base, extra)}) - {c}"
        changes = [
            (
                "A difference of logarithms is the logarithm of a quotient.",
                f"{k} {_log(base, fraction(one, extra))} - {c}",
            ),
            ("Divide.", f"{k} {_log(base, base**n)} - {c}"),
            ("Write the number as a power of the base.", f"{k} {_log(base, _power(base, n))} - {c}"),
            ("The logarithm is the exponent.", rf"{k} \cdot {n} - {c}"),
            ("Work it out.", str(k * n - c)),
        ]
    return Draft(
        ask_value(rng, start),
        changes[-1][1],
        "the value as a whole number",
        "A logarithm asks: to which power must the base be raised?",
        stages(start, *changes),
    )


def _exponential(rng: Random, level: int) -> Draft:
    """k bˣ = c, b^(ax + c) = number, k b^(ax + c) + d = number."""
    x: Symbol = letter(rng)
    base, most = rng.choice(((2, 7), (3, 5), (4, 4), (5, 4), (6, 3), (7, 3), (10, 5)))
    idea = "Write both sides as powers of one base and compare the exponents."
    if level == 1:
        root, k = rng.randint(2, most), rng.randint(2, 12)
        relation = rf"{k} \cdot {_power(base, x)} = {k * base**root}"
        lines = [
            (f"Divide both sides by ${k}$.", f"{_power(base, x)} = {base**root}"),
            ("Write the right side as a power of the base.", f"{base**root} = {_power(base, root)}"),
            ("The exponent sought is the logarithm.", f"{x} = {_log(base, base**root)} = {root}"),
        ]
    else:
        root, a, n = nonzero(rng, 9), rng.randint(2, 6), rng.randint(2, most)
        c = n - a * root
        power = _power(base, tex(a * x + c))
        relation, lines = f"{power} = {base**n}", []
        if level == 3:
            k, d = rng.randint(2, 9), nonzero(rng, 20)
            relation = rf"{k} \cdot {power} {plus(d)} = {k * base**n + d}"
            lines = [
                (moved(d), rf"{k} \cdot {power} = {k * base**n}"),
                (f"Divide both sides by ${k}$.", f"{power} = {base**n}"),
            ]
        lines += [
            ("Write the right side as a power of the base.", f"{power} = {_power(base, n)}"),
            ("Compare the exponents.", equation(a * x + c, n)),
            *([(moved(c), equation(a * x, n - c))] if c else []),
            (f"Divide both sides by ${a}$.", equation(x, root)),
        ]
    return Draft(
        problem=ask_solution(rng, relation, x),
        answer=f"{x} = {root}",
        asked=f"the number ${x}$ that makes the equation true",
        idea=idea,
        steps=steps_of(*lines),
    )


def _log_equation(rng: Random, level: int) -> Draft:
    """log(ax + c) = n, with a number beside it, and a sum of logarithms with a root that falls away."""
    x: Symbol = letter(rng)
    base, most = rng.choice(((2, 6), (3, 4), (4, 3), (5, 3), (6, 3), (10, 3)))
    n = rng.randint(2, most)
    idea = "A logarithm is an exponent: write the equation as a power of the base."
    power = ("Write it as a power of the base.",)
    if level < 3:
        root, a = nonzero(rng, 12), rng.randint(2, 6)
        c = base**n - a * root
        inside = tex(a * x + c)
        relation = f"{_log(base, inside)} = {n}"
        lines = [
            (*power, f"{inside} = {_power(base, n)}"),
            *([(moved(c), equation(a * x, base**n - c))] if c else []),
            (f"Divide both sides by ${a}$.", equation(x, root)),
        ]
        if level == 2:
            d = nonzero(rng, 20)
            relation = f"{_log(base, inside)} {plus(d)} = {n + d}"
            lines = [(moved(d), f"{_log(base, inside)} = {n}"), *lines]
        value: int = root
    else:
        small = rng.randint(0, n - 1)
        u, v = base**small, base ** (n - small)
        if u == v:
            v *= base
        shift = rng.randint(-9, 9)
        value = u - shift
        p, total = shift, (v - u) + shift
        # (x + p)(x + total) = u v where x + p = u
        exponent = _exponent(u * v, base)
        quadratic = ((x + p) * (x + total) - u * v).expand()
        stranger = -v - shift
        relation = f"{_log(base, tex(x + p))} + {_log(base, tex(x + total))} = {exponent}"
        factors = f"{root_factor(x, value)}{root_factor(x, stranger)}"
        lines = [
            (
                "A sum of logarithms is the logarithm of the product.",
                f"{_log(base, f'({tex(x + p)})({tex(x + total)})')} = {exponent}",
            ),
            (*power, f"({tex(x + p)})({tex(x + total)}) = {_power(base, exponent)}"),
            ("Multiply out and bring everything to one side.", equation(quadratic, 0)),
            ("Factor.", f"{factors} = 0"),
            ("Keep the solution for which both logarithms exist.", equation(x, value)),
        ]
    return Draft(
        problem=ask_solution(rng, relation, x),
        answer=f"{x} = {value}",
        asked=f"the number ${x}$ that makes the equation true",
        idea=idea,
        steps=steps_of(*lines),
    )


def _exponent(number: int, base: int) -> int:
    exponent = 0
    while number > 1:
        number //= base
        exponent += 1
    return exponent


GENERATORS = (
    Generator("rules-for-powers", "Rules for powers", _rules),
    Generator("negative-exponents", "Negative and fractional exponents", _values),
    Generator("simplifying-roots", "Simplifying roots", _roots),
    Generator("logarithms", "Logarithms", _logarithms),
    Generator("exponential-equation", "Equations with powers", _exponential),
    Generator("logarithm-equation", "Equations with logarithms", _log_equation),
)
