"""Where model files come from: the hub, Python wheels, a file one already has."""
