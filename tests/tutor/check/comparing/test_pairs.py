"""Every pair of the tables gets its verdict: equal, or different where it is not."""

import json
from pathlib import Path

import pytest

from tutor.check.checker import Checker
from tutor.evaluate.answer_pairs import AnswerPair, read_pairs
from tutor.vocabulary.verdict import Comparison, Equality

FOLDER = Path(__file__).with_name("pairs")
TABLES = sorted(FOLDER.glob("*.json"))


def wanted(pair: AnswerPair, found: Comparison) -> bool:
    """Undecided passes only for a different pair whose note says why that is honest."""
    if pair.equal:
        return found.equal
    return found.equality is Equality.DIFFERENT or (
        pair.undecided_ok and found.equality is Equality.UNDECIDED
    )


@pytest.fixture(scope="module")
def checker() -> Checker:
    with Checker() as made:
        yield made


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_pair_of_a_table_gets_its_verdict(checker: Checker, table: Path) -> None:
    wrong = []
    for pair in read_pairs([table]):
        found = checker.compare(pair.expected, pair.given, pair.question)
        if not wanted(pair, found):
            wrong.append(f"{pair.expected!r} against {pair.given!r}: {found.equality}, {found.detail}")
    assert not wrong, "\n".join([f"{len(wrong)} wrong", *wrong])


def test_the_tables_hold_enough_of_both_sorts() -> None:
    pairs = read_pairs(TABLES)
    share = sum(pair.equal for pair in pairs) / len(pairs)
    assert len(pairs) >= 320
    assert 0.5 < share < 0.6


def test_no_pair_stands_twice() -> None:
    keys = [(pair.expected, pair.given, pair.question) for pair in read_pairs(TABLES)]
    assert len(keys) == len(set(keys))


def test_what_may_stay_undecided_says_why() -> None:
    rows = [row for table in TABLES for row in json.loads(table.read_text(encoding="utf-8"))]
    assert all(row.get("note") and not row["equal"] for row in rows if row.get("undecided_ok"))
