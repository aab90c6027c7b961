"""Writing tables of words as text."""


def spelled(text: str) -> list[str]:
    """The words of a table, which are easier to read and to add to without quotation marks."""
    return text.split()
