"""`tutor quantize` and `python -m quantize` as a user meets them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from models.locations import models_folder
from models.store import Store
from quantize.command import command
from quantize.errors import QuantizeError
from quantize.publish import push


def run(*arguments: str | Path) -> str:
    """Standard output of the command; a fault is raised."""
    outcome = CliRunner().invoke(command, [str(part) for part in arguments], catch_exceptions=False)
    assert outcome.exit_code == 0, outcome.output
    return outcome.stdout


def test_a_gguf_is_quantized_and_installed(tiny_model: Path, tmp_path: Path) -> None:
    out = run(tiny_model, "--type", "q8_0", "--out", tmp_path / "results", "--install", "tiny-one")
    assert out.strip() == str(tmp_path / "results" / "tiny-Q8_0.gguf")
    installed = Store(models_folder()).find("tiny-one")
    assert installed is not None
    assert installed.quantization == "Q8_0"


def test_a_dry_run_writes_nothing(tiny_model: Path, tmp_path: Path) -> None:
    records = json.loads(
        run(
            tiny_model,
            "--type",
            "Q8_0",
            "--type",
            "Q4_0",
            "--dry-run",
            "--json",
            "--out",
            tmp_path / "results",
        )
    )
    assert [record["type"] for record in records] == ["Q8_0", "Q4_0"]
    assert records[0]["bytes"] > records[1]["bytes"] > 10_000
    assert not (tmp_path / "results").exists()


def test_measure_prints_a_table_and_writes_report_and_plot(tiny_model: Path, tmp_path: Path) -> None:
    small = Path(run(tiny_model, "--type", "Q8_0", "--out", tmp_path).strip())
    texts = tmp_path / "texts.jsonl"
    texts.write_text(json.dumps({"text": "counting one two three four five " * 6}) + "\n")
    arguments = [
        "--texts",
        texts,
        "--threads",
        "1",
        "--report",
        tmp_path / "r.json",
        "--plot",
        tmp_path / "p.svg",
    ]
    table = run("measure", tiny_model, small, *arguments)
    assert "Q8_0" in table
    assert (tmp_path / "p.svg").read_text().startswith("<svg")
    choice = run("choose", tiny_model, "--memory", "1", "--report", tmp_path / "r.json")
    assert "measured divergence" in choice


def test_calibrate_writes_an_imatrix_that_quantizing_takes(tiny_model: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text(json.dumps({"prompt": "Count.", "completion": "one two three four five " * 6}) + "\n")
    run("calibrate", tiny_model, "--texts", texts, "--out", tmp_path / "i.gguf", "--threads", "1")
    made = run(tiny_model, "--type", "Q4_0", "--imatrix", tmp_path / "i.gguf", "--out", tmp_path)
    assert Path(made.strip()).exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nowhere"], "nowhere does not exist"),
        (["{model}", "--type", "Q9"], "no type 'Q9'"),
        (["{model}", "--tensor-type", "attn_v"], "PATTERN=TYPE"),
        (["{model}", "--precision", "f8"], "no precision 'f8'"),
        (["{model}", "--calibrate", "--imatrix", "x.gguf"], "exclude each other"),
        (["{model}", "--type", "Q8_0", "--type", "Q4_0", "--out", "one.gguf"], "can't go into one file"),
    ],
)
def test_what_cannot_be_is_said(arguments: list[str], reason: str, tiny_model: Path) -> None:
    with pytest.raises(QuantizeError, match=reason):
        run(*[part.format(model=tiny_model) for part in arguments])


def test_a_fault_ends_with_exit_code_six_and_a_hint() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "quantize", "nowhere"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 6
    assert "nowhere does not exist" in ended.stderr
    assert "OWNER/NAME" in ended.stderr
    assert ended.stdout == ""


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys\nfrom tutor.cli.quantize import command\n"
        "try:\n    command(['make', '--help'])\nexcept SystemExit: pass\n"
        "print(','.join(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.splitlines()[-1].split(","))
    assert not loaded & {"numpy", "llama_cpp", "gguf", "rich", "huggingface_hub", "tokenizers"}


UPLOADER = "import sys, shutil, pathlib\nrepo, path, place = sys.argv[1:]\nsource = pathlib.Path(path)\n"
TAKES = UPLOADER + (
    "target = pathlib.Path(repo.replace('/', '--'))\ntarget.mkdir(exist_ok=True)\n"
    "whole = source.is_dir()\n"
    "shutil.copytree(source, target, dirs_exist_ok=True) if whole else shutil.copy(source, target / place)\n"
)
REFUSES = UPLOADER + "sys.exit('401 Unauthorized')\n"


def test_push_sends_files_and_card(tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    push([tiny_model], "owner/name", None, uploader=(sys.executable, "-c", TAKES))
    assert {path.name for path in (tmp_path / "owner--name").iterdir()} == {"tiny.gguf", "README.md"}


def test_a_refused_push_quotes_the_hub(tiny_model: Path) -> None:
    with pytest.raises(QuantizeError, match="401 Unauthorized"):
        push([tiny_model], "owner/name", None, uploader=(sys.executable, "-c", REFUSES))
