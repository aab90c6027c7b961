"""A finished file goes home: into the model store under a name, or to the hub with its card.

The hub's own command does the sending, in a process of its own: its login, endpoint and
proxies are the user's.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from models.gguf_header import read_header
from models.locations import models_folder
from models.model_file import ModelFile
from models.store import Store
from quantize.errors import QuantizeError
from quantize.measurement import Report
from quantize.model_card import write_card
from quantize.plot import plot_report
from quantize.progress import Progress, ignore

UPLOADER = (sys.executable, "-m", "huggingface_hub.cli.hf", "upload")


def install(path: Path, name: str, progress: Progress = ignore) -> ModelFile:
    """Put a file into the model store under a name; ModelError when the name or the file can't be."""
    return Store(models_folder()).import_file(path, name, progress=progress)


def push(
    files: Sequence[Path], repo: str, report: Report | None, *, uploader: Sequence[str] = UPLOADER
) -> None:
    """Send files, card and plot to a hub repository; QuantizeError, quoting the hub's client, on a fault."""
    for path in files:
        read_header(path)  # a damaged file must not be published
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "README.md").write_text(write_card(files, report), encoding="utf-8")
        if report is not None:
            (folder / "report.json").write_text(report.as_json(), encoding="utf-8")
            (folder / "loss.svg").write_text(plot_report(report), encoding="utf-8")
        for path in files:
            _upload(uploader, repo, path, path.name)
        _upload(uploader, repo, folder, ".")


def _upload(uploader: Sequence[str], repo: str, path: Path, place: str) -> None:
    run = subprocess.run([*uploader, repo, str(path), place], capture_output=True, text=True, check=False)
    if run.returncode:
        lines = [line for line in (run.stderr or run.stdout).splitlines() if line.strip()]
        reason = lines[-1][:300] if lines else f"exit code {run.returncode}"
        raise QuantizeError(
            f"The hub did not take {path.name}: {reason}", "Log in with `hf auth login`, and check the name."
        )
