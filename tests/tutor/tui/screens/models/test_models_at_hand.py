"""Models that are here, on the Models screen: choosing, verifying, removing, importing."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.models_app import GB, LAPTOP, Desk, Session
from support.small_models import make_card

from models.card import HubSource
from tutor.tui.screens.models import ModelsScreen, has_model
from tutor.tui.widgets.import_dialog import typed_path
from tutor.vocabulary.settings import load_settings

SOURCE = HubSource("someone/toy-GGUF", "toy-F32.gguf")
TINY, OWN = "tiny/f32", "my-own/f32"


@pytest.fixture
def desk(tmp_path: Path, tiny_model: Path) -> Desk:
    """Two models that are here, one of the catalogue and one of the student's own."""
    desk = Desk(tmp_path / "models", [make_card("tiny", SOURCE)])
    desk.store().import_file(tiny_model, "tiny", copy=True)
    desk.store().import_file(tiny_model, "my-own", copy=True)
    return desk


async def mark(session: Session, key: str) -> None:
    await session.press("home", *["down"] * session.listed().index(key))
    assert session.models.marked_key == key


def test_enter_chooses_a_model_and_the_one_in_use_is_marked(desk: Desk) -> None:
    desk.in_use = ("my-own", "F32")

    async def body(session: Session) -> None:
        assert session.models.marked_key == OWN
        assert "in use" in session.row(OWN)
        await mark(session, TINY)
        await session.press("enter")
        assert session.app.chosen == [("tiny", "F32", desk.home / "tiny-F32.gguf")]
        assert "chosen" in session.row(TINY)
        session.screen.in_use = ("tiny", "F32")
        await session.pilot.pause()
        assert "in use" in session.row(TINY)
        assert "in use" not in session.row(OWN)
        assert "chosen" not in session.text()

    desk.run(body)


