"""How right a result is. On NumPy alone."""
