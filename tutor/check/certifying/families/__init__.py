"""Kinds of school problems with a method of their own, one file a kind.

A kind recognizes a whole problem sentence and returns how to check an answer to it.
A fourth of anything touches its own file and one line of `registry.py`.
"""
