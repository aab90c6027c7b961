"""The fuzzer repeats itself, breaks no promise on a short run, and its tripwire trips."""

import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from tutor.evaluate.fuzzing.inputs import JOBS, inputs
from tutor.evaluate.fuzzing.run import fuzz
from tutor.evaluate.fuzzing.worker import CANARY_WORD, EVALUATED

TRIPWIRE = "from tutor.evaluate.fuzzing.worker import end_when_evaluated; end_when_evaluated(); "


def test_a_seed_gives_the_same_inputs_again() -> None:
    first, again = (list(inputs(200, 7, "canary")) for _ in range(2))
    assert first == again
    assert first != list(inputs(200, 8, "canary"))


def test_hostile_inputs_go_to_every_job() -> None:
    hostile = [one for one in islice(inputs(300, 1, "canary"), 300) if one.sort == "hostile"]
    assert hostile
    assert all(tuple(job for job, _ in one.jobs) == JOBS for one in hostile)


@pytest.mark.parametrize(
    "code",
    [
        f"eval('{CANARY_WORD} + 1')",
        f"exec(compile('x = {CANARY_WORD}', 'text', 'exec'))",
        f"import sympy; sympy.sympify('{CANARY_WORD} + 1')",
    ],
)
def test_evaluating_the_canary_ends_the_process(code: str) -> None:
    ended = subprocess.run([sys.executable, "-I", "-c", TRIPWIRE + code], check=False, timeout=60)
    assert ended.returncode == EVALUATED


def test_a_process_that_only_handles_the_canary_lives_on() -> None:
    code = TRIPWIRE + f"import sys; sys.exit(len(sys.argv[1]) - {len(CANARY_WORD)})"
    ended = subprocess.run([sys.executable, "-I", "-c", code, CANARY_WORD], check=False, timeout=60)
    assert ended.returncode == 0


def test_a_short_run_breaks_no_promise(tmp_path: Path) -> None:
    report = fuzz(inputs(150, 3, str(tmp_path / CANARY_WORD)), workers=1)
    assert report.inputs == 150
    assert sum(report.outcomes.values()) >= 150
    assert report.must_be_zero == dict.fromkeys(report.must_be_zero, 0), report.findings
    assert list(tmp_path.iterdir()) == []
