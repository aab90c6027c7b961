"""Practice for spreadsheets and for Anki: nothing in it is run, and to import again doubles nothing."""

import csv
import io
import json
import sqlite3
import sys
import zipfile
from pathlib import Path

import pytest
from support.practising import answered

from tutor.render.export.anki import answer_to_anki, to_anki, write_deck
from tutor.render.export.practice_csv import BYTE_ORDER_MARK, to_csv
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.practice import Outcome


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def test_a_row_an_answer_with_help_told() -> None:
    (row,) = rows("".join(to_csv([answered(Outcome.WRONG, hints=2, seconds=12.5, problem='a "b",\nc')])))
    assert (row["skill"], row["outcome"], row["hints"], row["alone"], row["seconds"]) == (
        *("linear", "wrong", "2", "no", "12.5"),
    )
    assert row["problem"] == 'a "b",\nc'
    assert row["answered_at"] == "2026-03-04T20:00:00+00:00"


@pytest.mark.parametrize(
    ("given", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+x", "'+x"),
        ("-3x", "'-3x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =cmd", "' =cmd"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("-3", "-3"),
        ("+2.5", "+2.5"),
        ("x = -3", "x = -3"),
        ("\x1b[31m4", "4"),
    ],
)
def test_no_cell_is_run_as_a_formula(given: str, cell: str) -> None:
    (row,) = rows("".join(to_csv([answered(given=given)])))
    assert row["given"] == cell


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Solve $x < 2$ & say\nwhy", "Solve \\(x &lt; 2\\) &amp; say<br>why"),
        ("$$x^2$$ or \\(y\\) or \\[z\\]", "\\[x^2\\] or \\(y\\) or \\[z\\]"),
        ("$\\frac{1}{x^{2}}$", "\\(\\frac{1}{x^{2} }\\)"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("It costs 5$", "It costs 5$"),
    ],
)
def test_formulas_are_those_of_mathjax_and_all_else_is_escaped(text: str, shown: str) -> None:
    assert to_anki(text) == shown


def test_an_answer_is_a_formula_unless_it_is_words() -> None:
    assert answer_to_anki("x = \\frac{1}{2}") == "\\(x = \\frac{1}{2}\\)"
    assert answer_to_anki("no solution") == "no solution"
    assert answer_to_anki("$x$ or $y$") == "\\(x\\) or \\(y\\)"


def notes(path: Path, folder: Path) -> dict[str, list[str]]:
    """The fields of each note in a deck by its number that stays."""
    with zipfile.ZipFile(path) as package:
        package.extract("collection.anki2", folder)
    connection = sqlite3.connect(folder / "collection.anki2")
    found = {
        guid: fields.split("\x1f") for guid, fields in connection.execute("SELECT guid, flds FROM notes")
    }
    decks = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
    connection.close()
    assert {"tutor"} <= {deck["name"] for deck in decks.values()}
    return found


def test_a_problem_is_one_card_that_keeps_its_number(tmp_path: Path) -> None:
    pytest.importorskip("genanki")
    first = [answered(), answered(Outcome.WRONG), answered(seed=2, problem="$x = 2$", expected="2")]
    assert write_deck(tmp_path / "one.apkg", first) == 2
    assert write_deck(tmp_path / "two.apkg", [*first, answered(seed=3)]) == 3
    before, after = notes(tmp_path / "one.apkg", tmp_path), notes(tmp_path / "two.apkg", tmp_path)
    assert set(before) < set(after)
    assert ["\\(x = 2\\)", "\\(2\\)", "linear"] in before.values()


def test_without_genanki_one_sentence_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(UsageError, match="not installed") as fault:
        write_deck(tmp_path / "x.apkg", [answered()])
    assert "uv sync --extra anki" in fault.value.hint
