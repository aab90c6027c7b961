"""A student's or a model's own lines: every claim with its line, and the first line that is wrong.

typed_lines     the lines as typed, with what is mathematics in them set between dollar signs;
                `typed_formulas` and `typed_numbers` bring it into the reader's notation
givens          what the problem says before the first line
checking        judges the lines one after the other
bare_lines      lines without any relation sign
losing          a line that loses a solution
own_answer      the answer that lines without a wrong one come to, held against the problem
concluding      all of it together, as front doors tell it
explaining      the model's explanation of a break, and how it is checked
"""

from tutor.lesson.own_work.checking import Break, check_work, find_break, first_wrong
from tutor.lesson.own_work.concluding import OwnWork, conclude
from tutor.lesson.own_work.equality import CheckedEquality

__all__ = ["Break", "CheckedEquality", "OwnWork", "check_work", "conclude", "find_break", "first_wrong"]
