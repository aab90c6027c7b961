"""Graphs as rows of characters: an own braille canvas, axes, marks, a legend. Knows no terminal library."""
