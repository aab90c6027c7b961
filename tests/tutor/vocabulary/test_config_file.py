"""Saving settings: what of a user's file survives, and that no moment leaves half a file."""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from tutor.vocabulary import config_file as saving
from tutor.vocabulary.config_file import save_settings
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.locations import config_file
from tutor.vocabulary.settings import load_settings

MINE = """\
# my laptop is small
context = 6144   # more does not fit

# I like it dark
theme="dark"
offline = true
"""


@pytest.fixture
def config() -> Path:
    """The path of config.toml, with MINE in it."""
    path = config_file()
    path.parent.mkdir(parents=True)
    path.write_text(MINE)
    return path


def test_a_file_and_its_folder_are_made_where_there_are_none() -> None:
    save_settings({"votes": 4, "temperature": 0.5, "model": "phi", "fast": True})
    settings = load_settings()
    assert (settings.votes, settings.temperature, settings.model, settings.fast) == (4, 0.5, "phi", True)


def test_comments_order_and_spacing_survive(config: Path) -> None:
    save_settings({"context": 8192, "votes": 2})
    assert config.read_text() == MINE.replace("6144", "8192") + "votes = 2\n"


@pytest.mark.parametrize("value", [None, "auto", " AUTO "])
def test_what_is_automatic_again_leaves_the_file(config: Path, value: object) -> None:
    save_settings({"theme": value})
    assert config.read_text() == MINE.replace('theme="dark"\n', "")


def test_a_default_leaves_the_file(config: Path) -> None:
    save_settings({"offline": False, "votes": 1})
    assert config.read_text() == MINE.replace("offline = true\n", "")


def test_nothing_is_made_for_defaults_alone() -> None:
    save_settings({"votes": 1})
    assert not config_file().exists()


def test_windows_line_ends_survive(config: Path) -> None:
    config.write_bytes(b"votes = 3\r\noffline = true\r\n")
    save_settings({"votes": 5})
    assert config.read_bytes() == b"votes = 5\r\noffline = true\r\n"


def test_a_key_goes_above_the_tables_of_a_file(config: Path) -> None:
    config.write_text("votes = 3\n[later]\nx = 1\n")
    save_settings({"seed": 4})
    assert config.read_text().index("seed") < config.read_text().index("[later]")


def test_keys_nobody_knows_are_left_alone(config: Path) -> None:
    config.write_text("newer_setting = 3 # of a newer version\n")
    save_settings({"votes": 4})
    assert config.read_text() == "newer_setting = 3 # of a newer version\nvotes = 4\n"


@pytest.mark.parametrize("text", ['C:\\models\\"mine".gguf', "π – ☃", "a\nb\x07", "'", '"""'])
def test_any_text_comes_back_as_it_was(text: str) -> None:
    save_settings({"model": text})
    assert load_settings().model == text


@pytest.mark.parametrize(
    "broken", [b"votes = = 3\n", b"\xff\xfe\x00", b"votes = 1\nvotes = 2\n", b"\xef\xbb\xbfa = 1"]
)
def test_a_broken_file_is_named_and_never_overwritten(config: Path, broken: bytes) -> None:
    config.write_bytes(broken)
    with pytest.raises(UsageError, match="not valid TOML, so nothing was saved") as fault:
        save_settings({"votes": 4})
    assert str(config) in fault.value.message
    assert config.read_bytes() == broken


def test_a_value_that_does_not_fit_changes_nothing(config: Path) -> None:
    with pytest.raises(UsageError, match="votes should be 1 or more") as fault:
        save_settings({"theme": "light", "votes": 0})
    assert fault.value.exit_code == 2
    assert config.read_text() == MINE


def test_an_unknown_setting_lists_the_ones_there_are(config: Path) -> None:
    with pytest.raises(UsageError, match="no setting 'vots'") as fault:
        save_settings({"vots": 3})
    assert "votes" in fault.value.hint
    assert config.read_text() == MINE


def test_a_link_into_a_folder_of_dot_files_stays_a_link(config: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles" / "tutor.toml"
    kept.parent.mkdir()
    config.rename(kept)
    config.symlink_to(kept)
    save_settings({"votes": 2})
    assert config.is_symlink()
    assert "votes = 2" in kept.read_text()


def test_who_may_read_the_file_stays_as_it_was(config: Path) -> None:
    config.chmod(0o600)
    save_settings({"votes": 2})
    assert config.stat().st_mode & 0o777 == 0o600


def test_what_is_unchanged_is_not_written(config: Path) -> None:
    before = config.stat().st_ino
    save_settings({"context": 6144, "theme": "dark"})
    assert config.stat().st_ino == before


@pytest.fixture
def readonly_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder this user may only read; root gives up its rights for the while."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "config.toml").write_text(MINE)
        folder.chmod(0o555)
        monkeypatch.setenv("TUTOR_HOME", name)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(user)
            folder.chmod(0o755)


def test_a_folder_that_may_only_be_read_is_said_in_one_sentence(readonly_home: Path) -> None:
    with pytest.raises(UsageError, match=r"config\.toml can't be written: Permission denied\.$"):
        save_settings({"votes": 2})
    assert (readonly_home / "config.toml").read_text() == MINE


def test_a_file_where_the_folder_should_be_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(UsageError, match="can't be written"):
        save_settings({"votes": 2})


def test_a_full_disk_keeps_the_old_file_and_no_rest(config: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, hard))
    try:
        with pytest.raises(UsageError, match="can't be written"):
            save_settings({"votes": 2})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert config.read_text() == MINE
    assert not list(config.parent.glob("*.partial"))


def test_a_lock_that_is_held_too_long_is_said(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "_PATIENCE_SECONDS", 0.01)
    with FileLock(f"{config}.lock"), pytest.raises(UsageError, match="Another program holds"):
        save_settings({"votes": 2})
    assert config.read_text() == MINE


def test_many_that_save_at_once_lose_nothing_of_each_other(config: Path) -> None:
    changes = [{"votes": 7}, {"seed": 3}, {"threads": 2}, {"fast": True}, {"badges": "words"}, {"top_p": 0.5}]
    with ThreadPoolExecutor(len(changes)) as pool:
        list(pool.map(save_settings, changes))
    settings = load_settings()
    assert all(getattr(settings, name) == value for change in changes for name, value in change.items())
    assert settings.context == 6144


def test_killed_at_any_moment_the_file_is_the_old_or_the_new_one(config: Path) -> None:
    saver = (
        "from tutor.vocabulary.config_file import save_settings\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    for votes in (2, 3): save_settings({'votes': votes})\n"
    )
    for _ in range(6):
        with subprocess.Popen([sys.executable, "-c", saver], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            before = config.stat().st_ino
            while config.stat().st_ino == before:  # until it has saved at least once
                pass
            process.kill()
        assert config.read_text() in (f"{MINE}votes = 2\n", f"{MINE}votes = 3\n")
    save_settings({"votes": 4})  # what the killed ones left hinders nobody
    assert load_settings().votes == 4
    assert not list(config.parent.glob("*.partial"))
