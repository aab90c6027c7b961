"""Which cards there are, and which are folded, as events come in."""

import pytest

from tutor.tui.widgets.chain import Chain
from tutor.vocabulary.events import AnswerDelta, CheckedStep, StepChecked, StepFinished, ThinkingDelta
from tutor.vocabulary.step import Opening, Section, Step
from tutor.vocabulary.verdict import Verdict, VerdictStatus

BREAKS = Verdict(VerdictStatus.BREAKS, "4 ≠ 5", statement="2 + 2 = 5")


def step(number: int, text: str, section: Section = Section.THINKING) -> Step:
    return Step(number, section, Opening.PARAGRAPH, text)


@pytest.fixture
def chain() -> Chain:
    """Three finished steps of the thinking and the beginning of a fourth."""
    made = Chain()
    for number in (1, 2, 3):
        made.show(ThinkingDelta(f"Step {number}.\n\n"))
        made.show(StepFinished(step(number, f"Step {number}.")))
    made.show(ThinkingDelta("So"))
    made.take_changed()
    return made


def folds(chain: Chain) -> list[bool]:
    return [card.folded for card in chain.cards]


def test_older_steps_of_the_thinking_fold_and_the_newest_are_open(chain: Chain) -> None:
    assert folds(chain) == [True, True, True, False]
    assert (chain.cards[3].number, chain.cards[3].text) == (4, "So")


def test_more_text_changes_the_growing_card_alone(chain: Chain) -> None:
    chain.show(ThinkingDelta(" on"))
    assert chain.cards[3].text == "So on"
    assert chain.take_changed() == 3
    assert chain.take_changed() is None


def test_a_step_that_breaks_opens_and_stays_open(chain: Chain) -> None:
    chain.show(StepChecked(3, BREAKS, (BREAKS,)))
    assert folds(chain) == [True, True, False, False]
    assert chain.take_changed() == 2
    chain.show(StepFinished(step(4, "So")))
    chain.show(ThinkingDelta("Next"))
    assert folds(chain) == [True, True, False, True, False]
    assert chain.take_changed() == 3


def test_what_the_reader_has_folded_stays_so(chain: Chain) -> None:
    chain.toggle(2)
    chain.toggle(3)  # still growing: it can't be folded
    assert folds(chain) == [True, True, False, False]
    chain.show(StepFinished(step(4, "So")))
    chain.show(ThinkingDelta("Next"))
    assert folds(chain) == [True, True, False, True, False]


def test_all_are_opened_then_all_but_the_growing_one_folded(chain: Chain) -> None:
    chain.toggle_all()
    assert folds(chain) == [False] * 4
    chain.toggle_all()
    assert folds(chain) == [True, True, True, False]
    assert chain.take_changed() == 0


def test_the_steps_of_the_answer_stay_open(chain: Chain) -> None:
    chain.show(AnswerDelta("Answer.\n\n"))
    chain.show(StepFinished(step(4, "So Answer.", Section.ANSWER)))
    chain.show(AnswerDelta("More"))
    assert folds(chain)[-2:] == [False, False]
    assert chain.cards[-1].section is Section.ANSWER


def test_the_steps_of_a_reply_are_counted_anew_and_the_question_stands_above_the_first(chain: Chain) -> None:
    chain.open_reply("Why?")
    chain.show(AnswerDelta("Because.\n\n"))
    chain.show(StepFinished(step(1, "Because.", Section.ANSWER)))
    chain.show(AnswerDelta("And"))
    left, first, second = chain.cards[-3:]
    assert (left.text, left.reply) == ("So", False)  # as the run before was stopped in it
    assert [(card.number, card.reply, card.question) for card in (first, second)] == [
        (1, True, "Why?"),
        (2, True, ""),
    ]


def test_a_finding_belongs_to_the_latest_step_of_its_number(chain: Chain) -> None:
    chain.open_reply("Why?")
    chain.show(AnswerDelta("2 + 2 = 5\n\n"))
    chain.show(StepFinished(step(1, "2 + 2 = 5", Section.ANSWER)))
    chain.show(StepChecked(1, BREAKS, (BREAKS,)))
    found = [card.checked.verdict for card in chain.cards if card.checked and card.number == 1]
    assert found == [None, BREAKS]


def test_a_chain_that_is_over_is_folded_except_what_breaks_and_the_answer() -> None:
    chain = Chain()
    steps = (
        CheckedStep(step(1, "One.")),
        CheckedStep(step(2, "2 + 2 = 5"), BREAKS, (BREAKS,)),
        CheckedStep(step(3, "Three.", Section.ANSWER)),
    )
    chain.show_all(steps, "and then")
    assert folds(chain) == [True, False, False, False]
    assert chain.cards[-1].text == "and then"
    assert chain.take_changed() == 0
