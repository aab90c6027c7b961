"""How far a student has come, as one page of HTML that opens without a network: no script, pictures in it."""

import re
from collections.abc import Iterator
from datetime import datetime

from tutor.render.export.page import POLICY
from tutor.render.export.progress_pictures import skill_map, week_chart
from tutor.render.export.style import STYLE
from tutor.render.export.text_html import escape
from tutor.render.progress_words import (
    MASTERY_WORDS,
    NOTHING_YET,
    due_words,
    gap_words,
    percent,
    share_words,
    test_words,
    week_words,
)
from tutor.vocabulary.progress import Progress, SkillProgress, Week

_TYPED = re.compile(r"`([^`]*)`")
_STYLE = """
svg { display: block; width: 100%; height: auto; margin: .5rem 0; font: 13px system-ui, sans-serif; }
svg text { fill: var(--ink); }
svg .quiet { fill: var(--quiet); }
.wide { overflow-x: auto; }
.wide svg { min-width: 56rem; }
.box { fill: var(--wash); stroke: var(--line); }
.due { stroke: var(--doubt); stroke-width: 2; }
.track { fill: var(--line); }
.mastery, .alone { fill: var(--good); }
.right { fill: var(--doubt); }
.rest { fill: var(--line); }
.need { fill: none; stroke: var(--quiet); stroke-width: 1; opacity: .5; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); }
td.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
section { margin: 2rem 0; }
"""


def progress_page(progress: Progress, at: datetime) -> Iterator[str]:
    """The page in pieces. `at` is when it was made, in the student's zone."""
    yield (
        '<!DOCTYPE html>\n<html lang="en" xmlns="http://www.w3.org/1999/xhtml">\n'
        '<head>\n<meta charset="utf-8" />\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}" />\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
        '<meta name="color-scheme" content="light dark" />\n'
        f"<title>Practice</title>\n<style>{STYLE}{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<header><h1>Practice</h1><p class="small">As of {at:%Y-%m-%d %H:%M}</p></header>\n'
    )
    if progress.answers:
        yield _skills(progress)
        yield _alone(progress)
        yield _weeks(progress.weeks)
    else:
        yield f"<p>{_said(NOTHING_YET)}</p>\n"
    yield "</main>\n</body>\n</html>\n"


def _skills(progress: Progress) -> str:
    rows = "".join(_skill_row(skill) for skill in progress.skills if skill.mastery is not None)
    heads = "".join(f"<th>{name}</th>" for name in ("Skill", "Mastery", "Alone", "With help", "Due"))
    return (
        f'<section><h2>Skills</h2><div class="wide">{skill_map(progress.skills)}</div>'
        f'<p class="small">{escape(MASTERY_WORDS)}</p>'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"<p>{_said(due_words(progress))}</p></section>\n"
    )


def _skill_row(skill: SkillProgress) -> str:
    cells = [percent(skill.mastery), share_words(skill.alone), share_words(skill.aided)]
    cells.append("today" if skill.due_today else "")
    figures = "".join(f'<td class="number">{escape(cell)}</td>' for cell in cells)
    return f"<tr><td>{escape(skill.title)}</td>{figures}</tr>"


def _alone(progress: Progress) -> str:
    lines = [*gap_words(progress.gap), test_words(progress)]
    said = "".join(f"<p>{_said(line)}</p>" for line in lines)
    return f"<section><h2>With help and alone</h2>{said}</section>\n"


def _weeks(weeks: tuple[Week, ...]) -> str:
    items = "".join(f"<li>{week.begins.isoformat()}: {escape(week_words(week))}</li>" for week in weeks)
    return (
        f"<section><h2>Answers a week</h2>{week_chart(weeks)}"
        f"<details><summary>In numbers</summary><ul>{items}</ul></details></section>\n"
    )


def _said(text: str) -> str:
    """A sentence; what stands between backticks is to be typed."""
    return _TYPED.sub(r"<code>\1</code>", escape(text))
