"""Typed tree to sympy, node by node from an allow-list. Imported in worker processes only."""
