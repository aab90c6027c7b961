"""Remainders of numbers, sums, products and powers; greatest common divisors; other bases."""

from math import gcd
from random import Random

from tutor.lesson.generating.draft import Draft, Generator
from tutor.lesson.generating.typeset import chain
from tutor.lesson.item import WorkedStep

_ASKED = "the whole number from zero up that is left over, smaller than the divisor"


def _congruent(modulus: int, *sides: str | int) -> str:
    return " \\equiv ".join(map(str, sides)) + rf" \pmod{{{modulus}}}"


def _division(a: int, m: int) -> WorkedStep:
    return WorkedStep("Take out as many whole divisors as fit.", f"{a} = {a // m} \\cdot {m} + {a % m}")


def _remainder(rng: Random, level: int) -> Draft:
    """Of a number; of a sum; of a sum and difference."""
    m = rng.randint(3, 9) if level == 1 else rng.randint(6, 30)
    numbers = [rng.randint(100, 999) for _ in range(level)]
    text = (
        str(numbers[0]) + "".join(f" + {n}" for n in numbers[1:2]) + "".join(f" - {n}" for n in numbers[2:])
    )
    rest = [n % m for n in numbers]
    raw = str(rest[0]) + "".join(f" + {n}" for n in rest[1:2]) + "".join(f" - {n}" for n in rest[2:])
    signed = [rest[0], *rest[1:2], *(-n for n in rest[2:])]
    value = sum(signed) % m
    if level == 3 and numbers[0] + numbers[1] < numbers[2]:
        return _remainder(rng, level)
    steps = [_division(n, m) for n in numbers]
    last = _congruent(m, *dict.fromkeys([text, raw, str(value)]))
    steps.append(WorkedStep("Only the remainders count.", last))
    return Draft(
        problem=f"Find the remainder when ${text}$ is divided by ${m}$.",
        answer=str(value),
        asked=_ASKED,
        idea="Multiples of the divisor change nothing: replace each number by its remainder first.",
        steps=tuple(steps),
    )


def _product(rng: Random, level: int) -> Draft:
    """Of a product of two numbers; with a third added; of three numbers."""
    m = rng.randint(*((5, 12), (7, 25), (21, 40))[level - 1])
    low, high = ((20, 99), (20, 499), (100, 999))[level - 1]
    numbers = [rng.randint(low, high) for _ in range(2 if level == 1 else 3)]
    rest = [n % m for n in numbers]
    sign = r" + " if level == 2 else r" \cdot "
    text, raw = (rf"{a} \cdot {b}" + "".join(f"{sign}{n}" for n in more) for a, b, *more in (numbers, rest))
    value = rest[0] * rest[1] + sum(rest[2:]) if level < 3 else rest[0] * rest[1] * rest[2]
    steps = [
        WorkedStep(
            "Replace this factor by its remainder."
            if n < 2 or level == 3
            else "Replace the number added by its remainder.",
            _congruent(m, number, rest[n]),
        )
        for n, number in enumerate(numbers)
    ]
    steps.append(
        WorkedStep(
            "Calculate with the remainders, and reduce once more.",
            _congruent(m, *dict.fromkeys([text, raw, str(value), str(value % m)])),
        )
    )
    return Draft(
        problem=f"Find the remainder when ${text}$ is divided by ${m}$.",
        answer=str(value % m),
        asked=_ASKED,
        idea="The remainder of a product is found from the remainders of its factors.",
        steps=tuple(steps),
    )


def _power(rng: Random, level: int) -> Draft:
    """Small exponents; exponents by repeated squaring; a cycle, with a factor before the power."""
    m = rng.choice((7, 9, 11, 13)) if level == 1 else rng.choice((11, 13, 14, 15, 17, 18, 19, 21, 22, 23))
    base = rng.randint(2, 99) if level == 1 else rng.randint(12, 99)
    if gcd(base, m) > 1 or base % m == 1:
        return _power(rng, level)
    small = base % m
    n = rng.randint(5, 15) if level == 1 else rng.randint(20, 60) if level == 2 else rng.randint(100, 600)
    order = next(k for k in range(1, m) if pow(small, k, m) == 1)
    factor = rng.randint(2, 9) if level == 3 else 1
    value = factor * pow(base, n, m) % m
    rounds, left = divmod(n, order)
    prefix = rf"{factor} \cdot " if factor > 1 else ""
    power = f"{base}^{{{n}}}"
    short = "1" if not left else f"{small}^{{{left}}}" if left > 1 else str(small)
    steps = [
        *([WorkedStep("Reduce the base first.", _congruent(m, base, small))] if base >= m else []),
        WorkedStep("Look for a power that leaves one.", _congruent(m, f"{small}^{{{order}}}", 1)),
        *(
            [
                WorkedStep(
                    "See how often this fits into the exponent.", f"{n} = {rounds} \\cdot {order} + {left}"
                )
            ]
            if level > 1
            else []
        ),
        WorkedStep(
            "The whole rounds count as one; the rest is left.",
            _congruent(m, power, *dict.fromkeys([short, str(pow(base, n, m))])),
        ),
        *(
            [
                WorkedStep(
                    "Multiply by the factor and reduce.",
                    _congruent(
                        m, f"{prefix}{power}", *dict.fromkeys([f"{prefix}{pow(base, n, m)}", str(value)])
                    ),
                )
            ]
            if factor > 1
            else []
        ),
    ]
    return Draft(
        problem=f"Find the remainder when ${prefix}{power}$ is divided by ${m}$.",
        answer=str(value),
        asked=_ASKED,
        idea="The remainders of the powers repeat; find how long a round is.",
        steps=tuple(steps),
    )


def _common_divisor(rng: Random, level: int) -> Draft:
    """By division with remainder, in two, three, four steps."""
    while True:
        common = rng.randint(2, 30)
        a, b = (common * rng.randint(5, (20, 40, 90)[level - 1]) for _ in range(2))
        a, b = max(a, b), min(a, b)
        steps, p, q = [], a, b
        while q:
            steps.append(
                WorkedStep(
                    "Divide with remainder; the divisor and the remainder go on.",
                    f"{p} = {p // q} \\cdot {q} + {p % q}",
                )
            )
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
    base = rng.randint(5, 9) if level == 1 else rng.randint(4, 9) if level == 2 else rng.randint(3, 7)
    digits_wanted = (3, 4, 5)[level - 1]
    number = rng.randint(base ** (digits_wanted - 1), base**digits_wanted - 1)
    steps, rest, digits = [], number, ""
    while rest >= base:
        steps.append(
            WorkedStep(
                "Divide by the base; the remainder is the next digit from the right.",
                f"{rest} = {rest // base} \\cdot {base} + {rest % base}",
            )
        )
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
