"""Whether two pieces of mathematics are equal. Runs in the worker; imports sympy."""
