"""`tutor web` as a process: what it prints, what it refuses, and that nothing is left behind."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
import psutil
import pytest

from tutor.cli import web
from tutor.cli.web.desktop import has_desktop
from tutor.cli.web.listening import listen
from tutor.vocabulary.errors import TutorError, UsageError

TUTOR = [sys.executable, "-c", "from tutor.cli import main; main()"]
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of a POSIX terminal")
SECONDS = 250


@contextmanager
def serve(*arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A running `tutor web` and its address."""
    command = [*TUTOR, "web", "--no-browser", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().decode().strip()
        finally:
            process.kill()


@asynccontextmanager
async def coming_in(address: str, text: bytes) -> AsyncIterator[None]:
    """Connected to the app, which has drawn a text."""
    base = address.partition("?")[0]
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        async with client.get(address) as answer:
            assert answer.status == 200
        async with client.ws_connect(base + "ws?width=100&height=30", origin=base.rstrip("/")) as connection:
            drawn = b""
            while text not in drawn:
                message = await connection.receive(SECONDS)
                assert message.type is aiohttp.WSMsgType.BINARY, drawn[-2000:]
                drawn += message.data
            yield


@needs_posix
@pytest.mark.timeout(600)
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
def test_ctrl_c_ends_everything_and_the_token_is_in_no_log(number: str, tmp_path: Path) -> None:
    async def check() -> None:
        with serve() as (process, address):
            async with coming_in(address, b"Type or paste"):
                family = psutil.Process(process.pid).children(recursive=True)
                assert family
                lines = [member.cmdline() for member in [psutil.Process(process.pid), *family]]
                before = time.monotonic()
                process.send_signal(getattr(signal, number))
                code = await asyncio.to_thread(process.wait, SECONDS)
                print(f"all ended {time.monotonic() - before:.2f} s after {number}")
                assert code == (130 if number == "SIGINT" else 0)
                _, alive = psutil.wait_procs(family, 20)
                assert alive == []
        token = address.partition("token=")[2]
        assert len(token) == 43 and token not in str(lines)
        for log in (tmp_path / "home" / "logs").iterdir():
            assert token not in log.read_text(encoding="utf-8")

    asyncio.run(check())


@needs_posix
@pytest.mark.timeout(600)
def test_the_app_ends_with_its_server_however_that_ends() -> None:
    async def check() -> None:
        with serve("--model", "no-such-model") as (process, address):
            async with coming_in(address, b"no-such-model"):  # a typed setting has reached the app
                family = psutil.Process(process.pid).children(recursive=True)
                assert family
                process.kill()
                _, alive = psutil.wait_procs(family, 60)
                assert alive == []

    asyncio.run(check())


def refused(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [*TUTOR, "web", "--no-browser", *arguments], capture_output=True, env=os.environ, check=False
    )
    assert b"Traceback" not in done.stderr and not done.stdout
    return done.returncode, done.stderr.decode()


def test_another_host_needs_to_be_meant() -> None:
    code, told = refused("--host", "0.0.0.0")
    assert code == 2
    assert "--open-to-network" in told


def test_the_network_is_warned_of() -> None:
    with serve("--open-to-network") as (process, address):
        assert process.stderr is not None
        assert b"not encrypted" in process.stderr.readline()
        assert address.startswith("http://") and "0.0.0.0" not in address


def test_a_wrong_setting_is_told_before_anything_is_served() -> None:
    code, told = refused("--context", "3")
    assert code == 2
    assert "--context" in told


def test_a_port_in_use_is_wrong_usage() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError) as caught:
            listen("127.0.0.1", taken.getsockname()[1])
    assert "another --port" in caught.value.hint
    with pytest.raises(UsageError, match=r"192\.0\.2\.1"):
        listen("192.0.2.1", 0)


def test_a_missing_extra_is_one_sentence_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    web.check_installed()
    monkeypatch.setattr(web, "_NEEDED", ("no_such_part",))
    with pytest.raises(TutorError) as caught:
        web.check_installed()
    assert "uv sync --extra web" in caught.value.message


def test_the_inner_part_alone_says_what_to_type() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tutor.cli.web.app"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "tutor web" in done.stderr


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="screens are variables of X11 and Wayland")
def test_a_browser_is_opened_on_a_desktop_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    assert not has_desktop()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_desktop()
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
    assert not has_desktop()
