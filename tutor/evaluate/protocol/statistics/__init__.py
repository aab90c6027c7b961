"""Estimates from samples, how far they may be off, and whether two of them differ."""
