"""Problems to practise, made with sympy from a seed. Runs in a worker; imports sympy.

One file a skill (powers have two, and trigonometry has its triangles apart), which ends with the list of
its kinds of problems; `catalogue.py` has them all. They draw numbers by `chance.py`, set formulas by
`typeset.py`, say what is done by `phrases.py` and give a `draft.py`. What is made is checked outside of
here, by the checker that students' answers go through.
"""
