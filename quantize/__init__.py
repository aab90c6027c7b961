"""Trained checkpoint -> GGUF -> small GGUF. Imports `models`, never `tutor`."""
