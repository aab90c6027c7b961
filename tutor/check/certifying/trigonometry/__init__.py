"""Trigonometric equations: all their solutions, and answers held against them."""
