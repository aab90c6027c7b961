"""Noticing that a text has fallen into a loop, from its token ids.

A loop says what it said a period earlier, perhaps with a word changed here and there, a number
that counts up, or a period that changes; `copying.py` follows it through all of these. What tells
it from a table, a list of cases or an elimination, which repeat themselves as much, is what is
new: there several numbers change at each pass, here at most one. Limits are fitted on recorded
chains of thought with loops cut in: `python -m tutor.evaluate.stopping loops`.
"""

from collections import Counter
from math import exp, log

from tutor.strategy.copying import FARTHEST, Copying, Said

MOST_PERIOD = 300  # a longer passage said again is a second try; said a third time it is a loop
_WINDOW = 280
_MIXED = 1.4  # passes over those of the geometric mean of the lags, at most
_ANOTHER_TIME = 1.7  # mean of earlier sayings from which a period may be longer

# what may be new in a window: so much, so much for each token of the mean period (of a long one little
# was heard twice), so much for each pass; a jump weighs more than a changed word
_WORDS, _WORDS_PER_LAG, _WORDS_PER_PASS, _JUMP = 24.0, 0.083, 2.6, 2.5
_NUMBERS, _NUMBERS_PER_LAG, _NUMBERS_PER_PASS, _NUMBERS_LAG = 2.0, 0.06, 1.12, 75

# a short period repeated nearly word for word is not waited for that long
_SHORT_WINDOW, _SHORT_PERIOD, _SHORT_MISSES = 150, 50, 6

_LOGS = [0.0, *(log(lag) for lag in range(1, FARTHEST + 1))]


class _Window:
    """Sums over the last `size` tokens."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.missed = self.computed = self.jumps = self.lags = self.sayings = self.far = 0
        self.passes = self.logs = 0.0

    def count(self, said: Said, sign: int) -> None:
        """Take a token in (1) or out (-1)."""
        self.missed += sign * said.missed
        self.computed += sign * said.computed
        self.jumps += sign * said.jumped
        self.lags += sign * said.lag
        self.sayings += sign * said.sayings
        self.far += sign * (said.lag > _SHORT_PERIOD)
        self.passes += sign / said.lag
        self.logs += sign * _LOGS[said.lag]


class LoopDetector:
    """Fed one token at a time, some microseconds each. `reason` tells people what was found."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget all that was fed."""
        self.reason = ""
        self._copying = Copying()
        self._window, self._short = _Window(_WINDOW), _Window(_SHORT_WINDOW)
        self._fed = 0

    def feed(self, token: int, *, number: bool = False) -> bool:
        """Whether the text is in a loop, with this token. `number`: it is written in digits."""
        changes = self._copying.feed(token, number=number)
        self._fed += 1
        for window in (self._window, self._short):
            leaving = self._fed - 1 - window.size
            for before, after in changes:
                if after.place >= leaving:
                    if before is not None:
                        window.count(before, -1)
                    window.count(after, 1)
            if leaving >= 0:
                window.count(self._copying.at(leaving), -1)
        if self._is_short_loop():
            return self._tell(self._short)
        return self._is_loop() and self._tell(self._window)

    def _is_short_loop(self) -> bool:
        window = self._short
        return self._fed >= window.size and window.missed <= _SHORT_MISSES and window.far == 0

    def _is_loop(self) -> bool:
        window = self._window
        if self._fed < window.size:
            return False
        lag = exp(
            window.logs / window.size
        )  # the geometric mean: first words have no source, and count as far
        # where lags differ widely, as in a matrix said again, row like row, the near ones make no passes
        passes = min(window.passes, _MIXED * window.size / lag)
        words = window.missed - window.computed + _JUMP * window.jumps
        if words > _WORDS + _WORDS_PER_LAG * min(window.size, lag) + _WORDS_PER_PASS * passes:
            return False
        most_numbers = _NUMBERS + _NUMBERS_PER_LAG * min(_NUMBERS_LAG, lag) + _NUMBERS_PER_PASS * passes
        if window.computed > most_numbers:
            return False
        # the arithmetic mean, on which one long way back weighs
        return window.lags <= (MOST_PERIOD + 8) * window.size or window.sayings > _ANOTHER_TIME * window.size

    def _tell(self, window: _Window) -> bool:
        last = (self._copying.at(self._fed - back) for back in range(1, window.size + 1))
        period = Counter(said.lag for said in last).most_common(1)[0][0]
        share = round(100 * (1 - window.missed / window.size))
        self.reason = f"{share}% of the last {window.size} tokens repeat with a period of {period}"
        return True
