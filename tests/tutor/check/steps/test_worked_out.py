"""Lines that claim what was worked out, and lines that no line before allows, break with what shows it."""

import pytest

from tutor.check.steps.judging import judge
from tutor.check.steps.surroundings import Remark
from tutor.vocabulary.verdict import VerdictStatus

BREAKS, HOLDS, UNDECIDED = VerdictStatus.BREAKS, VerdictStatus.HOLDS, VerdictStatus.UNDECIDED


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        (r"\frac{d}{dx}(x^3) = 3x^2", HOLDS),
        (r"\frac{d}{dx}(x^3) = 3x^3", BREAKS),
        (r"\frac{d}{dx}(x^2 - 4x) = 0", UNDECIDED),  # an equation to solve
        (r"\frac{d}{dx}(y^2) = 2y \frac{dy}{dx}", UNDECIDED),  # y depends on x
        (r"\int x^2 \, dx = \frac{x^3}{3} + C", HOLDS),
        (r"\int x^2 \, dx = x^3 + C", BREAKS),
        (r"\left[x^2\right]_1^3 = 8", HOLDS),
        (r"\left[x^2\right]_1^3 = 10", BREAKS),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}^2 = \begin{pmatrix}7&10\\15&22\end{pmatrix}", HOLDS),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}^2 = \begin{pmatrix}1&4\\9&16\end{pmatrix}", BREAKS),
    ],
)
def test_what_was_worked_out(statement: str, status: VerdictStatus) -> None:
    verdict = judge(Remark(statement), [])
    assert verdict.status is status, verdict


@pytest.mark.parametrize(
    ("earlier", "statement", "status"),
    [
        (["-2x < 6"], "x < -3", BREAKS),
        (["-2x < 6"], "x > -3", VerdictStatus.HOLDS),
        (["2x + 1 \\ge 7", "2x \\ge 6"], "x \\ge 4", BREAKS),
        (["2x > 7"], "x \\ge 4", UNDECIDED),  # the same whole numbers
        (["(x - 2)(x + 3) > 0"], "x - 2 > 0", UNDECIDED),  # a case
        (["x^2 > 4"], "x < -2 \\text{ or } x > 3", BREAKS),
        (["x^2 - 5x - 36 = 0"], "(x + 4)(x - 8) = 0", BREAKS),
        (["(x - 4)(x + 4) = 0"], "x = 4 \\text{ or } x = -5", BREAKS),
        (["(x - 4)(x + 4) = 0"], "x = 4 \\text{ or } x = -4", VerdictStatus.FOLLOWS),
        (["\\sqrt{x} = x - 2", "x = x^2 - 4x + 4"], "x = 1 \\text{ or } x = 4", VerdictStatus.FOLLOWS),
    ],
)
def test_a_line_after_others(earlier: list[str], statement: str, status: VerdictStatus) -> None:
    before = "".join(f"${text}$\n" for text in earlier) + "$"
    verdict = judge(Remark(f"{statement}", before[:-1], "\n"), earlier)
    assert verdict.status is status, verdict


def test_a_value_of_the_problems_own_function_breaks_where_it_is_another() -> None:
    given = ["g(x) = 4x^2 + 5x + 1"]
    assert judge(Remark("g(3) = 52"), [], given).status is VerdictStatus.FOLLOWS
    assert judge(Remark("g(3) = 160"), [], given).status is BREAKS
    assert judge(Remark("g'(x) = 8x"), [], given).status is BREAKS
    assert judge(Remark("g(3) = 160"), ["g(x) = x + 157"], given).status is not BREAKS


def test_a_minus_that_opens_the_next_line_excuses_nothing() -> None:
    wrong = "5 - 3 = 3"
    assert judge(Remark(wrong, "", "\n-3 - 8 = -11"), []).status is BREAKS
    assert judge(Remark(wrong, "", " - 1"), []).status is UNDECIDED
