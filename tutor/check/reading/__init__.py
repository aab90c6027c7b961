"""Text to typed tree and back: knows notation, not values. Imports no sympy."""
