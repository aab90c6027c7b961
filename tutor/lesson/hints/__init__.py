"""Hints in order, cut from a solution that is checked already: from what is asked to the worked solution.

Nothing is refused: the last rung is always there to be taken. No rung before it gives the answer away.
"""
