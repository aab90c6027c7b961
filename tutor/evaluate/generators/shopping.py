"""Money in sentences: discounts, tax, tips, interest, shares in a ratio, costs in proportion."""

from collections.abc import Iterable
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.choosing import phrase
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation

_DISCOUNT = (
    "A {thing} costs {price} and is reduced by {p}. What is the new price?",
    "The price of a {thing} is {price}. It is on sale for {p} off. What is the sale price?",
    "A {thing} costs {price}. It is discounted by {p}. Find the discounted price.",
)
_TAX = (
    "A {thing} costs {price}. The sales tax is {p}. What is the total cost?",
    "A {thing} costs {price} plus {p} sales tax. What is the total price?",
)
_TIP = (
    "A restaurant bill is {price}. You leave a {p} tip. What is the total?",
    "A meal costs {price}. You leave a {p} tip. How much do you pay in total?",
)
_TWICE = (
    "A {thing} costs {price}. It is discounted by {p} and then by a further {q}. What is the final price?",
)
_SIMPLE = (
    "Find the simple interest on {price} at {p} per year for {t} years.",
    "{price} is invested at {p} simple interest per year for {t} years. How much interest is earned?",
)
_COMPOUND = (
    "{price} is invested at {p} compounded annually for {t} years. What is the final balance?",
    "You invest {price} at {p} interest compounded annually. What will it be worth after {t} years?",
)
_SHARES = ("Divide {price} in the ratio {a}:{b}.", "Share {price} in the ratio {a}:{b}.")
_COST = (
    "If {n} {things} cost {price}, what do {m} {things} cost?",
    "{n} {things} cost {price}. How much do {m} {things} cost?",
)
_THINGS = ("shirt", "jacket", "bag", "lamp", "bicycle", "watch")
_MANY = ("pens", "apples", "notebooks", "tickets")


def discount(rng: Random, say: Notation) -> Draft:
    """A price after a discount, or after two."""
    price, p = Fraction(rng.randint(2, 60) * 10), rng.randint(1, 10) * 5
    parts = {"thing": rng.choice(_THINGS), "price": _money(say, price), "p": _percent(say, p)}
    if rng.randrange(4) == 0:
        q = rng.choice((10, 20))
        problem = phrase(rng, _TWICE, q=_percent(say, q), **parts)
        value = price * (100 - p) * (100 - q) / 10_000
        wrong = [(price * (100 - p - q) / 100, Mutation.OPERATION), (price - value, Mutation.INVERSE)]
        return _asked(say, problem, value, wrong)
    off = price * p / 100
    wrong = [(off, Mutation.INVERSE), (price + off, Mutation.SIGN), (price - p, Mutation.OPERATION)]
    return _asked(say, phrase(rng, _DISCOUNT, **parts), price - off, wrong)


def added(rng: Random, say: Notation) -> Draft:
    """A price with its tax, a bill with its tip."""
    price, p = Fraction(rng.randint(4, 80) * 5), rng.choice((5, 6, 8, 10, 15, 18, 20))
    asks = rng.choice((_TAX, _TIP))
    problem = phrase(rng, asks, thing=rng.choice(_THINGS), price=_money(say, price), p=_percent(say, p))
    more = price * p / 100
    wrong = [(more, Mutation.MISSING), (price - more, Mutation.SIGN), (price + p, Mutation.OPERATION)]
    return _asked(say, problem, price + more, wrong)


def interest(rng: Random, say: Notation) -> Draft:
    """Simple interest, or a balance with compound interest to the cent."""
    price, p, t = Fraction(rng.randint(1, 40) * 100), rng.randint(2, 9), rng.randint(2, 5)
    parts = {"price": _money(say, price), "p": _percent(say, p), "t": say.math(str(t))}
    plain = price * p * t / 100
    if rng.randrange(2):
        wrong = [(price + plain, Mutation.EXTRA), (plain / t, Mutation.MISSING), (plain * 2, Mutation.FACTOR)]
        return _asked(say, phrase(rng, _SIMPLE, **parts), plain, wrong)
    grown = price * (1 + Fraction(p, 100)) ** t
    cents = Fraction(int(grown * 100 + Fraction(1, 2)), 100)
    wrong = [
        (price + plain, Mutation.OPERATION),
        (cents - price, Mutation.MISSING),
        (cents + 1, Mutation.OFF_BY_ONE),
    ]
    return _asked(say, phrase(rng, _COMPOUND, **parts), cents, wrong)


def shares(rng: Random, say: Notation) -> Draft:
    """A sum divided in a ratio."""
    a, b = rng.sample(range(1, 8), 2)
    part = rng.randint(2, 30)
    value = (a * part, b * part)
    problem = phrase(rng, _SHARES, price=_money(say, Fraction(sum(value))), a=str(a), b=str(b))
    wrong = [
        ((value[0] + 1, value[1] - 1), Mutation.OFF_BY_ONE),
        ((a, b), Mutation.MISSING),
        ((value[0], value[1] + part), Mutation.EXTRA),
    ]
    joint = rng.choice((" and ", ", "))
    return draft(problem, value, wrong, lambda both: joint.join(_money(say, Fraction(one)) for one in both))


def cost(rng: Random, say: Notation) -> Draft:
    """Of so many, when the cost of others is known."""
    n, m = rng.sample(range(2, 13), 2)
    each = Fraction(rng.randint(1, 20), rng.choice((1, 2, 4)))
    problem = phrase(
        rng,
        _COST,
        n=say.math(str(n)),
        m=say.math(str(m)),
        things=rng.choice(_MANY),
        price=_money(say, n * each),
    )
    wrong = [(each, Mutation.MISSING), (each * (m + 1), Mutation.OFF_BY_ONE), (n * each * m, Mutation.FACTOR)]
    return _asked(say, problem, m * each, wrong)


def _asked(say: Notation, problem: str, value: Fraction, wrong: Iterable[tuple[Fraction, Mutation]]) -> Draft:
    return draft(problem, value, wrong, lambda number: _money(say, number))


def _money(say: Notation, value: Fraction) -> str:
    """To the cent, unless it is whole."""
    cents = int(value * 100 + Fraction(1, 2))
    text = f"{cents // 100}" if cents % 100 == 0 else f"{cents // 100}.{cents % 100:02}"
    return f"\\${text}" if say.latex else f"${text}"


def _percent(say: Notation, value: int) -> str:
    return say.math(f"{value}\\%") if say.latex else f"{value}%"
