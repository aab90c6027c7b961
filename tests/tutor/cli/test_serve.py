"""`tutor serve` as a process: what it prints, who may use it, and that nothing is left behind."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tutor.engine.remote import serving
from tutor.engine.remote.serving import address_for_others, check_installed, check_port, own_address
from tutor.vocabulary.errors import EngineError, UsageError

TUTOR = [sys.executable, "-c", "from tutor.cli import main; main()"]
KEY = "key-of-the-tests-0123456789"
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of a POSIX terminal")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Served:
    """A running `tutor serve`, once it has printed its address."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        assert process.stdout is not None and process.stderr is not None
        self.process = process
        self.port = port
        self.stderr = b""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.address = process.stdout.readline().decode().strip()
        assert self.address, self.all_stderr()
        self.child = psutil.Process(process.pid).children()[0]

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.stderr += line
            if b"Ctrl-C ends" in line:
                return

    def all_stderr(self) -> str:
        self._reader.join(20)
        return self.stderr.decode()

    def status(self, key: str) -> int:
        url = f"http://127.0.0.1:{self.port}/v1/models"
        request = urllib.request.Request(url, headers={"Authorization": f"Bearer {key}"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                assert json.load(answer)["data"]
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code


@contextmanager
def serve(model: Path, *arguments: str, **environment: str) -> Iterator[Served]:
    port = free_port()
    process = subprocess.Popen(
        [*TUTOR, "serve", "--model", str(model), "--port", str(port), "--context", "1024", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | environment,
    )
    with process:
        try:
            yield Served(process, port)
        finally:
            process.kill()


def test_a_new_key_is_shown_once_and_is_needed(tiny_model: Path) -> None:
    with serve(tiny_model) as served:
        assert served.address == f"http://127.0.0.1:{served.port}/v1"
        told = served.all_stderr()
        key = re.search(r"The key, shown once: (\S{20,})", told)
        assert key is not None
        assert f"tutor solve --engine {served.address}" in told
        assert "warning" not in told
        assert (served.status(key[1]), served.status("another-key-0123456789")) == (200, 401)


def test_a_given_key_is_not_shown_nor_on_any_command_line(tiny_model: Path) -> None:
    with serve(tiny_model, TUTOR_SERVE_KEY=KEY) as served:
        assert served.status(KEY) == 200
        assert KEY not in served.all_stderr()
        lines = [served.child.cmdline(), psutil.Process(served.process.pid).cmdline()]
        assert KEY not in str(lines)


@needs_posix
def test_ctrl_c_ends_the_server_too(tiny_model: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY + "\n", encoding="utf-8")
    with serve(tiny_model, "--key-file", str(tmp_path / "key")) as served:
        assert served.status(KEY) == 200
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(20) == 130
        assert not served.child.is_running()


def test_the_server_ends_with_its_parent_however_that_ends(tiny_model: Path) -> None:
    with serve(tiny_model, TUTOR_SERVE_KEY=KEY) as served:
        served.process.kill()
        served.child.wait(20)
        assert not served.child.is_running()


def test_the_whole_network_is_warned_of(tiny_model: Path) -> None:
    with serve(tiny_model, "--host", "0.0.0.0", TUTOR_SERVE_KEY=KEY) as served:
        told = served.all_stderr()
        assert "warning: everybody in this network" in told
        assert "--plain-http" in told
        assert not served.address.startswith("http://0.0.0.0")


def test_foreign_variables_do_not_set_the_server(tiny_model: Path) -> None:
    """The server's own settings are read from variables of these names."""
    with serve(tiny_model, TUTOR_SERVE_KEY=KEY, HOST="0.0.0.0", PORT="1", CACHE="odd", SEED="x") as served:
        assert served.status(KEY) == 200


def refused(*arguments: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [*TUTOR, "serve", *arguments], capture_output=True, env=os.environ | environment, check=False
    )
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stderr.decode()


def test_a_short_key_is_refused_without_showing_it(tiny_model: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("short-one\n", encoding="utf-8")
    for code, told in (
        refused("--model", str(tiny_model), TUTOR_SERVE_KEY="short-one"),
        refused("--model", str(tiny_model), "--key-file", str(tmp_path / "key")),
    ):
        assert code == 2
        assert "16" in told and "short-one" not in told


def test_a_port_in_use_is_wrong_usage(tiny_model: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, told = refused("--model", str(tiny_model), "--port", str(taken.getsockname()[1]))
    assert code == 2
    assert "Choose another --port" in told


def test_a_host_that_is_not_ours_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match=re.escape("192.0.2.1")):
        check_port("192.0.2.1", free_port())


def test_a_server_that_cannot_start_is_an_engine_error_with_its_last_words(tmp_path: Path) -> None:
    wishes = serving.Serving(
        *(str(tmp_path / "none.gguf"), "none", "{{ 1 }}", 512, "f16", 0, 1, 1, 512, False),
        host="127.0.0.1",
        port=free_port(),
    )
    with (tmp_path / "log").open("wb") as log:
        process = serving.ServerProcess(wishes, KEY, log)
        with pytest.raises(EngineError, match=r"none\.gguf"):
            process.wait_until_it_answers(60)
        process.stop()


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    check_installed()
    monkeypatch.setattr(serving, "_NEEDED", ("uvicorn", "no_such_part_of_the_server"))
    with pytest.raises(EngineError) as caught:
        check_installed()
    assert "no_such_part_of_the_server" in caught.value.message
    assert "--extra server" in caught.value.hint


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("::1", "[::1]"), ("a.b", "a.b")],
)
def test_own_addresses(host: str, address: str) -> None:
    assert own_address(host) == address
    assert address_for_others("10.0.0.7") == "10.0.0.7"
