"""A text read as a copy of itself: changed, cut and inserted words, and where the copy is taken from."""

import random

from tutor.strategy.copying import FARTHEST, Copying, Said

PASSAGE = list(range(50))


def read(tokens: list[int], numbers: frozenset[int] = frozenset()) -> list[Said]:
    """The records of all tokens, as they stand at the end."""
    copying = Copying()
    for token in tokens:
        copying.feed(token, number=token in numbers)
    return [copying.at(place) for place in range(len(tokens))]


def misses(said: list[Said]) -> list[int]:
    return [one.place for one in said if one.missed]


def test_what_is_new_is_missed_and_what_is_said_again_is_not() -> None:
    said = read(PASSAGE * 3)
    assert misses(said) == list(range(51)), "the first token of the copy stands for all that it saves"
    assert {one.lag for one in said[60:]} == {50}
    assert (said[90].sayings, said[140].sayings) == (1, 2)


def test_a_changed_word_costs_one_and_is_not_held_against_the_next_pass() -> None:
    changed = [*PASSAGE[:30], 99, *PASSAGE[31:]]
    assert misses(read(PASSAGE * 2 + changed + PASSAGE))[51:] == [130]


def test_a_number_in_the_place_of_a_number_is_computed_and_in_the_place_of_a_word_it_is_not() -> None:
    def pass_(slot: int) -> list[int]:
        return [*PASSAGE[:30], slot, *PASSAGE[31:]]

    numbers = frozenset({101, 102, 103})
    said = read(pass_(101) + pass_(102) + pass_(103), numbers)
    assert [one.place for one in said if one.computed] == [80, 130]
    assert not any(one.computed for one in read(pass_(7) + pass_(102), numbers))


def test_words_left_out_cost_one_jump() -> None:
    said = read(PASSAGE * 2 + PASSAGE[:20] + PASSAGE[30:])
    assert [one.place for one in said[60:] if one.missed] == [120]
    assert [one.place for one in said[60:] if one.jumped] == [120]


def test_the_records_given_back_are_those_that_stand() -> None:
    """Whoever sums them up as they come has the sums of what is kept."""
    rng = random.Random(2)
    copying, missed = Copying(), 0
    for _ in range(1500):
        for before, after in copying.feed(rng.randrange(6), number=False):
            missed += after.missed - (before.missed if before else 0)
    assert missed == sum(copying.at(place).missed for place in range(1500))


def test_what_lies_too_far_back_is_no_source() -> None:
    between = list(range(5000, 5000 + FARTHEST))
    assert all(one.missed for one in read(PASSAGE + between + PASSAGE)[-50:])
