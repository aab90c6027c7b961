"""Two real processes ask for the same model: it is fetched once."""

import subprocess
import sys
import threading
from pathlib import Path

from support.small_hub import Hub

from models.card import HubSource

SOURCE = HubSource("someone/toy-GGUF", "toy-F32.gguf")

PULL = """
import sys
from pathlib import Path
from models.card import HubSource
from models.store import Store
from support.small_models import make_card

home, endpoint = sys.argv[1:]
card = make_card("toy", HubSource("someone/toy-GGUF", "toy-F32.gguf"))

def tell(event):
    print(type(event).__name__, flush=True)

Store(Path(home), [card], endpoint).pull(card, card.files[0], tell)
"""


def start_pull(home: Path, hub: Hub) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PULL, str(home), hub.address]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])


def lines_until(process: "subprocess.Popen[str]", last: str) -> list[str]:
    assert process.stdout is not None
    seen = []
    for line in process.stdout:
        seen.append(line.strip())
        if seen[-1] == last:
            return seen
    raise AssertionError(f"the process ended without {last!r}: {seen}")


def test_the_second_process_waits_and_then_finds_the_model(
    tmp_path: Path, hub: Hub, model_bytes: bytes
) -> None:
    hub.add(SOURCE, model_bytes)
    hub.gate = threading.Event()
    with start_pull(tmp_path, hub) as first:
        lines_until(first, "Advanced")
        with start_pull(tmp_path, hub) as second:
            assert lines_until(second, "Waiting") == ["Waiting"]
            hub.gate.set()
            assert lines_until(first, "Installed")
            assert lines_until(second, "Installed") == ["Installed"]
    assert (first.returncode, second.returncode) == (0, 0)
    assert len(hub.downloads()) == 1


def test_when_the_first_is_killed_the_second_goes_on_from_its_bytes(
    tmp_path: Path, hub: Hub, model_bytes: bytes
) -> None:
    hub.add(SOURCE, model_bytes)
    hub.gate = threading.Event()
    with start_pull(tmp_path, hub) as first:
        lines_until(first, "Advanced")
        with start_pull(tmp_path, hub) as second:
            lines_until(second, "Waiting")
            first.kill()
            lines_until(second, "Announced")
            hub.gate.set()
            lines_until(second, "Installed")
    assert second.returncode == 0
    assert hub.downloads() == [None, f"bytes={1 << 20}-"]
    assert (tmp_path / "toy-F32.gguf").read_bytes() == model_bytes
