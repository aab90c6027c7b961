"""Whole numbers: order of operations, signs, divisors and multiples, means, units."""

from collections.abc import Sequence
from math import gcd, lcm, prod
from random import Random

from sympy import factorint, isprime

from tutor.lesson.generating.chance import nonzero
from tutor.lesson.generating.draft import Draft, Generator, stages, steps_of
from tutor.lesson.generating.phrases import and_list, ask_value
from tutor.lesson.generating.typeset import as_base, chain, fraction, plus, signed
from tutor.lesson.item import WorkedStep

_VALUE = "the value of the expression"
_UNITS = (
    (("km", "m", 1000, 1), ("m", "cm", 100, 1), ("kg", "g", 1000, 1), ("hours", "minutes", 60, 1)),
    (("mm", "m", 1, 1000), ("g", "kg", 1, 1000), ("cm", "m", 1, 100), ("minutes", "hours", 1, 60)),
    (("km/h", "m/s", 1000, 3600), ("m/s", "km/h", 3600, 1000)),
)
_PARTS = {
    "km/h": "A kilometre has $1000$ metres and an hour $3600$ seconds.",
    "m/s": "An hour has $3600$ seconds and a kilometre $1000$ metres.",
}


def _order(rng: Random, level: int) -> Draft:
    """Products before sums, then brackets, then a power."""
    a, b, c = rng.randint(11, 60), rng.randint(2, 9), rng.randint(3, 12)
    d, e = rng.randint(2, 9), rng.randint(2, 5)
    if level == 1:
        text = rf"{a} + {b} \cdot {c}"
        steps = stages(text, ("Multiply before you add.", f"{a} + {b * c}"), ("Add.", f"{a + b * c}"))
    elif level == 2:
        text, inner = rf"{a} + {b} \cdot ({c} + {d})", c + d
        steps = stages(
            text,
            ("Work out the bracket first.", rf"{a} + {b} \cdot {inner}"),
            ("Multiply before you add.", f"{a} + {b * inner}"),
            ("Add.", f"{a + b * inner}"),
        )
    else:
        inner = c - d if c != d else 2 * c
        bracket = f"{c} - {d}" if c != d else f"{c} + {d}"
        text = rf"{a} - {b} \cdot ({bracket}) + {e}^{{2}}"
        square, product = e * e, b * inner
        steps = stages(
            text,
            ("Work out the bracket first.", rf"{a} - {b} \cdot {as_base(inner)} + {e}^{{2}}"),
            ("The power comes next.", rf"{a} - {b} \cdot {as_base(inner)} + {square}"),
            ("Multiply before you add or subtract.", f"{a} {signed(-product)} + {square}"),
            ("Add and subtract from left to right.", f"{a - product + square}"),
        )
    idea = "Work in the order brackets, powers, products and quotients, then sums and differences."
    return Draft(ask_value(rng, text), _last(steps), _VALUE, idea, steps)


def _last(steps: Sequence[WorkedStep]) -> str:
    return steps[-1].line.rpartition("= ")[2]


def _signs(rng: Random, level: int) -> Draft:
    """Sums, products and powers of negative numbers."""
    a, b, c = rng.randint(3, 30), rng.randint(2, 12), rng.randint(2, 15)
    d = rng.randint(2, 20)
    if level == 1:
        text = f"-{a} + {b + c} - {c}"
        steps = stages(
            text,
            ("Start at the left.", f"{b + c - a} - {c}"),
            ("Go on from there, down the number line.", f"{b - a}"),
        )
    elif level == 2:
        text = rf"-{b} \cdot (-{c}) - {a} + (-{d})"
        steps = stages(
            text,
            ("Two negative factors make a positive product.", f"{b * c} - {a} + (-{d})"),
            ("A negative number added is a positive one subtracted.", f"{b * c} - {a} - {d}"),
            ("Subtract from left to right.", f"{b * c - a - d}"),
        )
    else:
        base, odd = rng.randint(2, 4), rng.choice((2, 3))
        power = (-base) ** odd
        text = rf"(-{base})^{{{odd}}} - {b} \cdot (-{c}) + (-{a})"
        steps = stages(
            text,
            ("Multiply the base by itself, with its sign.", rf"{power} - {b} \cdot (-{c}) + (-{a})"),
            ("A negative number subtracted is a positive one added.", f"{power} + {b * c} - {a}"),
            ("Add and subtract from left to right.", f"{power + b * c - a}"),
        )
    return Draft(
        ask_value(rng, text),
        _last(steps),
        _VALUE,
        "Mind each sign: like signs multiply to plus, unlike ones to minus.",
        steps,
    )


def _powers_of(number: int) -> str:
    return r" \cdot ".join(f"{p}^{{{n}}}" if n > 1 else f"{p}" for p, n in factorint(number).items())


