"""Which answers a thinking has proposed: what each finished step announces, concludes or assigns.

Generous on purpose: a candidate costs one certificate, and only a proved one has a say,
so a trial value that is none of the solutions does no harm.
"""

import re
from collections.abc import Iterable, Mapping

from tutor.trace.answers import Offers, announced, read_offers
from tutor.vocabulary.step import Statement, Step

_MOST_PER_STEP = 4
_MOST_CHARACTERS = 300
_ASSIGNED = re.compile(r"\s*(?P<name>[A-Za-z](?:_\w)?)\s*=(?P<value>[^=<>]+)$")
_KEPT_VALUES = 4

Values = Mapping[str, tuple[str, ...]]


class Candidates:
    """Fed the steps of one branch.

    `announced`: the last finished one named an answer as such. `stated`: what was proposed
    so far, the latest last.
    """

    def __init__(self) -> None:
        self.announced = False
        self.stated: dict[str, None] = {}
        self._values: Values = {}

    def feed(self, step: Step) -> tuple[str, ...]:
        """The candidates a step brings, the most likely first."""
        offers = read_offers(step.text, step.statements)
        self.announced = announced(offers) is not None
        self._values = _with_assigned(self._values, step.statements)
        return self._state(_candidates(offers, self._values))

    def peek(self, step: Step) -> tuple[str, ...]:
        """The same for a step that is still being written: no value of its letters is kept."""
        offers = read_offers(step.text, step.statements)
        return self._state(_candidates(offers, _with_assigned(self._values, step.statements)))

    def _state(self, found: tuple[str, ...]) -> tuple[str, ...]:
        for text in found:
            self.stated.pop(text, None)
            self.stated[text] = None
        return found


def _candidates(offers: Offers, values: Values) -> tuple[str, ...]:
    found = [offers.boxed, offers.phrase, offers.result if offers.concludes else None]
    found += [*_gathered(values), offers.result]
    kept = [text.strip() for text in found if text and len(text) <= _MOST_CHARACTERS]
    return tuple(dict.fromkeys(text for text in kept if text))[:_MOST_PER_STEP]


def _with_assigned(known: Values, statements: Iterable[Statement]) -> Values:
    """What letters were said to be, the last few values of each."""
    values = dict(known)
    for statement in statements:
        match = _ASSIGNED.match(statement.text)
        if match:
            value = match["value"].strip().rstrip(".,;")
            others = tuple(other for other in values.get(match["name"], ()) if other != value)
            values[match["name"]] = (*others, value)[-_KEPT_VALUES:]
    return values


def _gathered(values: Values) -> list[str]:
    """Several values of one letter as its solutions, one value each of several letters as a system's."""
    found = [
        ", ".join(f"{name} = {value}" for value in said[-2:])
        for name, said in values.items()
        if len(said) > 1
    ]
    if len(values) > 1:
        found.append(", ".join(f"{name} = {said[-1]}" for name, said in values.items()))
    return found[-2:]
