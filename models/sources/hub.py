"""The source `hub`: one file of a repository on the Hugging Face hub, through its own client.

The client's `hf_hub_download` throws an unfinished file away when the process ends, so the
two steps below it are used: the file's metadata (size, etag), then its resuming
`http_get` into our partial.
"""

import io
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from models.card import HubSource
from models.disk import Partial, require_space
from models.errors import SourceError
from models.hub_client import hub_client
from models.progress import Advanced
from models.sources.order import Fetched, Order
from models.stopping import POLL_SECONDS, Stop

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

REACH_SECONDS = 5.0
"""How long the hub may take to answer. Kept by a thread: name look-ups and several addresses are not under
the client's own time-out."""

_SHA256 = re.compile("[0-9a-f]{64}")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Remote:
    url: str
    bytes: int
    etag: str

    @property
    def sha256(self) -> str | None:
        return self.etag if _SHA256.fullmatch(self.etag) else None


def fetch(source: HubSource, order: Order, endpoint: str | None = None) -> Fetched:
    """Bring the partial up to the file's size; SourceError, keeping the partial, when the hub can't."""
    hub_client()  # loading it takes seconds on a slow disk: that is not the hub's silence
    remote = _in_thread(lambda: _look_up(source, endpoint), order.stop, REACH_SECONDS)
    expected = order.file.sha256
    if expected and remote.sha256 and remote.sha256 != expected:
        raise SourceError(f"{source.repo} holds another {source.filename} than expected (checksum mismatch)")
    partial = order.partial(f"{source.repo}/{source.filename}@{remote.etag}")
    partial.cut(remote.bytes)
    require_space(order.target.parent, remote.bytes - partial.done_bytes)
    order.announce(str(source), remote.bytes, partial.done_bytes)
    _download_all(source, remote, partial, order)
    return Fetched(partial, remote.sha256, remote.bytes)


def _look_up(source: HubSource, endpoint: str | None) -> _Remote:
    files = hub_client().files
    url = files.hf_hub_url(
        source.repo,
        source.filename,
        repo_type=source.repo_type,
        revision=source.revision,
        endpoint=endpoint,
    )
    with _translated_faults(source.repo):
        metadata = files.get_hf_file_metadata(
            url, timeout=REACH_SECONDS, library_name="tutor", endpoint=endpoint
        )
    if not metadata.size or not metadata.etag:
        raise SourceError(f"the answer for {source.repo} is not the hub's: it lacks size or etag")
    return _Remote(url, int(metadata.size), str(metadata.etag))


def _download_all(source: HubSource, remote: _Remote, partial: Partial, order: Order) -> None:
    """Take up a line that breaks, as long as each attempt brings the file further."""
    while True:
        before = partial.done_bytes
        try:
            return _download(source, remote, partial.path, order)
        except SourceError as error:
            if not error.unreachable or partial.done_bytes <= before:
                raise


def _download(source: HubSource, remote: _Remote, path: Path, order: Order) -> None:
    """One attempt. A line that stands still holds up no stop: the file is closed under the client,
    whose next write then fails, so that nobody writes into a partial that another fetch goes on with."""
    client = hub_client()

    def tell(done: int) -> None:
        order.progress(Advanced(done, remote.bytes))

    with io.FileIO(path, "r+") as raw, _ToldFile(raw, tell) as file:
        start = file.seek(0, io.SEEK_END)

        def get() -> None:
            client.files.http_get(
                remote.url,
                file,
                resume_size=start,
                headers=client.utils.build_hf_headers(library_name="tutor"),
                expected_size=remote.bytes,
            )

        with _translated_faults(source.repo):
            _in_thread(get, order.stop)


@contextmanager
def _translated_faults(repo: str) -> Iterator[None]:
    """Turn the client's faults into `SourceError`; faults of our own disk pass through."""
    errors = hub_client().errors
    try:
        yield
    except errors.HfHubHTTPError as error:
        raise SourceError(f"the hub answered {error.response.status_code} for {repo}") from error
    except (
        errors.HTTPError
    ) as error:  # the base of the transport's faults, whichever transport the client uses
        raise SourceError(f"the connection failed ({error})", unreachable=True) from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise SourceError(
            str(error).splitlines()[0], unreachable=isinstance(error, ConnectionError)
        ) from error


class _ToldFile(io.BufferedRandom):
    """A file that tells its position after every write."""

    def __init__(self, raw: io.FileIO, tell: Callable[[int], None]) -> None:
        super().__init__(raw)
        self._tell_position = tell

    def write(self, data: "ReadableBuffer", /) -> int:
        written = super().write(data)
        self._tell_position(self.tell())
        return written


def _in_thread(call: Callable[[], Value], stop: Stop, seconds: float | None = None) -> Value:
    """The outcome of a call that is abandoned when it is to stop, or after so many seconds."""
    outcome: queue.SimpleQueue[tuple[Value, None] | tuple[None, BaseException]] = queue.SimpleQueue()

    def run() -> None:
        try:
            outcome.put((call(), None))
        except BaseException as error:  # noqa: BLE001  (handed to the waiting thread, which raises it)
            outcome.put((None, error))

    threading.Thread(target=run, name="hub", daemon=True).start()
    end = None if seconds is None else time.monotonic() + seconds
    while True:
        stop.check()
        try:
            value, error = outcome.get(timeout=POLL_SECONDS)
        except queue.Empty:
            if end is not None and time.monotonic() >= end:
                reason = f"it did not answer within {seconds:.0f} seconds"
                raise SourceError(reason, unreachable=True) from None
            continue
        if error is not None:
            raise error
        return value  # type: ignore[return-value]  # without an error there is a value
