"""Where the shelf of this user stands, whether anything is on it, and what the settings forbid."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.locations import models_folder
from models.store import Store
from tutor.engine.machine import Machine, inspect_machine
from tutor.tui.shelf.looking import Measured, measure
from tutor.vocabulary.locations import config_file

if TYPE_CHECKING:
    from tutor.vocabulary.settings import Settings


def open_store() -> Store:
    """The models folder, under the settings as they are now."""
    from tutor.vocabulary.settings import load_settings

    return Store(models_folder(), offline=load_settings().offline)


def has_model(settings: "Settings") -> bool:
    """Whether there is something to think with: a server, a file that was named, or an installed model."""
    if settings.engine is not None:
        return True
    if settings.model and settings.model.endswith(".gguf"):
        return Path(settings.model).expanduser().is_file()
    store = Store(models_folder())
    return store.find(settings.model) is not None if settings.model else bool(store.installed())


def offline_words() -> str:
    """Why nothing can be fetched, where that was chosen, and what works all the same."""
    place = "TUTOR_OFFLINE" if os.environ.get("TUTOR_OFFLINE") else config_file().name
    return f"Offline, as {place} says: nothing is fetched. A file you have can be imported (i)."


@dataclass(frozen=True)
class Surroundings:
    """Where the screen looks; tests put others in their place."""

    open_store: Callable[[], Store] = open_store
    inspect: Callable[[], Machine] = inspect_machine
    measure: Callable[[Machine], Measured] = measure
