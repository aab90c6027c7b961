"""Who is let in: one browser, by an address that works once.

The address holds a token. The first request that brings it spends it and gets a cookie;
from then on only that cookie opens anything. Against pages of other origins: the cookie is
`SameSite=Strict`, the WebSocket wants this page's own `Origin`, and every request wants a
`Host` that is the address served, so that a foreign name made to point here (DNS rebinding)
opens nothing.

What it does not stop: who reads this machine's or, opened to it, the network's traffic. And
browsers send the cookies of 127.0.0.1 to every port of it, so another server on this machine
that the same browser visits sees the cookie.
"""

import secrets
from collections.abc import Awaitable, Callable
from hmac import compare_digest

from aiohttp import web

from tutor.engine.remote.serving import address_for_others, own_address

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_SECRET_BYTES = 32
_REFUSED = (
    "This page opens only in the browser that first opened the address tutor printed; "
    "start `tutor web` again for a new address.\n"
)
# A redirect by status would lose the cookie where the address was clicked on another page or in a
# file: a strict cookie does not follow redirects of foreign navigations. This page's own does.
_WELCOME = (
    '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/">'
    '<link rel="icon" href="data:,"><title>tutor</title><a href="/">tutor</a>\n'
)


class Gate:
    """The token, the cookie and the addresses of one server."""

    def __init__(self, host: str, port: int) -> None:
        self._port = port
        self._typed = _netloc(own_address(host), port)
        self._printed = _netloc(address_for_others(host), port)
        self._token: str | None = secrets.token_urlsafe(_SECRET_BYTES)
        self._session = secrets.token_urlsafe(_SECRET_BYTES)
        # cookies know no ports: two servers of one machine must not overwrite each other's
        self.cookie = f"tutor-{port}"

    @property
    def address(self) -> str:
        """What to print: with the token until it is spent."""
        return f"http://{self._printed}/" + (f"?token={self._token}" if self._token else "")

    @web.middleware
    async def admit(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request through, or answer it."""
        if self.host_of(request) is None:
            return _refuse()
        asks_in = request.method == "GET" and request.path == "/" and "token" in request.query
        if self._knows(request):
            return _welcome() if asks_in else await handler(request)
        if asks_in and self._spend(request.query["token"]):
            response = _welcome()
            response.set_cookie(self.cookie, self._session, httponly=True, samesite="Strict")
            return response
        return _refuse()

    def host_of(self, request: web.Request) -> str | None:
        """The request's `Host`, if it is an address at which this server was reached."""
        host = request.headers.get("Host", "").lower()
        return host if host in {self._typed, self._printed, self._reached(request)} else None

    def is_own_page(self, request: web.Request) -> bool:
        """Whether a page of this server asks, for what browsers send across origins."""
        host = self.host_of(request)
        return host is not None and request.headers.get("Origin", "").lower() == f"http://{host}"

    def _reached(self, request: web.Request) -> str:
        """The local end of the connection: with a server open to the network, any of its addresses."""
        name = request.get_extra_info("sockname") or ("",)
        address = str(name[0]).removeprefix("::ffff:")
        return _netloc(f"[{address}]" if ":" in address else address, self._port)

    def _knows(self, request: web.Request) -> bool:
        return _same(request.cookies.get(self.cookie, ""), self._session)

    def _spend(self, given: str) -> bool:
        if self._token is None or not _same(given, self._token):
            return False
        self._token = None
        return True


def _netloc(host: str, port: int) -> str:
    """As browsers write it, who leave out the port of HTTP."""
    return (host if port == 80 else f"{host}:{port}").lower()


def _same(given: str, secret: str) -> bool:
    return compare_digest(given.encode("utf-8", "replace"), secret.encode())


def _refuse() -> web.Response:
    return web.Response(status=403, text=_REFUSED)


def _welcome() -> web.Response:
    return web.Response(text=_WELCOME, content_type="text/html")
