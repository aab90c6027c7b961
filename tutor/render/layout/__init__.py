"""Formulas laid out in two dimensions, in cells of a terminal. Knows no step and no screen."""
