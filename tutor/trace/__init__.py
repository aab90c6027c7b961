"""From text to sections, steps, statements and the answer. Knows no model and no sympy."""

from tutor.trace.marks import ThinkingMarks
from tutor.trace.reader import Candidate, Change, Reader

__all__ = ["Candidate", "Change", "Reader", "ThinkingMarks"]
