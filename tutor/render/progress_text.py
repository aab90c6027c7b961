"""How far a student has come, as lines of text with bars."""

from collections.abc import Iterator

from tutor.render.bars import draw_bar
from tutor.render.progress_words import (
    MASTERY_WORDS,
    NOTHING_YET,
    due_words,
    gap_words,
    skill_words,
    test_words,
    week_words,
)
from tutor.vocabulary.progress import Progress, SkillProgress, Week

_BAR = 20
_WEEK_BAR = 24


def progress_lines(progress: Progress, encoding: str | None = None) -> Iterator[str]:
    """The report; a skill that builds on others stands below them, indented by how many lie under it."""
    if not progress.answers:
        yield NOTHING_YET
        return
    yield "Skills"
    depths = depths_of(progress.skills)
    width = max(len(skill.title) + 2 * depths[skill.name] for skill in progress.skills)
    for skill in progress.skills:
        title = "  " * depths[skill.name] + skill.title
        bar = draw_bar(skill.mastery, _BAR, encoding) if skill.mastery else ""
        yield f"  {title:<{width}}  {bar:<{_BAR}}  {', '.join(skill_words(skill))}"
    yield MASTERY_WORDS
    yield ""
    yield due_words(progress)
    yield ""
    yield "With help and alone"
    yield from (f"  {line}" for line in gap_words(progress.gap))
    yield f"  {test_words(progress)}"
    yield ""
    yield "Answers a week"
    yield from _week_lines(progress.weeks, encoding)


def depths_of(skills: tuple[SkillProgress, ...]) -> dict[str, int]:
    """How long the longest chain of needs below each skill is; skills stand after what they need."""
    depths: dict[str, int] = {}
    for skill in skills:
        depths[skill.name] = max((depths[need] + 1 for need in skill.needs if need in depths), default=0)
    return depths


def _week_lines(weeks: tuple[Week, ...], encoding: str | None) -> Iterator[str]:
    most = max((week.answers for week in weeks), default=0)
    for week in weeks:
        bar = draw_bar(week.answers / most, _WEEK_BAR, encoding) if week.answers else ""
        yield f"  {week.begins.isoformat()}  {bar:<{_WEEK_BAR}}  {week_words(week)}"
