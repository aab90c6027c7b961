"""What a worker can be asked: plain data in, plain data out. Importing it imports sympy."""

from collections.abc import Callable, Mapping
from typing import Final

from tutor.check.certifying.answering import answer
from tutor.check.certifying.certify import certify
from tutor.check.comparing.answers import compare_answers
from tutor.check.graphing.drawing import graph
from tutor.check.reading.tree import Decimal
from tutor.check.steps.judging import Setting, judge
from tutor.check.steps.surroundings import Remark
from tutor.check.wire import Data, certificate_data, comparison_data, graph_data, solved_data, verdict_data


def _compare(data: Data) -> Data:
    return comparison_data(
        compare_answers(_text(data, "expected"), _text(data, "given"), _text(data, "question"))
    )


def _judge(data: Data) -> Data:
    setting = Setting(
        decimals=frozenset(map(Decimal, _texts(data, "decimals"))),
        over_reals=data.get("over_reals") is True,
        results_only=data.get("results_only") is True,
    )
    return verdict_data(judge(_remark(data), _remarks(data, "earlier"), _texts(data, "givens"), setting))


def _certify(data: Data) -> Data:
    return certificate_data(
        certify(_text(data, "problem"), _text(data, "answer"), tuple(_texts(data, "choices")))
    )


def _answer(data: Data) -> Data:
    return solved_data(answer(_text(data, "problem"), tuple(_texts(data, "choices"))))


def _graph(data: Data) -> Data:
    return graph_data(graph(_text(data, "problem"), _text(data, "answer"), _range(data)))


def _range(data: Data) -> tuple[float, float] | None:
    """The part of the axis asked for, where one is."""
    ends = [float(str(end)) for end in _list(data, "x_range")]
    return (ends[0], ends[1]) if len(ends) == 2 else None


def _remark(data: Data) -> Remark:
    return Remark(_text(data, "statement"), _text(data, "before"), _text(data, "after"))


def _remarks(data: Data, key: str) -> list[Remark]:
    """Statements with their words; one that comes as text alone has none."""
    return [_remark(item) if isinstance(item, dict) else Remark(str(item)) for item in _list(data, key)]


def _text(data: Data, key: str) -> str:
    value = data[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} is no text")
    return value


def _texts(data: Data, key: str) -> list[str]:
    return [str(item) for item in _list(data, key)]


def _list(data: Data, key: str) -> list[object]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise TypeError(f"{key} is no list")
    return value


JOBS: Final[Mapping[str, Callable[[Data], Data]]] = {
    "compare": _compare,
    "judge": _judge,
    "certify": _certify,
    "answer": _answer,
    "graph": _graph,
}
