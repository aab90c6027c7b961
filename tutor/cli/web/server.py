"""The pages and the connections of `tutor web`: textual-serve's server behind a gate.

Each connection gets a process with an app of its own; there is a bounded number of places,
and one is free again when its process has ended. A reload is a new connection: the old
process is ended first, so the model is never in memory twice, and the new one begins with an
empty screen. What had been asked and answered, and what an unfinished run had written until
then, is in the history, as after leaving the app; the unfinished run does not go on.
"""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from textual_serve.server import Server, to_int

from tutor.cli.web.gate import Gate
from tutor.cli.web.process import AppProcess, Program

_PAGE = Path(__file__).parent / "page"
_PLACE_SECONDS = 5.0  # longer than the grace of a process that ends
_LAST_SECONDS = 0.5  # from Ctrl-C to the end of every process: the user is promised 1 s
_CLOSE_SECONDS = 0.2  # a browser that is there answers at once
_FULL = "All places are taken: close the other tab and reload, or start `tutor web --sessions {}`.\n"
# xterm.js writes style elements; nothing comes from elsewhere, and no page may frame this one
_CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'{}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class WebServer(Server):
    """Serves `program` on `listener` to whom `gate` lets in, in at most `sessions` places."""

    def __init__(self, program: Program, gate: Gate, listener: socket.socket, sessions: int) -> None:
        super().__init__(" ".join(program.arguments), title="tutor")
        self._program = program
        self._gate = gate
        self._listener = listener
        self._sessions = sessions
        self._places = asyncio.Semaphore(sessions)
        self._ending = asyncio.Event()
        self._running: set[AppProcess] = set()

    def end(self) -> None:
        """Let `run` return."""
        self._ending.set()

    async def run(self) -> None:
        """Serve until it is ended or cancelled, then end every process."""
        # no access log: its lines would hold the token
        runner = web.AppRunner(await self._make_app(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.SockSite(runner, self._listener).start()
            await self._ending.wait()
        finally:
            await runner.cleanup()

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._gate.admit])
        app.add_routes(
            [
                web.get("/", self._show_page),
                web.get("/place", self._await_place),
                web.get("/ws", self.handle_websocket),
                web.get("/download/{key}", self.handle_download),
                web.static("/page", _PAGE),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_response_prepare.append(self._add_headers)
        app.on_shutdown.append(self.on_shutdown)
        return app

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002
        """End every process at once."""
        await asyncio.gather(*(process.stop(_LAST_SECONDS) for process in self._running))

    async def handle_websocket(self, request: web.Request) -> web.StreamResponse:  # type: ignore[override]
        """An app for a connection, until one of the two ends."""
        if not self._gate.is_own_page(request):
            return web.Response(status=403, text="Only the page of this server may connect to it.\n")
        async with self._place() as free:
            if not free:
                return self._full()
            websocket = web.WebSocketResponse(heartbeat=15, timeout=_CLOSE_SECONDS)
            await websocket.prepare(request)
            process = AppProcess(self._program, websocket, self.download_manager)
            self._running.add(process)
            try:
                await process.start(*_size(request))
                await self._process_messages(websocket, process)
            finally:
                await process.stop()
                self._running.discard(process)
        return websocket

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[bool]:
        """A place for as long as the block lasts; False where none becomes free in time."""
        try:
            async with asyncio.timeout(_PLACE_SECONDS):
                await self._places.acquire()
        except TimeoutError:
            yield False
            return
        try:
            yield True
        finally:
            self._places.release()

    async def _await_place(self, request: web.Request) -> web.Response:  # noqa: ARG002
        """Whether a place is free. A page asks before it connects: only it can show the sentence."""
        async with self._place() as free:
            return web.Response(text="free\n") if free else self._full()

    def _full(self) -> web.Response:
        return web.Response(status=503, text=_FULL.format(self._sessions + 1))

    async def _show_page(self, request: web.Request) -> web.FileResponse:  # noqa: ARG002
        return web.FileResponse(_PAGE / "index.html")

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        host = self._gate.host_of(request)
        # older WebKit does not count a WebSocket of the same host as 'self'
        response.headers.update(_HEADERS)
        response.headers["Content-Security-Policy"] = _CONTENT_POLICY.format(f" ws://{host}" if host else "")


def _size(request: web.Request) -> tuple[int, int]:
    return to_int(request.query.get("width", ""), 80), to_int(request.query.get("height", ""), 24)


async def serve_until_signalled(server: WebServer) -> None:
    """Serve; a closed terminal and a polite kill end it in good order, where the system has these signals."""
    for name in ("SIGTERM", "SIGHUP"):
        try:
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), server.end)
        except (AttributeError, NotImplementedError):  # Windows
            continue
    await server.run()
