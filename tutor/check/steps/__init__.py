"""Verdicts on the statements of a chain of thought. Runs in the worker; imports sympy."""
