"""What a student types, as it will be understood: formulas, where reading stops, what was meant.

Knows text and the reader of mathematics. Solves nothing, imports no sympy, draws nothing.
"""

from tutor.lesson.preview.preview import preview
from tutor.lesson.preview.values import Formula, Preview, Stop, Suggestion

__all__ = ["Formula", "Preview", "Stop", "Suggestion", "preview"]
