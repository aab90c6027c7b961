"""What an evaluation costs beside the model."""

from pathlib import Path

from tutor.evaluate.protocol.overhead import measure


def test_an_evaluation_costs_little_and_keeps_its_memory(tmp_path: Path) -> None:
    """Generous, for a busy machine; `python -m tutor.evaluate.protocol.overhead` measures ten thousand."""
    found = measure(600, tmp_path)
    assert found.own_milliseconds < 20
    assert found.late_bytes - found.early_bytes < 20e6
