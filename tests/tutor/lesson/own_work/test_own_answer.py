"""Work without a wrong line is told that its answer does not fit, and only where the problem refutes it."""

from collections.abc import Iterator

import pytest

from tutor.lesson.own_work import check_work, find_break
from tutor.lesson.own_work.own_answer import UnfittingAnswer, unfitting_answer
from tutor.lesson.workshop import Workshop
from tutor.vocabulary.problem import Problem

SEQUENCE = "An arithmetic sequence has first term 3 and common difference 4. Find the 20th term."
INTEREST = "$1200 is invested at 5% simple interest for 3 years. What is the total amount?"
DETERMINANT = r"Find the determinant of $\begin{pmatrix}2&5\\1&3\end{pmatrix}$."


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as workshop:
        yield workshop


def unfitting(problem: str, text: str, workshop: Workshop) -> UnfittingAnswer | None:
    found = list(check_work(text, workshop, Problem(problem), text))
    assert find_break(found) is None
    return unfitting_answer(text, found, Problem(problem), workshop)


@pytest.mark.parametrize(
    ("problem", "text", "answer", "line"),
    [
        (SEQUENCE, "a_20 = 3 + 20*4\na_20 = 83", "83", 1),
        (SEQUENCE, "a_20 = 3 + 20*4 = 83\n\n", "83", None),
        (DETERMINANT, "det A = 2*5 - 1*3\n= 10 - 3\n= 7", "7", 1),
        (DETERMINANT, "det = 2*3 + 5*1 = 6 + 5 = 11", "11", None),
        (
            "Solve $2x^2 - 3x - 2 = 0$.",
            "a=2 b=-3 c=-2\nD = 9-16 = -7\nno real solution",
            "no real solution",
            1,
        ),
        (r"Compute $\binom{8}{3}$.", "8*7*6 = 336\nAnswer: 336", "336", None),
        (INTEREST, "total amount = 1200*0.05*3 = 180", "180", None),
        ("Find the slope of the line through (1, 2) and (4, 11).", "m = 3/9 = 1/3", "1/3", None),
        (r"Compute $\binom{8}{3}$.", "8*7*6 = 336\nAnswer 336", "336", None),
        (r"Compute $\binom{8}{3}$.", "8*7*6 = 336\nso the answer is $336$.", "336", None),
        (r"Compute $\binom{8}{3}$.", "8*7*6 = 336\nAnswer: $\\boxed{336}$", "336", None),
    ],
)
def test_an_answer_that_the_problem_refutes_is_told(
    problem: str, text: str, answer: str, line: int | None, workshop: Workshop
) -> None:
    found = unfitting(problem, text, workshop)
    assert found is not None
    assert (found.answer, found.look_at) == (answer, line)


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (SEQUENCE, "a_20 = 3 + 19*4\na_20 = 79"),
        (SEQUENCE, "a_20 = 3 + 19*4 = 79\ns = 20*4 = 80"),
        (SEQUENCE, "a_20 = 79\ncheck: 79 - 19*4 = 3"),
        (DETERMINANT, "2*3 - 5*1\nLHS = 6 - 5 - 1 = 0"),
        (DETERMINANT, "det A = 2*3 - 5*1\n= 6 - 5\n= 1"),
        ("Solve $5 - 2x < 11$.", "5 - 2x < 11\n-2x < 6\nx > -3"),
        ("Solve $x^2 + 4x + 4 > 0$.", "(x+2)^2 > 0\nx ≠ -2"),
        ("Solve $(x-1)(x+4) = 6$.", "x^2 + 3x - 10 = 0\n(x+5)(x-2) = 0\nx = -5 v x = 2"),
        ("Solve $x^2 = 9$.", "x = -3\nx = 3"),
        ("Solve $x^2 = 9$.", "x = 3 or x = -3\nbut the length can't be negative\nx = 3"),
        ("Solve $2x + 3 = 11$.", "2x = 8\nx = 4\n2*4 + 3 = 11"),
        ("Find the slope of the line through (1, 2) and (4, 11).", "m = 9/3 = 3\nb = 2 - 3 = -1"),
        (r"Compute $\frac{2}{3} + \frac{1}{7}$.", "A = 17/21 ≈ 0.81\nAnswer: 0.81"),
        ("In how many ways can 3 books be chosen from 8?", "n = 8\nk = 3"),
        ("What is 35% of 240?", "0.35*240 = 84\nAnswer: 84"),
        (INTEREST, "I = Prt\nI = 1200*0.05*3 = 180"),
        ("Share $60 between Ann and Bob in the ratio 2:3. How much does Ann get?", "one part = 60/5 = 12"),
        ("The sum of two consecutive integers is 41. Find the larger number.", "2n + 1 = 41\nn = 20"),
        ("Find the 20th term of the arithmetic sequence 3, 7, 11, ...", "d = 4"),
        ("A bill is $80. You leave a 15% tip. How much do you pay in total?", "tip = 80*0.15 = 12"),
        ("What is the probability of getting exactly 2 heads in 3 flips of a fair coin?", "n = 8"),
        ("What can be said of it?", "Answer: 7"),
        ("Solve $x^2 = 9$.", "Answer: x = 3\nAnswer: x = -3"),
        ("Solve $x^2 = 9$.", "Solution 1: x = 3\nSolution 2: x = -3"),
        ("Solve $x^2 = 9$.", "Answer 1: x = 3\nAnswer 2: x = -3"),
        ("Solve $|x - 1| = 2x$.", "x - 1 = -2x\nx = 1/3\nx - 1 = 2x\nno solution"),
        ("Solve $x^2 + 4 = 0$ over the reals.", "x^2 = -4\nso no solution"),
        ("Solve $2(x+1) = 2x + 3$.", "2x + 2 = 2x + 3\n2 = 3\nno solution"),
    ],
)
def test_what_fits_or_can_not_be_told_is_left_alone(problem: str, text: str, workshop: Workshop) -> None:
    assert unfitting(problem, text, workshop) is None
