"""Many problems, and measurements: a front door that counts the same events the others show."""
