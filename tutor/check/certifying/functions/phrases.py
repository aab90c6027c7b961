"""Pieces of sentences that many kinds share."""

ASK = (
    r"(?:find|compute|calculate|determine|work out|give|state|obtain|write(?: down)?|identify|name"
    r"|what(?: is|'s| are)|what would be)\b"
)
NUMBER = r"(?:⟦\d+⟧|[-−+]?[\d.,/√]+)"
POINT = r"(?:⟦\d+⟧|(?:the )?origin|(?:[A-Z] ?=? ?)?\([^()]+\))"

CALLED = r"(?P<called>⟦\d+⟧|[a-z])"
NOTATION = (
    r"(?:[,.]? (?:and )?(?:(?:write|give|express|state) (?:it|your answer|the answer|the (?:domain|range)) )?"
    r"(?:in|using|with) (?:interval|set|set-builder|set builder|inequality) notation)?"
)


def function(slot: str = "math") -> str:
    """A function in a slot, with or without its noun."""
    return (
        rf"(?:the )?(?:given |following )?(?:graph of )?(?:the )?(?:given |following )?"
        rf"(?:(?:quadratic|linear|cubic|polynomial|rational|radical|absolute value|exponential|logarithmic"
        rf"|square root) )?(?:(?:function|expression|curve|parabola|polynomial)\b[.:]? ?)?(?P<{slot}>.+?)"
    )
