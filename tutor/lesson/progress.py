"""How far a student has come, told from answers and cards. Nothing here is a streak or a score.

Help is kept apart everywhere: what was right alone is not mixed with what was right with hints.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta, tzinfo
from typing import Final

from tutor.lesson.days import day_of, week_of
from tutor.lesson.levels import level_of
from tutor.lesson.memory import due_today, recall
from tutor.lesson.skills import SKILLS, Skill
from tutor.vocabulary.practice import Outcome, PracticeAnswer, PracticeCard, Scope
from tutor.vocabulary.progress import Gap, Progress, Share, SkillProgress, Week

RECENT: Final = 10
"""So many first tries alone are what a skill is judged by."""

FEWEST: Final = 5
"""With fewer tries alone a skill is not judged mastered."""

_GAP_DAYS: Final = 56
_WEEKS: Final = 12
_SELF_TEST_DAYS: Final = 7
_FEWEST_TO_TEST: Final = 5

ItemKey = tuple[str, str, int, int, str]


def progress(
    answers: Iterable[PracticeAnswer],
    cards: Iterable[PracticeCard],
    now: datetime,
    zone: tzinfo | None = None,
    skills: Sequence[Skill] = SKILLS,
) -> Progress:
    """Everything that a report shows. `skills` also bring those that were not practised yet."""
    ordered = sorted(answers, key=lambda each: each.at)
    kept = tuple(cards)
    due = due_today(kept, now, zone)
    tested = [each.at for each in ordered if each.self_test]
    return Progress(
        skills=tuple(_skill(skill, ordered, kept, now, zone) for skill in skills),
        due_today=tuple(card.name for card in due if card.scope is Scope.KIND),
        gap=gap(ordered, now),
        weeks=_weeks(ordered, now, zone),
        last_self_test=day_of(tested[-1], zone) if tested else None,
        self_test_due=self_test_due(ordered, now, zone),
        answers=sum(each.decided for each in ordered),
    )


def alone(answers: Iterable[PracticeAnswer]) -> list[PracticeAnswer]:
    """First tries without any help that could be marked."""
    return [each for each in answers if each.decided and not each.aided]


def mastery_of(
    skill: str, answers: Iterable[PracticeAnswer], cards: Iterable[PracticeCard], now: datetime
) -> tuple[float, float] | None:
    """The recall of a skill now and its mastery, recall times what was lately right alone; None without card.

    Tries that are missing of the fewest that tell something count as not right yet: one right
    answer masters no skill.
    """
    found = next((card for card in cards if card.scope is Scope.SKILL and card.name == skill), None)
    if found is None:
        return None
    remembered = recall(found, now)
    recent = _share(alone(each for each in answers if each.skill == skill)[-RECENT:])
    return remembered, remembered * recent.right / max(recent.count, FEWEST)


def gap(answers: Sequence[PracticeAnswer], now: datetime) -> Gap:
    """What help is worth lately: practised items by how they ended, self-tests by their one try.

    Only skills that occur in both count. An item left empty in a self-test was not solved; one that
    could not be marked counts in neither.
    """
    recent = [each for each in answers if now - each.at <= timedelta(days=_GAP_DAYS)]
    tests = [each for each in recent if each.self_test and each.outcome in _TEST_OUTCOMES]
    last: dict[tuple[str, ItemKey], PracticeAnswer] = {}
    for each in recent:
        if each.decided and not each.self_test:
            last[each.session, _item(each)] = each
    both = {each.skill for each in tests} & {each.skill for each in last.values()}
    return Gap(
        _share([each for each in last.values() if each.skill in both]),
        _share([each for each in tests if each.skill in both]),
    )


_TEST_OUTCOMES: Final = (Outcome.RIGHT, Outcome.WRONG, Outcome.SKIPPED)


def self_test_due(answers: Sequence[PracticeAnswer], now: datetime, zone: tzinfo | None = None) -> bool:
    """Whether a week has gone since the last self-test, or since the first practice, with enough to test."""
    if sum(each.decided and not each.self_test for each in answers) < _FEWEST_TO_TEST:
        return False
    tested = [each.at for each in answers if each.self_test]
    since = max(tested, default=min(each.at for each in answers))
    return (day_of(now, zone) - day_of(since, zone)).days >= _SELF_TEST_DAYS


def _skill(
    skill: Skill,
    answers: Sequence[PracticeAnswer],
    cards: Sequence[PracticeCard],
    now: datetime,
    zone: tzinfo | None,
) -> SkillProgress:
    own = [each for each in answers if each.skill == skill.name]
    remembered = mastery_of(skill.name, own, cards, now)
    kinds = {each.generator for each in own}
    due = {card.name for card in due_today(cards, now, zone) if card.scope is Scope.KIND}
    return SkillProgress(
        skill.name,
        skill.title,
        skill.needs,
        alone=_share(alone(own)[-RECENT:]),
        aided=_share([each for each in own if each.decided and each.aided][-RECENT:]),
        recall=remembered[0] if remembered else None,
        mastery=remembered[1] if remembered else None,
        due_today=bool(kinds & due),
        level=max((level_of(kind, own) for kind in kinds), default=0),
    )


def _weeks(answers: Sequence[PracticeAnswer], now: datetime, zone: tzinfo | None) -> tuple[Week, ...]:
    """The last weeks, empty ones too, from the oldest; none before the first answer."""
    by_week: dict[object, list[PracticeAnswer]] = defaultdict(list)
    for each in answers:
        if each.decided:
            by_week[week_of(each.at, zone)].append(each)
    this = week_of(now, zone)
    mondays = [this - timedelta(weeks=back) for back in reversed(range(_WEEKS))]
    first = min((monday for monday in mondays if monday in by_week), default=None)
    return tuple(
        Week(
            monday,
            len(by_week[monday]),
            sum(each.right for each in by_week[monday]),
            sum(each.right for each in alone(by_week[monday])),
        )
        for monday in mondays
        if first is not None and monday >= first
    )


def _item(answer: PracticeAnswer) -> ItemKey:
    return (answer.skill, answer.generator, answer.level, answer.seed, answer.problem)


def _share(answers: Sequence[PracticeAnswer]) -> Share:
    return Share(sum(each.right for each in answers), len(answers))


def as_data(found: Progress) -> dict[str, object]:
    """Everything of a progress as plain values, with the shares and the gap worked out."""
    return {
        "answers": found.answers,
        "due_today": list(found.due_today),
        "self_test": {
            "last": found.last_self_test.isoformat() if found.last_self_test else None,
            "due": found.self_test_due,
        },
        "gap": {
            "with_help": asdict(found.gap.with_help),
            "alone": asdict(found.gap.alone),
            "enough": found.gap.enough,
            "difference": found.gap.difference,
            "error": found.gap.error,
        },
        "skills": [asdict(skill) for skill in found.skills],
        "weeks": [{**asdict(week), "begins": week.begins.isoformat()} for week in found.weeks],
    }
