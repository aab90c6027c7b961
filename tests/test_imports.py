"""Which libraries a fresh process loads: the front doors stay light, each foreign library has one room."""

import json
import subprocess
import sys

import pytest

HEAVY = ["llama_cpp", "sympy", "numpy", "math_verify", "textual", "huggingface_hub", "openai", "sqlite3", "pydantic", "rich"]


def loaded(code: str) -> set[str]:
    """Top-level modules in `sys.modules` after running `code` in a new interpreter."""
    script = f"{code}\nimport sys, json\nprint(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_help_loads_no_heavy_library() -> None:
    code = "from tutor.cli.root import root\ntry:\n    root(['--help'])\nexcept SystemExit: pass"
    assert not loaded(code) & set(HEAVY)


@pytest.mark.parametrize("command", ["solve", "models", "doctor"])
def test_a_commands_help_loads_no_heavy_library(command: str) -> None:
    code = f"from tutor.cli.root import root\ntry:\n    root(['{command}', '--help'])\nexcept SystemExit: pass"
    assert not loaded(code) & set(HEAVY)


@pytest.mark.parametrize("module", ["tutor.check.checker", "tutor.solve", "tutor.render", "tutor.trace", "tutor.check.reading"])
def test_no_sympy_outside_the_workers(module: str) -> None:
    assert "sympy" not in loaded(f"import {module}")


def test_only_the_llama_room_loads_llama_cpp() -> None:
    assert "llama_cpp" not in loaded("import tutor.solve, tutor.engine.opening, tutor.engine.plan, models.store")
    assert "huggingface_hub" not in loaded("import models.store, models.ensure, models.catalog")
