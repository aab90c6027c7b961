"""Results as a page of HTML that opens without a network: styles and plots are in it, and no script."""

from collections.abc import Iterator, Sequence
from html import escape

from tutor.evaluate.protocol.reports.differing import differences, said
from tutor.evaluate.protocol.reports.svg import Point, Series, plot
from tutor.evaluate.protocol.reports.words import (
    Data,
    data,
    measures,
    numbers,
    published,
    remarks,
    rows,
    shown,
    tells,
    title,
)
from tutor.render.safe import sanitize

_MOST_DIFFERENCES = 2
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1c1e21; --quiet: #5a6068; --line: #d5d9de;
  --c0: #1f5fa8; --c1: #a3161c; --c2: #14662f; --c3: #7a4d00; --c4: #6b3fa0; }
@media (prefers-color-scheme: dark) { :root { --paper: #15181b; --ink: #e7e9ec; --quiet: #a2a9b2;
  --line: #363c43; --c0: #7fb4f0; --c1: #ff8d8d; --c2: #6fd08c; --c3: #e6b455; --c4: #c3a3f0; } }
body { background: var(--paper); color: var(--ink); margin: 0;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; } h3 { font-size: 1rem; }
table { border-collapse: collapse; margin: .75rem 0; display: block; overflow-x: auto; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: anywhere; }
.small { color: var(--quiet); font-size: .875rem; }
svg { width: 100%; height: auto; font-size: 12px; } svg text { fill: var(--ink); }
.grid { stroke: var(--line); } .y { text-anchor: end; } .x, .title { text-anchor: middle; }
.line { fill: none; stroke-width: 2.5; } .bar { stroke-width: 2; }
.line.c0, .bar.c0 { stroke: var(--c0); } .line.c1, .bar.c1 { stroke: var(--c1); }
.line.c2, .bar.c2 { stroke: var(--c2); } .line.c3, .bar.c3 { stroke: var(--c3); }
.line.c4, .bar.c4 { stroke: var(--c4); }
svg .c0:not(.line):not(.bar) { fill: var(--c0); } svg .c1:not(.line):not(.bar) { fill: var(--c1); }
svg .c2:not(.line):not(.bar) { fill: var(--c2); } svg .c3:not(.line):not(.bar) { fill: var(--c3); }
svg .c4:not(.line):not(.bar) { fill: var(--c4); }
"""


def to_page(summaries: Sequence[Data]) -> str:
    """The page."""
    names = names_of(summaries)
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>tutor eval</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Evaluation</h1>",
        *(_side_by_side(summaries, names) if len(summaries) > 1 else ()),
        *(part for name, summary in zip(names, summaries, strict=True) for part in _section(name, summary)),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _side_by_side(summaries: Sequence[Data], names: Sequence[str]) -> Iterator[str]:
    named = list(zip(names, summaries, strict=True))
    yield _table(
        ("result", "pass@1", "problems"),
        [(name, shown(data(one, "pass_at_1")), str(one["problems"])) for name, one in named],
    )
    curves = [Series(name, _curve(one)) for name, one in named]
    yield "<h3>Answered rightly within so many tokens</h3>"
    yield plot("Accuracy against tokens", "tokens of a text", curves)
    sized = [(name, one) for name, one in named if float(str(data(one, "terms")["model_bytes"]))]
    if len(sized) > 1:
        points = [
            _estimate_point(float(str(data(one, "terms")["model_bytes"])) / 1e9, one, name)
            for name, one in sized
        ]
        yield "<h3>Pass@1 against the size of the file</h3>"
        yield plot("Accuracy against file size", "gigabytes", [Series("", points, joined=False)])


def _section(heading: str, summary: Data) -> Iterator[str]:
    yield f"<h2>{_text(heading)}</h2>"
    yield f'<p>{_text(title(summary))}</p><p class="small">{_text(_origin(summary))}</p>'
    yield _table(("measure", "share, standard error, 95% interval"), list(measures(summary)))
    yield f"<p>{_text(tells(summary))}</p>"
    yield "<h3>Answered rightly within so many tokens</h3>"
    yield plot("Accuracy against tokens", "tokens of a text", [Series("", _curve(summary))])
    for name, tag in (("by_level", "level"), ("by_subject", "subject")):
        if found := rows(summary, name):
            yield f"<h3>By {tag}</h3>"
            points = [_estimate_point(index, row) for index, row in enumerate(found)]
            ticks = [(float(index), str(row["name"])) for index, row in enumerate(found)]
            yield plot(f"Accuracy by {tag}", tag, [Series("", points, joined=False)], ticks=ticks)
            yield _table((tag, "problems", "pass@1"), list(_tagged(found)))
    yield from _words(summary)


def _words(summary: Data) -> Iterator[str]:
    """What is said in sentences, where the graders differ, what is published, and the settings."""
    yield "".join(f"<p>{_text(line)}</p>" for line in remarks(summary))
    if found := differences(disagreements := rows(data(summary, "graders"), "disagreements")):
        yield f"<h3>Where the graders differ ({len(disagreements)})</h3>"
        rows_of = [(row.where, row.answer, said(row.tutor), said(row.math_verify)) for row in found]
        yield _table(("samples", "answer", "tutor", "Math-Verify"), rows_of)
    if anchors := rows(summary, "anchors"):
        yield f"<h3>{_text(published(summary).capitalize())}</h3>"
        cells = [
            tuple(str(one[name]) for name in ("percent", "model", "protocol", "source")) for one in anchors
        ]
        yield _table(("pass@1, %", "model", "protocol", "source"), cells)
    terms = [(str(name), str(value)) for name, value in data(summary, "terms").items()]
    yield f"<details><summary>Settings</summary>{_table(('setting', 'value'), terms)}</details>"


def _tagged(found: Sequence[Data]) -> Iterator[tuple[str, str, str]]:
    for row in found:
        yield str(row["name"]), str(row["problems"]), shown(data(row, "pass_at_1"))


def _curve(summary: Data) -> list[Point]:
    found = summary["accuracy_by_tokens"]
    assert isinstance(found, list)
    return [Point(float(tokens), float(share)) for tokens, share in found]


def _estimate_point(x: float, of: Data, label: str = "") -> Point:
    found = data(of, "pass_at_1")
    low, high = numbers(found["interval"])
    return Point(x, float(str(found["value"])), low, high, label)


def names_of(summaries: Sequence[Data]) -> list[str]:
    """What each is called; those of one name are told apart by the settings in which they differ."""
    names = [_name(one) for one in summaries]
    alike = {name: [one for one in summaries if _name(one) == name] for name in names}
    return [
        ", ".join([name, *_differing(one, alike[name])]) for name, one in zip(names, summaries, strict=True)
    ]


def _differing(one: Data, others: Sequence[Data]) -> list[str]:
    terms = data(one, "terms")
    names = [name for name in terms if any(data(other, "terms").get(name) != terms[name] for other in others)]
    return [f"{name.replace('_', ' ')} {str(terms[name])[:12]}" for name in names[:_MOST_DIFFERENCES]]


def _name(summary: Data) -> str:
    return " ".join(str(summary[name]) for name in ("dataset", "model", "quantization") if summary[name])


def _origin(summary: Data) -> str:
    parts = [f"source: {summary['source']}" if summary["source"] else "", f"licence: {summary['licence']}"]
    return "; ".join(part for part in parts if part and not part.endswith(": "))


def _table(head: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    lines = [
        "<table><thead><tr>" + "".join(f"<th>{_text(cell)}</th>" for cell in head) + "</tr></thead><tbody>"
    ]
    lines += ["<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in cells]
    return "\n".join([*lines, "</tbody></table>"])


def _text(text: str) -> str:
    return escape(sanitize(text))
