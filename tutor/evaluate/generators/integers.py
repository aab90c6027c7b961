"""Whole numbers: greatest common divisors, least common multiples, prime factors, remainders, bases."""

from collections.abc import Iterator
from fractions import Fraction
from math import gcd, lcm
from random import Random

from tutor.evaluate.generators.answers import enumerated, show_number
from tutor.evaluate.generators.choosing import phrase, slips
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation

_GCD = (
    "Find the greatest common divisor of {numbers}.",
    "What is the greatest common factor of {numbers}?",
    "Compute {call}.",
    "Find the gcd of {numbers}.",
    "Find the GCF of {numbers}.",
)
_LCM = (
    "Find the least common multiple of {numbers}.",
    "What is the LCM of {numbers}?",
    "Compute {call}.",
    "Determine the lowest common multiple of {numbers}.",
)
_PRIMES = (
    "Find the prime factorization of {n}.",
    "Write {n} as a product of prime factors.",
    "What is the prime factorisation of {n}?",
    "Express {n} as a product of primes.",
)
_REMAINDER = (
    "What is the remainder when {a} is divided by {b}?",
    "Find the remainder when {a} is divided by {b}.",
    "Compute {mod}.",
)
_TO_BASE = (
    "Convert {n} to base {b}.",
    "Write {n} in base {b}.",
    "Express the decimal number {n} in base {b}.",
    "Convert {n} from base 10 to base {b}.",
)
_FROM_BASE = (
    "Convert {n} to base 10.",
    "Write {n} in base 10.",
    "Express {n} in base ten.",
    "What is {n} in base 10?",
)
_NAMES = {2: "binary", 8: "octal", 16: "hexadecimal"}


def common_divisor(rng: Random, say: Notation) -> Draft:
    """Of two or three numbers with a common part."""
    common = rng.randint(2, 24)
    numbers = [common * rng.randint(2, 15) for _ in range(rng.choice((2, 2, 3)))]
    value = Fraction(gcd(*numbers))
    wrong = [(Fraction(lcm(*numbers)), Mutation.INVERSE), *slips(value)]
    return draft(_ask(rng, say, _GCD, "gcd", numbers), value, wrong, show_number(rng, say))


def common_multiple(rng: Random, say: Notation) -> Draft:
    """Of two or three numbers."""
    numbers = [rng.randint(4, 36) for _ in range(rng.choice((2, 2, 3)))]
    value = Fraction(lcm(*numbers))
    wrong = [(Fraction(gcd(*numbers)), Mutation.INVERSE), *slips(value)]
    return draft(_ask(rng, say, _LCM, "lcm", numbers), value, wrong, show_number(rng, say))


def _ask(rng: Random, say: Notation, asks: tuple[str, ...], name: str, numbers: list[int]) -> str:
    listed = enumerated([say.math(str(n)) for n in numbers])
    arguments = ", ".join(map(str, numbers))
    call = (
        f"\\{name if name == 'gcd' else 'operatorname{lcm}'}({arguments})"
        if say.latex
        else f"{name}({arguments})"
    )
    return phrase(rng, asks, numbers=listed, call=say.math(call))


def prime_factors(rng: Random, say: Notation) -> Draft:
    """A number as a product of powers of primes."""
    primes = sorted(rng.sample([2, 3, 5, 7, 11, 13], rng.choice((2, 2, 3))))
    value = tuple((prime, rng.randint(1, 3 if prime < 7 else 1)) for prime in primes)
    number = _multiplied(value)

    def show(factors: tuple[tuple[int, int], ...]) -> str:
        return say.math(f" {say.times} ".join(say.power(str(p), n) for p, n in factors))

    return draft(phrase(rng, _PRIMES, n=say.math(str(number))), value, _prime_slips(value), show)


def _prime_slips(
    value: tuple[tuple[int, int], ...],
) -> Iterator[tuple[tuple[tuple[int, int], ...], Mutation]]:
    (first, n), *rest = value
    yield ((first, n + 1), *rest), Mutation.OFF_BY_ONE
    yield tuple(rest), Mutation.MISSING
    yield (
        tuple(sorted([(first**n * rest[0][0], 1), (rest[0][0], rest[0][1] - 1), *rest[1:]]))[
            int(rest[0][1] == 1) * 0 :
        ]
        if rest[0][1] > 1
        else ((first**n * rest[0][0], 1), *rest[1:]),
        Mutation.RESTATED,
    )
    yield ((first, n), (rest[0][0], rest[0][1] + 1), *rest[1:]), Mutation.OFF_BY_ONE


def _multiplied(factors: tuple[tuple[int, int], ...]) -> int:
    number = 1
    for prime, n in factors:
        number *= prime**n
    return number


def remainder(rng: Random, say: Notation) -> Draft:
    """Of a division, sometimes of a power."""
    b = rng.randint(3, 19)
    if rng.randrange(3) == 0:
        base, n = rng.randint(2, 9), rng.randint(5, 60)
        written, value = say.power(str(base), n), Fraction(pow(base, n, b))
    else:
        a = rng.randint(30, 999)
        written, value = str(a), Fraction(a % b)
    mod = f"{written} \\bmod {b}" if say.latex else f"{written} mod {b}"
    problem = phrase(rng, _REMAINDER, a=say.math(written), b=say.math(str(b)), mod=say.math(mod))
    wrong = [(b - value, Mutation.INVERSE), (value + b, Mutation.EXTRA), *slips(value)]
    return draft(problem, value, [(each, how) for each, how in wrong if each >= 0], show_number(rng, say))


def to_base(rng: Random, say: Notation) -> Draft:
    """A decimal number written in another base."""
    base, n = rng.choice((2, 2, 3, 4, 5, 7, 8, 16)), rng.randint(10, 300)
    subscript = rng.randrange(2) == 0

    def show(value: int) -> str:
        digits = in_base(value, base)
        if say.latex:
            body = digits if digits.isdigit() else f"\\text{{{digits}}}"
            return say.math(f"{body}_{{{base}}}" if subscript else body)
        return f"{digits}_{base}" if subscript else digits

    name = _NAMES.get(base)
    if name and rng.randrange(2):
        problem = phrase(
            rng, ("Convert {n} to {name}.", "Write {n} in {name}."), n=say.math(str(n)), name=name
        )
    else:
        problem = phrase(rng, _TO_BASE, n=say.math(str(n)), b=say.math(str(base)))
    return draft(problem, n, _base_slips(n, base), show)


def from_base(rng: Random, say: Notation) -> Draft:
    """A number of another base in decimal digits."""
    base, n = rng.choice((2, 2, 3, 5, 8, 16)), rng.randint(10, 300)
    digits = in_base(n, base)
    if say.latex:
        written = f"{digits if digits.isdigit() else f'{chr(92)}text{{{digits}}}'}_{{{base}}}"
    else:
        written = f"{digits}_{base}"
    problem = phrase(rng, _FROM_BASE, n=say.math(written))
    return draft(problem, n, _base_slips(n, base), lambda value: say.math(str(value)))


def in_base(number: int, base: int) -> str:
    """The digits of a whole number that is not negative."""
    digits = ""
    while number:
        digits = "0123456789ABCDEF"[number % base] + digits
        number //= base
    return digits or "0"


def _base_slips(n: int, base: int) -> Iterator[tuple[int, Mutation]]:
    yield n + 1, Mutation.OFF_BY_ONE
    yield n - 1, Mutation.OFF_BY_ONE
    yield n * base, Mutation.FACTOR
    backwards = 0
    rest = n
    while rest:
        backwards = backwards * base + rest % base
        rest //= base
    yield backwards, Mutation.SWAPPED
