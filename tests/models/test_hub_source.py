"""Fetching from the hub with its real client, against a small hub on this machine."""

import errno
import hashlib
import threading
import time
from pathlib import Path

import pytest
from support.small_hub import Hub
from support.small_models import MODEL_BYTES, Told, make_card

from models import disk
from models.card import FileSource, HubSource
from models.errors import ModelError, SourceError
from models.model_file import ModelFile
from models.progress import Advanced, Announced, SourceFailed, Verifying
from models.sources import hub as hub_source
from models.store import Store

SOURCE = HubSource("someone/toy-GGUF", "toy-F32.gguf")
MIRROR = HubSource("other/toy-GGUF", "toy-F32.gguf")


def pull(home: Path, hub: Hub, told: Told, *sources: HubSource, sha256: str | None = None) -> ModelFile:
    card = make_card("toy", *(sources or (SOURCE,)), sha256=sha256)
    return Store(home, [card], hub.address).pull(card, card.files[0], told)


def visible(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir() if path.is_file())


def test_a_file_arrives_verified_with_its_record_and_nothing_else(
    tmp_path: Path, hub: Hub, told: Told, model_bytes: bytes
) -> None:
    hub.add(SOURCE, model_bytes)
    model = pull(tmp_path, hub, told)
    assert model.path.read_bytes() == model_bytes
    assert model.sha256 == hashlib.sha256(model_bytes).hexdigest()
    assert visible(tmp_path) == ["toy-F32.gguf", "toy-F32.gguf.json"]
    assert (
        Store(tmp_path, [make_card("toy")]).find("toy", "f32")
        == Store(tmp_path, [make_card("toy")]).installed()[0]
    )


def test_bytes_are_reported_while_they_come(tmp_path: Path, hub: Hub, told: Told, model_bytes: bytes) -> None:
    hub.add(SOURCE, model_bytes)
    pull(tmp_path, hub, told)
    assert told.of(Announced) == [Announced("toy", "F32", MODEL_BYTES, str(SOURCE), 0)]
    done = [event.done_bytes for event in told.of(Advanced)]
    assert len(done) >= 3
    assert done == sorted(done)
    assert done[-1] == MODEL_BYTES
    assert told.of(Verifying)


def test_an_installed_model_asks_nobody(tmp_path: Path, hub: Hub, told: Told, model_bytes: bytes) -> None:
    hub.add(SOURCE, model_bytes)
    first = pull(tmp_path, hub, told)
    hub.requests.clear()
    assert pull(tmp_path, hub, told) == first
    assert hub.requests == []


def test_a_line_that_breaks_is_taken_up_within_one_run(
    tmp_path: Path, hub: Hub, told: Told, model_bytes: bytes
) -> None:
    hub.add(SOURCE, model_bytes)
    hub.break_after = 3 << 19
    assert pull(tmp_path, hub, told).path.read_bytes() == model_bytes
    first, second = hub.downloads()
    assert first is None
    assert second is not None
    assert int(second.removeprefix("bytes=").rstrip("-")) > 0


def test_a_stopped_fetch_goes_on_where_it_stopped(
    tmp_path: Path, hub: Hub, told: Told, model_bytes: bytes
) -> None:
    """Ctrl-C leaves the partial and no half file; the next run asks for the rest only."""
    hub.add(SOURCE, model_bytes)

    def stop(event: object) -> None:
        if isinstance(event, Advanced) and event.done_bytes >= 1 << 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pull(tmp_path, hub, Told(on=stop))
    (left,) = visible(tmp_path)
    assert left.endswith(".partial")
    kept = (tmp_path / left).stat().st_size
    assert kept >= 1 << 20
    assert Store(tmp_path, []).installed() == []

    assert pull(tmp_path, hub, told).path.read_bytes() == model_bytes
    assert hub.downloads()[-1] == f"bytes={kept}-"
    assert visible(tmp_path) == ["toy-F32.gguf", "toy-F32.gguf.json"]


def test_a_partial_of_other_bytes_is_not_continued(
    tmp_path: Path, hub: Hub, told: Told, model_bytes: bytes
) -> None:
    """The repository was re-quantized between two runs: the etag tells."""
    hub.add(SOURCE, b"old" * 700_000)

    def stop(event: object) -> None:
        if isinstance(event, Advanced):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pull(tmp_path, hub, Told(on=stop))
    hub.add(SOURCE, model_bytes)
    assert pull(tmp_path, hub, told).path.read_bytes() == model_bytes
    assert hub.downloads()[-1] is None
    assert visible(tmp_path) == ["toy-F32.gguf", "toy-F32.gguf.json"]


