"""Which models exist, where they come from, where they lie on disk.

Imports neither `tutor` nor `quantize`.
"""
