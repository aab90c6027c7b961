"""The words for how a run ended, how its answer was checked, and what it cost."""

from tutor.render.prose import to_one_line
from tutor.render.safe import sanitize
from tutor.render.unicode_math import to_unicode
from tutor.vocabulary.events import CheckedStep, Ending, Probed, Solution, Voted
from tutor.vocabulary.step import Answer
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method, Verdict, VerdictStatus

NO_ANSWER = "no answer was found"


def answer_words(answer: Answer | None) -> str:
    """The answer in Unicode, or that there is none."""
    return (to_unicode(answer.text) if answer else "") or NO_ANSWER


def certificate_words(certificate: Certificate) -> list[str]:
    """The parts of the certificate line: its status, the method, the line of mathematics that shows it."""
    detail = to_one_line(certificate.detail)
    words = [certificate.status.value]
    if certificate.method is not Method.NONE and certificate.method.value not in detail:
        words.append(certificate.method.value)
    if detail:
        words.append(detail)
    elif certificate.status is CertificateStatus.UNCHECKED and len(words) == 1:
        words.append("nothing in the answer could be checked")
    return words


def ending_words(solution: Solution) -> str:
    """How the text ended, in plain words; empty when the model simply finished it."""
    thinking = _count(solution.tokens.get("thinking", 0), "token")
    written = _count(written_tokens(solution), "token")
    detail = to_one_line(solution.ending_detail)
    return {
        Ending.COMPLETE: "",
        Ending.BUDGET: f"the thinking was cut at its budget of {thinking}; the answer was asked for",
        Ending.CONTEXT_FULL: f"context full: the text was cut after {written}",
        Ending.EARLY_END: f"the model stopped inside its thinking; {detail or 'the answer was asked for'}",
        Ending.PROVED: detail,
        Ending.SETTLED: detail,
        Ending.LOOP: f"the model repeated itself ({detail}); the answer was asked for",
        Ending.ASKED: f"answered at your wish after {written}",
        Ending.CANCELLED: "stopped by you; what was written is above",
    }[solution.ending]


def disagreement_words(solution: Solution) -> str:
    """That the model's text ends with something else than the answer."""
    return f"careful: the model's own text ends with {to_unicode(solution.disagreement)}"


def probe_words(event: Probed) -> str:
    """What the model would answer now."""
    answer = to_unicode(event.answer) if event.answer else "nothing yet"
    agreeing = f", {event.agree} in a row" if event.agree > 1 else ""
    return f"asked after {_count(event.thinking_tokens, 'token')}: {answer}{agreeing}"


def vote_words(event: Voted) -> str:
    """`3 of 4 agree on 42`, and what is still to come."""
    if not event.groups:
        return f"{event.cast} of {event.planned} have ended without an answer"
    leader = event.groups[0]
    words = f"{leader.votes} of {event.cast} agree on {to_unicode(leader.answer)}"
    if event.decided:
        return f"{words}: {event.decided}"
    left = event.planned - event.cast
    return f"{words}, {left} still thinking" if left else words


def figures(solution: Solution) -> list[str]:
    """The parts of the last line: tokens, time, model, seed."""
    parts = [_count(written_tokens(solution), "token")]
    if beside := solution.tokens.get("probes", 0) + solution.tokens.get("other_votes", 0):
        parts[0] += f" (and {beside:,} beside)"
    if (seconds := solution.seconds.get("total")) is not None:
        parts.append(duration(seconds))
    return [*parts, to_one_line(solution.model), f"seed {solution.seed}"]


def written_tokens(solution: Solution) -> int:
    """How many tokens the model wrote."""
    return solution.tokens.get("thinking", 0) + solution.tokens.get("answer", 0)


def duration(seconds: float) -> str:
    """`0.4 s`, `26 s`, `3 min 20 s`."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def witness(verdict: Verdict) -> str:
    """What a verdict found, on one line: `9 + 40 = 50: 49 ≠ 50`; empty when it says nothing."""
    statement, detail = to_unicode(verdict.statement), to_one_line(verdict.detail)
    if not statement or statement in detail:
        return detail
    return f"{statement}: {detail}" if detail else statement


def findings(checked: CheckedStep, *, verbose: bool) -> list[Verdict]:
    """The verdicts worth a line under their step: what breaks; in verbose everything that was looked at."""
    all_of_it = checked.verdicts or ((checked.verdict,) if checked.verdict else ())
    breaking = [verdict for verdict in all_of_it if verdict.status is VerdictStatus.BREAKS]
    if not breaking and checked.verdict and checked.verdict.status is VerdictStatus.BREAKS:
        breaking = [checked.verdict]
    return list(all_of_it) if verbose else breaking


def finding_words(verdict: Verdict) -> str:
    """A verdict's witness, with the reason when it is undecided."""
    parts = [witness(verdict), verdict.reason.value if verdict.reason else ""]
    return ", ".join(filter(None, parts)) or verdict.status.value


def engine_words(engine: dict[str, str | int | float]) -> list[str]:
    """How the engine runs, one part a fact."""
    return [f"{sanitize(key).replace('_', ' ')} {sanitize(str(value))}" for key, value in engine.items()]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
