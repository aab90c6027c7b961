"""A server of `tutor web` in this process, and clients that came in."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from tutor.cli.web.gate import Gate
from tutor.cli.web.listening import listen
from tutor.cli.web.process import Program
from tutor.cli.web.server import WebServer

PACKET_APP = Path(__file__).with_name("packet_app.py")


class Served:
    """A running server and the browser that was let in."""

    def __init__(self, server: WebServer, gate: Gate, client: aiohttp.ClientSession) -> None:
        self.server = server
        self.gate = gate
        self.client = client
        self.base = gate.address.partition("?")[0]
        self.origin = self.base.rstrip("/")

    def connect(self) -> "aiohttp.client._WSRequestContextManager":
        return self.client.ws_connect(self.base + "ws?width=90&height=30", origin=self.origin)


def packet_app(*arguments: str, **variables: str) -> Program:
    return Program((sys.executable, str(PACKET_APP), *arguments), variables)


@asynccontextmanager
async def serve(program: Program, sessions: int = 1) -> AsyncIterator[Served]:
    with listen("127.0.0.1", 0) as listener:
        gate = Gate("127.0.0.1", listener.getsockname()[1])
        server = WebServer(program, gate, listener, sessions)
        running = asyncio.create_task(server.run())
        jar = aiohttp.CookieJar(unsafe=True)  # numeric hosts have cookies too
        try:
            async with aiohttp.ClientSession(cookie_jar=jar) as client:
                served = Served(server, gate, client)
                async with client.get(gate.address) as answer:
                    assert answer.status == 200
                yield served
        finally:
            server.end()
            await running
