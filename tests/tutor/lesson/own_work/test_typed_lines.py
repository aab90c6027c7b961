"""What students type beside their formulas is set apart; a line that can't be told from prose stays."""

import pytest
from support.timing import processor_seconds

from tutor.lesson.own_work.typed_lines import typed_lines


def shown(text: str) -> list[str]:
    """The lines with single spaces."""
    return [" ".join(line.split()) for line in typed_lines(text).split("\n")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a) 48 / 6 * 2 = 16", "a) $48 / 6 * 2 = 16$"),
        ("(b) -3 + 5 = 2", "(b) $-3 + 5 = 2$"),
        ("=> 7x = 15", "⇒ $7x = 15$"),
        ("∴ x = 0 or x = 4", "so $x = 0 or x = 4$"),
        ("3x - 6 = 2x + 5   |-2x", "$3x - 6 = 2x + 5$"),
        ("|2x - 1| = 5  | +1", "$|2x - 1| = 5$"),
        ("y = |2x - 1| - 3", "$y = |2x - 1| - 3$"),
        ("4x + 1 = 9 -> 4x = 8 -> x = 2", "$4x + 1 = 9$ ⇒ $4x = 8$ ⇒ $x = 2$"),
        ("3 + y = 7 so y = 4", "$3 + y = 7$ so $y = 4$"),
        ("I + II: 8x = 16", "combining: $8x = 16$"),
        ("mean = 32/4 = 6", "mean = $32/4 = 6$"),
        ("Check: LHS = 5(5) - 7 = 18 ✓", "Check: LHS = $5(5) - 7 = 18$"),
        ("4 pens: 4 x 2.35 = $9.40", "4 pens: $4 * 2.35 = 9.40$"),
        ("3/4 : 2/5 = 15/8", "$\\frac{3}{4} ÷ \\frac{2}{5} = \\frac{15}{8}$"),
        ("15/8 = 1 7/8", "$15/8 = 1 \\frac{7}{8}$"),
        ("8C3 = 56", "$\\binom{8}{3} = 56$"),
        ("x1 = 2, x2 = 3", "$x_{1} = 2$ , $x_{2} = 3$"),
        ("x2 - 4x = 0", "x2 - 4x = 0"),
        ("lim (x->2) (x+2) = 4", "$\\lim_{x \\to 2} (x+2) = 4$"),
        ("∫_1^3 2x dx = 8", "$\\int _1^3 2x dx = 8$"),
        ("5*9 = 45 = 1 mod 11", "$5*9 = 45 ≡ 1 (mod 11)$"),
        ("17 mod 5 = 2", "$17 mod 5 = 2$"),
        ("3x4 = 12", "$3 * 4 = 12$"),
        ("1,5 + 2,5 = 4", "$1.5 + 2.5 = 4$"),
        ("1,000 + 2,500 = 3,500", "$1,000 + 2,500 = 3,500$"),
        ("7^2 = 49 ≡ 9 mod 10", "$7^2 = 49 ≡ 9 (mod 10)$"),
        (
            r"\begin{pmatrix}1&2\\3&4\end{pmatrix}^2 = \begin{pmatrix}7&10\\15&22\end{pmatrix}",
            r"$\begin{pmatrix}1&2\\3&4\end{pmatrix}^2 = \begin{pmatrix}7&10\\15&22\end{pmatrix}$",
        ),
        ("2 sin x = sqrt(3)", "$2 \\sin x = √(3)$"),
        ("18/12 = 3/2 = 1,5", "$18/12 = 3/2 = 1.5$"),
        ("x = 18/5 = 3,6", "$x = 18/5 = 3.6$"),
        ("x = 1,5", "$x = 1,5$"),
        ("x12 = 1,5", "$x_{12} = 1,5$"),
        ("a1 = 5 d = 3", "$a_{1} = 5$ , $d = 3$"),
        ("a=2 b=-3 c=-2", "$a=2$ , $b=-3$ , $c=-2$"),
        ("with a = 2 b = 1/2", "with $a = 2$ , $b = 1/2$"),
        ("x = 5 v x = -2", "$x = 5 \\lor x = -2$"),
        ("x=0: y = 2*0-8 = -8", "case $x=0$ : $y = 2*0-8 = -8$"),
        ("x = 2: ok", "$x = 2$ :"),
        ("~~6x = 12~~", "then"),
        ("~~6x = 12~~ 2x = 12", "$2x = 12$"),
        ("<s>6x = 12</s> 2x = 12", "$2x = 12$"),
    ],
)
def test_the_mathematics_of_a_line_stands_between_dollar_signs(line: str, expected: str) -> None:
    assert shown(line) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "the sum of the first two is 5",
        "15 percent of the 80 = 12 pens",
        "speed = distance / time",
        "since $x = 2$ we get $y = 3$",
        "\\[ x = 2 \\]",
        "x + y \\\\",
        "\\begin{align} x &= 2 \\end{align}",
        "old: 250",
        "",
    ],
)
def test_what_may_be_prose_or_has_its_own_delimiters_stays(line: str) -> None:
    assert typed_lines(line) == line


