"""Percentages: of a number, as a share, of change, backwards from what is left."""

from random import Random

from sympy import Rational

from tutor.lesson.generating.draft import Draft, Generator, steps_of
from tutor.lesson.generating.typeset import decimal, fraction

_RATES = ((5, *range(10, 51, 5), 60, 70, 75, 80, 90), tuple(range(11, 99)), tuple(range(1, 100)))


def _rate(rng: Random, level: int) -> Rational:
    """Round ones, then any, then some with a half."""
    rate = Rational(rng.choice(_RATES[level - 1]))
    return rate + Rational(1, 2) if level == 3 else rate


def _whole(rng: Random, level: int) -> int:
    """A number of which any rate of the level is a short decimal."""
    return rng.randint(*((3, 199), (21, 399), (101, 499))[level - 1]) * (10, 20, 20)[level - 1]


def _part(rng: Random, level: int) -> Draft:
    rate, whole = _rate(rng, level), _whole(rng, level)
    one, value = decimal(Rational(whole, 100)), decimal(whole * rate / 100)
    said = decimal(rate)
    ask = rng.choice(("What is ${}\\%$ of ${}$?", "Find ${}\\%$ of ${}$.", "Calculate ${}\\%$ of ${}$."))
    return Draft(
        problem=ask.format(said, whole),
        answer=value,
        asked="that part of the number",
        idea="Percent means out of a hundred: find one hundredth first.",
        steps=steps_of(
            ("One percent is one hundredth.", f"{fraction(whole, 100)} = {one}"),
            ("Take it as often as the percentage says.", rf"{said} \cdot {one} = {value}"),
        ),
    )


def _share(rng: Random, level: int) -> Draft:
    rate, whole = _rate(rng, level), _whole(rng, level)
    part, quotient = decimal(whole * rate / 100), decimal(rate / 100)
    ask = rng.choice(
        (
            "What percent of ${1}$ is ${0}$?",
            "${0}$ is what percent of ${1}$?",
            "Express ${0}$ as a percentage of ${1}$.",
        )
    )
    return Draft(
        problem=ask.format(part, whole),
        answer=rf"{decimal(rate)}\%",
        asked="the share, in percent",
        idea="Divide the part by the whole, then say it in hundredths.",
        steps=steps_of(
            ("Divide the part by the whole.", f"{fraction(part, whole)} = {quotient}"),
            ("Multiply by a hundred to have percent.", rf"{quotient} \cdot 100 = {decimal(rate)}"),
        ),
    )


def _change(rng: Random, level: int) -> Draft:
    rate, old = _rate(rng, level), _whole(rng, level)
    grows = rng.randrange(2) == 0
    difference = old * rate / 100
    new = old + difference if grows else old - difference
    taken = f"{decimal(new)} - {old}" if grows else f"{old} - {decimal(new)}"
    quotient = decimal(rate / 100)
    direction = "increase" if grows else "decrease"
    ask = rng.choice(("What is the percent", "Find the percentage", "Calculate the percent"))
    return Draft(
        problem=f"{ask} {direction} from ${old}$ to ${decimal(new)}$.",
        answer=rf"{decimal(rate)}\%",
        asked=f"by how many percent of the first number it {'rises' if grows else 'falls'}",
        idea="Compare the difference with the number it started from.",
        steps=steps_of(
            (f"Find how large the {direction} is.", f"{taken} = {decimal(difference)}"),
            ("Divide it by the number at the start.", f"{fraction(decimal(difference), old)} = {quotient}"),
            ("Multiply by a hundred to have percent.", rf"{quotient} \cdot 100 = {decimal(rate)}"),
        ),
    )


def _changed(rng: Random, level: int) -> Draft:
    rate, old = _rate(rng, level), _whole(rng, level)
    grows = rng.randrange(2) == 0
    kept = 100 + rate if grows else 100 - rate
    factor, value = decimal(kept / 100), decimal(old * kept / 100)
    said, sign = decimal(rate), "+" if grows else "-"
    return Draft(
        problem=rf"{'Increase' if grows else 'Decrease'} ${old}$ by ${said}\%$.",
        answer=value,
        asked="the number after the change",
        idea="The number itself is a hundred percent: see how many percent there are after the change.",
        steps=steps_of(
            ("Find how many percent there are after the change.", f"100 {sign} {said} = {decimal(kept)}"),
            ("Write that as a factor.", f"{fraction(decimal(kept), 100)} = {factor}"),
            ("Multiply the number by the factor.", rf"{old} \cdot {factor} = {value}"),
        ),
    )


def _before_discount(rng: Random, level: int) -> Draft:
    rate, old = _rate(rng, level), _whole(rng, level)
    left = 100 - rate
    price, factor, said = decimal(old * left / 100), decimal(left / 100), decimal(rate)
    ask = rng.choice(
        (
            rf"After a ${said}\%$ discount, the price is ${price}$ dollars. What was the original price?",
            rf"After a ${said}\%$ discount, the price is ${price}$ dollars. Find the original price.",
            rf"An item costs ${price}$ dollars after a ${said}\%$ discount. What was the original price?",
            rf"An item costs ${price}$ dollars after a ${said}\%$ discount. Find the original price.",
        )
    )
    return Draft(
        problem=ask,
        answer=str(old),
        asked="the price before the discount, in dollars",
        idea="The price now is what is left of a hundred percent: go back from it to the whole.",
        steps=steps_of(
            ("Find how many percent are left.", f"100 - {said} = {decimal(left)}"),
            ("Write that as a factor.", f"{fraction(decimal(left), 100)} = {factor}"),
            ("Divide the price now by the factor.", f"{fraction(price, factor)} = {old}"),
        ),
    )


def _from_part(rng: Random, level: int) -> Draft:
    rate, whole = _rate(rng, level), _whole(rng, level)
    part, one, said = decimal(whole * rate / 100), decimal(Rational(whole, 100)), decimal(rate)
    ask = rng.choice(
        (
            rf"${said}\%$ of what number is ${part}$?",
            rf"If ${said}\%$ of a number is ${part}$, what is the number?",
        )
    )
    return Draft(
        problem=ask,
        answer=str(whole),
        asked="the whole of which the part is known",
        idea="Find what one percent is, then a hundred percent.",
        steps=steps_of(
            ("Divide the part by the percentage to have one percent.", f"{fraction(part, said)} = {one}"),
            ("A hundred percent is a hundred times as much.", rf"100 \cdot {one} = {whole}"),
        ),
    )


GENERATORS = (
    Generator("percent-of-number", "Percent of a number", _part),
    Generator("percent-share", "What percent it is", _share),
    Generator("percent-change", "Increase and decrease in percent", _change),
    Generator("changed-by-percent", "A number changed by a percentage", _changed),
    Generator("price-before-discount", "The price before a discount", _before_discount),
    Generator("whole-from-percent", "The whole from a part", _from_part),
)
