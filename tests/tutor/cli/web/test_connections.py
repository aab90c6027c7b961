"""What happens behind a connection: the process that is started, its end, and who has to wait."""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
import psutil
import pytest
from support.web_serving import PACKET_APP, packet_app, serve

from tutor.cli.web import server
from tutor.cli.web.process import Program, tutor_program

SECONDS = 60.0


async def heard(socket: aiohttp.ClientWebSocketResponse) -> str:
    """The next thing the app draws."""
    message = await socket.receive(SECONDS)
    assert message.type is aiohttp.WSMsgType.BINARY, message
    return bytes(message.data).decode()


async def closed(socket: aiohttp.ClientWebSocketResponse) -> None:
    while not socket.closed:
        await socket.receive(SECONDS)


def ended(*pids: int) -> bool:
    """Whether these processes are over, once they had their time."""
    processes = [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]
    _, alive = psutil.wait_procs(processes, SECONDS)
    return all(process.status() == psutil.STATUS_ZOMBIE for process in alive if process.is_running())


def run(check: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(check())  # type: ignore[arg-type]


def test_arguments_and_variables_arrive_as_they_were(tmp_path: Path) -> None:
    hard = ["two words", 'it\'s "quoted"', "$HOME;*", str(tmp_path / "a folder" / "x")]

    async def check() -> None:
        async with serve(packet_app("tell", *hard, TUTOR_MODEL="my model")) as site, site.connect() as socket:
            _, arguments, variables = json.loads(await heard(socket))
            assert arguments == hard
            assert variables == {
                "COLUMNS": "90",
                "ROWS": "30",
                "TEXTUAL_DRIVER": "tutor.tui.web_driver:WebDriver",
                "TUTOR_MODEL": "my model",
            }

    run(check)


def test_a_program_in_a_folder_with_blanks_starts(tmp_path: Path) -> None:
    folder = tmp_path / "Anna's maths & more"
    folder.mkdir()
    script = folder / "an app.py"
    script.write_bytes(PACKET_APP.read_bytes())

    async def check() -> None:
        async with serve(Program((sys.executable, str(script), "tell"))) as site, site.connect() as socket:
            assert json.loads(await heard(socket))[1] == []

    run(check)


def test_typed_settings_become_variables_of_this_environments_app() -> None:
    program = tutor_program({"model": "a b", "plain_http": True, "history": False, "votes": None})
    assert program.variables == {"TUTOR_MODEL": "a b", "TUTOR_PLAIN_HTTP": "True", "TUTOR_HISTORY": "False"}
    assert program.arguments[0] == sys.executable


def test_the_process_ends_with_its_connection() -> None:
    async def check() -> None:
        async with serve(packet_app("tell")) as site:
            async with site.connect() as socket:
                pid = json.loads(await heard(socket))[0]
            assert await asyncio.to_thread(ended, pid)

    run(check)


def test_what_does_not_end_is_killed_with_all_it_started() -> None:
    async def check() -> None:
        async with serve(packet_app("hang")) as site:
            async with site.connect() as socket:
                pids = json.loads(await heard(socket))
            assert await asyncio.to_thread(ended, *pids)

    run(check)


def test_the_end_of_the_server_ends_what_hangs() -> None:
    """Ctrl-C ends everything within a second; half of one is for the processes."""

    async def check() -> None:
        async with serve(packet_app("hang")) as site:
            socket = await site.connect()
            pids = json.loads(await heard(socket))
            before = time.monotonic()
            site.server.end()
            await closed(socket)
            assert await asyncio.to_thread(ended, *pids)
            print(f"a hanging process ended {time.monotonic() - before:.2f} s after its server")

    run(check)


def test_a_process_that_leaves_closes_the_connection() -> None:
    async def check() -> None:
        async with serve(packet_app("leave")) as site, site.connect() as socket:
            pid, *_ = json.loads(await heard(socket))
            await closed(socket)
            assert await asyncio.to_thread(ended, pid)

    run(check)


def test_why_a_process_failed_is_shown_without_what_a_terminal_would_obey() -> None:
    async def check() -> None:
        async with serve(packet_app("fail")) as site, site.connect() as socket:
            said = await heard(socket)
            assert "what it should be" in said
            assert "\x1b" not in said and "\x07" not in said
            await closed(socket)

    run(check)


def test_one_more_than_there_are_places_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_PLACE_SECONDS", 0.05)

    async def check() -> None:
        async with (
            serve(packet_app("tell"), sessions=2) as site,
            site.connect() as first,
            site.connect() as second,
        ):
            await heard(first)
            await heard(second)
            async with site.client.get(site.base + "place") as answer:
                assert answer.status == 503
                assert "--sessions 3" in await answer.text()
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await site.connect()
            assert refused.value.status == 503

    run(check)


def test_a_reload_waits_for_the_old_process_to_end() -> None:
    async def check() -> None:
        async with serve(packet_app("tell")) as site:
            old = await site.connect()
            old_pid = json.loads(await heard(old))[0]
            waiting = asyncio.create_task(site.client.get(site.base + "place"))
            await old.close()
            assert (await waiting).status == 200
            async with site.connect() as socket:
                assert json.loads(await heard(socket))[0] != old_pid
                assert not psutil.pid_exists(old_pid)

    run(check)


def test_nonsense_from_the_page_ends_its_process_alone() -> None:
    async def check() -> None:
        async with serve(packet_app("tell")) as site:
            async with site.connect() as socket:
                pid = json.loads(await heard(socket))[0]
                await socket.send_str("no json")
                await closed(socket)
            assert await asyncio.to_thread(ended, pid)
            async with site.connect() as socket:
                await heard(socket)

    run(check)
