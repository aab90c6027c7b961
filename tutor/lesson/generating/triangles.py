"""Sides of right and other triangles, for the kinds of problems of trigonometry."""

from random import Random

from sympy import sqrt, sqrtdenest

from tutor.lesson.generating.angles import FUNCTIONS, SPECIAL, exact, reference_angle, value_step, written_at
from tutor.lesson.generating.draft import Draft
from tutor.lesson.generating.typeset import chain, fraction, plus, power, tex, times
from tutor.lesson.item import WorkedStep


def triangle_side(rng: Random, level: int) -> Draft:
    """sin α = x/c; the unknown in the denominator; the law of sines."""
    letter = rng.choice("abcdhpqrsuvwxyz")
    angle = rng.choice(SPECIAL)
    if level == 3:
        return _law_of_sines(rng, letter)
    name = rng.choice(sorted(FUNCTIONS))
    side = rng.randint(2, 99) if level == 1 else rng.randint(100, 499)
    value = exact(name, angle)
    found = side * value if level == 1 else side / value
    function = written_at(name, angle, radians=False)
    ratio = fraction(letter, side) if level == 1 else fraction(side, letter)
    steps = [WorkedStep("Write down the exact value of the function.", chain(function, value))]
    if level == 1:
        idea = f"Multiply both sides by ${side}$ and put in the value."
        steps.append(WorkedStep(idea, chain(letter, times(side, function), found)))
    else:
        idea = f"Multiply both sides by ${letter}$, so that it leaves the denominator."
        steps.append(WorkedStep(idea, chain(f"{letter} {function}", side)))
        divided = chain(letter, fraction(side, function), found)
        steps.append(WorkedStep("Divide by the value of the function.", divided))
    return Draft(
        problem=f"Solve ${chain(function, ratio)}$ for ${letter}$.",
        answer=f"{letter} = {tex(found)}",
        asked=f"the side ${letter}$ of a right triangle, exactly",
        idea=rf"In a right triangle $\{name}$ of an angle is a quotient of two sides; undo the division.",
        steps=tuple(steps),
    )


def _law_of_sines(rng: Random, letter: str) -> Draft:
    across, other = rng.sample((30, 45, 60, 120, 135, 150), 2)
    while across + other >= 180 or reference_angle(across) == reference_angle(other):
        across, other = rng.sample((30, 45, 60, 120, 135, 150), 2)
    side = rng.randint(2, 99) * 2
    sines = [written_at("sin", angle, radians=False) for angle in (across, other)]
    values = [exact("sin", angle) for angle in (across, other)]
    found = side * values[0] / values[1]
    quotients = chain(fraction(letter, sines[0]), fraction(side, sines[1]))
    return Draft(
        problem=f"Solve ${quotients}$ for ${letter}$.",
        answer=f"{letter} = {tex(found)}",
        asked=f"the side ${letter}$ of a triangle, exactly",
        idea="This is the law of sines: side and sine across from it have the same quotient everywhere.",
        steps=(
            WorkedStep(
                f"Multiply both sides by ${sines[0]}$.",
                chain(letter, fraction(f"{side} {sines[0]}", sines[1])),
            ),
            value_step("sin", across, radians=False),
            value_step("sin", other, radians=False),
            WorkedStep(
                "Put the values in and simplify the quotient.",
                chain(letter, fraction(times(side, values[0]), values[1]), found),
            ),
        ),
    )


def law_of_cosines(rng: Random, level: int) -> Draft:
    """The side across from a right angle, from 60° or 120°, from 30°, 45°, 135° or 150° beside a root."""
    a, b = rng.sample(range(2, (16, 26, 16)[level - 1]), 2)
    angle = rng.choice(((60, 90, 120), (60, 120), (30, 45, 135, 150))[level - 1])
    surd = {45: 2, 30: 3}.get(reference_angle(angle), 1)
    second = b * sqrt(surd)
    cosine = written_at("cos", angle, radians=False)
    squared = a * a + surd * b * b - 2 * a * second * exact("cos", angle)
    letter = rng.choice("xacdpqsu")
    square = power(letter, 2)
    right = plus(power(a, 2), power(b if surd == 1 else f"({tex(second)})", 2))
    mixed = rf"2 \cdot {a} \cdot {tex(second)} \cdot {cosine}"
    found = sqrtdenest(sqrt(squared))
    return Draft(
        problem=f"Find the positive value of ${letter}$ if ${square} = {right} - {mixed}$.",
        answer=f"{letter} = {tex(found)}",
        asked=f"the side ${letter}$ of a triangle, exactly",
        idea="This is the law of cosines: two sides and the angle between them give the third side.",
        steps=(
            *([] if angle == 90 and level == 1 else [value_step("cos", angle, radians=False)]),
            WorkedStep(
                "Square the sides and put the cosine in.",
                chain(square, f"{a * a} + {surd * b * b} - {times(2 * a * second, exact('cos', angle))}"),
            ),
            WorkedStep("Work the right side out.", chain(square, squared)),
            WorkedStep("A side is positive: take the positive root.", chain(letter, found)),
        ),
    )
