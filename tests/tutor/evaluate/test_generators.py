"""Generated problems: the same everywhere, varied, and with wrong answers that are wrong."""

import hashlib
import subprocess
import sys
from collections import Counter, defaultdict
from fractions import Fraction

import pytest

from tutor.evaluate.generators import FAMILIES, Generated, generate
from tutor.evaluate.generators.generated import Mutation, draft
from tutor.evaluate.generators.notation import Notation, Style, decimal
from tutor.evaluate.generators.polynomials import (
    antiderivative,
    at,
    derivative,
    polynomial,
    square_part,
    with_roots,
)
from tutor.evaluate.generators.systems import determinant

COUNT = 30 * len(FAMILIES)


def digest(seed: int) -> str:
    return hashlib.sha256("".join(map(repr, generate(seed, 200))).encode()).hexdigest()


@pytest.fixture(scope="module")
def problems() -> list[Generated]:
    return list(generate(7, COUNT))


def test_a_seed_gives_the_same_problems_in_another_process() -> None:
    script = (
        "import hashlib; from tutor.evaluate.generators import generate;"
        "print(hashlib.sha256(''.join(map(repr, generate(3, 200))).encode()).hexdigest())"
    )
    command = [sys.executable, "-W", "ignore", "-c", script]
    run = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "99"})
    assert run.stdout.strip() == digest(3)
    assert digest(3) != digest(4)


def test_a_longer_run_begins_with_the_shorter_one() -> None:
    assert list(generate(5, 80))[:50] == list(generate(5, 50))


def test_every_family_comes_equally_often_and_varies(problems: list[Generated]) -> None:
    by_family = defaultdict(set)
    for made in problems:
        by_family[made.family].add(made.problem)
    assert set(by_family) == set(FAMILIES)
    assert Counter(made.family for made in problems) == dict.fromkeys(FAMILIES, 30)
    few = {family: len(texts) for family, texts in by_family.items() if len(texts) < 24}
    assert set(few) <= {"probability"}


def test_every_problem_has_an_answer_and_other_texts_as_wrong_ones(problems: list[Generated]) -> None:
    for made in problems:
        assert made.answer.strip() and made.problem.strip()
        assert 1 <= len(made.wrong) <= 4, made
        texts = [made.answer, *(wrong.text for wrong in made.wrong)]
        assert len(set(texts)) == len(texts), made


def test_problems_are_written_in_latex_and_in_plain_text(problems: list[Generated]) -> None:
    with_latex = sum("$" in made.problem for made in problems)
    assert 0.3 * COUNT < with_latex < 0.7 * COUNT
    assert any("²" in made.problem for made in problems)
    assert not any("{equation}" in made.problem or "  " in made.problem for made in problems)


def test_the_mutations_a_student_makes_are_there(problems: list[Generated]) -> None:
    assert {wrong.mutation for made in problems for wrong in made.wrong} == set(Mutation)


def test_a_wrong_value_that_equals_the_right_one_is_left_out() -> None:
    wrong = [
        (Fraction(0), Mutation.SIGN),
        (Fraction(1), Mutation.OFF_BY_ONE),
        (Fraction(1), Mutation.INVERSE),
    ]
    made = draft("?", Fraction(0), wrong, str)
    assert [each.text for each in made.wrong] == ["1"]


def test_polynomials_agree_with_arithmetic_by_hand() -> None:
    whole = with_roots((Fraction(1, 2), -3), 2)
    assert whole == polynomial(-6, 10, 4)
    assert at(whole, Fraction(1, 2)) == at(whole, -3) == 0
    assert derivative(antiderivative(whole)) == whole
    assert determinant([[2, 0, 1], [1, 3, -1], [0, 5, 4]]) == 39
    assert [square_part(n) for n in (72, 7, 49)] == [(6, 2), (1, 7), (7, 1)]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (Style.LATEX, ["-x^2 + \\frac{3}{4}x - 1", "\\frac{2}{x + 1}", "x^{-2}", "\\sqrt{x + 1}", "x^{12}"]),
        (Style.PLAIN, ["-x^2 + (3/4)x - 1", "2/(x + 1)", "x^(-2)", "sqrt(x + 1)", "x^12"]),
        (Style.UNICODE, ["-x² + (3/4)x - 1", "2/(x + 1)", "x^(-2)", "√(x + 1)", "x¹²"]),
    ],
)
def test_each_notation_writes_unambiguously(style: Style, expected: list[str]) -> None:
    say = Notation(style)
    written = [
        say.polynomial((-1, Fraction(3, 4), -1)),
        say.ratio("2", "x + 1"),
        say.power("x", -2),
        say.root("x + 1"),
        say.power("x", 12),
    ]
    assert written == expected
    assert say.ratio("1", "3x") != "1/3x"


def test_decimals_are_exact() -> None:
    values = (Fraction(5, 2), Fraction(-1, 8), Fraction(40), Fraction(1, 3), Fraction(1, 1000))
    assert list(map(decimal, values)) == ["2.5", "-0.125", "40", "1/3", "0.001"]
