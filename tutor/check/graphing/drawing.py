"""The graph of a problem: what to draw, how far out, and every point on the way there."""

from itertools import pairwise

from sympy import Abs, Expr, Mod, Pow, Symbol, ceiling, exp, factorial, floor, log

from tutor.check.certifying.problems.templates import task_of
from tutor.check.expressions import UnbuildableError
from tutor.check.graphing import finding
from tutor.check.graphing.answered import with_answer
from tutor.check.graphing.asked import asked
from tutor.check.graphing.numeric import number
from tutor.check.graphing.points import Drawn, breaks_of, drawn, marks_of, named_marks, touching
from tutor.check.graphing.sampling import sampled
from tutor.check.graphing.subjects import Subject
from tutor.check.graphing.told import told
from tutor.check.graphing.window import WIDE, allowed, periods, x_window, y_window
from tutor.check.reading.tree import RelationOperator
from tutor.vocabulary.graph import Curve, Graph, Mark, MarkKind, Range

_FRAMES = (WIDE, (-100.0, 100.0), (-0.1, 0.1), (-10_000.0, 10_000.0))
_HUGE = (-1e15, 1e15)
_HEIGHTS = 240
_STEPS = (-3.0, 3.0)  # what functions that go in steps show at least
_MOST_OF_A_KIND = 12
_MOST_LINES = 6
_HOLDS = {
    RelationOperator.LESS: lambda a, b: a < b,
    RelationOperator.LESS_EQUAL: lambda a, b: a <= b,
    RelationOperator.GREATER: lambda a, b: a > b,
    RelationOperator.GREATER_EQUAL: lambda a, b: a >= b,
}


def graph(problem: str, answer: str = "", x_range: Range | None = None) -> Graph | None:
    """The picture of a problem, with what the answer names; None where there is nothing to draw."""
    try:
        subject = _subject(problem)
    except UnbuildableError:
        return None
    if subject is None:
        return None
    subject = with_answer(subject, answer)
    lines = _computable(subject)
    return None if lines is None else _picture(subject, lines, allowed(x_range))


def _subject(problem: str) -> Subject | None:
    task = task_of(problem)
    found = None if task is None else asked(task)
    return told(problem) if found is None else found


def _computable(subject: Subject) -> tuple[Drawn, ...] | None:
    """The lines made ready; None when one that the problem gives can't be computed."""
    found: list[Drawn] = []
    for line in subject.lines[:_MOST_LINES]:
        ready = drawn(line, subject.variable)
        if ready is None and line.given:
            return None
        if ready is not None:
            found.append(ready)
    return tuple(found) if found or subject.uprights else None


def _picture(subject: Subject, lines: tuple[Drawn, ...], x_range: Range | None) -> Graph | None:
    fixed = [mark for kind in (MarkKind.POINT, MarkKind.ANSWER) for mark in _named(subject, lines, kind)]
    touch = touching(subject, lines[0]) if lines else None
    if touch is not None:
        fixed.append(touch[1])
        tangent = drawn(touch[0], subject.variable)
        known = any(one.line.found == touch[0].found for one in lines)
        lines = lines if tangent is None or known else (*lines, tangent)
    span = _numbers(subject.span)
    x_range = x_range or _x_range(subject, lines, fixed, span)
    marks = _distinct([*marks_of(subject, lines, x_range), *fixed], x_range)
    heights = [y for one in lines for _, y in finding.scan(one.function, x_range, _HEIGHTS) if y is not None]
    if not heights and not subject.uprights:
        return None
    inside = [mark for mark in marks if x_range[0] <= mark.x <= x_range[1]]
    y_range = y_window(heights, inside, _anchors(lines, x_range))
    curves = [Curve(one.line.label, sampled(one.function, x_range, y_range)) for one in lines]
    curves += _uprights(subject, y_range)
    spans = _solution(subject, lines, x_range, inside) if subject.operators else (span,) if span else ()
    kept, more = _fewer(inside)
    return Graph(
        str(subject.variable),
        tuple(curves),
        tuple(sorted(kept, key=lambda mark: (mark.x, mark.y, mark.kind))),
        x_range,
        y_range,
        subject.caption,
        tuple(spans),
        more,
    )


def _named(subject: Subject, lines: tuple[Drawn, ...], kind: MarkKind) -> list[Mark]:
    return list(named_marks(subject, lines, kind)) if lines else []


