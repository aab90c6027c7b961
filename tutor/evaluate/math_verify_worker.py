"""The child that asks Math-Verify: `python -I -m tutor.evaluate.math_verify_worker`.

Its time-out uses SIGALRM, which works in the main thread of a process only; here it
has one to itself. Speaks the protocol of the checker's own workers.
"""

from collections.abc import Mapping

from tutor.check.worker import Job, Line, serve


def _wrapped(gold: str) -> str:
    """The expected answer as Math-Verify looks for it: between dollars."""
    between_dollars = len(gold) > 2 and gold.startswith("$") and gold.endswith("$")
    return gold if between_dollars else f"${gold}$"


def _load_jobs() -> Mapping[str, Job]:
    from math_verify import parse, verify

    def compare(data: Line) -> Line:
        expected = parse(_wrapped(str(data["expected"])))
        given = parse(f"\\boxed{{{data['given']}}}")
        if not expected or not given:
            return {"verdict": "undecided", "detail": f"{expected} against {given}"}
        equal = verify(expected, given)
        return {"verdict": "equal" if equal else "different", "detail": f"{expected} against {given}"}

    return {"compare": compare}


if __name__ == "__main__":
    serve(_load_jobs)
