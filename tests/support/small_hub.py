"""A hub on this machine: metadata, redirects, ranges, and the ways a real one misbehaves."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from models.card import HubSource


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
        prefix = "/datasets" if source.repo_type == "dataset" else ""
        self.files[f"{prefix}/{source.repo}/resolve/{source.revision}/{source.filename}"] = data

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
        # another host, as the hub's storage is: the client follows redirects within the hub's own
        self.send_header("Location", f"{self.hub.address.replace('127.0.0.1', 'localhost')}/cdn{self.path}")
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


@contextmanager
def serve_hub() -> Iterator[Hub]:
    """An empty hub, served from a thread."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _HubHandler)
    server.daemon_threads = True
    hub = Hub(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Handler", (_HubHandler,), {"hub": hub})
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield hub
    for event in (hub.silent, hub.gate):
        if event:
            event.set()
    server.shutdown()
    server.server_close()