def _x_range(subject: Subject, lines: tuple[Drawn, ...], fixed: list[Mark], span: Range | None) -> Range:
    """A window round all that matters."""
    variable = subject.variable
    places = [mark.x for mark in fixed] + [*(span or ())]
    places += [x for line in subject.uprights if (x := number(line.found)) is not None]
    founds = [one.line.found for one in lines]
    if span and span[0] < span[1]:
        margin = 0.15 * (span[1] - span[0])
        return (span[0] - margin, span[1] + margin)
    even = periods(founds, variable)
    if even is not None:
        return (min(even[0], *places, even[0]), max(even[1], *places, even[1]))
    rational = all(_is_rational(found, variable) for found in founds)
    for frame in (_HUGE, *_FRAMES) if rational else _FRAMES:
        marks = list(marks_of(subject, lines, frame))
        breaks = breaks_of(lines, variable, frame)
        found = [mark.x for mark in marks] + breaks
        if found or places:
            found += _STEPS if any(one.has(floor, ceiling, Mod, factorial) for one in founds) else ()
            is_wide = subject.touch is not None or any(_is_steep(one, variable) for one in founds)
            return x_window([*found, *places], wide=is_wide)
    return x_window([0.0], wide=True)


def _is_rational(found: Expr, variable: Symbol) -> bool:
    return bool(found.replace(Abs, lambda inner: inner).is_rational_function(variable))


def _is_steep(found: Expr, variable: Symbol) -> bool:
    """Whether it has poles, exponentials or logarithms, whose ways far out matter too."""
    if found.has(exp, log):
        return True
    powers = [part for part in found.atoms(Pow) if part.has(variable)]
    return any(part.exp.has(variable) or part.exp.is_negative for part in powers)


def _numbers(span: "tuple[Expr, Expr] | None") -> Range | None:
    if span is None:
        return None
    ends = number(span[0]), number(span[1])
    return None if ends[0] is None or ends[1] is None else (min(ends[0], ends[1]), max(ends[0], ends[1]))


def _anchors(lines: tuple[Drawn, ...], x_range: Range) -> list[float]:
    """The horizontal axis, and the heights at zero."""
    if not x_range[0] <= 0 <= x_range[1]:
        return [0.0]
    return [0.0] + [y for one in lines if (y := one.function(0.0)) is not None]


def _distinct(marks: list[Mark], x_range: Range) -> list[Mark]:
    """Each point once; the answer's points only where they are no other's."""
    near = 1e-6 * (x_range[1] - x_range[0])
    kept: list[Mark] = []
    for mark in marks:
        same = [one for one in kept if abs(one.x - mark.x) <= near and abs(one.y - mark.y) <= near]
        if not any(one.kind is mark.kind or mark.kind in (MarkKind.ANSWER, MarkKind.POINT) for one in same):
            kept.append(mark)
    return kept


def _fewer(marks: list[Mark]) -> tuple[list[Mark], bool]:
    """At most a dozen of a kind, those that stand most alone, then those nearest to zero."""

    def rank(mark: Mark) -> tuple[float, float]:
        gap = min(
            (abs(mark.x - one.x) for one in marks if one.kind is mark.kind and one is not mark), default=0
        )
        return -float(f"{gap:.3g}"), abs(mark.x)

    kept: list[Mark] = []
    for mark in sorted(marks, key=rank):
        if sum(one.kind is mark.kind for one in kept) < _MOST_OF_A_KIND:
            kept.append(mark)
    return kept, len(kept) < len(marks)


def _uprights(subject: Subject, y_range: Range) -> list[Curve]:
    places = [(line.label, number(line.found)) for line in subject.uprights]
    return [Curve(label, ((x, y_range[0]), (x, y_range[1]))) for label, x in places if x is not None]


def _solution(subject: Subject, lines: tuple[Drawn, ...], x_range: Range, marks: list[Mark]) -> list[Range]:
    """Where all relations of the chain hold, between the places where that can change."""
    if len(lines) != len(subject.operators) + 1:
        return []
    cuts = [mark.x for mark in marks if mark.kind is MarkKind.INTERSECTION]
    cuts += breaks_of(lines, subject.variable, x_range)
    ends = sorted({x_range[0], *cuts, x_range[1]})
    spans: list[Range] = []
    for low, high in pairwise(ends):
        if not _holds(subject, lines, (low + high) / 2):
            continue
        if spans and spans[-1][1] == low and _holds(subject, lines, low):
            spans[-1] = (spans[-1][0], high)
        else:
            spans.append((low, high))
    return spans


def _holds(subject: Subject, lines: tuple[Drawn, ...], place: float) -> bool:
    heights = [one.function(place) for one in lines]
    return all(
        a is not None and b is not None and _HOLDS[operator](a, b)
        for operator, (a, b) in zip(subject.operators, pairwise(heights), strict=True)
    )
