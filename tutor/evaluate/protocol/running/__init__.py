"""Samples drawn from a model, on this machine or on a server, with the progress of it told."""