def test_bytes_that_differ_from_the_hubs_checksum_are_refused_and_dropped(
    tmp_path: Path, hub: Hub, told: Told, model_bytes: bytes
) -> None:
    hub.add(SOURCE, model_bytes[:-1] + b"?")
    hub.etags[f"/{SOURCE.repo}/resolve/main/{SOURCE.filename}"] = hashlib.sha256(model_bytes).hexdigest()
    with pytest.raises(SourceError, match="checksum mismatch"):
        pull(tmp_path, hub, told)
    assert visible(tmp_path) == []


def test_a_hub_with_other_bytes_than_the_cards_is_refused_before_fetching(
    tmp_path: Path, hub: Hub, told: Told, model_bytes: bytes
) -> None:
    hub.add(SOURCE, model_bytes)
    with pytest.raises(SourceError, match="holds another"):
        pull(tmp_path, hub, told, sha256="0" * 64)
    assert hub.downloads() == []


def test_a_file_that_is_no_model_never_appears(tmp_path: Path, hub: Hub, told: Told) -> None:
    hub.add(SOURCE, b"<html>log in to the school network</html>")
    with pytest.raises(SourceError, match="does not begin with GGUF"):
        pull(tmp_path, hub, told)
    assert visible(tmp_path) == []


def test_a_missing_repository_leads_to_the_next_source(
    tmp_path: Path, hub: Hub, told: Told, model_bytes: bytes
) -> None:
    hub.add(MIRROR, model_bytes)
    model = pull(tmp_path, hub, told, SOURCE, MIRROR)
    assert model.source == str(MIRROR)
    (failed,) = told.of(SourceFailed)
    assert isinstance(failed, SourceFailed)
    assert "404" in failed.reason
    assert failed.trying == str(MIRROR)


def test_a_silent_hub_is_noticed_in_time_and_not_asked_again(
    tmp_path: Path, hub: Hub, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hub_source.REACH_SECONDS == 5.0
    monkeypatch.setattr(hub_source, "REACH_SECONDS", 0.4)
    hub.silent = threading.Event()
    started = time.monotonic()
    with pytest.raises(SourceError, match="could not be fetched") as caught:
        pull(tmp_path, hub, told, SOURCE, MIRROR)
    assert time.monotonic() - started < 15
    assert len([request for request in hub.requests if request[0] == "HEAD"]) == 1
    assert "goes on from there" in caught.value.hint


def test_a_hub_that_is_not_there_is_noticed(tmp_path: Path, told: Told) -> None:
    nobody = Hub("http://127.0.0.1:9")
    with pytest.raises(SourceError, match="the connection failed"):
        pull(tmp_path, nobody, told)


def test_too_little_room_is_said_before_fetching(
    tmp_path: Path, hub: Hub, told: Told, model_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.add(SOURCE, model_bytes)
    usage = disk.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    with pytest.raises(ModelError, match="too little room") as caught:
        pull(tmp_path, hub, told, SOURCE, MIRROR)
    assert not isinstance(caught.value, SourceError), "another source would not help"
    assert hub.downloads() == []


def test_a_disk_that_fills_up_is_said_and_the_partial_kept(
    tmp_path: Path, hub: Hub, model_bytes: bytes
) -> None:
    hub.add(SOURCE, model_bytes)

    def fill(event: object) -> None:
        if isinstance(event, Advanced):
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(ModelError, match="is full"):
        pull(tmp_path, hub, Told(on=fill))
    assert [name.rpartition(".")[2] for name in visible(tmp_path)] == ["partial"]


def test_a_file_source_copies(tmp_path: Path, told: Told, tiny_model: Path) -> None:
    card = make_card("toy", FileSource(str(tmp_path / "missing.gguf")), FileSource(str(tiny_model)))
    model = Store(tmp_path / "home", [card]).pull(card, card.files[0], told)
    assert model.path.read_bytes() == tiny_model.read_bytes()
    assert not model.path.samefile(tiny_model)
    assert len(told.of(SourceFailed)) == 1
