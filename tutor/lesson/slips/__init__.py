"""Common slips as rules: named in a student's line, or made on purpose. In workers only; needs sympy."""
