"""How the Models screen looks: sizes, ASCII, hostile names, the mouse."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from support.models_app import Desk, Session
from support.small_models import make_card

from models.card import FileSource, HubSource
from models.catalog import load_catalog
from tutor.render.glyphs import ASCII

SOURCE = HubSource("someone/toy-GGUF", "toy-F32.gguf")
HOSTILE = "\x1b[31mred[/bold][@click=app.quit]名前名前 \u202eevil\u202c" + "long " * 25

needs_any_name = pytest.mark.skipif(os.name != "posix", reason="other file systems refuse such names")


@pytest.fixture
def catalogue(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "models", load_catalog())


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (120, 40), (20, 8)])
def test_no_line_is_wider_than_the_screen(catalogue: Desk, size: tuple[int, int]) -> None:
    catalogue.size = size

    async def body(session: Session) -> None:
        width = session.models.scrollable_content_region.width - 2
        for key in session.listed() if size[0] >= 40 else ():
            assert all(cell_len(line) <= width for line in session.row(key).splitlines())
        assert all(cell_len(line) <= size[0] for line in session.lines())

    catalogue.run(body)


def test_wide_rows_say_type_size_fit_and_speed(catalogue: Desk) -> None:
    async def body(session: Session) -> None:
        key = "phi-4-mini-reasoning/q4_k_m"
        await session.until(lambda: "tokens/s" in session.row(key))  # comes with the measurement
        row = " ".join(session.row(key).split())
        assert row == "phi-4-mini-reasoning Q4_K_M 2.49 GB fits now, 6.6 tokens/s"
        await session.until_shown(
            "3.8 billion parameters, MIT licence",
            "Mathematics, thinking at length; the default.",
            "Needs 5.2 GB of memory with a context of 16,384 tokens: fits now, 9.0 GB of 16.0 GB are free.",
            "Expected: about 6.6 tokens a second.",
            "About 2.49 GB from the hub (unsloth/Phi-4-mini-reasoning-GGUF), else the hub",
        )

    catalogue.run(body)


def test_narrow_rows_keep_name_size_and_a_sign_for_the_fit(catalogue: Desk) -> None:
    catalogue.size = (40, 15)

    async def body(session: Session) -> None:
        assert session.row("phi-4-mini-reasoning/q4_k_m").split() == [
            "✓",
            "phi-4-mini-reasoning",
            "2.49",
            "GB",
        ]
        long = session.row("deepseek-r1-distill-qwen-1.5b/q6_k")
        assert long.split()[1].startswith("deepseek-r1")
        assert long.split()[1].endswith("1.5b")

    catalogue.run(body)


def test_one_row_a_model_until_all_types_are_wanted(catalogue: Desk) -> None:
    cards = load_catalog()

    async def body(session: Session) -> None:
        assert len(session.listed()) == len(cards)
        marked = session.models.marked_key
        await session.press("t")
        assert len(session.listed()) == sum(len(card.files) for card in cards)
        assert session.models.marked_key == marked
        await session.until(lambda: "Fewer" in session.lines()[-1])
        await session.press("t")
        assert len(session.listed()) == len(cards)

    catalogue.run(body)


def test_ascii_only_means_ascii(catalogue: Desk, tiny_model: Path) -> None:
    catalogue.glyphs = ASCII
    catalogue.store().import_file(tiny_model, "my-own", copy=True)
    (catalogue.home / "名前-F32.gguf").write_bytes(tiny_model.read_bytes())
    unfinished = catalogue.home / "smollm2-135m-Q4_1.gguf.00000000.partial"
    unfinished.write_bytes(bytes(40_000_000))
    catalogue.in_use = ("my-own", "F32")

    async def body(session: Session) -> None:
        assert "#####" in session.row("smollm2-135m/q4_1")
        assert session.text().isascii()
        await session.press("tab")
        assert session.text().isascii()
        await session.press("r")
        await session.press("shift+tab", "r")
        await session.until_shown("Remove my-own")
        assert session.text().isascii()
        await session.press("escape", "i")
        await session.until_shown("Import a model file")
        assert session.text().isascii()

    catalogue.run(body)


@needs_any_name
@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
def test_a_hostile_file_name_is_only_text(tmp_path: Path, tiny_model: Path, size: tuple[int, int]) -> None:
    """Escapes, markup, marks of direction and endless names, in the list, the details and questions."""
    desk = Desk(tmp_path / "models", [make_card("toy", SOURCE)], size=size)
    desk.home.mkdir()
    name = HOSTILE.replace("/", "∕")
    (desk.home / f"{name}-F32.gguf").write_bytes(tiny_model.read_bytes())

    async def body(session: Session) -> None:
        for line in session.lines():
            assert not set(line) & set("\x1b\u202e\u202c")
            assert cell_len(line) <= size[0]
        await session.until_shown("red[")
        await session.press("r")
        await session.until_shown("Remove", "Keep it", "red[∕bold]")
        await session.press("escape")
        await session.until(lambda: session.app.screen is session.screen)
        await session.press("enter")
        assert session.app.chosen[0][0] == name

    desk.run(body)


@needs_any_name
def test_two_files_that_claim_one_name_are_two_rows(tmp_path: Path, tiny_model: Path) -> None:
    desk = Desk(tmp_path / "models", [])
    desk.store().import_file(tiny_model, "twin", copy=True)
    record = (desk.home / "twin-F32.gguf.json").read_text(encoding="utf-8")
    (desk.home / "zwin.gguf").write_bytes(tiny_model.read_bytes())
    (desk.home / "zwin.gguf.json").write_text(record, encoding="utf-8")

    async def body(session: Session) -> None:
        assert len(session.listed()) == 2
        await session.press("down", "r")
        await session.until_shown("Remove twin")
        await session.press("down", "enter")
        await session.until(lambda: len(session.listed()) == 1)
        assert (desk.home / "twin-F32.gguf").exists()
        assert not (desk.home / "zwin.gguf").exists()

    desk.run(body)


def test_what_a_source_says_is_only_text(tmp_path: Path) -> None:
    gone = FileSource("/nowhere/[@click=app.quit]some[/]one\x1b[31m")

    async def body(session: Session) -> None:
        await session.press("enter")
        await session.until(lambda: "Could not be fetched" in session.row("toy/f32"))
        assert "\x1b" not in session.text()
        await session.until_shown("[@click=app.quit]")

    Desk(tmp_path / "models", [make_card("toy", gone)]).run(body)


async def click_row(session: Session, line: int) -> None:
    await session.pilot.click(session.models, offset=(6, line))
    await session.pilot.pause()


def line_of(session: Session, words: str) -> int:
    top = session.models.region.y
    return next(index for index, line in enumerate(session.lines()) if words in line) - top


def in_footer(session: Session, words: str) -> Callable[[], bool]:
    return lambda: words in session.lines()[-1]


def test_a_click_marks_and_a_click_on_the_marked_row_acts(tmp_path: Path, tiny_model: Path) -> None:
    desk = Desk(tmp_path / "models", [])
    for name in ("one", "two"):
        desk.store().import_file(tiny_model, name, copy=True)

    async def body(session: Session) -> None:
        await click_row(session, line_of(session, "two"))
        assert session.models.marked_key == "two/f32"
        assert session.app.chosen == []
        await click_row(session, line_of(session, "two"))
        assert [name for name, _, _ in session.app.chosen] == ["two"]
        await click_row(session, line_of(session, "On this machine"))
        assert session.models.marked_key == "two/f32"
        await session.until(in_footer(session, "Remove"))
        at = session.lines()[-1].index("Remove")
        await session.pilot.click(offset=(at, desk.size[1] - 1))
        await session.until_shown("Remove two (F32)?")
        await session.pilot.click("#answer-remove")
        await session.until(lambda: session.listed() == ["one/f32"])

    desk.run(body)
