"""Certificates for answers, found without being told the answer. Runs in the worker; imports sympy."""
