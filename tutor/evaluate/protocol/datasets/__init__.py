"""Sets of problems with known answers: files of one's own, and published sets by name. Ships none."""
