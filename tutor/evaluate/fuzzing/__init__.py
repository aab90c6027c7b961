"""The checker under random, mutated and hostile texts: `python -m tutor.evaluate.fuzzing`."""
