"""A replay: which events are due, by its own clock."""

from tutor.tui.replaying import Replay
from tutor.vocabulary.attempt import TimedEvent
from tutor.vocabulary.events import ThinkingDelta

EVENTS = [TimedEvent(float(second), ThinkingDelta(str(second))) for second in range(9)]


class Clock:
    """Stands where it was put."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def texts(replay: Replay, limit: int = 99) -> list[str]:
    return [event.text for event in replay.take(limit) if isinstance(event, ThinkingDelta)]


def test_events_come_when_their_time_has_come() -> None:
    clock = Clock()
    replay = Replay(EVENTS, clock)
    assert texts(replay) == ["0"]
    clock.now += 2.5
    assert texts(replay) == ["1", "2"]
    assert (replay.at_seconds, replay.total_seconds) == (2.5, 8.0)


def test_four_times_as_fast() -> None:
    clock = Clock()
    replay = Replay(EVENTS, clock)
    replay.next_speed()
    clock.now += 1
    assert texts(replay) == ["0", "1", "2", "3", "4"]


def test_as_fast_as_possible_is_still_a_portion_at_a_time() -> None:
    replay = Replay(EVENTS, Clock())
    replay.next_speed()
    replay.next_speed()
    assert texts(replay, 5) == ["0", "1", "2", "3", "4"]
    assert not replay.ended
    assert texts(replay, 5) == ["5", "6", "7", "8"]
    assert replay.ended
    assert replay.at_seconds == 8.0


def test_time_stands_still_in_a_pause() -> None:
    clock = Clock()
    replay = Replay(EVENTS, clock)
    clock.now += 1
    replay.pause()
    clock.now += 100
    assert texts(replay) == []
    replay.pause()
    assert texts(replay) == ["0", "1"]


def test_a_change_of_speed_changes_what_comes_and_not_what_was() -> None:
    clock = Clock()
    replay = Replay(EVENTS, clock)
    clock.now += 2
    replay.next_speed()
    clock.now += 1
    texts(replay)
    assert replay.at_seconds == 6.0
    replay.next_speed()
    replay.next_speed()
    assert replay.speed == 1.0
    clock.now += 1
    texts(replay)
    assert replay.at_seconds == 7.0


def test_nothing_to_replay_has_ended() -> None:
    replay = Replay([], Clock())
    assert replay.ended
    assert replay.total_seconds == 0
