"""What comparing promises for every text: reflexive, symmetric, never fooled by one more, never raising."""

from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.check.comparing.answers import compare_answers, compare_trees
from tutor.check.comparing.question import read_question
from tutor.check.reading.outcome import Parsed
from tutor.check.reading.read import read
from tutor.evaluate.fuzzing.inputs import mutate
from tutor.evaluate.fuzzing.seeds import SEEDS
from tutor.vocabulary.verdict import Comparison, Equality

ATOMS = st.one_of(
    st.integers(0, 99).map(str),
    st.builds(r"\frac{{{}}}{{{}}}".format, st.integers(1, 20), st.integers(2, 20)),
    st.sampled_from(["x", "y", "n", r"\pi", "e", r"\sqrt{2}", r"\sqrt{3}", "2i", r"\ln 2"]),
)


def composed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = [f"({{}}){operator}({{}})" for operator in "+-*"] + [r"\frac{{{}}}{{({})^2+7}}"]
    wraps = [
        "-({})",
        r"\sqrt{{({})^2+1}}",
        r"\sin({})",
        "({})^2",
        "({})^3",
        r"\left({}\right)",
        r"2\left({}\right)",
    ]
    return st.one_of(
        *(st.builds(form.format, inner, inner) for form in pairs), *(inner.map(form.format) for form in wraps)
    )


EXPRESSIONS = st.recursive(ATOMS, composed, max_leaves=6)
MUTATED = st.builds(
    lambda text, seed: mutate(Random(seed), text), st.sampled_from(SEEDS), st.integers(0, 10**6)
)
NO_QUESTION = read_question("")


def compared(expected: str, given_answer: str) -> Comparison:
    return compare_answers(expected, given_answer)


@settings(max_examples=150)
@given(EXPRESSIONS | st.sampled_from(SEEDS))
def test_an_answer_equals_itself(text: str) -> None:
    reading = read(text)
    assert isinstance(reading, Parsed), text
    assert compare_trees(reading.tree, reading.tree, NO_QUESTION).equal


@settings(max_examples=150)
@given(MUTATED)
def test_no_answer_differs_from_itself(text: str) -> None:
    reading = read(text)
    assume(isinstance(reading, Parsed))
    assert isinstance(reading, Parsed)
    assert compare_trees(reading.tree, reading.tree, NO_QUESTION).equality is not Equality.DIFFERENT


@settings(max_examples=100)
@given(EXPRESSIONS, EXPRESSIONS)
def test_values_compare_alike_in_both_directions(one: str, other: str) -> None:
    there, back = compared(one, other), compared(other, one)
    assert there.equal == back.equal
    assert (there.equality is Equality.DIFFERENT) == (back.equality is Equality.DIFFERENT)


@settings(max_examples=150)
@given(EXPRESSIONS)
def test_one_more_is_never_equal(text: str) -> None:
    assert not compared(text, f"{text}+1").equal
    assert not compared(f"1+({text})", text).equal


@settings(max_examples=150)
@given(EXPRESSIONS)
def test_another_spelling_of_a_value_is_never_different(text: str) -> None:
    for same in (
        rf"\frac{{2({text})}}{{2}}",
        f"({text}) + 0",
        f"-(-({text}))",
        f" $ {text} $ ",
        rf"({text})\cdot 1",
    ):
        assert compared(text, same).equality is not Equality.DIFFERENT


@settings(max_examples=200)
@given(st.text(max_size=30) | MUTATED, st.text(max_size=30) | MUTATED)
def test_no_text_makes_comparing_raise(expected: str, given_answer: str) -> None:
    assert isinstance(compared(expected, given_answer), Comparison)
