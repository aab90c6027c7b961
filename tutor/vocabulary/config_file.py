"""Changing `config.toml` from within: only the keys that were chosen, never the rest of a user's file.

Its comments, order and spaces survive, and at every moment the whole old or the whole new
file lies under its name. Which place wins is `settings`' matter.
"""

import os
import stat
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import tomlkit
from filelock import FileLock, Timeout
from tomlkit.exceptions import TOMLKitError

from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.locations import config_file
from tutor.vocabulary.setting_fields import setting_fields

_PATIENCE_SECONDS = 5.0


def save_settings(changes: Mapping[str, object]) -> None:
    """Write settings to the file that every command reads; a value that is the default leaves it.

    UsageError where a value does not fit its setting, the file is not TOML (it is left as it
    is then) or can't be written.
    """
    chosen = {name: _checked(name, value) for name, value in changes.items()}
    path = config_file()
    with _translated_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        # two apps that save at once lose nothing of each other
        with FileLock(path.with_name(path.name + ".lock"), timeout=_PATIENCE_SECONDS):
            before = path.read_bytes().decode("utf-8") if path.exists() else ""
            after = _changed(before, chosen)
            if after != before:
                _replace(path.resolve(), after)  # the file may be a link into a folder of dot files


def _checked(name: str, value: object) -> object:
    field = setting_fields().get(name)
    if field is None:
        raise UsageError(
            f"There is no setting {name!r}.", "Settings are: " + ", ".join(setting_fields()) + "."
        )
    try:
        return field.check(value)
    except UsageError as error:
        raise UsageError(
            f"{name} should be {error.message} (got {value!r}).", "Nothing was saved."
        ) from error


def _changed(before: str, chosen: Mapping[str, object]) -> str:
    """The text of the file with the chosen values in it."""
    document = tomlkit.parse(before)
    expected = tomllib.loads(before)
    for name, value in chosen.items():
        if value == setting_fields()[name].default:
            document.pop(name, None)
            expected.pop(name, None)
        elif expected.get(name) != value or type(expected[name]) is not type(value):
            document[name] = value
            expected[name] = value
    after = tomlkit.dumps(document)
    # the commands read it with another library: a text the two disagree on must not get to the disk
    if tomllib.loads(after) != expected:
        raise TOMLKitError("it can't be changed without losing something of it")
    return after


def _replace(path: Path, text: str) -> None:
    """Write beside the file, then let the new one appear under its name."""
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            partial.chmod(stat.S_IMODE(path.stat().st_mode))
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    _settle_folder(path.parent)


def _settle_folder(folder: Path) -> None:
    """Have the new name survive a power cut too, where a folder can be opened (not on Windows)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _translated_faults(path: Path) -> Iterator[None]:
    try:
        yield
    except (tomllib.TOMLDecodeError, TOMLKitError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} is not valid TOML, so nothing was saved in it: {error}.", f"Correct or remove {path}."
        ) from error
    except Timeout as error:
        raise UsageError(f"Another program holds {path}.", "Save again when it is done.") from error
    except OSError as error:
        raise UsageError(
            f"{path} can't be written: {error.strerror or error}.",
            "Check who may write there, and the room left.",
        ) from error
