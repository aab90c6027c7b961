"""The words for how far a student has come. They say what is not known, and praise nothing."""

from tutor.vocabulary.progress import FEWEST_TO_TELL, Gap, Progress, Share, SkillProgress, Week

NOTHING_YET = "Nothing was practised yet. `tutor practice` begins."


def share_words(share: Share) -> str:
    """`7 of 10`, or a dash where nothing was counted."""
    return f"{share.right} of {share.count}" if share.count else "–"


def percent(share: float | None) -> str:
    """`70%`, or a dash."""
    return "–" if share is None else f"{round(100 * share)}%"


def skill_words(skill: SkillProgress) -> list[str]:
    """The figures of a skill, one part each."""
    if skill.mastery is None:
        return ["not begun"]
    words = [percent(skill.mastery), f"alone {share_words(skill.alone)}"]
    words += [f"with help {share_words(skill.aided)}"] if skill.aided.count else []
    words += ["due today"] if skill.due_today else []
    return words


def gap_words(gap: Gap) -> list[str]:
    """What help is worth, with its numbers, or that there are too few to tell."""
    counts = f"with help at hand {share_words(gap.with_help)}, in self-tests alone {share_words(gap.alone)}"
    difference, error = gap.difference, gap.error
    if difference is None or error is None:
        return [f"Too few to tell: {counts}. Each side needs {FEWEST_TO_TELL} problems of the same skills."]
    points = f"{abs(round(100 * difference))} ± {round(100 * error)} percentage points"
    if abs(difference) <= error:
        return [f"No clear difference ({points}): {counts}."]
    if difference > 0:
        return [f"With help you solve {points} more than alone: {counts}."]
    return [f"Alone you solve {points} more than in practice: {counts}."]


def due_words(progress: Progress) -> str:
    """What is due today."""
    count = len(progress.due_today)
    if not count:
        return "Nothing is due today."
    kinds = "1 kind of problem is" if count == 1 else f"{count} kinds of problems are"
    return f"{kinds} due today: `tutor practice --due`."


def test_words(progress: Progress) -> str:
    """When the last self-test was, and whether one is due."""
    last = progress.last_self_test
    said = f"Last self-test: {last.isoformat()}." if last else "No self-test yet."
    return f"{said} One is due: `tutor practice --self-test`." if progress.self_test_due else said


def week_words(week: Week) -> str:
    """The figures of a week."""
    answers = "1 answer" if week.answers == 1 else f"{week.answers} answers"
    return f"{answers}, {week.right} right, {week.alone} of these alone"


MASTERY_WORDS = (
    "Mastery is what was lately right at the first try without help, of at least five tries, times the "
    "chance that it is still remembered today."
)
