"""Questions about functions and their graphs: lines, tangents, domains, extrema, inverses, circles.

A module a kind: its sentences, what each asks for, and how an answer is checked. `kinds` asks them in order.
"""
