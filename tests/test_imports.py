"""Which libraries a fresh process loads: the front doors stay light, each foreign library has one room."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    *("llama_cpp", "sympy", "numpy", "math_verify", "textual"),
    *("huggingface_hub", "openai", "sqlite3", "pydantic", "rich"),
}


def loaded(code: str) -> set[str]:
    """Top-level modules in `sys.modules` after running `code` in a new interpreter."""
    listing = "sorted({name.split('.')[0] for name in sys.modules})"
    script = f"{code}\nimport sys, json\nprint(json.dumps({listing}))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_help_loads_no_heavy_library() -> None:
    code = "from tutor.cli.root import root\ntry:\n    root(['--help'])\nexcept SystemExit: pass"
    assert not loaded(code) & HEAVY


@pytest.mark.parametrize(
    "command",
    [
        *("solve", "hint", "check", "check-work", "grade", "practice", "report", "export", "eval"),
        *("models", "history", "quantize", "doctor", "serve", "web", "bench"),
    ],
)
def test_a_commands_help_loads_no_heavy_library(command: str) -> None:
    call = f"root(['{command}', '--help'])"
    code = f"from tutor.cli.root import root\ntry:\n    {call}\nexcept SystemExit: pass"
    assert not loaded(code) & HEAVY


@pytest.mark.parametrize(
    "module", ["tutor.check.checker", "tutor.check.reading", "tutor.render", "tutor.solve", "tutor.trace"]
)
def test_no_sympy_outside_the_workers(module: str) -> None:
    assert "sympy" not in loaded(f"import {module}")


def test_only_the_llama_room_loads_llama_cpp() -> None:
    assert "llama_cpp" not in loaded("import tutor.solve, tutor.engine.opening, models.store")
    assert "huggingface_hub" not in loaded("import models.store, models.ensure, models.catalog")
