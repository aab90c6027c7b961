"""Attempts as one page of HTML that opens without a network: its styles are in it, it has no script.

It is written so that XML parsers read it too.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from tutor.render.export.style import STYLE
from tutor.render.export.telling import (
    SECTION_WORDS,
    badge,
    certificate_rest,
    choices,
    found,
    last_line,
    remarks,
    unfinished_text,
    when,
)
from tutor.render.export.text_html import escape, formula_to_html, text_to_html
from tutor.render.prose import to_one_line
from tutor.render.wording import NO_ANSWER
from tutor.vocabulary.attempt import Attempt
from tutor.vocabulary.events import CheckedStep
from tutor.vocabulary.step import Section

# nothing is loaded or run, whatever a text may have smuggled in
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_SHOWN_THINKING = 12


def to_page(attempts: Iterable[Attempt]) -> Iterator[str]:
    """The page in pieces, an attempt a piece."""
    yield (
        '<!DOCTYPE html>\n<html lang="en" xmlns="http://www.w3.org/1999/xhtml">\n'
        '<head>\n<meta charset="utf-8" />\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}" />\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
        '<meta name="color-scheme" content="light dark" />\n'
        f"<title>tutor</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    for attempt in attempts:
        yield _article(attempt)
    yield "</main>\n</body>\n</html>\n"


def _article(attempt: Attempt) -> str:
    parts = [
        f'<article id="attempt-{attempt.id}">',
        f"<header><h2>{escape(to_one_line(attempt.title or attempt.problem.text))}</h2>",
        f'<p class="small">{_origin(attempt)}</p></header>',
        f'<section class="problem">{text_to_html(attempt.problem.text)}{_choices(attempt)}</section>',
        _answer(attempt),
        *_steps(attempt),
        f'<footer class="small">{escape(last_line(attempt))}</footer>',
        "</article>\n",
    ]
    return "\n".join(filter(None, parts))


def _origin(attempt: Attempt) -> str:
    origin = f"Attempt {attempt.id}, {when(attempt)}"
    if attempt.parent is not None:
        origin += f', follows <a href="#attempt-{attempt.parent}">attempt {attempt.parent}</a>'
    return origin


def _choices(attempt: Attempt) -> str:
    items = "".join(f"<li>{formula_to_html(text)}</li>" for _, text in choices(attempt))
    return f'<ol class="choices">{items}</ol>' if items else ""


def _answer(attempt: Attempt) -> str:
    answer = formula_to_html(attempt.answer.text) if attempt.answer else escape(NO_ANSWER)
    lines = [f'<p class="result"><b>Answer</b> {answer}</p>']
    status = "unchecked"
    if certificate := attempt.certificate:
        status = certificate.status.value
        rest = escape(certificate_rest(certificate))
        lines.append(f'<p><span class="badge {status}">{status}</span> {rest}</p>')
    lines += [f'<p class="small">{escape(remark)}</p>' for remark in remarks(attempt)]
    return f'<section class="answer {status}">{"".join(lines)}</section>'


def _steps(attempt: Attempt) -> Iterator[str]:
    """The steps by section; a long thinking is folded away, with its length and slips said outside."""
    for section, group in groupby(attempt.steps, key=lambda checked: checked.step.section):
        steps = list(group)
        items = "\n".join(map(_step, steps))
        heading = f"{SECTION_WORDS[section]}: {_count(steps)}"
        folded = section is Section.THINKING and len(steps) > _SHOWN_THINKING
        opened = "" if folded else ' open="open"'
        yield f"<details{opened}><summary>{escape(heading)}</summary>\n<ol>\n{items}\n</ol></details>"
    if rest := unfinished_text(attempt):
        yield f'<section class="unfinished">{text_to_html(rest)}</section>'


def _count(steps: list[CheckedStep]) -> str:
    breaks = sum(bool(found(checked)) for checked in steps)
    words = "1 step" if len(steps) == 1 else f"{len(steps)} steps"
    return f"{words}, {breaks} with a slip" if breaks else words


def _step(checked: CheckedStep) -> str:
    word = badge(checked)
    label = f'<span class="badge {word.split()[-1]}">{escape(word)}</span>' if word else ""
    slips = "".join(f'<p class="finding">{escape(line)}</p>' for line in found(checked))
    return f'<li value="{checked.step.number}">{text_to_html(checked.step.text)}{label}{slips}</li>'
