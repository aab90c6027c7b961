"""The loop detector: what repeats is caught in time, what only resembles itself is left alone."""

import json
import random
from itertools import cycle, islice
from pathlib import Path

import pytest

from tutor.evaluate.looping import FORMS, LATE, Passage, WordPieces, first_alarm
from tutor.strategy.loops import MOST_PERIOD, LoopDetector

CALM = list(range(1000, 1400))
TEXTS = json.loads(Path(__file__).with_name("calm_texts.json").read_text(encoding="utf-8"))
PIECES = WordPieces()


def alarm(tokens: list[int]) -> int | None:
    detector = LoopDetector()
    return next((count for count, token in enumerate(tokens, start=1) if detector.feed(token)), None)


@pytest.mark.parametrize("period", [1, 2, 7, 60, 150, MOST_PERIOD])
def test_every_period_is_caught_within_300_tokens_of_the_first_repeated_one(period: int) -> None:
    found = alarm(CALM + list(islice(cycle(range(period)), period + 600)))
    assert found is not None
    assert found - len(CALM) - period <= LATE


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("length", [3, 4, 12, 40, 110, 250])
def test_a_passage_said_again_and_again_in_any_form_is_caught_in_time(form: str, length: int) -> None:
    text = PIECES.ids(TEXTS["pigeonhole cases"])
    rng = random.Random(f"{form} {length}")
    loop = FORMS[form](Passage(text[300 - length : 300], text, rng, PIECES))
    found = first_alarm([*text[: 300 - length], *islice(loop, length + 600)], PIECES)
    assert found is not None
    assert found - 300 <= LATE


@pytest.mark.parametrize("title", TEXTS)
def test_tables_lists_cases_and_other_long_work_that_repeats_itself_is_no_loop(title: str) -> None:
    assert first_alarm(PIECES.ids(TEXTS[title]), PIECES) is None


def test_a_token_in_twenty_changed_to_one_never_seen_is_caught_too() -> None:
    rng = random.Random(3)
    loop = [rng.randrange(10**6) if rng.random() < 0.05 else token for token in islice(cycle(range(40)), 640)]
    found = alarm(CALM + loop)
    assert found is not None
    assert found - len(CALM) - 40 <= LATE


def test_cases_that_count_up_are_caught_and_the_reason_names_the_period() -> None:
    detector = LoopDetector()
    loop = [(token, False) for number in range(60) for token in (*range(20), 5000 + number)]
    loop = [(token, token >= 5000) for token, _ in loop]
    assert any(detector.feed(token, number=number) for token, number in loop)
    assert detector.reason.endswith("a period of 21")


def test_lines_in_which_several_numbers_change_are_no_loop() -> None:
    detector = LoopDetector()
    rng = random.Random(5)
    for _ in range(60):
        for token in (*range(20), *(5000 + rng.randrange(900) for _ in range(4))):
            assert not detector.feed(token, number=token >= 5000)


def test_a_passage_that_is_said_a_second_time_is_no_loop() -> None:
    passage = list(range(150))
    between, after = list(range(2000, 2100)), list(range(3000, 3400))
    assert alarm(CALM + passage + between + passage + after) is None


def test_a_whole_attempt_may_be_written_twice_but_not_three_times() -> None:
    attempt = list(range(500))
    assert alarm(CALM + attempt * 2) is None
    found = alarm(CALM + attempt * 4)
    assert found is not None
    assert found <= len(CALM) + len(attempt) * 3


def test_text_without_repeats_and_text_of_few_words_in_any_order_is_no_loop() -> None:
    rng = random.Random(1)
    assert alarm([rng.randrange(10**6) for _ in range(3000)]) is None
    assert alarm([rng.randrange(8) for _ in range(3000)]) is None


def test_what_was_fed_is_forgotten() -> None:
    detector = LoopDetector()
    assert any(detector.feed(7) for _ in range(300))
    detector.reset()
    assert detector.reason == ""
    assert not any(detector.feed(7) for _ in range(100))
