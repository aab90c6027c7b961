"""The screens beside the main one, at three sizes, as text."""

import os
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from support import past_attempts
from support.app_scenes import assert_comes_to_look_like, play, screen_text, until
from support.models_app import Desk, Session
from support.past_attempts import BREAKS, Past, Stage, run_of
from support.snapshots import assert_like_snapshot, is_like_snapshot
from textual.pilot import Pilot

from models.catalog import load_catalog
from tutor.tui.app import TutorApp
from tutor.tui.screens.help import HelpScreen
from tutor.tui.screens.settings import SettingsScreen
from tutor.vocabulary.verdict import CertificateStatus

SNAPSHOTS = Path(__file__).parent / "snapshots"
SIZES = [(80, 24), (120, 40), (40, 15)]

pytestmark = pytest.mark.parametrize("size", SIZES)


def path_of(screen: str, size: tuple[int, int]) -> Path:
    return SNAPSHOTS / f"{screen}-{size[0]}x{size[1]}.txt"


def test_the_history_and_an_attempt(tmp_path: Path, size: tuple[int, int]) -> None:
    past = Past(tmp_path / "history.sqlite3")
    past.add("What is 7 \\cdot 8?", run_of("", "56", CertificateStatus.UNCHECKED), ago=timedelta(days=3))
    past.add("Solve $x^2 = 2$", run_of("", "x = 2", CertificateStatus.REFUTED, found=BREAKS))
    past.add("Solve $2x + 3 = 11$", run_of("Solve $2x + 3 = 11$"), ago=timedelta(minutes=5))

    async def scene(stage: Stage) -> None:
        assert_like_snapshot(screen_text(stage.app), path_of("history", size))
        await stage.press("enter")
        await stage.until(lambda: "fold" in screen_text(stage.app) or "So 2x = 8" in screen_text(stage.app))
        assert_like_snapshot(screen_text(stage.app), path_of("attempt", size))

    past_attempts.play(past, scene, size=size)


def test_the_models(tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=77_540_000_000))

    async def body(session: Session) -> None:
        key = "phi-4-mini-reasoning/q4_k_m"
        await session.until(lambda: "tokens/s" in session.row(key) or size[0] < 60)
        await session.until(lambda: "Expected" in session.text() or size[0] < 60)
        await session.until(lambda: "Download" in session.text())
        path = path_of("models", size)
        if not os.environ.get("UPDATE_SNAPSHOTS"):  # what threads measure comes bit by bit
            await session.until(lambda: is_like_snapshot(session.text(), path))
        assert_like_snapshot(session.text(), path)

    Desk(tmp_path / "models", load_catalog(), size=size).run(body)


@pytest.mark.parametrize("key", ["s", "question_mark"])
def test_the_settings_and_the_help(size: tuple[int, int], key: str) -> None:
    kind = SettingsScreen if key == "s" else HelpScreen
    name = "settings" if key == "s" else "help"

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        app.solving.body.welcome.focus()
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, kind))
        await pilot.pause()
        await assert_comes_to_look_like(pilot, app, path_of(name, size))

    play(scene, size=size)
