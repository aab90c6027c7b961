"""Prompt -> tokens. Knows llama.cpp and machines, knows no mathematics."""
