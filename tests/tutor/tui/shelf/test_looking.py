"""A look at the shelf: what is recommended on which machine, and what is preferred of each model."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.models_app import GB, LAPTOP

from models.catalog import load_catalog
from models.store import Store
from tutor.tui.shelf.looking import Measured, Shelf, look
from tutor.tui.shelf.words import intro_words


def shelf_of(home: Path, memory_gb: float, free_gb: float) -> Shelf:
    machine = replace(LAPTOP, memory_bytes=int(memory_gb * GB), available_bytes=int(free_gb * GB))
    return look(Store(home, load_catalog()), Measured(), lambda: machine)


@pytest.mark.parametrize(
    ("memory_gb", "free_gb", "recommended", "words"),
    [
        (16, 9, "phi-4-mini-reasoning/q4_k_m", "suits this machine's 16.0 GB of memory: Enter fetches it"),
        (8, 3, "deepseek-r1-distill-qwen-1.5b/q4_k_m", "closed phi-4-mini-reasoning fits too"),
        (8, 0.5, "phi-4-mini-reasoning/q4_k_m", "once other programs are closed"),
        (4, 2.4, "deepseek-r1-distill-qwen-1.5b/q4_k_m", "of memory: Enter fetches it"),
        (1, 0.3, "", "none of the catalogue fits"),
    ],
)
def test_what_is_recommended(
    tmp_path: Path, memory_gb: float, free_gb: float, recommended: str, words: str
) -> None:
    shelf = shelf_of(tmp_path, memory_gb, free_gb)
    assert shelf.recommended == recommended
    assert words in intro_words(shelf)


def test_every_model_has_one_preferred_type(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, 8, 3)
    preferred = [row.name for row in shelf.rows if row.preferred]
    assert preferred == [card.name for card in load_catalog()]


def test_an_installed_file_is_planned_by_its_own_header(tmp_path: Path, tiny_model: Path) -> None:
    """Its shape, not that of its card: a tiny file under a large name needs little."""
    Store(tmp_path, load_catalog()).import_file(tiny_model, "phi-4-mini-reasoning", copy=True)
    row = shelf_of(tmp_path, 16, 9).row("phi-4-mini-reasoning/f32")
    assert row is not None
    assert row.fit is not None
    assert row.fit.needs_bytes < GB
