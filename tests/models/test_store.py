"""What the store finds, takes over, checks and removes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.small_models import Told, make_card

from models import locations
from models.card import FileSource
from models.disk import sha256_of
from models.errors import ModelError
from models.progress import Verifying
from models.sources import file as file_source
from models.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "home", [make_card("toy")])


def test_the_folder_follows_tutor_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    assert locations.models_folder() == tmp_path / "models"
    monkeypatch.delenv("TUTOR_HOME")
    assert locations.models_folder().parts[-2:] == ("tutor", "models")


def test_an_empty_or_missing_folder_holds_nothing(store: Store) -> None:
    assert store.installed() == []
    assert store.find("toy") is None


def test_a_file_one_has_is_linked_not_copied(store: Store, tiny_model: Path, told: Told) -> None:
    model = store.import_file(tiny_model, progress=told)
    assert (model.name, model.quantization, model.card) == ("tiny", "F32", None)
    assert model.path.samefile(tiny_model)
    assert told.of(Verifying)
    assert store.installed() == [model]
    assert store.import_file(tiny_model) == model, "once more changes nothing"


def test_a_copy_is_a_file_of_its_own(store: Store, tiny_model: Path) -> None:
    model = store.import_file(tiny_model, "toy", copy=True)
    assert not model.path.samefile(tiny_model)
    assert model.path.read_bytes() == tiny_model.read_bytes()
    assert model.card == store.cards[0]
    assert sorted(path.name for path in store.root.glob("toy*")) == ["toy-F32.gguf", "toy-F32.gguf.json"]


def test_where_links_fail_the_file_is_copied(
    store: Store, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(file_source.os, "link", refuse)
    assert store.import_file(tiny_model, "linked").path.is_symlink()
    monkeypatch.setattr(file_source.os, "symlink", refuse)
    model = store.import_file(tiny_model, "copied")
    assert not model.path.is_symlink()
    assert not model.path.samefile(tiny_model)


def test_the_bytes_of_a_card_are_recognized(tmp_path: Path, tiny_model: Path) -> None:
    card = make_card("toy", sha256=sha256_of(tiny_model, lambda _: None))
    model = Store(tmp_path / "home", [card]).import_file(tiny_model)
    assert (model.name, model.card) == ("toy", card)


@pytest.mark.parametrize("name", ["Model", "a/b", "..", "", " x", "-x"])
def test_a_name_that_is_no_name_is_refused(store: Store, tiny_model: Path, name: str) -> None:
    """An empty name is none."""
    if name == "":
        assert store.import_file(tiny_model, name).name == "tiny"
        return
    with pytest.raises(ModelError, match="can't be a model's name"):
        store.import_file(tiny_model, name)


@pytest.mark.parametrize(
    ("file_name", "name"),
    [("My Model-F32.gguf", "my-model"), ("Übung_f32.gguf", "bung"), ("phi.F32.gguf", "phi")],
)
def test_a_name_is_made_from_the_file(
    store: Store, tmp_path: Path, tiny_model: Path, file_name: str, name: str
) -> None:
    path = tmp_path / file_name
    path.write_bytes(tiny_model.read_bytes())
    assert store.import_file(path).name == name


def test_other_bytes_never_replace_an_installed_model(
    store: Store, tiny_model: Path, tiny_longrope_model: Path
) -> None:
    store.import_file(tiny_model, "toy")
    with pytest.raises(ModelError, match="installed already") as caught:
        store.import_file(tiny_longrope_model, "toy")
    assert "--name" in caught.value.hint


def test_what_is_no_model_is_not_taken(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "notes.gguf"
    path.write_text("notes")
    with pytest.raises(ModelError, match="does not begin with GGUF"):
        store.import_file(path)
    assert store.installed() == []


def test_a_file_put_into_the_folder_by_hand_is_found(store: Store, tiny_model: Path) -> None:
    store.root.mkdir()
    (store.root / "toy-F32.gguf").write_bytes(tiny_model.read_bytes())
    (store.root / "junk.gguf").write_text("junk")
    (model,) = store.installed()
    assert (model.name, model.quantization, model.sha256) == ("toy", "F32", "")
    assert model.card == store.cards[0]
    assert store.verify(model).fault == ""


def test_a_damaged_record_does_not_hide_the_model(store: Store, tiny_model: Path) -> None:
    model = store.import_file(tiny_model, "toy")
    model.path.with_name(model.path.name + ".json").write_text("{")
    assert [found.name for found in store.installed()] == ["toy"]


def test_a_link_whose_file_is_gone_is_no_model(store: Store, tmp_path: Path, tiny_model: Path) -> None:
    path = tmp_path / "mine.gguf"
    path.write_bytes(tiny_model.read_bytes())
    model = store.import_file(path, "toy")
    model.path.unlink()
    model.path.symlink_to(tmp_path / "gone.gguf")
    assert store.installed() == []
    assert store.import_file(path, "toy") == model


def test_the_largest_type_is_found_unless_one_is_named(
    store: Store, tiny_model: Path, tiny_longrope_model: Path
) -> None:
    small, large = sorted((tiny_model, tiny_longrope_model), key=os.path.getsize)
    store.import_file(small, "toy", copy=True)
    other = store.root / "toy-Q8_0.gguf"
    other.write_bytes(large.read_bytes())
    record = {"name": "toy", "quantization": "Q8_0", "sha256": "", "bytes": 10**9, "source": "here"}
    other.with_name("toy-Q8_0.gguf.json").write_text(json.dumps(record))
    found, named = store.find("toy"), store.find("TOY", "f32")
    assert found is not None
    assert named is not None
    assert (found.quantization, named.quantization) == ("Q8_0", "F32")


def test_changed_bytes_are_noticed(store: Store, tiny_model: Path, told: Told) -> None:
    model = store.import_file(tiny_model, "toy", copy=True)
    assert store.verify(model, told).fault == ""
    data = bytearray(model.path.read_bytes())
    data[-1] ^= 1
    model.path.write_bytes(data)
    assert "checksum mismatch" in store.verify(model, told).fault
    model.path.write_bytes(data[:-1])
    assert "truncated" in store.verify(model, told).fault


def test_removing_a_link_leaves_the_users_file(store: Store, tiny_model: Path) -> None:
    model = store.import_file(tiny_model, "toy")
    (store.root / "toy-F32.gguf.12345678.partial").write_text("rest")
    store.remove(model)
    assert tiny_model.exists()
    assert [path.name for path in store.root.iterdir() if path.is_file()] == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, tiny_model: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    card = make_card("toy", FileSource(str(tiny_model)))
    with pytest.raises(ModelError, match="can't be used"):
        Store(blocked / "models", [card]).pull(card, card.files[0])


def test_looking_for_a_model_loads_no_network_client() -> None:
    """The start of a run must not pay for the hub's client, nor for rich."""
    code = "import sys, models.ensure; print(*{'huggingface_hub', 'rich', 'pip'} & sys.modules.keys())"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""
