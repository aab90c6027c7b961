"""Limits, sums and integrals as a keyboard writes them: `lim_(x->0)`, `sum_(k=1)^9`, `int_0^2`."""

import re

_PLAIN_CALCULUS = (
    (
        re.compile(r"(?<!\\)\blim(?:it)?_[({]\s*([a-z])\s*(?:->|→|-->)\s*([^(){}]+?)\s*[)}]", re.IGNORECASE),
        r"\\lim_{\1 \\to \2}",
    ),
    (
        re.compile(r"(?<!\\)\bsum_[({]\s*([^(){}]+?)\s*[)}]\^(?:[({]([^(){}]+)[)}]|(\w+|∞))", re.IGNORECASE),
        r"\\sum_{\1}^{\2\3}",
    ),
    (
        re.compile(
            r"(?<!\\)\bint_(?:[({]([^(){}]+)[)}]|(-?[\w.]+))\^(?:[({]([^(){}]+)[)}]|(-?[\w.]+|∞))",
            re.IGNORECASE,
        ),
        r"\\int_{\1\2}^{\3\4}",
    ),
)


def typeset(words: str) -> str:
    """The same text with those as LaTeX, which the reader knows."""
    for pattern, instead in _PLAIN_CALCULUS:
        words = pattern.sub(instead, words)
    return words
