"""Changes of a formula that may be what was meant: one family a file, tried by `search`."""
