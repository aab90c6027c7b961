"""Statement -> verdict. Knows sympy (in worker processes only). Knows no model."""
