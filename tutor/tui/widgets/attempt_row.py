"""An attempt as two lines of a list, three where it was searched for."""

from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from tutor.render.glyphs import UNICODE, Glyphs
from tutor.render.prose import to_one_line
from tutor.render.safe import sanitize
from tutor.render.unicode_math import to_unicode
from tutor.render.when import when_words
from tutor.render.wording import NO_ANSWER, duration
from tutor.tui.found_words import found_spans
from tutor.vocabulary.attempt import AttemptState, AttemptSummary

# more of a title or an answer no line has room for, and none may cost more than its line
_LONGEST = 600
_WIDE = 60  # columns from which the time has a place of its own, to the right
_CURSOR_COLUMNS = 2
_LEAST_ANSWER = 8
_KEPT_FACTS = 1  # of those after the answer
_LONGEST_BADGE = 4  # badges in words are said by the second line


@dataclass(frozen=True)
class RowLook:
    """What decides how the rows of a list are drawn, beside their width."""

    now: datetime
    glyphs: Glyphs = UNICODE
    search: str = ""

    @property
    def height(self) -> int:
        """Lines of a row."""
        return 3 if self.search else 2

    @property
    def margin(self) -> int:
        """Columns of the cursor and the badge."""
        longest = max(map(len, self.glyphs.certificates.values()))
        return _CURSOR_COLUMNS + (longest + 1 if longest <= _LONGEST_BADGE else 0)


def row_lines(attempt: AttemptSummary, width: int, look: RowLook) -> list[Content]:
    """Exactly `look.height` lines, each of the width or less. Styles are names, for the list to resolve."""
    margin = look.margin
    room = max(1, width - margin)
    when = when_words(attempt.asked_at, look.now)
    aside = when if width >= _WIDE else ""
    title = _cut(_title(attempt, look), room - (len(aside) + 2 if aside else 0), look)
    gap = " " * (room - title.cell_length - len(aside)) if aside else ""
    lines = [Content.assemble(_head(attempt, look), title, gap, (aside, "muted"))]
    lines.append(_joined(_facts(attempt, "" if aside else when, look), room, look).pad_left(margin))
    if look.search:
        lines.append(_excerpt(attempt, look, room).pad_left(margin))
    return lines


def _head(attempt: AttemptSummary, look: RowLook) -> Content:
    """The place of the cursor, then the badge."""
    space = look.margin - _CURSOR_COLUMNS
    badge, style = "", ""
    if space and attempt.status and attempt.state is AttemptState.FINISHED:
        badge, style = look.glyphs.certificates[attempt.status], attempt.status.value
    return Content.assemble("  ", (badge.ljust(space), style))


def _title(attempt: AttemptSummary, look: RowLook) -> Content:
    text = look.glyphs.shown(to_one_line((attempt.title or attempt.problem)[:_LONGEST])) or "(no text)"
    return _with_marks(Content.styled(_flat(text), "title"), look.search)


def _facts(attempt: AttemptSummary, when: str, look: RowLook) -> list[tuple[str, str]]:
    """What came out, how far it is checked, when, who answered, in which time; each with its style."""
    model = to_one_line(attempt.model[:_LONGEST])
    if attempt.state is AttemptState.RUNNING:
        return [("being answered", "running"), (when, "muted"), (model, "muted")]
    if attempt.state is AttemptState.INTERRUPTED:
        return [("broke off", "broke-off"), (when, "muted"), (model, "muted")]
    # where the time needs the room, the badge alone says the status
    said_by_badge = bool(when) and look.margin > _CURSOR_COLUMNS
    status = attempt.status.value if attempt.status and not said_by_badge else ""
    answer = to_unicode((attempt.answer or "")[:_LONGEST]).strip()
    follows = f"follows {attempt.parent}" if attempt.parent is not None else ""
    return [
        (answer or NO_ANSWER, "answer"),
        (status, status),
        (when, "muted"),
        (f"{attempt.breaks} slip{'' if attempt.breaks == 1 else 's'}" if attempt.breaks else "", "refuted"),
        (follows, "muted"),
        (model, "muted"),
        (duration(attempt.seconds) if attempt.seconds is not None else "", "muted"),
    ]


def _joined(facts: list[tuple[str, str]], width: int, look: RowLook) -> Content:
    """The facts on one line: a long answer is cut for the one after it, of the rest stands what fits."""
    shown = [Content.styled(_flat(look.glyphs.shown(text)), style) for text, style in facts if text]
    separator = Content.styled(look.glyphs.separator, "muted")
    kept = sum(separator.cell_length + fact.cell_length for fact in shown[1 : 1 + _KEPT_FACTS])
    line = _cut(shown[0], max(_LEAST_ANSWER, width - kept), look)
    for fact in shown[1:]:
        longer = Content.assemble(line, separator, fact)
        if longer.cell_length > width:
            break
        line = longer
    return _cut(line, width, look)


def _excerpt(attempt: AttemptSummary, look: RowLook, width: int) -> Content:
    """Where the search hit: as it is read, or, where the found words are LaTeX, as it was written."""
    written = _flat(sanitize(attempt.excerpt[:_LONGEST]))
    read = _flat(to_one_line(attempt.excerpt[:_LONGEST]))
    better = (
        read if len(found_spans(read, look.search)) >= len(found_spans(written, look.search)) else written
    )
    shown = look.glyphs.shown(better)
    spans = found_spans(shown, look.search)
    if spans and spans[-1][1] > width:  # a narrow line begins shortly before the first found word
        space = shown.find(" ", max(0, spans[0][0] - width // 3), spans[0][0])
        shown = look.glyphs.shown("…") + shown[space + 1 :] if space > 0 else shown
    return _cut(_with_marks(Content.styled(shown, "muted"), look.search), width, look)


def _with_marks(content: Content, search: str) -> Content:
    for start, end in found_spans(content.plain, search) if search else ():
        content = content.stylize("found", start, end)
    return content


def _cut(content: Content, width: int, look: RowLook) -> Content:
    if content.cell_length <= width:
        return content
    mark = look.glyphs.shown("…")[:width]
    return Content.assemble(content.truncate(max(0, width - len(mark))), (mark, "muted"))


def _flat(text: str) -> str:
    return " ".join(text.split())
