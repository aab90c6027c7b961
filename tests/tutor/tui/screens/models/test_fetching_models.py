"""Fetching on the Models screen: begun, paused, resumed, given up, failing; nothing is lost."""

import threading
from pathlib import Path

import pytest
from support.models_app import GB, Desk, Session
from support.small_hub import Hub
from support.small_models import MODEL_BYTES, make_card

from models import disk
from models.card import HubSource
from tutor.tui.shelf.jobs import Stage

SOURCE = HubSource("someone/toy-GGUF", "toy-F32.gguf")
MIRROR = HubSource("other/toy-GGUF", "toy-F32.gguf")
OTHER = HubSource("someone/other-GGUF", "other-F32.gguf")
TOY = "toy/f32"


@pytest.fixture
def desk(tmp_path: Path, hub: Hub, model_bytes: bytes) -> Desk:
    """One model that the hub has."""
    hub.add(SOURCE, model_bytes)
    return Desk(tmp_path / "models", [make_card("toy", SOURCE)], hub)


def moving(session: Session, key: str = TOY) -> bool:
    job = session.jobs.get(key)
    return job is not None and job.stage is Stage.MOVING and job.done_bytes > 0


async def pause_half_way(session: Session) -> int:
    """Fetch until bytes have come, pause; how many lie on the disk."""
    assert session.desk.hub is not None
    session.desk.hub.gate = threading.Event()
    await session.press("enter")
    await session.until(lambda: moving(session))
    await session.press("enter")
    await session.until(lambda: "paused" in session.row(TOY))
    return session.desk.store().unfinished_bytes("toy", "F32")


def test_a_first_start_recommends_a_model_and_enter_fetches_it(desk: Desk) -> None:
    async def body(session: Session) -> None:
        assert "No model is here yet. toy (2.6 MB) suits this machine's 16.0 GB of memory" in session.notice()
        assert session.models.marked_key == TOY
        await session.until(lambda: "Download" in session.lines()[-1])
        await session.press("enter")
        await session.until(lambda: session.installed() == ["toy F32"])
        await session.until(lambda: "Use" in session.lines()[-1])
        assert "On this machine" in session.text()
        assert session.notice() == ""
        assert session.jobs == {}

    desk.run(body)


def test_a_pause_keeps_the_bytes_and_resuming_goes_on_from_them(desk: Desk, model_bytes: bytes) -> None:
    async def body(session: Session) -> None:
        hub = session.desk.hub
        assert hub is not None
        assert hub.gate is None
        kept = await pause_half_way(session)
        assert 0 < kept < MODEL_BYTES
        assert "Enter goes on" in session.row(TOY)
        await session.until(lambda: "Resume" in session.lines()[-1])
        assert hub.gate is not None
        hub.gate.set()
        await session.press("enter")
        await session.until(lambda: session.installed() == ["toy F32"])
        assert hub.downloads()[-1] == f"bytes={kept}-"

    desk.run(body)
    assert (desk.home / "toy-F32.gguf").read_bytes() == model_bytes


def test_figures_are_told_while_bytes_come(desk: Desk) -> None:
    async def body(session: Session) -> None:
        hub = session.desk.hub
        assert hub is not None
        hub.gate = threading.Event()
        await session.press("enter")
        await session.until(lambda: moving(session))
        await session.until(lambda: "%" in session.row(TOY) and " of 2.6 MB" in session.row(TOY))
        await session.until(lambda: "Pause" in session.lines()[-1])
        assert "on its way" in session.notice()
        hub.gate.set()
        await session.until(session.installed)

    desk.run(body)


