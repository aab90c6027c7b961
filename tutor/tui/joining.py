"""Events of one frame, put together so that a text is laid out once."""

from collections.abc import Sequence

from tutor.vocabulary.events import AnswerDelta, Event, ThinkingDelta


def joined(events: Sequence[Event]) -> list[Event]:
    """The same events with neighbouring pieces of text as one."""
    found: list[Event] = []
    for event in events:
        last = found[-1] if found else None
        if isinstance(event, ThinkingDelta) and isinstance(last, ThinkingDelta):
            found[-1] = ThinkingDelta(last.text + event.text)
        elif isinstance(event, AnswerDelta) and isinstance(last, AnswerDelta):
            found[-1] = AnswerDelta(last.text + event.text)
        else:
            found.append(event)
    return found
