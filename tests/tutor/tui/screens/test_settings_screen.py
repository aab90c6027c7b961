"""The settings screen by keys and mouse: what is seen at once, what gets to the file, what Esc takes back."""

import asyncio
import html
import re
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import pytest
from textual.app import App
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Collapsible, Input, Static

from tutor.tui.look import ASCII_CLASS, put_on_look, shown_key
from tutor.tui.screens.settings import SettingsScreen
from tutor.tui.setting_sections import LABELS
from tutor.tui.widgets.choice_line import ChoiceLine
from tutor.tui.widgets.setting_row import SettingRow
from tutor.vocabulary.locations import config_file
from tutor.vocabulary.settings import Settings, load_settings

MODELS = ("phi-4-mini-reasoning", "smollm2-135m")


class SettingsApp(App[None]):
    """Shows the screen and keeps what it tells."""

    def __init__(self, typed: Mapping[str, object]) -> None:
        super().__init__()
        self.typed = typed
        self.told: list[Settings] = []

    def on_mount(self) -> None:
        settings = load_settings(**self.typed)
        put_on_look(self, settings)
        self.push_screen(SettingsScreen(settings, typed=self.typed, models=MODELS))

    def get_key_display(self, binding: Binding) -> str:
        return shown_key(self, super().get_key_display(binding))

    def on_settings_screen_changed(self, message: SettingsScreen.Changed) -> None:
        self.told.append(message.settings)


Play = Callable[[Pilot[None], SettingsApp], Awaitable[None]]


def play(
    scene: Play, size: tuple[int, int] = (80, 24), typed: Mapping[str, object] | None = None
) -> SettingsApp:
    """Run a scene on a screen of a size; the app after it has ended."""
    app = SettingsApp(typed or {})

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await scene(pilot, app)

    asyncio.run(run())
    return app


def row(app: SettingsApp, name: str) -> SettingRow:
    return next(row for row in app.screen.query(SettingRow) if row.setting == name)


async def focus(pilot: Pilot[None], app: SettingsApp, name: str) -> None:
    row(app, name).focus_control()
    await pilot.pause()


async def type_into(pilot: Pilot[None], app: SettingsApp, name: str, text: str) -> None:
    await focus(pilot, app, name)
    await pilot.press(*text)
    await pilot.pause()


def words(widget: SettingRow, kind: str) -> str:
    return str(widget.query_one(f".{kind}", Static).render())


def on_screen(app: SettingsApp) -> str:
    """All the text a terminal would show; non-breaking spaces are the picture's, not the terminal's."""
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", app.export_screenshot(title="tutor"))
    return html.unescape("\n".join(texts)).replace("\xa0", " ")


def message(app: SettingsApp) -> str:
    return str(app.screen.query_one(".message", Static).render())


def test_every_setting_has_its_row() -> None:
    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        assert {row.setting for row in app.screen.query(SettingRow)} == set(Settings.model_fields)

    play(scene)
    assert set(Settings.model_fields) <= set(LABELS)


def test_each_row_says_what_its_setting_does() -> None:
    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        about = "Branches that answer; the answer most of them give is taken."
        assert words(row(app, "votes"), "about") == about

    play(scene)


def test_a_theme_shows_at_once_and_is_saved_by_a_key() -> None:
    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        await focus(pilot, app, "theme")
        await pilot.press("right")
        assert app.theme == "tutor-light"
        assert not config_file().exists()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert not isinstance(app.screen, SettingsScreen)

    app = play(scene)
    assert config_file().read_text() == 'theme = "light"\n'
    assert [settings.theme for settings in app.told] == ["light"]


def test_what_is_typed_reaches_the_file_as_its_type() -> None:
    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        app.screen.query_one(Collapsible).collapsed = False
        await pilot.pause()
        await type_into(pilot, app, "think_tokens", "4000")
        await type_into(pilot, app, "temperature", "0.5")
        await type_into(pilot, app, "model", "smollm2-135m")
        await pilot.press("ctrl+s")

    play(scene)
    settings = load_settings()
    assert (settings.think_tokens, settings.temperature, settings.model) == (4000, 0.5, "smollm2-135m")


def test_an_emptied_line_is_automatic_again() -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text("think_tokens = 400 # little\nvotes = 3\n")

    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        await focus(pilot, app, "think_tokens")
        await pilot.press("end", "backspace", "backspace", "backspace")
        await pilot.press("ctrl+s")

    play(scene)
    assert config_file().read_text() == "votes = 3\n"


@pytest.mark.parametrize("way", ["quit", "switched", "covered"])
def test_however_it_is_left_what_fits_is_saved(way: str) -> None:
    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        await type_into(pilot, app, "votes", "4")
        await type_into(pilot, app, "think_tokens", "many")
        if way == "switched":
            app.pop_screen()
        elif way == "covered":
            app.push_screen(SettingsScreen(load_settings()))
        await pilot.pause()

    play(scene)
    assert config_file().read_text() == "votes = 4\n"


def test_esc_takes_all_of_it_back_and_then_leaves() -> None:
    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        await focus(pilot, app, "theme")
        await pilot.press("right")
        await type_into(pilot, app, "votes", "7x")
        await pilot.press("escape")
        await pilot.pause()
        assert app.theme == "tutor-dark"
        assert row(app, "votes").query_one(Input).value == ""
        assert not row(app, "votes").has_class("-faulty")
        assert message(app) == "Taken back: Votes, Theme"
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, SettingsScreen)

    app = play(scene)
    assert not config_file().exists()
    assert app.told == []


