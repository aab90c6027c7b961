"""Remainders of numbers, sums, products and powers; greatest common divisors; other bases."""

from collections.abc import Iterator, Sequence
from math import gcd, prod
from random import Random

from tutor.lesson.generating.draft import Draft, Generator
from tutor.lesson.generating.typeset import chain, plus, power, times
from tutor.lesson.item import WorkedStep


def _congruent(modulus: int, *sides: str | int) -> str:
    """`a \\equiv b`; a side that repeats another is left out."""
    return r" \equiv ".join(dict.fromkeys(map(str, sides))) + rf" \pmod{{{modulus}}}"


def _divided(a: int, m: int) -> str:
    """A number as a multiple of the divisor and a remainder."""
    return rf"{a} = {a // m} \cdot {m} + {a % m}"


def _remainder_draft(expression: str, m: int, value: int, idea: str, steps: Sequence[WorkedStep]) -> Draft:
    return Draft(
        problem=f"Find the remainder when ${expression}$ is divided by ${m}$.",
        answer=str(value),
        asked="the whole number from zero up that is left over, smaller than the divisor",
        idea=idea,
        steps=tuple(steps),
    )


def _remainder(rng: Random, level: int) -> Draft:
    """Of a number; of a sum; of a sum and difference."""
    m = rng.randint(3, 9) if level == 1 else rng.randint(6, 30)
    numbers = [rng.randint(100, 999) for _ in range(level)]
    rest = [n % m for n in numbers]
    value = (sum(rest[:2]) - sum(rest[2:])) % m
    if level == 3 and numbers[0] + numbers[1] < numbers[2]:
        return _remainder(rng, level)
    text, raw = (plus(*each[:2], *(f"-{n}" for n in each[2:])) for each in (numbers, rest))
    steps = [WorkedStep("Take out as many whole divisors as fit.", _divided(n, m)) for n in numbers]
    steps.append(WorkedStep("Only the remainders count.", _congruent(m, text, raw, value)))
    idea = "Multiples of the divisor change nothing: replace each number by its remainder first."
    return _remainder_draft(text, m, value, idea, steps)


def _product(rng: Random, level: int) -> Draft:
    """Of a product of two numbers; with a third added; of three numbers."""
    m = rng.randint(*((5, 12), (7, 25), (21, 40))[level - 1])
    low, high = ((20, 99), (20, 499), (100, 999))[level - 1]
    numbers = [rng.randint(low, high) for _ in range(2 if level == 1 else 3)]
    rest = [n % m for n in numbers]
    if level == 2:
        text, raw = (plus(times(*each[:2]), each[2]) for each in (numbers, rest))
        value = rest[0] * rest[1] + rest[2]
        parts = ("this factor", "this factor", "the number added")
    else:
        text, raw = (times(*each) for each in (numbers, rest))
        value = prod(rest)
        parts = ("this factor",) * 3
    steps = [
        WorkedStep(f"Replace {part} by its remainder.", _congruent(m, number, number % m))
        for number, part in zip(numbers, parts, strict=False)
        if number >= m
    ]
    last = _congruent(m, text, raw, value, value % m)
    steps.append(WorkedStep("Calculate with the remainders, and reduce once more.", last))
    idea = "The remainder of a product is found from the remainders of its factors."
    return _remainder_draft(text, m, value % m, idea, steps)


def _power(rng: Random, level: int) -> Draft:
    """A small exponent; a larger one; a large one, with a factor before the power."""
    m = rng.choice((7, 9, 11, 13)) if level == 1 else rng.choice((11, 13, 14, 15, 17, 18, 19, 21, 22, 23))
    base = rng.randint(2, 99) if level == 1 else rng.randint(12, 99)
    if gcd(base, m) > 1 or base % m == 1:
        return _power(rng, level)
    n = rng.randint(*((5, 15), (20, 60), (100, 600))[level - 1])
    factor = rng.randint(2, 9) if level == 3 else 1
    rest = pow(base, n, m)
    text, steps = power(base, n), list(_reduced_power(base, n, m, level))
    if factor > 1:
        text, reduced = rf"{factor} \cdot {text}", rf"{factor} \cdot {rest}"
        last = _congruent(m, text, reduced, factor * rest % m)
        steps.append(WorkedStep("Multiply by the factor and reduce.", last))
    idea = "The remainders of the powers repeat; find how long a round is."
    return _remainder_draft(text, m, factor * rest % m, idea, steps)


def _reduced_power(base: int, n: int, m: int, level: int) -> Iterator[WorkedStep]:
    """From a power to its remainder, by the exponent that leaves one."""
    small = base % m
    order = next(k for k in range(1, m) if pow(small, k, m) == 1)
    left = n % order
    if base >= m:
        yield WorkedStep("Reduce the base first.", _congruent(m, base, small))
    yield WorkedStep("Look for a power that leaves one.", _congruent(m, power(small, order), 1))
    if level > 1:
        yield WorkedStep("See how often this fits into the exponent.", _divided(n, order))
    short = "1" if not left else power(small, left) if left > 1 else str(small)
    last = _congruent(m, power(base, n), short, pow(base, n, m))
    yield WorkedStep("The whole rounds count as one; the rest is left.", last)


def _common_divisor(rng: Random, level: int) -> Draft:
    """By division with remainder, in two, three, four steps."""
    while True:
        common = rng.randint(2, 30)
        a, b = (common * rng.randint(5, (20, 40, 90)[level - 1]) for _ in range(2))
        a, b = max(a, b), min(a, b)
        steps, p, q = [], a, b
        while q:
            idea = "Divide with remainder; the divisor and the remainder go on."
            steps.append(WorkedStep(idea, _divided(p, q)))
            p, q = q, p % q
        if len(steps) == level + 1:
            break
    steps.append(WorkedStep("The last remainder that is not zero is it.", chain(rf"\gcd({a}, {b})", p)))
    return Draft(
        problem=f"Find the greatest common divisor of ${a}$ and ${b}$.",
        answer=str(p),
        asked="the largest whole number that divides both",
        idea="What divides both numbers divides their remainder too: divide again and again.",
        steps=tuple(steps),
    )


def _base(rng: Random, level: int) -> Draft:
    """A number in base 5 to 9; a larger one; a large one in a small base."""
    base = rng.randint(*((5, 9), (4, 9), (3, 7))[level - 1])
    digits_wanted = (3, 4, 5)[level - 1]
    number = rng.randint(base ** (digits_wanted - 1), base**digits_wanted - 1)
    steps, rest, digits = [], number, ""
    while rest >= base:
        idea = "Divide by the base; the remainder is the next digit from the right."
        steps.append(WorkedStep(idea, _divided(rest, base)))
        digits = str(rest % base) + digits
        rest //= base
    digits = str(rest) + digits
    written = f"{digits}_{{{base}}}"
    steps.append(
        WorkedStep(
            "Read the remainders from the last to the first, after the last quotient.", chain(number, written)
        )
    )
    return Draft(
        problem=f"Convert ${number}$ to base ${base}$.",
        answer=written,
        asked=f"the same number with the digits of base ${base}$",
        idea="Divide by the base again and again, and keep the remainders.",
        steps=tuple(steps),
        form=f"a numeral in base {base}",
    )


GENERATORS = (
    Generator("remainders", "Remainders of numbers and sums", _remainder),
    Generator("remainder-of-product", "Remainders of products", _product),
    Generator("remainder-of-power", "Remainders of powers", _power),
    Generator("euclid", "Greatest common divisors by division", _common_divisor),
    Generator("other-bases", "Numbers in other bases", _base),
)
