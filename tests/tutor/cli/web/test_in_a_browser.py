"""The app in a real Chromium: ask, watch, fold, read the answer, reload; nothing comes from elsewhere.

The terminal draws on a canvas: its text is read from the buffer of its xterm.js.
"""

import asyncio
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tutor.cli.web.gate import Gate
from tutor.cli.web.listening import listen
from tutor.cli.web.process import Program
from tutor.cli.web.server import WebServer

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

SCRIPTED_APP = Path(__file__).parents[3] / "support" / "scripted_app.py"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 100_000  # ms; the machine may be busy
# the page keeps its terminal to itself: catch it where it is assigned
CATCH_TERMINAL = """
Object.defineProperty(Object.prototype, "terminal", {
  configurable: true,
  set(value) {
    window.caught = value;
    Object.defineProperty(this, "terminal", { value, writable: true });
  },
});
window.shown = () => {
  const buffer = window.caught?.buffer.active;
  if (!buffer) return "";
  return Array.from({ length: window.caught.rows }, (_, row) =>
    buffer.getLine(row)?.translateToString(true) ?? "").join("\\n");
};
"""

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
    pytest.mark.timeout(900),
]


@contextmanager
def served(sessions: int = 1) -> Iterator[Gate]:
    """The scripted app, served from a thread of its own: the browser's client blocks this one."""
    with listen("127.0.0.1", 0) as listener:
        gate = Gate("127.0.0.1", listener.getsockname()[1])
        server = WebServer(Program((sys.executable, str(SCRIPTED_APP))), gate, listener, sessions)
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_until_complete, args=(server.run(),))
        thread.start()
        try:
            yield gate
        finally:
            loop.call_soon_threadsafe(server.end)
            thread.join()
            loop.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator["sync_api.Browser"]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, "--disable-sync"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: "sync_api.Browser") -> Iterator["sync_api.Page"]:
    context = chromium.new_context(viewport={"width": 1000, "height": 700})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(CATCH_TERMINAL)
    yield context.new_page()
    context.close()


def wait_for(page: "sync_api.Page", text: str) -> str:
    """Until the terminal shows a text; all that it shows."""
    page.wait_for_function("text => window.shown().includes(text)", arg=text)
    return str(page.evaluate("window.shown()"))


def type_text(page: "sync_api.Page", text: str) -> None:
    page.keyboard.type(text)
    wait_for(page, text)


def apps() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if str(SCRIPTED_APP) in _line_of(child)]


def _line_of(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def until(condition: Callable[[], bool], page: "sync_api.Page") -> None:
    for _ in range(PATIENCE // 50):
        if condition():
            return
        page.wait_for_timeout(50)
    pytest.fail("it did not come to that")


def test_a_problem_is_asked_watched_folded_answered_and_the_page_reloaded(
    page: "sync_api.Page", tmp_path: Path
) -> None:
    asked_for: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.on("websocket", lambda socket: asked_for.append(socket.url))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with served() as gate:
        base = gate.address.partition("?")[0]
        page.goto(gate.address)
        wait_for(page, "scripted is ready")
        assert page.url == base  # the token is not left in the address bar
        assert page.evaluate("document.fonts.check('16px \"Roboto Mono\"')")
        assert page.evaluate("document.cookie") == ""

        type_text(page, "Solve 2x + 3 = 11")
        page.keyboard.press("Enter")
        wait_for(page, "Divide both sides by 2")
        answered = wait_for(page, "proved")
        assert "x = 4" in answered
        page.screenshot(path=tmp_path / "answered.png")

        first_line = next(line for line in answered.split("\n") if "subtract" in line)
        page.keyboard.press("o")
        page.wait_for_function("line => !window.shown().split('\\n').includes(line)", arg=first_line)

        (old,) = apps()
        page.reload()
        wait_for(page, "scripted is ready")
        until(lambda: not old.is_running(), page)
        (new,) = apps()
        assert new.pid != old.pid
        assert "Divide" not in str(page.evaluate("window.shown()"))

        assert not page.locator("#ended").is_visible()
        page.keyboard.press("Control+q")
        page.locator("#ended").wait_for(state="visible")
        until(lambda: not new.is_running(), page)
        page.click("#again")
        wait_for(page, "scripted is ready")
    port = base.rstrip("/").rpartition(":")[2]
    assert {url.partition("//")[2].partition("/")[0] for url in asked_for if url[:4] != "data"} == {
        f"127.0.0.1:{port}"
    }
    # what textual-serve's own script sends in the moment between the app's end and the page's notice
    late = "WebSocket is already in CLOSING or CLOSED state"
    assert [complaint for complaint in complaints if late not in complaint] == []


def test_the_address_opens_from_a_link_on_another_page(page: "sync_api.Page", tmp_path: Path) -> None:
    """A strict cookie does not follow a foreign link's redirect: the way in must not need that."""
    with served() as gate:
        link = tmp_path / "link.html"
        link.write_text(f'<a id="in" href="{gate.address}">in</a>', encoding="utf-8")
        page.goto(link.as_uri())
        page.click("#in")
        wait_for(page, "scripted is ready")
        assert page.url.startswith(gate.address.partition("?")[0])


def test_a_second_tab_and_a_second_browser_are_told_why_they_get_nothing(
    page: "sync_api.Page", chromium: "sync_api.Browser", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.cli.web.server._PLACE_SECONDS", 0.1)
    with served() as gate:
        address, base = gate.address, gate.address.partition("?")[0]
        page.goto(address)
        wait_for(page, "scripted is ready")
        tab = page.context.new_page()
        tab.goto(base)
        tab.locator("#full", has_text="close the other tab").wait_for()
        stranger = chromium.new_context().new_page()
        for url in (address, base):
            answer = stranger.goto(url)
            assert answer is not None and answer.status == 403
        assert "tutor web" in stranger.locator("body").inner_text()
        stranger.context.close()