def test_a_value_that_does_not_fit_is_said_beside_it_while_it_is_typed() -> None:
    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        await type_into(pilot, app, "votes", "0")
        votes = row(app, "votes")
        assert votes.has_class("-faulty")
        assert words(votes, "fault") == "✗ should be 1 or more"
        await focus(pilot, app, "theme")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        assert app.focused in votes.query(Input)
        assert message(app) == "Votes should be 1 or more."
        await pilot.press("backspace", "2")
        assert not votes.has_class("-faulty")

    play(scene)
    assert load_settings().votes == 2


def test_a_model_nobody_has_is_a_fault_and_a_file_is_none(tmp_path: Path) -> None:
    own = tmp_path / "own.gguf"
    own.touch()

    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        model = row(app, "model")
        line = model.query_one(Input)
        line.value = "phi-5"
        await pilot.pause()
        assert words(model, "fault") == "✗ should be one of phi-4-mini-reasoning, smollm2-135m"
        line.value = "missing.gguf"
        await pilot.pause()
        assert model.fault == "should be a file that is there"
        line.value = str(own)
        await pilot.pause()
        assert not model.fault

    play(scene)


def test_a_model_that_is_gone_hinders_no_other_change() -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text('model = "gone"\n')

    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        assert not row(app, "model").fault
        assert words(row(app, "model"), "label") == "Model"
        await type_into(pilot, app, "votes", "3")
        await pilot.press("ctrl+s")

    play(scene)
    assert config_file().read_text() == 'model = "gone"\nvotes = 3\n'


def test_what_a_variable_or_a_flag_sets_is_said_and_cant_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_MODEL", "smollm2-135m")

    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        model, votes = row(app, "model"), row(app, "votes")
        assert words(model, "set-by") == "set by TUTOR_MODEL"
        assert model.query_one(Input).value == "smollm2-135m"
        assert words(votes, "set-by") == "set by --votes"
        assert model.query_one(Input).disabled
        assert model.query_one(Input).opacity == 1  # it can be read all the same
        assert not row(app, "theme").query(".set-by")

    play(scene, typed={"votes": 5, "theme": None})


def test_a_file_that_cant_be_written_keeps_the_screen_and_says_why() -> None:
    config_file().parent.mkdir(parents=True)

    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        config_file().write_text("votes = = 2\n")  # somebody edits it meanwhile
        await type_into(pilot, app, "votes", "4")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        assert "is not valid TOML, so nothing was saved in it" in message(app)
        await pilot.press("escape", "escape")

    app = play(scene, size=(200, 30))
    assert config_file().read_text() == "votes = = 2\n"
    assert app.told == []


def test_a_fault_while_it_is_being_left_is_a_notice() -> None:
    config_file().parent.mkdir(parents=True)

    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        await type_into(pilot, app, "votes", "4")
        config_file().mkdir()
        app.pop_screen()
        await pilot.pause()
        assert any("can't be" in notice.message for notice in app._notifications)

    play(scene)


def test_all_of_it_can_be_reached_by_keys_and_is_in_view_on_a_small_terminal() -> None:
    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        reached: set[str] = set()
        for _ in range(len(Settings.model_fields) + 2):
            focused = app.focused
            assert focused is not None
            assert app.screen.region.contains_region(focused.region), focused
            if type(focused).__name__ == "CollapsibleTitle":
                await pilot.press("enter")
                await pilot.pause()
            else:
                own = next(node for node in focused.ancestors if isinstance(node, SettingRow))
                assert own.region.right <= 40
                reached.add(own.setting)
            await pilot.press("down")
            await pilot.pause()
        assert reached == set(Settings.model_fields)
        await pilot.press("up")

    play(scene, size=(40, 15))


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
def test_the_mouse_chooses_a_value(size: tuple[int, int]) -> None:
    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        await focus(pilot, app, "theme")
        line = row(app, "theme").query_one(ChoiceLine)
        second_row = 1 if size[0] < 60 else 0  # narrow: "high contrast" stands on the next line
        await pilot.click(line, offset=(3 if second_row else 30, second_row))
        await pilot.pause()
        assert app.theme == "tutor-high-contrast"

    play(scene, size=size)


def test_in_ascii_all_that_is_shown_is_ascii() -> None:
    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        await focus(pilot, app, "ascii_only")
        await pilot.press("left")
        await pilot.pause()
        assert app.has_class(ASCII_CLASS)
        await type_into(pilot, app, "votes", "0")
        shown = on_screen(app)
        assert shown.isascii()
        assert "[x] should be 1 or more" in shown
        assert "(*) on" in shown
        assert "up/down" in shown

    play(scene)


def test_reduced_motion_stills_the_app() -> None:
    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        assert app.animation_level == "full"
        await focus(pilot, app, "reduced_motion")
        await pilot.press("left")
        assert app.animation_level == "none"

    play(scene)


def test_only_what_changed_is_marked() -> None:
    async def scene(pilot: Pilot[None], app: SettingsApp) -> None:
        await focus(pilot, app, "offline")
        await pilot.press("left")
        assert words(row(app, "offline"), "label") == "Offline *"
        assert words(row(app, "votes"), "label") == "Votes"
        await pilot.press("right")
        assert words(row(app, "offline"), "label") == "Offline"

    play(scene)
