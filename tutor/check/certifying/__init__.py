"""Certificates for answers, found without being told the answer. Runs in the worker; imports sympy.

`certify` holds an answer against a problem, `answering` proposes answers and gives one that is proved.
`problems` reads a problem into a task, which the modules here check (`solutions`, `values`, `calculus`, …);
others are recognized as a whole by a kind: `families` of everyday sentences, `functions`, `figures`.
`trigonometry` knows all angles that solve an equation.
"""
