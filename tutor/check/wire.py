"""Shared values to plain data and back, for both ends of the pipe."""

from collections.abc import Iterable, Mapping
from typing import Any

from tutor.vocabulary.graph import Curve, Graph, Mark, MarkKind, Point, Range
from tutor.vocabulary.verdict import (
    Certificate,
    CertificateStatus,
    Comparison,
    Equality,
    Method,
    Reason,
    Solved,
    Unread,
    Verdict,
    VerdictStatus,
)

Data = dict[str, object]

_LONGEST = 400


def _line(text: str) -> str:
    """A detail that stays one short line whatever was computed."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"


def verdict_data(verdict: Verdict) -> Data:
    """A verdict without its statement, which the asker knows."""
    return {"status": verdict.status, "detail": _line(verdict.detail), "reason": verdict.reason}


def verdict_from(data: Mapping[str, object], statement: str) -> Verdict:
    """The inverse of `verdict_data`."""
    reason = None if data["reason"] is None else Reason(str(data["reason"]))
    return Verdict(VerdictStatus(str(data["status"])), str(data["detail"]), reason, statement)


def comparison_data(comparison: Comparison) -> Data:
    """A comparison as plain data."""
    return {
        "equality": comparison.equality,
        "detail": _line(comparison.detail),
        "form": _line(comparison.form),
        "unread": comparison.unread,
    }


def comparison_from(data: Mapping[str, object]) -> Comparison:
    """The inverse of `comparison_data`."""
    unread = Unread(str(data["unread"])) if data["unread"] else None
    return Comparison(Equality(str(data["equality"])), str(data["detail"]), str(data["form"]), unread)


def certificate_data(certificate: Certificate) -> Data:
    """A certificate as plain data."""
    return {
        "status": certificate.status,
        "method": certificate.method,
        "detail": _line(certificate.detail),
    }


def certificate_from(data: Mapping[str, object]) -> Certificate:
    """The inverse of `certificate_data`."""
    return Certificate(
        CertificateStatus(str(data["status"])), Method(str(data["method"])), str(data["detail"])
    )


def solved_data(solved: Solved | None) -> Data:
    """An answer found without a model as plain data; empty for none."""
    if solved is None:
        return {}
    return {"answer": solved.answer, "certificate": certificate_data(solved.certificate)}


def solved_from(data: Mapping[str, object]) -> Solved | None:
    """The inverse of `solved_data`."""
    certificate = data.get("certificate")
    return (
        Solved(str(data["answer"]), certificate_from(certificate)) if isinstance(certificate, dict) else None
    )


def graph_data(graph: Graph | None) -> Data:
    """A graph as plain data; empty for none."""
    if graph is None:
        return {}
    return {
        "variable": graph.variable,
        "curves": [{"label": _line(curve.label), "points": curve.points} for curve in graph.curves],
        "marks": [[mark.kind, mark.x, mark.y, _line(mark.label)] for mark in graph.marks],
        "x_range": graph.x_range,
        "y_range": graph.y_range,
        "caption": _line(graph.caption),
        "spans": graph.spans,
        "more_marks": graph.more_marks,
    }


def graph_from(data: Mapping[str, Any]) -> Graph | None:
    """The inverse of `graph_data`."""
    if "curves" not in data:
        return None
    return Graph(
        str(data["variable"]),
        tuple(Curve(str(curve["label"]), _points(curve["points"])) for curve in data["curves"]),
        tuple(Mark(MarkKind(kind), float(x), float(y), str(label)) for kind, x, y, label in data["marks"]),
        _range(data["x_range"]),
        _range(data["y_range"]),
        str(data["caption"]),
        tuple(_range(span) for span in data["spans"]),
        bool(data["more_marks"]),
    )


def _points(pairs: Iterable[tuple[float, float | None]]) -> tuple[Point, ...]:
    return tuple((float(x), None if y is None else float(y)) for x, y in pairs)


def _range(ends: tuple[float, float]) -> Range:
    low, high = ends
    return float(low), float(high)
