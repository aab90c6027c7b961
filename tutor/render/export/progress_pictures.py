"""Pictures of progress as inline SVG: the map of skills with what each builds on, and the weeks."""

from tutor.render.export.text_html import escape
from tutor.render.progress_text import depths_of
from tutor.render.progress_words import skill_words, week_words
from tutor.vocabulary.progress import SkillProgress, Week

_BOX_WIDTH, _BOX_HEIGHT = 176, 46
_GAP_ACROSS, _GAP_DOWN = 42, 12
_BAR_HEIGHT = 6
_CHART_HEIGHT, _WEEK_WIDTH, _WEEK_GAP = 120, 48, 10
_LABEL_HEIGHT = 22
_LEGEND = (("alone", "right alone", 0), ("right", "with help", 92), ("rest", "not right", 170))


def skill_map(skills: tuple[SkillProgress, ...]) -> str:
    """A column for each depth, lines from what is needed to what builds on it, mastery as a bar."""
    places = _places(skills)
    width = max(x for x, _ in places.values()) + _BOX_WIDTH + 2
    height = max(y for _, y in places.values()) + _BOX_HEIGHT + 2
    needs = [
        _line(places[need], places[skill.name]) for skill in skills for need in skill.needs if need in places
    ]
    boxes = [_box(skill, *places[skill.name]) for skill in skills]
    return _svg(width, height, "Skills and what they build on", "".join([*needs, *boxes]))


def week_chart(weeks: tuple[Week, ...]) -> str:
    """A bar a week: what was right alone, right with help, and the rest, on top of each other."""
    most = max((week.answers for week in weeks), default=1) or 1
    bars = [_week(week, index * (_WEEK_WIDTH + _WEEK_GAP), most) for index, week in enumerate(weeks)]
    width = max(4, len(weeks)) * (_WEEK_WIDTH + _WEEK_GAP)
    height = _CHART_HEIGHT + _LABEL_HEIGHT + 22
    legend = "".join(
        f'<rect class="{kind}" x="{x}" y="{height - 15}" width="10" height="10"/>'
        f'<text x="{x + 14}" y="{height - 6}">{words}</text>'
        for kind, words, x in (
            ("alone", "right alone", 0),
            ("right", "with help", 92),
            ("rest", "not right", 170),
        )
    )
    return _svg(max(width, 240), height, "Answers a week", "".join(bars) + legend)


def _places(skills: tuple[SkillProgress, ...]) -> dict[str, tuple[int, int]]:
    rows: dict[int, int] = {}
    places = {}
    for skill in skills:
        depth = depths_of(skills)[skill.name]
        row = rows.get(depth, 0)
        rows[depth] = row + 1
        places[skill.name] = (
            1 + depth * (_BOX_WIDTH + _GAP_ACROSS),
            1 + row * (_BOX_HEIGHT + _GAP_DOWN),
        )
    return places


def _box(skill: SkillProgress, x: int, y: int) -> str:
    kind = "box due" if skill.due_today else "box"
    begun = skill.mastery is not None
    inner = _BOX_WIDTH - 16
    bar_y = y + _BOX_HEIGHT - _BAR_HEIGHT - 8
    filled = round(inner * (skill.mastery or 0.0))
    said = escape(f"{skill.title}: {', '.join(skill_words(skill))}")
    return (
        f'<g><title>{said}</title><rect class="{kind}" x="{x}" y="{y}" width="{_BOX_WIDTH}" '
        f'height="{_BOX_HEIGHT}" rx="6"/><text{"" if begun else " class=" + chr(34) + "quiet" + chr(34)} '
        f'x="{x + 8}" y="{y + 20}">{escape(skill.title)}</text>'
        f'<rect class="track" x="{x + 8}" y="{bar_y}" width="{inner}" height="{_BAR_HEIGHT}" rx="3"/>'
        f'<rect class="mastery" x="{x + 8}" y="{bar_y}" width="{filled}" height="{_BAR_HEIGHT}" rx="3"/></g>'
    )


def _line(start: tuple[int, int], end: tuple[int, int]) -> str:
    x, y = start[0] + _BOX_WIDTH, start[1] + _BOX_HEIGHT // 2
    u, v = end[0], end[1] + _BOX_HEIGHT // 2
    bend = _GAP_ACROSS
    return f'<path class="need" d="M{x} {y} C{x + bend} {y} {u - bend} {v} {u} {v}"/>'


def _week(week: Week, x: int, most: int) -> str:
    parts, top = [], _CHART_HEIGHT
    for kind, count in (
        ("alone", week.alone),
        ("right", week.right - week.alone),
        ("rest", week.answers - week.right),
    ):
        height = round(_CHART_HEIGHT * count / most)
        top -= height
        parts.append(f'<rect class="{kind}" x="{x}" y="{top}" width="{_WEEK_WIDTH}" height="{height}"/>')
    label = f"{week.begins.day:02}.{week.begins.month:02}."
    words = escape(f"Week of {week.begins.isoformat()}: {week_words(week)}")
    return (
        f"<g><title>{words}</title>{''.join(parts)}"
        f'<text class="quiet" x="{x + 4}" y="{_CHART_HEIGHT + 16}">{label}</text></g>'
    )


def _svg(width: int, height: int, label: str, content: str) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}" '
        f'style="max-width:{width}px" xmlns="http://www.w3.org/2000/svg">{content}</svg>'
    )
