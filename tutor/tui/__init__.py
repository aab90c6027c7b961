"""The terminal app: screens over the same events, lessons and history as the command line."""
