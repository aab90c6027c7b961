"""Running the worker: its log line by line, its end, and its death when the caller is interrupted."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import IO

from quantize.errors import LlamaError
from quantize.recipe import Recipe


def run_quantizer(
    source: Path, target: Path, recipe: Recipe, *, dry_run: bool = False
) -> Generator[str, None, None]:
    """The lines llama.cpp logs while it quantizes; LlamaError, quoting it, when it fails.

    Closing the iterator, or an exception in the block that reads it, kills the child.
    """
    job = {"source": str(source), "target": str(target), "recipe": recipe.as_json(), "dry_run": dry_run}
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(
            [sys.executable, "-m", "quantize.llama.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
        )
        try:
            assert child.stdin is not None
            child.stdin.write(json.dumps(job) + "\n")
            child.stdin.flush()
            outcome = yield from _lines(child)
        finally:
            child.kill()
            child.wait()
            for stream in (child.stdin, child.stdout):
                assert stream is not None
                stream.close()
        if outcome is None:
            raise LlamaError(
                f"llama.cpp died while quantizing {source} (exit code {child.returncode}).",
                _last_line(errors) or "Was memory short? Use a smaller --buffer.",
            )
        if outcome["fault"]:
            raise LlamaError(outcome["fault"], outcome["hint"] or _hint(outcome["fault"]))


def _lines(child: "subprocess.Popen[str]") -> Generator[str, None, dict[str, str] | None]:
    """The log's lines; returns the outcome, None when the child died without one."""
    assert child.stdout is not None
    for text in child.stdout:
        message = json.loads(text)
        if "line" not in message:
            outcome: dict[str, str] = message
            return outcome
        yield message["line"]
    return None


def _last_line(errors: IO[bytes]) -> str:
    errors.seek(0)
    lines = [line for line in errors.read().decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""


def _hint(fault: str) -> str:
    if "imatrix" in fault or "importance matrix" in fault:
        return "Give one with --imatrix, or have one made with --calibrate."
    if "requantizing" in fault:
        return (
            "Start from the checkpoint or a 16-bit GGUF; --requantize does it all the same, with more loss."
        )
    return ""