def _with_common_part(rng: Random, level: int) -> list[int]:
    """Two numbers, three at the last level, with a common part."""
    common = prod(rng.choices((2, 3, 5, 7), k=min(level, 2) + 1))
    most = (16, 16, 12)[level - 1]
    return [common * part for part in rng.sample(range(2, most), 2 if level < 3 else 3)]


def _divisor(rng: Random, level: int) -> Draft:
    numbers = _with_common_part(rng, level)
    greatest = gcd(*numbers)
    return Draft(
        problem=_ask_of_all(rng, ("greatest common divisor", "greatest common factor"), numbers),
        answer=str(greatest),
        asked="the largest whole number that divides all of them",
        idea="Split each number into primes and take the primes that all of them share.",
        steps=steps_of(
            *_factored(numbers),
            (
                "Take each prime with the smallest power that occurs.",
                chain(_of_all(r"\gcd", numbers), _powers_of(greatest), greatest),
            ),
        ),
    )


def _multiple(rng: Random, level: int) -> Draft:
    low, high = ((4, 36), (24, 99), (6, 40))[level - 1]
    numbers = rng.sample([each for each in range(low, high) if not isprime(each)], 2 if level < 3 else 3)
    least = lcm(*numbers)
    return Draft(
        problem=_ask_of_all(rng, ("least common multiple", "lowest common multiple"), numbers),
        answer=str(least),
        asked="the smallest positive number that all of them divide",
        idea="Split each number into primes and take every prime as often as the number that has most of it.",
        steps=steps_of(
            *_factored(numbers),
            (
                "Take each prime with the largest power that occurs.",
                chain(_of_all(r"\operatorname{lcm}", numbers), _powers_of(least), least),
            ),
        ),
    )


def _ask_of_all(rng: Random, names: Sequence[str], numbers: Sequence[int]) -> str:
    """A request for what numbers have in common, by one of its names."""
    name, ask = rng.choice(names), rng.choice(("Find the", "What is the", "Determine the"))
    return f"{ask} {name} of {and_list([f'${number}$' for number in numbers])}."


def _of_all(function: str, numbers: Sequence[int]) -> str:
    return f"{function}({', '.join(map(str, numbers))})"


def _factored(numbers: Sequence[int]) -> list[tuple[str, str]]:
    return [("Write it as a product of primes.", f"{each} = {_powers_of(each)}") for each in numbers]


def _mean(rng: Random, level: int) -> Draft:
    """The last value is chosen so that the mean is a whole number."""
    count, most = (4, 5, 6)[level - 1], (20, 60, 200)[level - 1]
    mean = rng.randint(most // 3, 2 * most // 3)
    offsets = [nonzero(rng, most // 4) for _ in range(count - 1)]
    values = [mean + offset for offset in offsets] + [mean - sum(offsets)]
    rng.shuffle(values)
    total = sum(values)
    return Draft(
        problem=f"Find the mean of ${', '.join(map(str, values))}$.",
        answer=str(mean),
        asked="the mean, the value each would have if all were equal",
        idea="Add the numbers and share the sum equally among them.",
        steps=steps_of(
            ("Add all the numbers.", f"{plus(*values)} = {total}"),
            ("Divide the sum by how many numbers there are.", f"{fraction(total, count)} = {mean}"),
        ),
    )


def _units(rng: Random, level: int) -> Draft:
    """Lengths, masses, times into smaller units, into larger ones, and speeds."""
    unit, target, up, down = rng.choice(_UNITS[level - 1])
    # a multiple of what is divided by: the worth is a whole number
    number = rng.randint(*((2, 150), (12, 400), (15, 150))[level - 1]) * (down // gcd(up, down))
    worth, product = number * up // down, rf"{number} \cdot {up}"
    if level == 1:
        lines = [("Multiply by how many of the small unit one large unit has.", f"{product} = {worth}")]
    elif level == 2:
        idea = "Divide by how many of the small unit one large unit has."
        lines = [(idea, f"{fraction(number, down)} = {worth}")]
    else:
        lines = [
            (_PARTS[unit], f"{fraction(product, down)} = {fraction(number * up, down)}"),
            ("Divide.", f"{fraction(number * up, down)} = {worth}"),
        ]
    return Draft(
        problem=rng.choice(
            (
                f"Convert ${number}$ {unit} to {target}.",
                f"Express ${number}$ {unit} in {target}.",
                f"How many {target} are there in ${number}$ {unit}?",
            )
        ),
        answer=str(worth),
        asked=f"the same quantity in {target}",
        idea="See how many of one unit the other has; a smaller unit needs a larger number.",
        steps=steps_of(*lines),
    )


GENERATORS = (
    Generator("order-of-operations", "Order of operations", _order),
    Generator("negative-numbers", "Negative numbers", _signs),
    Generator("greatest-common-divisor", "Greatest common divisors", _divisor),
    Generator("least-common-multiple", "Least common multiples", _multiple),
    Generator("mean-of-numbers", "Means", _mean),
    Generator("units", "Units and speeds", _units),
)