@pytest.mark.parametrize(("answer", "left"), [("keep", True), ("delete", False), ("go on", True)])
def test_cancelling_asks_what_becomes_of_the_bytes(desk: Desk, answer: str, left: bool) -> None:
    presses = {"go on": 0, "keep": 1, "delete": 2}[answer]

    async def body(session: Session) -> None:
        hub = session.desk.hub
        assert hub is not None
        hub.gate = threading.Event()
        await session.press("enter")
        await session.until(lambda: moving(session))
        await session.press("c")
        await session.until_shown("Go on fetching", "Stop and keep", "Stop and delete")
        await session.press(*["down"] * presses, "enter")
        if answer == "go on":
            assert moving(session)
            hub.gate.set()
            await session.until(session.installed)
            return
        await session.until(lambda: not session.jobs)
        assert (session.desk.store().unfinished_bytes("toy", "F32") > 0) is left
        await session.until(lambda: ("paused" in session.row(TOY)) is left)

    desk.run(body)


def test_escape_at_the_question_changes_nothing(desk: Desk) -> None:
    async def body(session: Session) -> None:
        await pause_half_way(session)
        await session.press("c")
        await session.until_shown("Delete what is here")
        await session.press("escape")
        await session.until(lambda: session.app.screen is session.screen)
        assert "paused" in session.row(TOY)

    desk.run(body)


def test_what_a_paused_fetch_left_can_be_deleted(desk: Desk) -> None:
    async def body(session: Session) -> None:
        await pause_half_way(session)
        await session.press("c")
        await session.until_shown("Delete what is here")
        await session.press("down", "down", "enter")
        await session.until(lambda: session.desk.store().unfinished_bytes("toy", "F32") == 0)
        await session.until(lambda: "paused" not in session.row(TOY))
        await session.until(lambda: "Download" in session.lines()[-1])
        assert session.desk.store().installed() == []

    desk.run(body)


def test_a_failure_is_a_sentence_on_the_row_and_enter_tries_again(
    tmp_path: Path, hub: Hub, model_bytes: bytes
) -> None:
    async def body(session: Session) -> None:
        await session.press("enter")
        await session.until(lambda: "Could not be fetched" in session.row(TOY))
        said = " ".join(session.row(TOY).split())
        assert "the hub answered 404 for other/toy-GGUF. Press Enter to try again" in said
        await session.until_shown("Tried the hub (someone/toy-GGUF)", "Try again")
        hub.add(MIRROR, model_bytes)
        await session.press("enter")
        await session.until(lambda: session.installed() == ["toy F32"])

    Desk(tmp_path / "models", [make_card("toy", SOURCE, MIRROR)], hub).run(body)


def test_a_source_that_fails_is_told_while_the_next_one_gives_the_file(
    tmp_path: Path, hub: Hub, model_bytes: bytes
) -> None:
    hub.add(MIRROR, model_bytes)
    hub.gate = threading.Event()

    async def body(session: Session) -> None:
        await session.press("enter")
        await session.until(lambda: moving(session))
        await session.until_shown("Tried the hub (someone/toy-GGUF): the hub answered 404")
        assert hub.gate is not None
        hub.gate.set()
        await session.until(session.installed)

    Desk(tmp_path / "models", [make_card("toy", SOURCE, MIRROR)], hub).run(body)


def test_a_hub_that_came_back_is_asked_again(desk: Desk) -> None:
    """Whether it was down a moment ago is not remembered from one try to the next."""
    hub = desk.hub
    assert hub is not None
    address, hub.address = hub.address, "http://127.0.0.1:9"

    async def body(session: Session) -> None:
        await session.press("enter")
        await session.until(lambda: "the connection failed" in " ".join(session.row(TOY).split()))
        hub.address = address
        await session.press("enter")
        await session.until(session.installed)

    desk.run(body)


def test_too_little_room_on_the_disk_is_told_before_anyone_is_asked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = disk.shutil.disk_usage(desk.home.parent)
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))

    async def body(session: Session) -> None:
        await session.until_shown("too little")
        await session.press("enter")
        await session.until(lambda: "too little room" in " ".join(session.row(TOY).split()))
        assert session.desk.hub is not None
        assert session.desk.hub.requests == []

    desk.run(body)