@pytest.mark.parametrize(
    ("keys", "chosen"), [(["enter"], []), (["down", "enter"], ["tiny"]), (["escape"], [])]
)
def test_what_does_not_fit_now_is_chosen_only_after_a_question(
    desk: Desk, keys: list[str], chosen: list[str]
) -> None:
    desk.machine = replace(LAPTOP, available_bytes=GB // 10)

    async def body(session: Session) -> None:
        assert "close programs" in session.row(TINY)
        await mark(session, TINY)
        await session.press("enter")
        await session.until_shown("does not fit the memory that is free now")
        await session.press(*keys)
        await session.until(lambda: session.app.screen is session.screen)
        await session.until(lambda: [name for name, _, _ in session.app.chosen] == chosen)

    desk.run(body)


def test_closing_other_programs_is_noticed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.tui.screens.models.LOOK_SECONDS", 0.05)
    desk.machine = replace(LAPTOP, available_bytes=GB // 10)

    async def body(session: Session) -> None:
        assert "close programs" in session.row(TINY)
        desk.machine = LAPTOP
        await session.until(lambda: "fits now" in session.row(TINY))

    desk.run(body)


def test_verify_says_whole_and_names_damage(desk: Desk) -> None:
    async def body(session: Session) -> None:
        await mark(session, TINY)
        await session.press("v")
        await session.until(lambda: "whole: every byte" in session.row(TINY))
        path = desk.home / "tiny-F32.gguf"
        path.write_bytes(path.read_bytes()[:-1] + b"?")
        await session.press("v")
        await session.until(lambda: "checksum mismatch" in " ".join(session.row(TINY).split()))
        assert "Remove it, then fetch or import it again" in " ".join(session.row(TINY).split())
        await session.press("c")
        assert "checksum" not in session.row(TINY)

    desk.run(body)


def test_a_file_of_another_length_is_marked_as_damaged_and_can_not_be_chosen(desk: Desk) -> None:
    with (desk.home / "tiny-F32.gguf").open("ab") as file:
        file.write(b"x")

    async def body(session: Session) -> None:
        assert "Damaged: the file has" in session.row(TINY)
        await mark(session, TINY)
        await session.press("enter")
        assert session.app.chosen == []

    desk.run(body)


def test_remove_asks_first(desk: Desk) -> None:
    desk.in_use = ("my-own", "F32")

    async def body(session: Session) -> None:
        await session.press("r")
        await session.until_shown("Remove my-own (F32)?", "It is in use")
        await session.press("enter")  # the safe answer
        await session.until(lambda: session.app.screen is session.screen)
        assert session.installed() == ["my-own F32", "tiny F32"]
        await session.press("delete")
        await session.until_shown("Remove my-own (F32)?")
        await session.press("down", "enter")
        await session.until(lambda: session.listed() == [TINY])
        assert session.installed() == ["tiny F32"]
        assert session.models.marked_key == TINY

    desk.run(body)


def test_import_takes_a_path_that_was_pasted_in_quotes(desk: Desk, tmp_path: Path, tiny_model: Path) -> None:
    source = tmp_path / "a file of mine.gguf"
    source.write_bytes(tiny_model.read_bytes())

    async def body(session: Session) -> None:
        await session.press("i")
        await session.until_shown("Import a model file")
        await session.paste(f"'{source}'")
        await session.until_shown("A file of 436 KB is there.")
        await session.press("enter")
        await session.until(lambda: "a-file-of-mine/f32" in session.listed())
        assert session.models.marked_key == "a-file-of-mine/f32"
        assert session.jobs == {}

    desk.run(body)


def test_import_under_a_name(desk: Desk, tiny_model: Path) -> None:
    async def body(session: Session) -> None:
        await session.press("i")
        await session.until_shown("Import a model file")
        await session.paste(str(tiny_model))
        await session.press("tab")
        await session.press(*"another")
        await session.press("enter")
        await session.until(lambda: "another/f32" in session.listed())
        assert {each.name for each in desk.store().installed()} == {"tiny", "my-own", "another"}

    desk.run(body)


@pytest.mark.parametrize("typed", ["/nowhere/at/all.gguf", "/", "", "~nobody/x", "x" * 300])
def test_a_path_without_a_file_is_told_in_the_dialog(desk: Desk, typed: str) -> None:
    async def body(session: Session) -> None:
        await session.press("i")
        await session.until_shown("Import a model file")
        await session.paste(typed)
        await session.press("enter")
        said = ("There is no file", "That is a folder", "Type the path", "can't be used")
        await session.until(lambda: any(words in session.text() for words in said))
        await session.press("escape")
        await session.until(lambda: session.app.screen is session.screen)
        assert session.jobs == {}

    desk.run(body)


def test_a_file_that_is_no_model_fails_on_a_row_of_its_own(desk: Desk, tmp_path: Path) -> None:
    page = tmp_path / "[red]page.gguf"
    page.write_bytes(b"<html>log in to the school network</html>")

    async def body(session: Session) -> None:
        await session.press("i")
        await session.until_shown("Import a model file")
        await session.paste(str(page))
        await session.press("enter")
        await session.until(lambda: session.jobs and not next(iter(session.jobs.values())).running)
        await session.until_shown("Being imported", "[red]page.gguf", "does not begin with GGUF")
        await session.press("home", "c")
        await session.until(lambda: not session.jobs and session.listed() == [OWN, TINY])
        assert page.read_bytes().startswith(b"<html>")

    desk.run(body)


def test_a_name_that_is_taken_by_other_bytes_is_refused(desk: Desk, tmp_path: Path, tiny_model: Path) -> None:
    other = tmp_path / "tiny.gguf"
    other.write_bytes(tiny_model.read_bytes() + b"more")

    async def body(session: Session) -> None:
        await session.press("i")
        await session.until_shown("Import a model file")
        await session.paste(str(other))
        await session.press("enter")
        await session.until_shown("is installed already, with other bytes")
        (kept,) = (each for each in desk.store().installed() if each.name == "tiny")
        assert kept.path.read_bytes() == tiny_model.read_bytes()

    desk.run(body)


def test_typed_paths() -> None:
    assert typed_path('  "/a b/c.gguf" ') == Path("/a b/c.gguf")
    assert typed_path("file:///a%20b/c.gguf") == Path("/a b/c.gguf")
    assert typed_path("~/c.gguf") == Path.home() / "c.gguf"
    assert typed_path("\0") is None
    assert typed_path("''") is None


def test_whether_there_is_a_model_to_start_with(tmp_path: Path, tiny_model: Path, desk: Desk) -> None:
    assert not has_model(load_settings())
    assert has_model(load_settings(engine="http://127.0.0.1:1"))
    assert has_model(load_settings(model=str(tiny_model)))
    assert not has_model(load_settings(model=str(tmp_path / "none.gguf")))
    home = tmp_path / "home" / "models"
    home.parent.mkdir()
    desk.home.rename(home)
    assert has_model(load_settings())
    assert has_model(load_settings(model="TINY"))
    assert not has_model(load_settings(model="phi-4-mini-reasoning"))


def test_the_screen_can_be_made_without_anything() -> None:
    """As the app makes it; nothing is looked at before it is shown."""
    assert ModelsScreen().in_use is None
