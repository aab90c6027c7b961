"""Reading a text as a copy of itself: is each token what followed the same words earlier?

As the match models of file compressors do: a source runs along an earlier place of the text and
foretells the next token. Where it is wrong it goes on, for a changed word leaves the rest as it
was; where another place foretells better, that becomes the source: one jump, whatever was cut
or put in. Knows nothing of loops; `loops.py` judges what is noted here.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

FARTHEST = 1000  # tokens back to a source
_KEPT = 2048  # records in the ring; above FARTHEST, for a source's own source is asked too
_CONTEXT = 3  # tokens that must agree for a place to be tried as a source
_WINS = 3  # tokens a rival foretold and the source did not, for it to take over
_MOST_RIVALS = 3
_MOST_WRONG = 2  # tokens in a row neither foretold: the rival is given up
_AFTER_MISS = 4  # tokens after a miss in which rivals are looked for
_SETTLED = 16  # tokens after which a rival that is no worse and nearer takes over
_EXCUSED = 6  # tokens before its first win that a rival may explain too
_AFAR = 24  # from nearer it is a word said twice, no jump


class Said(NamedTuple):
    """One token, and how the copy went there.

    `missed`: neither what the source says nor what stood there before (`former`);
    `computed`: missed, a number in the place of a number; `lag`: tokens back to the source;
    `sayings`: how often before with about this lag; `jumped`: from here on there is a new source, from afar.
    """

    place: int
    token: int
    number: bool
    missed: bool = True
    computed: bool = False
    former: int | None = None
    lag: int = FARTHEST
    sayings: int = 0
    jumped: bool = False


@dataclass(slots=True)
class _Rival:
    """A place that may foretell better than the source. `lead`: tokens right over the source's."""

    next: int
    lead: int
    age: int = 1
    wrong: int = 0
    won: list[int] = field(default_factory=list)


class Copying:
    """Fed one token at a time, some microseconds each."""

    def __init__(self) -> None:
        self._ring = [Said(-1, -1, number=False)] * _KEPT
        self._length = 0
        self._where: dict[int, int] = {}  # by token, and by the hash of a context
        self._source: int | None = None
        self._rivals: list[_Rival] = []
        self._missed_at = -FARTHEST

    def at(self, place: int) -> Said:
        """The record of one of the last tokens; more than `FARTHEST` are kept."""
        return self._ring[place % _KEPT]

    def feed(self, token: int, *, number: bool) -> list[tuple[Said | None, Said]]:
        """The records that are new or amended by this token, with what they were before (None for new)."""
        said = self._follow(token, number=number)
        self._ring[self._length % _KEPT] = said
        self._length += 1
        if said.missed:
            self._missed_at = said.place
        rival = self._compare(said)
        place, exact = self._look_up(token)
        if rival is None and self._source is None and exact:
            rival = _Rival(place + 1, lead=1, won=[said.place])
        if rival is not None:
            return [(None, said), *self._take_over(rival)]
        if place >= 0 and said.place - self._missed_at < _AFTER_MISS:
            self._try(place, said, exact=exact)
        return [(None, said)]

    def _follow(self, token: int, *, number: bool) -> Said:
        """What the source says of the next token."""
        if self._source is None:
            return Said(self._length, token, number)
        source = self.at(self._source)
        lag = self._length - self._source
        self._source += 1
        same = source.token == token
        missed = not same and source.former != token
        former = source.former if same else source.token
        computed = missed and number and source.number
        return Said(self._length, token, number, missed, computed, former, lag, _sayings(source, lag))

    def _compare(self, said: Said) -> _Rival | None:
        """Hold the rivals against the source at this token; the one that takes over."""
        best: _Rival | None = None
        kept = []
        for rival in self._rivals:
            _score(rival, said, right=self.at(rival.next).token == said.token)
            if rival.lead < 0 or rival.wrong >= _MOST_WRONG:
                continue
            kept.append(rival)
            nearer = said.place + 1 - rival.next < said.lag
            wins = rival.lead >= _WINS or (nearer and rival.age >= _SETTLED and rival.won)
            if wins and (best is None or rival.lead > best.lead):
                best = rival
        self._rivals = kept
        return best

    def _look_up(self, token: int) -> tuple[int, bool]:
        """Where the last tokens stood before, else where this one alone did (False); -1 for nowhere near."""
        place = self._length - 1
        context = hash(tuple(self.at(place - back).token for back in range(_CONTEXT)))
        found, alone = self._where.get(context, -1), self._where.get(token, -1)
        self._where[context] = self._where[token] = place
        if len(self._where) > 8 * FARTHEST:
            self._where = {key: at for key, at in self._where.items() if place - at <= FARTHEST}
        exact = found >= 0
        earlier = found if exact else alone
        return (earlier, exact) if earlier >= 0 and place - earlier <= FARTHEST else (-1, False)

    def _try(self, place: int, said: Said, *, exact: bool) -> None:
        """Let what follows an earlier place compete with the source."""
        if place + 1 == self._source or any(rival.next == place + 1 for rival in self._rivals):
            return
        won = [said.place] if exact and said.missed else []
        self._rivals.append(_Rival(place + 1, lead=len(won), won=won))
        if len(self._rivals) > _MOST_RIVALS:
            self._rivals.remove(min(self._rivals, key=lambda rival: (rival.lead, -rival.age)))

    def _take_over(self, rival: _Rival) -> list[tuple[Said | None, Said]]:
        """Make a rival the source, and excuse the misses it explains but for the first: that is the jump.

        Those it won beyond its lead make up for tokens that the old source had right and it had not.
        """
        lag = self._length - rival.next
        self._source, self._rivals = rival.next, []
        if rival.lead == 0:
            return []
        won = rival.won[-rival.lead :]
        first = won[0]
        while first > lag and won[0] - first < _EXCUSED and self._explains(first - 1, lag):
            first -= 1
        places = [*range(first, won[0]), *won]
        changes: list[tuple[Said | None, Said]] = []
        for place in places:
            before, source = self.at(place), self.at(place - lag)
            after = before._replace(
                missed=place == first,
                computed=False,
                former=source.former,
                lag=lag,
                sayings=_sayings(source, lag),
                jumped=place == first and lag >= _AFAR,
            )
            self._ring[place % _KEPT] = after
            changes.append((before, after))
        return changes

    def _explains(self, place: int, lag: int) -> bool:
        said = self.at(place)
        return said.missed and self.at(place - lag).token == said.token


def _score(rival: _Rival, said: Said, *, right: bool) -> None:
    """Move a rival on by a token."""
    rival.next += 1
    rival.age += 1
    rival.wrong = 0 if right else rival.wrong + 1
    rival.lead += right - (not said.missed)
    if right and said.missed:
        rival.won.append(said.place)


def _sayings(source: Said, lag: int) -> int:
    about_equal = abs(source.lag - lag) <= 2 + lag // 8
    return source.sayings + 1 if about_equal else 1
