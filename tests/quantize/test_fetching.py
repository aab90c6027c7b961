"""A checkpoint from a hub: what is fetched, what is not fetched twice, what is refused."""

from pathlib import Path

import pytest
from support.small_checkpoints import Form, write_checkpoint
from support.small_hub import Hub, serve_hub

from models.card import HubSource
from models.errors import SourceError
from quantize.checkpoint.shards import read_tensors
from quantize.fetching import fetch_checkpoint, is_hub_name


def serve(hub: Hub, folder: Path) -> None:
    for path in folder.iterdir():
        hub.add(HubSource("owner/small", path.name), path.read_bytes())


@pytest.mark.parametrize("shards", [1, 3])
def test_every_file_is_fetched_once(shards: int, tmp_path: Path) -> None:
    source = write_checkpoint(tmp_path / "source", Form("LlamaForCausalLM", tied=True, shards=shards))
    with serve_hub() as hub:
        serve(hub, source)
        folder = fetch_checkpoint("owner/small", endpoint=hub.address)
        for path in source.iterdir():
            assert (folder / path.name).read_bytes() == path.read_bytes()
        assert len(read_tensors(folder)) == len(read_tensors(source))
        before = len(hub.downloads())
        fetch_checkpoint("owner/small", endpoint=hub.address)
        assert len(hub.downloads()) == before


def test_a_missing_shard_is_named(tmp_path: Path) -> None:
    source = write_checkpoint(tmp_path / "source", Form("LlamaForCausalLM", tied=True, shards=2))
    (source / "model-00002-of-00002.safetensors").unlink()
    with serve_hub() as hub:
        serve(hub, source)
        with pytest.raises(SourceError):
            fetch_checkpoint("owner/small", endpoint=hub.address)


def test_other_bytes_than_the_hub_promised_are_refused(tmp_path: Path) -> None:
    source = write_checkpoint(tmp_path / "source", Form("LlamaForCausalLM", tied=True))
    with serve_hub() as hub:
        serve(hub, source)
        hub.etags["/owner/small/resolve/main/model.safetensors"] = "0" * 64
        with pytest.raises(SourceError, match=r"model\.safetensors"):
            fetch_checkpoint("owner/small", endpoint=hub.address)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("microsoft/Phi-4-mini-reasoning", True),
        ("a/b/c", False),
        ("../x", False),
        ("model.gguf", False),
        ("a/", False),
    ],
)
def test_hub_names_are_told_from_paths(text: str, expected: bool) -> None:
    assert is_hub_name(text) is expected
