"""What to draw for a problem: functions, a window, marked points. Runs in a worker; imports sympy."""
