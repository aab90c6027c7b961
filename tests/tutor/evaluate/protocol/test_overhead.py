"""What an evaluation costs beside the model."""

from support.memory_folder import memory_folder

from tutor.evaluate.protocol.overhead import measure


def test_an_evaluation_costs_little_and_keeps_its_memory() -> None:
    """Generous, for a busy machine; `python -m tutor.evaluate.protocol.overhead` measures ten thousand."""
    with memory_folder() as folder:
        found = measure(600, folder)
    assert found.own_milliseconds < 20
    assert found.late_bytes - found.early_bytes < 20e6