def test_numbers_of_equations_go_where_they_count_the_equations() -> None:
    assert shown("x + y = 7 (1)\n2x - y = 2 (2)") == ["$x + y = 7$", "$2x - y = 2$"]
    assert shown("y = 3 (2)\ny = 6") == ["$y = 3 (2)$", "$y = 6$"]


@pytest.mark.parametrize("operation", ["-2x both sides", "+7", "/3", "+7   +7", "(:3)"])
def test_a_line_that_says_what_is_done_is_no_formula(operation: str) -> None:
    assert shown(f"3x - 7 = 2x\n{operation}\nx = 7") == ["$3x - 7 = 2x$", "then", "$x = 7$"]


def test_a_line_that_may_go_on_with_the_one_before_stays() -> None:
    assert shown("(x+3)^2 = x^2 + 6x\n+ 9\ny = 2")[1] == "+ 9"
    assert shown("a + 48\n/ 6\n= 8")[1] == "/ 6"


def test_lines_keep_their_numbers() -> None:
    text = "1) x + 1 = 2 | -1\n\n   x = 1\nso x = 1 ok\n-1 both sides\n"
    assert len(typed_lines(text).split("\n")) == len(text.split("\n"))


def test_numbered_solutions_of_an_equation_are_values_of_its_letter() -> None:
    assert shown("x^2 - 3x + 2 = 0\nx1 = 1, x_2 = 2")[1] == "$x = 1$ , $x = 2$"
    assert typed_lines("x_1 = 1", "Solve $x^2 = 1$.") == " $x = 1$ "
    assert shown("x1 = 1\nx2 = 4\nm = (x1 + x2)/2\n3x = 6")[0] == "$x_{1} = 1$"
    assert shown("v1 = 3\nv = 8")[0] == "$v_{1} = 3$"


def test_numbers_below_one_another_are_worked_out_where_the_result_stands() -> None:
    assert shown("  347\n+ 288\n-----\n= 635") == ["", "", "", "$347 + 288 = 635$"]
    assert shown("12 + 3\n= 15") == ["$12 + 3$", "$= 15$"]


def test_a_letter_x_is_no_times_sign() -> None:
    assert shown("3x4 = 12\nx + 1 = 2")[0] == "3x4 = 12"
    assert typed_lines("3x4 = 12", "Solve $x + 1 = 13$.") == "3x4 = 12"


@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "(",
        ".",
        "1",
        "| -",
        "a : b ",
        "3/4 : ",
        "x = 1, ",
        "- 3 ",
        "a=1 ",
        "~~a",
        "~~a~~",
        "<s>",
        "1,5",
        "= 1 ",
        "x=0: ",
    ],
)
def test_hostile_lines_cost_little(unit: str) -> None:
    """At most 0.15 s for the slowest; what is longer is left as it is."""
    line = unit * (590 // len(unit))
    assert processor_seconds(lambda: typed_lines(line), 0.5) < 0.5
    assert typed_lines(line * 9) == line * 9


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x = log2(32) = 5", "$x = \\log_{2} (32) = 5$"),
        ("log3 9 = 2", "$\\log_{3} 9 = 2$"),
        ("log2 + log5 = 1", "$\\log2 + \\log5 = 1$"),
        ("M = {x : x > 3}", "$M = {x : x > 3}$"),
        ("\\text{sin}(x) = 0", "\\text{sin}(x) = 0"),
    ],
)
def test_a_number_behind_log_is_its_base_and_a_colon_in_a_set_is_no_division(
    line: str, expected: str
) -> None:
    assert shown(line) == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x = 0.333...", "$x = 0.333...$"),
        ("6 = 3!", "$6 = 3!$"),
        ("P = 3! = 6", "$P = 3! = 6$"),
        ("so x = 4!", "so"),
        ("Then 2x = 6. So x = 3.", "Then $2x = 6$ . So $x = 3$ ."),
    ],
)
def test_a_full_stop_ends_a_formula_and_three_dots_or_a_factorial_do_not(line: str, expected: str) -> None:
    assert shown(line) == [expected]
