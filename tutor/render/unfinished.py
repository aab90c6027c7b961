"""The text that has been written and belongs to no finished step yet."""

_MIN_ENDING = 24


class UnfinishedText:
    """Grows by deltas, shrinks by finished steps. Adding costs the same however long the text is."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def add(self, delta: str) -> None:
        """More text was written."""
        self._parts.append(delta)

    def cut(self, step_text: str) -> None:
        """Take away a finished step, and what stands before it."""
        text = self.text
        ending = step_text.rstrip()
        begin = text.find(ending)
        if begin < 0:
            # the reader may have tidied the step: its last characters mark its end as well
            ending = ending[-_MIN_ENDING:]
            begin = text.find(ending)
        rest = text[begin + len(ending) :] if begin >= 0 else ""
        self._parts = [rest.lstrip()] if rest.strip() else []

    @property
    def text(self) -> str:
        """The text so far."""
        whole = "".join(self._parts)
        self._parts = [whole] if whole else []
        return whole

    def clear(self) -> None:
        """All of it has been shown."""
        self._parts = []
