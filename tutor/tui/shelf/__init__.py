"""The models on the shelf: what is listed, what this machine can hold, and the work on them in threads."""
