"""The terminal app: the event stream of `solve`, shown and steered."""
