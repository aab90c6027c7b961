"""How a row of the shelf is told from others."""


def row_key(name: str, quantization: str) -> str:
    """The key of one type of one model, whatever the letter case."""
    return f"{name}/{quantization}".casefold()
