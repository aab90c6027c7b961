"""Who is let in: one browser, by an address that works once, from its own page, under the served name."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp.test_utils import TestClient, TestServer

from tutor.cli.web.gate import Gate
from tutor.cli.web.listening import listen
from tutor.cli.web.process import Program
from tutor.cli.web.server import WebServer

PATHS = (
    *("/", "/?token=", "/?token=wrong", "/?token=%C3%A9", "/ws", "/place", "/download/key", "/nothing"),
    *("/page/page.js", "/static/js/textual.js", "/static/fonts/RobotoMono-VariableFont_wght.ttf"),
)


class Site:
    """A server and its first client, who holds nothing yet."""

    def __init__(self, gate: Gate, client: TestClient, server: TestServer, port: int) -> None:
        self.gate, self.client, self.server, self.port = gate, client, server, port
        self.entrance = gate.address.partition(str(port))[2]

    async def status(self, path: str, method: str = "GET", **headers: str) -> int:
        async with self.client.request(method, path, headers=headers) as answer:
            return answer.status


@asynccontextmanager
async def open_site() -> AsyncIterator[Site]:
    def take(*_: object) -> socket.socket:
        return listener

    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        gate = Gate("127.0.0.1", port)
        app = await WebServer(Program(("no-such-program",)), gate, listener, 1)._make_app()
        server = TestServer(app, port=port, socket_factory=take)
        async with TestClient(server) as client:
            yield Site(gate, client, server, port)


def on_site(check: Callable[[Site], Awaitable[None]]) -> None:
    async def run() -> None:
        async with open_site() as site:
            await check(site)

    asyncio.run(run())


def test_without_the_token_everything_is_refused_with_the_same_sentence() -> None:
    async def check(site: Site) -> None:
        site.client.session.cookie_jar.update_cookies({site.gate.cookie: "a guess"})
        said = set()
        for path in PATHS:
            async with site.client.get(path) as answer:
                assert answer.status == 403, path
                said.add(await answer.text())
        (sentence,) = said
        assert sentence.count("\n") == 1 and "tutor web" in sentence

    on_site(check)


def test_the_address_works_once() -> None:
    async def check(site: Site) -> None:
        async with site.client.get(site.entrance) as answer:
            assert answer.status == 200
            assert "url=/" in await answer.text()
            cookie = answer.cookies[site.gate.cookie]
        assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == "/"
        assert "token" not in site.gate.address
        for path in ("/", "/place", "/page/page.js", "/static/js/textual.js", site.entrance):
            assert await site.status(path) == 200, path
        assert await site.status("/nothing") == 404
        site.client.session.cookie_jar.clear()
        assert await site.status(site.entrance) == 403
        assert await site.status("/") == 403

    on_site(check)


def test_a_look_at_the_address_does_not_spend_it() -> None:
    async def check(site: Site) -> None:
        assert await site.status(site.entrance, "HEAD") == 403
        assert await site.status(site.entrance, "POST") == 403
        assert await site.status(site.entrance, Host="evil.example") == 403
        assert await site.status(site.entrance) == 200

    on_site(check)


def test_a_foreign_name_for_this_address_opens_nothing() -> None:
    async def check(site: Site) -> None:
        assert await site.status(site.entrance) == 200
        port = site.port
        for host in (f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", f"[::1]:{port}", ""):
            assert await site.status("/", Host=host) == 403, host
        assert await site.status("/", Host=f"127.0.0.1:{port}") == 200

    on_site(check)


def test_only_the_own_page_may_connect() -> None:
    async def check(site: Site) -> None:
        assert await site.status(site.entrance) == 200
        own = f"http://127.0.0.1:{site.port}"
        upgrade = {"Connection": "Upgrade", "Upgrade": "websocket"}
        for origin in (
            "http://evil.example",
            "null",
            "http://127.0.0.1:1",
            own + "/",
            own.replace("http", "https"),
        ):
            assert await site.status("/ws", Origin=origin, **upgrade) == 403, origin
        assert await site.status("/ws", **upgrade) == 403
        # let through to the handshake, which this request does not complete
        assert await site.status("/ws", Origin=own, **upgrade) == 400

    on_site(check)


def test_every_answer_forbids_foreign_addresses_and_frames() -> None:
    async def check(site: Site) -> None:
        for path in (*PATHS, site.entrance, "/", "/nothing", "/static/js/textual.js"):
            async with site.client.get(path) as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
                assert "http:" not in policy and "https:" not in policy and "*" not in policy
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert answer.headers["Cache-Control"] == "no-store"

    on_site(check)


def test_secrets_are_new_and_long() -> None:
    addresses = {Gate("127.0.0.1", 1234).address for _ in range(50)}
    assert len(addresses) == 50
    # 256 bits are 43 characters of base64
    assert all(len(address.partition("token=")[2]) == 43 for address in addresses)


def test_two_servers_of_one_machine_have_their_own_cookies() -> None:
    assert Gate("127.0.0.1", 1001).cookie != Gate("127.0.0.1", 1002).cookie


@pytest.mark.parametrize(
    ("host", "port", "base"),
    [
        ("127.0.0.1", 8000, "http://127.0.0.1:8000/"),
        ("127.0.0.1", 80, "http://127.0.0.1/"),
        ("::1", 8000, "http://[::1]:8000/"),
        ("localhost", 8000, "http://localhost:8000/"),
        ("Laptop.Local", 8000, "http://laptop.local:8000/"),
    ],
)
def test_the_address_is_written_as_browsers_name_it(host: str, port: int, base: str) -> None:
    assert Gate(host, port).address.partition("?")[0] == base
