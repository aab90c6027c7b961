"""The process behind one connection: an app of its own, started, spoken to and ended.

It runs without a shell, in a session of its own: the terminal's Ctrl-C is for the server,
which closes the pipe, waits a little for the app to put its things away, then kills it and
all it started.
"""

import asyncio
import logging
import shlex
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import psutil
from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from tutor.render.safe import sanitize

_LOG = logging.getLogger(__name__)

_GREETING = b"__GANGLION__\n"  # textual.drivers.web_driver: from here on, packets
_LINES_BEFORE_GREETING = 10
_GRACE_SECONDS = 2.0
_WORDS_SECONDS = 0.2
_LAST_BYTES = 2_000
_LARGEST_SIDE = 1_000  # columns or rows


@dataclass(frozen=True, slots=True)
class Program:
    """What is started for a connection, and the variables it gets besides this process's own."""

    arguments: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)


def tutor_program(typed: Mapping[str, object]) -> Program:
    """This very environment's app, with the typed settings as `TUTOR_*`."""
    variables = {f"TUTOR_{name.upper()}": str(value) for name, value in typed.items() if value is not None}
    # -P: a file of the student's folder must not pass for a module
    return Program((sys.executable, "-P", "-m", "tutor.cli.web.app"), variables)


class AppProcess(AppService):
    """One app and the WebSocket that shows it."""

    def __init__(
        self, program: Program, websocket: web.WebSocketResponse, downloads: DownloadManager
    ) -> None:
        super().__init__(
            shlex.join(program.arguments),
            write_bytes=self._write_bytes,
            write_str=self._write_str,
            close=self._close,
            download_manager=downloads,
        )
        self._program = program
        self._websocket = websocket
        self._last_words = b""

    async def start(self, width: int, height: int) -> None:
        """Start the app on a screen of so many cells."""
        await super().start(_side(width), _side(height))

    async def stop(self, grace_seconds: float = _GRACE_SECONDS) -> None:
        """End the app; by force when it takes longer than the grace. Safe to call twice."""
        task, self._task = self._task, None
        if task is None:
            return
        await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
        self.stdin.close()  # to the app's driver, the end
        try:
            await asyncio.wait({task}, timeout=grace_seconds)
        finally:
            # also when the wait is cut short, since the server ends
            if self._process is not None and self._process.returncode is None:
                _kill_family(self._process.pid)
        await task

    async def run(self) -> None:
        """Pass on what the app draws until it ends; what it says on leaving by a fault is shown."""
        process = self._process
        assert process is not None and process.stdout is not None and process.stderr is not None
        words = asyncio.create_task(self._listen(process.stderr))
        with suppress(asyncio.IncompleteReadError):
            await self._pass_on(process.stdout)
        code = await process.wait()
        await asyncio.wait({words}, timeout=_WORDS_SECONDS)
        words.cancel()
        if code and not self._websocket.closed:
            await self._show_fault(code)
        await self._close()

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        stronger = {name.upper() for name in self._program.variables}
        environment = super()._build_environment(width, height)
        kept = {name: value for name, value in environment.items() if name.upper() not in stronger}
        driver = {"TEXTUAL_DRIVER": "tutor.tui.web_driver:WebDriver"}
        return kept | driver | dict(self._program.variables)

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NEW_PROCESS_GROUP
        self._process = await asyncio.create_subprocess_exec(
            *self._program.arguments,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            start_new_session=sys.platform != "win32",
            creationflags=flags,
        )
        self._stdin = self._process.stdin
        return self._process

    async def _pass_on(self, stdout: asyncio.StreamReader) -> None:
        for _ in range(_LINES_BEFORE_GREETING):
            if await stdout.readline() == _GREETING:
                break
        while True:
            head = await stdout.readexactly(5)
            kind, payload = head[:1], await stdout.readexactly(int.from_bytes(head[1:], "big"))
            if kind == b"D":
                await self.on_data(payload)
            elif kind == b"M":
                await self.on_meta(payload)
            elif kind == b"P":
                await self.on_packed(payload)

    async def _listen(self, stderr: asyncio.StreamReader) -> None:
        while said := await stderr.read(4096):
            self._last_words = (self._last_words + said)[-_LAST_BYTES:]

    async def _show_fault(self, code: int) -> None:
        words = sanitize(self._last_words.decode("utf-8", "replace")).strip()
        _LOG.error("the app ended with code %s", code)
        text = f"\n{words or 'The app ended by a fault; the log says more.'}\n"
        await self._write_bytes(text.replace("\n", "\r\n").encode())

    # a browser that has gone is no reason to stop emptying the app's pipe: full, it would never end

    async def _write_bytes(self, data: bytes) -> None:
        with suppress(ConnectionResetError):
            if not self._websocket.closed:
                await self._websocket.send_bytes(data)

    async def _write_str(self, data: str) -> None:
        with suppress(ConnectionResetError):
            if not self._websocket.closed:
                await self._websocket.send_str(data)

    async def _close(self) -> None:
        await self._websocket.close()


def _side(cells: int) -> int:
    return max(1, min(cells, _LARGEST_SIDE))


def _kill_family(pid: int) -> None:
    """Kill a process and all that come from it, which may live in sessions of their own."""
    try:
        parent = psutil.Process(pid)
        family = [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for member in family:
        with suppress(psutil.NoSuchProcess):
            member.kill()
