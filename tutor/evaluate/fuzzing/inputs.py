"""What the fuzzer sends: texts in a fixed order for a seed, with the job each is meant for."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from tutor.evaluate.fuzzing.hostile import SHAPES
from tutor.evaluate.fuzzing.seeds import PROBLEMS, SCRAPS, SEEDS

JOBS: Final = ("read", "compare", "judge", "certify")
_SORTS: Final = ("random", "mutated", "hostile")
_WEIGHTS: Final = (30, 60, 10)


@dataclass(frozen=True, slots=True)
class Input:
    """A text, what sort it is, and the data it makes for each job it goes to."""

    sort: str
    text: str
    jobs: tuple[tuple[str, dict[str, object]], ...]


def inputs(count: int, seed: int, canary: str) -> Iterator[Input]:
    """`count` inputs; hostile ones go to every job, the others to one each."""
    random = Random(seed)  # noqa: S311 - reproducible, not secret
    for _ in range(count):
        sort = random.choices(_SORTS, _WEIGHTS)[0]
        text = _text(random, sort, canary)
        names = JOBS if sort == "hostile" else (random.choice(JOBS),)
        yield Input(sort, text, tuple((name, _data(random, name, text)) for name in names))


def _text(random: Random, sort: str, canary: str) -> str:
    if sort == "hostile":
        return random.choice(SHAPES)(random, canary)
    if sort == "random":
        return "".join(random.choice(SCRAPS) for _ in range(random.randint(1, 25)))
    return mutate(random, random.choice(SEEDS))


def mutate(random: Random, text: str) -> str:
    """One to three changes; most leave something that can still be read."""
    for _ in range(random.choice((1, 1, 2, 3))):
        text = random.choice(_CHANGES)(random, text)
    return text


def _change_number(random: Random, text: str) -> str:
    return re.sub(
        r"\d", lambda digit: random.choice((digit.group(), digit.group(), "0", "9", "37", "1/3")), text
    )


def _change_letter(random: Random, text: str) -> str:
    new = random.choice(("y", "n", "k", "e", "i", "X", r"\pi ", "(x+1)"))
    return re.sub(r"\bx\b", new.replace("\\", r"\\"), text)


def _join(random: Random, text: str) -> str:
    operator = random.choice(("+", "-", "*", "/", "=", "^", "<", ",", " or ", r"\cdot ", r"\cup ", " "))
    return f"{text}{operator}{random.choice(SEEDS)}"


def _wrap(random: Random, text: str) -> str:
    before, after = random.choice(_WRAPPERS)
    return f"{before}{text}{after}"


def _cut(random: Random, text: str) -> str:
    start = random.randint(0, len(text))
    return text[:start] + text[start + random.randint(1, 3) :]


def _double(random: Random, text: str) -> str:
    start, end = sorted(random.randint(0, len(text)) for _ in range(2))
    return text[:end] + text[start:end] + text[end:]


def _put_in(random: Random, text: str) -> str:
    start = random.randint(0, len(text))
    return text[:start] + random.choice(SCRAPS) + text[start + random.randint(0, 1) :]


_CHANGES: Final[tuple[Callable[[Random, str], str], ...]] = (
    _change_number,
    _change_number,
    _change_letter,
    _join,
    _wrap,
    _cut,
    _double,
    _put_in,
)
_WRAPPERS: Final = (
    ("(", ")"),
    ("-(", ")^2"),
    ("$", "$"),
    (r"\sqrt{", "}"),
    (r"\frac{", "}{x-1}"),
    (r"\sin(", ")"),
    (r"\left|", r"\right|"),
    (r"\boxed{", "}"),
    ("{", "}"),
    (r"\int ", " dx"),
    ("2^{", "}"),
    ("", "!"),
    ("", "=0"),
)


def _data(random: Random, job: str, text: str) -> dict[str, object]:
    other = random.choice((text, random.choice(SEEDS), mutate(random, random.choice(SEEDS))))
    sides = [text, other]
    random.shuffle(sides)
    match job:
        case "compare":
            question = random.choice(("", "", random.choice(PROBLEMS).replace("{}", other)))
            return {"expected": sides[0], "given": sides[1], "question": question}
        case "judge":
            return {"statement": text, "before": "so ", "after": ".", "earlier": [other]}
        case "certify":
            problem = random.choice(PROBLEMS).replace("{}", sides[0])
            return {"problem": problem, "answer": sides[1], "choices": []}
    return {"text": text}
