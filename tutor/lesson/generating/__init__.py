"""Problems to practise, made with sympy from a seed. Runs in a worker; imports sympy.

One file a skill. What is made is checked outside of here, by the checker that students' answers go through.
"""