def test_a_second_file_waits_for_the_first(desk: Desk, hub: Hub, model_bytes: bytes) -> None:
    hub.add(OTHER, model_bytes)
    hub.gate = threading.Event()
    desk.cards = [make_card("toy", SOURCE), make_card("other", OTHER)]

    async def body(session: Session) -> None:
        await session.press("enter")
        await session.until(lambda: moving(session))
        await session.press("down", "enter")
        await session.until(lambda: "begins when" in session.row("other/f32"))
        await session.press("up", "enter")
        await session.until(lambda: "paused" in session.row(TOY))
        await session.until(lambda: moving(session, "other/f32"))
        assert hub.gate is not None
        hub.gate.set()
        await session.until(lambda: session.installed() == ["other F32"])

    desk.run(body)


def test_a_file_in_the_queue_can_be_taken_out(desk: Desk, hub: Hub, model_bytes: bytes) -> None:
    hub.add(OTHER, model_bytes)
    hub.gate = threading.Event()
    desk.cards = [make_card("toy", SOURCE), make_card("other", OTHER)]

    async def body(session: Session) -> None:
        await session.press("enter")
        await session.until(lambda: moving(session))
        await session.press("down", "enter", "enter")
        await session.until(lambda: "other/f32" not in session.jobs)
        assert hub.gate is not None
        hub.gate.set()
        await session.until(lambda: session.installed() == ["toy F32"])
        assert session.jobs == {}

    desk.run(body)


def test_a_fetch_goes_on_when_the_screen_is_left(desk: Desk, hub: Hub) -> None:
    hub.gate = threading.Event()

    async def body(session: Session) -> None:
        await session.press("enter")
        await session.until(lambda: moving(session))
        await session.press("escape")
        await session.until(lambda: len(session.app.screen_stack) == 1)
        assert session.app.bench.jobs()[TOY].stage is Stage.MOVING
        session.app.open_models()
        await session.until(lambda: session.screen._shelf and "%" in session.row(TOY))
        assert hub.gate is not None
        hub.gate.set()
        await session.until(session.installed)

    desk.run(body)


@pytest.mark.parametrize("own_bench", [True, False])
def test_the_end_of_the_app_loses_nothing(desk: Desk, hub: Hub, own_bench: bool) -> None:
    """The bench, the screen's own or the app's, is closed with a fetch half-way: the partial is there."""
    hub.gate = threading.Event()
    desk.own_bench = own_bench

    async def body(session: Session) -> None:
        await session.press("enter")
        await session.until(lambda: moving(session))

    desk.run(body)
    assert desk.store().unfinished_bytes("toy", "F32") > 0
    assert [thread for thread in threading.enumerate() if thread.name == "model work"] == []

    async def again(session: Session) -> None:
        await session.until(lambda: "paused" in session.row(TOY))

    desk.run(again)


def test_offline_says_why_and_asks_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_OFFLINE", "true")
    desk.offline = True

    async def body(session: Session) -> None:
        assert session.notice().startswith("Offline, as TUTOR_OFFLINE says: nothing is fetched.")
        await session.press("enter")
        assert session.desk.hub is not None
        assert session.desk.hub.requests == []
        assert session.jobs == {}

    desk.run(body)


def test_what_does_not_fit_is_fetched_only_after_a_question(tmp_path: Path, hub: Hub) -> None:
    card = make_card("huge", SOURCE, file_bytes=40 * GB)

    async def body(session: Session) -> None:
        assert "none of the catalogue fits" in session.notice()
        assert "does not fit" in session.row("huge/f32")
        await session.press("enter")
        await session.until_shown("needs more memory than this machine has")
        await session.press("escape")
        await session.until(lambda: session.app.screen is session.screen)
        assert session.jobs == {}

    Desk(tmp_path / "models", [card], hub).run(body)
