"""Kinds of problems told in everyday sentences: counting, chances, money, time, units, whole numbers.

A kind recognizes a whole problem and returns how to check an answer to it. A further one touches its own
file and one line of `registry.py`.
"""
