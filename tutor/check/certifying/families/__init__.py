"""Kinds of school problems whose method is counting, not one expression to work out; one file a kind.

A kind recognizes a whole problem sentence and returns how to check an answer to it. A
further one touches its own file and one line of `registry.py`.
"""
