"""The styles of the exported page. Colours repeat what words say, in light and in dark; it prints."""

STYLE = """
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1c1e21; --quiet: #5a6068; --line: #d5d9de; --wash: #f4f6f8;
  --good: #14662f; --doubt: #7a4d00; --bad: #a3161c; --plain: #4a5058;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181b; --ink: #e7e9ec; --quiet: #a2a9b2; --line: #363c43; --wash: #1e2327;
    --good: #6fd08c; --doubt: #e6b455; --bad: #ff8d8d; --plain: #b6bdc6;
  }
}
body { background: var(--paper); color: var(--ink); margin: 0;
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
article { border-bottom: 1px solid var(--line); padding: 1rem 0 2rem; }
h2 { font-size: 1.25rem; line-height: 1.35; margin: 0; overflow-wrap: anywhere; }
p { margin: .35rem 0; }
.small { color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }
.problem, .answer { margin: 1rem 0; padding: .75rem 1rem; background: var(--wash); border-radius: .4rem;
  overflow-wrap: anywhere; }
.answer { border-left: .3rem solid var(--plain); }
.answer.proved { border-color: var(--good); }
.answer.supported { border-color: var(--doubt); }
.answer.refuted { border-color: var(--bad); }
.result { font-size: 1.2rem; }
.badge { display: inline-block; padding: 0 .5em; border: 1px solid currentColor; border-radius: 1em;
  font-size: .8125rem; line-height: 1.5; color: var(--plain); white-space: nowrap; }
.badge.holds, .badge.follows, .badge.proved { color: var(--good); }
.badge.supported, .badge.undecided { color: var(--doubt); }
.badge.breaks, .badge.refuted { color: var(--bad); }
.finding { color: var(--bad); }
.paragraph { margin: .35rem 0; overflow-wrap: anywhere; }
.display { margin: .5rem 0; overflow-x: auto; text-align: center; }
.maths { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", serif; white-space: pre-wrap; }
math { font-size: 1.08em; }
code { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: .9em;
  white-space: pre-wrap; }
ol { padding-left: 2.2rem; margin: .5rem 0; }
ol.choices { list-style: upper-alpha; }
li { margin: .6rem 0; }
summary { cursor: pointer; font-weight: 600; margin: .75rem 0 .25rem; }
a { color: inherit; }
@media print { article { break-inside: auto; border: 0; } .problem, .answer { background: none; } }
"""
