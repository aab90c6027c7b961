"""Equations with one unknown and rational roots: linear, polynomial, absolute value, rational, radical."""

from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import Roots, root_slips, show_roots
from tutor.evaluate.generators.choosing import distinct, letter, nonzero, phrase
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation
from tutor.evaluate.generators.polynomials import coefficient, polynomial, scaled, with_roots

ASK = (
    "Solve {equation}.",
    "Solve for {letter}: {equation}",
    "Solve the equation {equation}.",
    "Solve the equation {equation} for {letter}.",
    "Find all solutions of {equation}.",
    "Find {letter} if {equation}.",
    "Solve {equation} for {letter}",
    "Find all real solutions to {equation}.",
    "What are the solutions of the equation {equation}?",
    "Determine all values of {letter} such that {equation}.",
)
_ASK_FOR = (
    "Solve {equation} for {letter}.",
    "Solve for {letter}: {equation}",
    "Solve the equation {equation} for {letter}.",
)
_ASK_REAL = (
    "Find all real solutions of {equation}.",
    "Solve {equation} over the real numbers.",
    "What are the real solutions of {equation}?",
)
_ASK_WITHIN = (
    "Solve {equation} for {domain}.",
    "Solve {equation} where {domain}.",
    "Find all solutions of {equation} in the interval {interval}.",
    "Solve {equation} on {interval}.",
    "Find all {letter} in {interval} such that {equation}.",
)
ASK_ONE = (
    *ASK[:4],
    "What value of {letter} satisfies {equation}?",
    "Find the value of {letter} if {equation}.",
    "If {equation}, what is {letter}?",
    "Find the solution of {equation}.",
    "{equation}. Find {letter}.",
    "Determine {letter} so that {equation}.",
)


def equation_draft(
    rng: Random, say: Notation, name: str, equation: str, roots: Roots, others: tuple[int, ...] = ()
) -> Draft:
    """A problem that asks for the roots of an equation; `others` are numbers that only look like roots."""
    asks = _ASK_REAL if not roots else ASK_ONE if len(roots) == 1 and not others else ASK
    problem = phrase(rng, asks, equation=say.math(equation), letter=say.math(name))
    return draft(problem, roots, root_slips(roots, others), show_roots(rng, say, name))


def linear(rng: Random, say: Notation) -> Draft:
    """One root: ax + b = c, ax + b = cx + d, a(x + b) = c, x/a + b = c."""
    name, kind = letter(rng), rng.randrange(4)
    root = Fraction(nonzero(rng, 12), rng.choice((1, 1, 1, 2, 3)))
    a = root.denominator * nonzero(rng, 5)
    b = nonzero(rng, 15)
    if kind == 0:
        left, right = say.polynomial((b, a), name), say.number(a * root + b)
    elif kind == 1:
        c = root.denominator * nonzero(rng, 4)
        c = c if c != a else a + root.denominator
        left, right = say.polynomial((b, a), name), say.polynomial((a * root + b - c * root, c), name)
    elif kind == 2:
        left = say.term(a, f"({say.polynomial((b, 1), name)})")
        right = say.number(a * (root + b))
    else:
        a = rng.randint(2, 9)
        root = Fraction(a * nonzero(rng, 7))
        left, right = say.sum([say.ratio(name, str(a)), say.number(b)]), say.number(root / a + b)
    return equation_draft(rng, say, name, f"{left} = {right}", frozenset({root}))


def on_interval(rng: Random, say: Notation) -> Draft:
    """A quadratic of which an interval holds both roots, one or none; an end may be a root."""
    name = letter(rng)
    roots = frozenset(map(Fraction, distinct(rng, -9, 9, 2)))
    lower = rng.choice((min(roots) - 1, min(roots), min(roots) + 1, max(roots)))
    upper = max(max(roots) + rng.choice((0, 0, 1, 3)), lower + 1)
    from_, to = rng.randrange(2) == 0, rng.randrange(2) == 0
    inside = frozenset(
        root
        for root in roots
        if lower <= root <= upper and (from_ or root != lower) and (to or root != upper)
    )
    signs = [say.relation("<=") if closed else "<" for closed in (from_, to)]
    ends = say.number(lower), say.number(upper)
    problem = phrase(
        rng,
        _ASK_WITHIN,
        equation=say.math(f"{say.polynomial(with_roots(sorted(roots)), name)} = 0"),
        letter=say.math(name),
        domain=say.math(f"{ends[0]} {signs[0]} {name} {signs[1]} {ends[1]}"),
        interval=say.math(f"{'[' if from_ else '('}{ends[0]}, {ends[1]}{']' if to else ')'}"),
    )
    wrong = root_slips(inside, [int(root) for root in sorted(roots - inside)])
    return draft(problem, inside, wrong, show_roots(rng, say, name))


