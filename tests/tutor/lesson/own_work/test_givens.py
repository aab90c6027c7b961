"""The work on a problem begins where the problem ends, where it asks to solve or rewrite what it states."""

from collections.abc import Iterator

import pytest

from tutor.lesson.own_work import check_work, find_break
from tutor.lesson.own_work.givens import given_lines, only_rewrites, to_rearrange
from tutor.lesson.workshop import Workshop
from tutor.vocabulary.problem import Problem


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as workshop:
        yield workshop


def wrong_line(problem: str, work: str, workshop: Workshop) -> int | None:
    broken = find_break(list(check_work(work, workshop, Problem(problem))))
    return broken.wrong.line if broken else None


def test_what_is_put_before_the_work() -> None:
    assert given_lines("Solve $2x + 3 = 11$.") == ["$2x + 3 = 11$"]
    assert given_lines("Solve $2x < 6$ for $x$.") == ["$2x < 6$"]
    assert given_lines("Find the zeros of $f(x) = x^2 - 4$.") == ["$f(x) = x^2 - 4$", "$x^2 - 4 = 0$"]
    assert given_lines("Find the line parallel to $y = 2x - 1$ through $(0, 5)$.") == []
    assert only_rewrites("Expand $(x + 1)^2$.") and not only_rewrites("Simplify and solve $x + x = 4$.")
    assert to_rearrange("Solve $3m + n = 11$ for $n$.") == "3m + n = 11"
    assert to_rearrange("Solve $3m = 11$ for $m$.") == ""


@pytest.mark.parametrize(
    ("problem", "work", "line"),
    [
        ("Solve $2x + 3 = 11$.", "$2x = 14$\n$x = 7$", 1),
        ("Solve $2x + 3 = 11$.", "$2x = 8$\n$x = 5$", 2),
        ("Solve $2x + 3 = 11$.", "$2x = 8$\n$x = 4$", None),
        ("Solve $-2x < 6$.", "$x < -3$", 1),
        ("Solve $-2x < 6$.", "$x > -3$", None),
        ("Simplify $5k^4 \\cdot 9k^5$.", "$5k^4 \\cdot 9k^5 = 45k^{20}$", 1),
        ("Simplify $5k^4 \\cdot 9k^5$.", "$5k^4 \\cdot 9k^5 = 45k^9$", None),
        ("Solve $3m + n = 11$ for $n$.", "$n = 11 - 2m$", 1),
        ("Solve $3m + n = 11$ for $n$.", "$n = 11 - 3m$", None),
        ("Solve $9t - 19 < 8$.", "$9t < 26$", 1),
        ("Solve $9t - 19 < 8$.", "$9t < 27$\n$t < 3$", None),
        ("Find the integers with $9t - 19 < 8$.", "$9t < 26$", None),
        ("Solve $(k + 4)(k - 3) \\le 0$.", "$(k - 4)(k - 3) = 0$", 1),
        ("Solve $(k + 4)(k - 3) \\le 0$.", "$(k + 4)(k - 3) = 0$\n$-4 \\le k \\le 3$", None),
        ("Solve $k^2 + k - 12 \\le 0$.", "$108 - 22k \\le 0$", 1),
        ("Solve $k^2 + k - 12 \\le 0$.", "$k + 4 \\ge 0$", None),
        ("Solve $x^2 - 4 \\le 0$ and $x^2 - 1 \\ge 0$.", "$x^2 - 4 = 0$", None),
        ("Find the vertex of $y = x^2 - 2x - 3$.", "$x^2 = 2x + 3$", None),
        ("Find the vertex of $y = x^2$ after a shift by 3.", "$y = (x - 3)^2$", None),
        ("Solve $x^2 - 3x + 2 = 0$.", "$x = 1 \\text{ or } x = 2$\n$x = 2 \\text{ or } x = 2$", 2),
        ("Solve $x^2 - 4x + 4 = 0$.", "$x = 2 \\text{ or } x = 2$", None),
        ("Find the derivative of $f(u) = 9u^4$.", "$\\frac{d}{du} (9u^4) = 36$", 1),
        ("Find the minimum of $f(u) = 9u^4$.", "$\\frac{d}{du} (9u^4) = 36$", None),
        ("Solve $-64p + 8q = -160$ for $q$.", "$8q = q + 8$", 1),
        ("Solve $-64p + 8q = -160$ for $q$.", "$\\frac{64p}{8} = 8p$", None),
        ("Find $x$ if $x^2 = 9 + 16$.", "$x^2 = 24$", 1),
        ("Find $x$ if $\\begin{vmatrix} 2 & 1 \\\\ -9 & x \\end{vmatrix} = 17$.", "$2x - (-10) = 17$", 1),
        ("Find $x$ if $\\begin{vmatrix} 2 & 1 \\\\ -9 & x \\end{vmatrix} = 17$.", "$2x - (-9) = 17$", None),
        ("Find the vertex of $y = 2(x + 3)(x - 13)$.", "$y = 2(x^2 - 10x - 29)$", 1),
        ("Find the vertex of $y = 2(x + 3)(x - 13)$.", "$y = 2(x^2 - 10x - 39)$\n$x = 5$\n$y = -128$", None),
        ("Solve the system $v = u^2$ and $v = 2u + 3$.", "$u^2 = 2u$", 1),
        ("Solve the system $v = u^2$ and $v = 2u + 3$.", "$u^2 - 2u - 3 = 0$", None),
        ("Simplify $1 - \\sin^2 \\alpha$.", "$1 - \\sin^2 \\alpha = \\sin^2 \\alpha$", 1),
        ("Simplify $1 - \\sin^2 \\alpha$.", "$1 - \\sin^2 \\alpha = \\cos^2 \\alpha$", None),
        ("Find $8.9 \\cdot 100$.", "$100 \\cdot 8.9 = 891$", 1),
        ("Find $8.9 \\cdot 100$ to the nearest ten.", "$100 \\cdot 8.9 = 891$", None),
        ("Find the slope of the line $6x + 8y = 2$.", "$8y = 2 - 5x$", 1),
        ("Find the slope of the line $6x + 8y = 2$.", "$8y = 2 - 6x$", None),
        ("Find the slope of a line perpendicular to $6x + 8y = 2$.", "$6y = 8x$", None),
        ("Find the line parallel to $y = 2x - 1$ through $(0, 5)$.", "$y = 2x + 5$", None),
    ],
)
def test_the_first_line_is_held_against_the_problem(
    problem: str, work: str, line: int | None, workshop: Workshop
) -> None:
    assert wrong_line(problem, work, workshop) == line