def literal(rng: Random, say: Notation) -> Draft:
    """Two letters, to be solved for the second: ax + by = c."""
    a, b, c = nonzero(rng, 6), nonzero(rng, 6), rng.randint(-12, 12)
    equation = f"{say.sum([say.term(a, 'x'), say.term(b, 'y')])} = {c}"
    problem = phrase(rng, _ASK_FOR, equation=say.math(equation), letter=say.math("y"))
    start, by = Fraction(c, b), Fraction(-a, b)
    wrong = [
        ((start, -by), Mutation.SIGN),
        ((start, 1 / by), Mutation.INVERSE),
        ((start + 1, by), Mutation.OFF_BY_ONE),
        ((start, Fraction(-a)), Mutation.FACTOR),
    ]
    return draft(problem, (start, by), wrong, lambda line: say.math(f"y = {say.polynomial(line)}"))


def quadratic(rng: Random, say: Notation) -> Draft:
    """Two rational roots, sometimes one double root, sometimes none."""
    name = letter(rng)
    if rng.randrange(10) == 0:
        b, extra = nonzero(rng, 5), rng.randint(1, 9)
        equation = f"{say.polynomial((b * b + extra, 2 * b, 1), name)} = 0"
        return equation_draft(rng, say, name, equation, frozenset(), (b,))
    first = Fraction(nonzero(rng, 9), rng.choice((1, 1, 2, 3)))
    second = first if rng.randrange(8) == 0 else Fraction(rng.randint(-9, 9))
    whole = with_roots((first, second), rng.choice((1, 1, 1, 2, 3, -1)))
    if rng.randrange(3) == 0:
        moved = polynomial(nonzero(rng, 9), rng.randint(-5, 5))
        whole = polynomial(*(coefficient(whole, d) + coefficient(moved, d) for d in range(3)))
        equation = f"{say.polynomial(whole, name)} = {say.polynomial(moved, name)}"
    else:
        equation = f"{say.polynomial(whole, name)} = 0"
    return equation_draft(rng, say, name, equation, frozenset({first, second}))


def cubic(rng: Random, say: Notation) -> Draft:
    """Three rational roots, two of which may agree."""
    name = letter(rng)
    roots = [rng.randint(-6, 6) for _ in range(3)]
    whole = with_roots(roots, rng.choice((1, 1, 2)))
    equation = f"{say.polynomial(whole, name)} = 0"
    return equation_draft(rng, say, name, equation, frozenset(map(Fraction, roots)))


def absolute_value(rng: Random, say: Notation) -> Draft:
    """|ax + b| = c: two roots, or none for a negative c."""
    name, a, b, c = letter(rng), rng.choice((1, 1, 2, 3, 4)), nonzero(rng, 9), rng.randint(1, 12)
    inside = f"|{say.polynomial((b, a), name)}|"
    if rng.randrange(8) == 0:
        return equation_draft(rng, say, name, f"{inside} = {-c}", frozenset(), (c - b,))
    d = rng.choice((0, 0, nonzero(rng, 6)))
    left = say.sum([inside, str(d)]) if d else inside
    roots = frozenset({Fraction(c - b, a), Fraction(-c - b, a)})
    return equation_draft(rng, say, name, f"{left} = {c + d}", roots)


def rational(rng: Random, say: Notation) -> Draft:
    """Unknowns in denominators: one root, two roots, or a root that the domain forbids."""
    name, kind = letter(rng), rng.randrange(3)
    if kind == 0:
        root, b, c = rng.randint(-9, 9), nonzero(rng, 9), nonzero(rng, 6)
        b = b if root + b else b + 1
        equation = f"{say.ratio(str(c * (root + b)), say.polynomial((b, 1), name))} = {c}"
        return equation_draft(rng, say, name, equation, frozenset({Fraction(root)}))
    if kind == 1:
        one, other = distinct(rng, 1, 9, 2)
        sign = rng.choice((1, -1))
        one *= sign
        equation = say.sum([name, _over(say, one * other, name)]) + f" = {one + other}"
        return equation_draft(rng, say, name, equation, frozenset({Fraction(one), Fraction(other)}))
    pole, root = distinct(rng, -9, 9, 2)
    above = say.polynomial(with_roots((pole, root)), name)
    equation = f"{say.ratio(above, say.polynomial((-pole, 1), name))} = 0"
    return equation_draft(rng, say, name, equation, frozenset({Fraction(root)}), (pole,))


def radical(rng: Random, say: Notation) -> Draft:
    """√(ax + b) = c, and √(ax + b) = x + k, whose squared form has a root too many."""
    name = letter(rng)
    if rng.randrange(2):
        a, c, root = nonzero(rng, 5), rng.randint(0, 9), rng.randint(-9, 9)
        equation = f"{say.root(say.polynomial((c * c - a * root, a), name))} = {c}"
        return equation_draft(rng, say, name, equation, frozenset({Fraction(root)}))
    k = rng.randint(-6, 6)
    root, stranger = k + rng.randint(0, 5), k - rng.randint(1, 5)
    inside = scaled(polynomial(root * stranger - k * k, 2 * k - root - stranger), -1)
    equation = f"{say.root(say.polynomial(inside, name))} = {say.polynomial((-k, 1), name)}"
    return equation_draft(rng, say, name, equation, frozenset({Fraction(root)}), (stranger,))


def _over(say: Notation, above: int, below: str) -> str:
    sign = "-" if above < 0 else ""
    return sign + say.ratio(str(abs(above)), below)
