"""Probabilities of simple draws: dice, coins, marbles, cards, counted over equally likely outcomes."""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from itertools import product
from math import comb, perm

from tutor.check.certifying.families.events import number_event
from tutor.check.certifying.families.plain_numbers import Asked, certify_number, exact, plain_words, whole_in
from tutor.check.reading.tree import Application, Node, Relation, RelationOperator
from tutor.vocabulary.verdict import Certificate

Match = re.Match[str]
Count = Callable[[Match], Fraction | None]

_FIND = r"(?:what(?: is|'s)|find|determine|calculate|compute|give)"
_CHANCE = rf"{_FIND} the (?:theoretical )?(?:probability|chance|likelihood)"
_OF = rf"{_CHANCE} (?:of (?:getting|rolling|obtaining|drawing|picking|choosing|selecting|throwing)|of)"
_FAIR = r"(?:fair|standard|regular|normal|ordinary|unbiased|balanced)"
_SIDES = r"(?:(?P<sides>\d{1,2}|six|four|eight|ten|twelve|twenty)[- ]sided )?"
_DIE = rf"an? (?:{_FAIR},? )*{_SIDES}(?:number cube|dice|die)"
_DICE = rf"(?:{_FAIR},? )*{_SIDES}(?:number cubes|dice)"
_ROLLED = r"(?:rolled|thrown|tossed)"
_ONE_EVENT = r"(?P<event>[a-z0-9, ]{1,60})"
_NUMBER_IS = r"(?:the )?(?:number|result|outcome|roll|value)(?: (?:rolled|shown|obtained))?"
_PAIR_SUM = (
    rf"{_CHANCE} (?:that the (?P<how>sum|product)(?: of the (?:two )?(?:numbers|dice|rolls|results))?"
    rf"(?: (?:rolled|shown))? is {_ONE_EVENT}"
    rf"|of (?:getting|rolling|obtaining) a (?P<also>sum|product) (?:of |that is |which is )?"
    r"(?P<again>[a-z0-9 ]{1,60}))"
)
_COIN = rf"an? (?:{_FAIR} )?coin"
_FLIPPED = r"(?:flipped|tossed|thrown)"
_FLIPS = r"(?P<flips>\w+)"
_HEADS = (
    r"(?:(?:of )?(?:getting|obtaining|flipping|tossing|observing) |of "
    r"|that (?:there are |it (?:lands|comes up)(?: on)? )?)"
    r"(?P<bound>exactly|at least|at most|more than|fewer than|less than)?"
    r" ?(?P<heads>\w+) (?:heads?|tails?)(?: in total)?"
)
_VESSEL = r"(?:bag|jar|box|urn|basket|drawer|container|bowl)"
_THING = r"(?P<thing>marble|ball|chip|token|counter|candy|bead|sock|tile|pen|cube)"
_CONTENTS = r"(?P<contents>\d+ [a-z]+(?: \w+)?(?:, \d+ [a-z]+(?: \w+)?)*,? and \d+ [a-z]+ \w+)"
_HOLDS = rf"(?:a|an|the) {_VESSEL} (?:contains|has|holds)(?: exactly)? {_CONTENTS}"
_DRAWN = r"(?:drawn|picked|chosen|selected|taken|pulled)"
_FROM_IT = rf"(?: (?:out of|from) (?:the|this) {_VESSEL}| from it)?"
_RANDOMLY = r"(?: at random| randomly)?"
_COLOR = r"(?P<color>(?:not )?[a-z]+(?: or [a-z]+)?)"
_REPLACED = r"(?P<how>with|without) (?:replacement|replacing(?: it| them)?)"
_DECK = (
    r"(?:a|the) (?:well[- ]shuffled )?(?:(?:standard|regular|normal|ordinary|full) )?"
    r"(?:(?:52[- ]card )?(?:deck|pack)(?: of (?:playing |52 |52 playing )?cards)?)"
)
_SUITS = ("hearts", "diamonds", "clubs", "spades")
_RANKS = ("ace", "2", "3", "4", "5", "6", "7", "8", "9", "10", "jack", "queen", "king")
_RANK_WORDS = dict(
    zip(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], _RANKS[1:10], strict=True)
)
_CARDS = tuple(product(_RANKS, _SUITS))
_MOST_SIDES, _MOST_FLIPS, _MOST_THINGS, _MOST_DRAWN = 100, 60, 10_000, 6


def _one_die(match: Match) -> Fraction | None:
    sides = whole_in(match["sides"] or "6")
    event = number_event(match["event"])
    if event is None or sides is None or not 2 <= sides <= _MOST_SIDES:
        return None
    return Fraction(sum(event(face) for face in range(1, sides + 1)), sides)


def _two_dice(match: Match) -> Fraction | None:
    sides = whole_in(match["sides"] or "6")
    event = number_event(match["event"] or match["again"])
    if event is None or sides is None or not 2 <= sides <= _MOST_SIDES:
        return None
    multiplied = "product" in (match["how"], match["also"])
    faces = product(range(1, sides + 1), repeat=2)
    return Fraction(sum(event(a * b if multiplied else a + b) for a, b in faces), sides**2)


def _doubles(match: Match) -> Fraction | None:
    sides = whole_in(match["sides"] or "6")
    return Fraction(1, sides) if sides and 2 <= sides <= _MOST_SIDES else None


def _coins(match: Match) -> Fraction | None:
    """Heads and tails are alike for a fair coin; no bound with a number means exactly, unless it is 1."""
    flips = {"once": 1, "twice": 2}.get(match["flips"].lower()) or whole_in(match["flips"])
    if flips is None or not 1 <= flips <= _MOST_FLIPS:
        return None
    heads, bound = match["heads"].lower(), (match["bound"] or "").lower()
    if heads in {"all", "only", "no"}:
        return None if bound else Fraction(1, 2**flips)
    wanted = whole_in(heads)
    if wanted is None or (not bound and wanted != flips):
        return None
    counts = {
        "": range(wanted, wanted + 1),
        "exactly": range(wanted, wanted + 1),
        "at least": range(wanted, flips + 1),
        "more than": range(wanted + 1, flips + 1),
        "at most": range(wanted + 1),
        "fewer than": range(wanted),
        "less than": range(wanted),
    }[bound]
    return Fraction(sum(comb(flips, count) for count in counts), 2**flips)


def _contents(match: Match) -> dict[str, int] | None:
    """How many of each colour; one kind of thing only, no colour twice."""
    counts: dict[str, int] = {}
    for part in re.split(r",? and |, ", match["contents"].lower()):
        number, color, *noun = part.split()
        if (noun and noun[0].rstrip("s") != match["thing"].lower()) or color in counts:
            return None
        counts[color] = int(number)
    return counts if len(counts) > 1 and 0 < sum(counts.values()) <= _MOST_THINGS else None


def _wanted(match: Match, counts: dict[str, int]) -> int | None:
    """How many things are of the colour, or of one of two, or are not of it."""
    words = match["color"].lower()
    colors = re.split(r" or ", words.removeprefix("not "))
    if any(color not in counts for color in colors) or len(set(colors)) < len(colors):
        return None
    wanted = sum(counts[color] for color in colors)
    if not words.startswith("not "):
        return wanted
    return sum(counts.values()) - wanted if len(colors) == 1 else None


def _one_marble(match: Match) -> Fraction | None:
    counts = _contents(match)
    wanted = _wanted(match, counts) if counts else None
    return None if wanted is None or counts is None else Fraction(wanted, sum(counts.values()))


def _several_marbles(match: Match) -> Fraction | None:
    drawn = whole_in(match["drawn"])
    every = match["every"].lower()
    counts = _contents(match)
    if counts is None or drawn is None or not 2 <= drawn <= _MOST_DRAWN or " or " in match["color"].lower():
        return None
    if (every == "both") is not (drawn == 2) or (
        every.split()[-1] not in {"both", "all", match["drawn"].lower()}
    ):
        return None
    wanted, total = _wanted(match, counts), sum(counts.values())
    if wanted is None or match["color"].lower().startswith("not ") or drawn > total:
        return None
    if match["how"].lower() == "with":
        return Fraction(wanted, total) ** drawn
    return Fraction(perm(wanted, drawn), perm(total, drawn))


def _one_card(match: Match) -> Fraction | None:
    parts = [re.sub(r"^(?:either )?(?:an?|the) ", "", part) for part in match["event"].lower().split(" or ")]
    found = [_card_event(part) for part in parts]
    events = [event for event in found if event is not None]
    if len(parts) > 2 or len(events) < len(parts):
        return None
    kept = reduce(lambda left, right: left | right, events)
    return Fraction(len(kept), len(_CARDS))


def _card_event(text: str) -> set[tuple[str, str]] | None:
    if text.startswith("not "):
        inner = _card_event(re.sub(r"^not (?:an? )?", "", text))
        return None if inner is None else set(_CARDS) - inner
    if text in {"red", "red card", "black", "black card"}:
        suits = _SUITS[:2] if text.startswith("red") else (_SUITS[2], _SUITS[3])
        return {card for card in _CARDS if card[1] in suits}
    if text == "face card":
        return {card for card in _CARDS if card[0] in _RANKS[10:]}
    found = re.fullmatch(r"(?:(?P<color>red|black) )?(?P<rank>\w+)(?: of (?P<suit>\w+))?", text)
    if found is None or (found["color"] and found["suit"]):
        return None
    if not found["color"] and not found["suit"] and f"{text.removesuffix('s')}s" in _SUITS:
        return {card for card in _CARDS if card[1] == f"{text.removesuffix('s')}s"}
    rank = _RANK_WORDS.get(found["rank"], found["rank"])
    if rank not in _RANKS or (found["suit"] and found["suit"] not in _SUITS):
        return None
    colored = {"red": _SUITS[:2], "black": _SUITS[2:]}.get(found["color"], _SUITS)
    allowed = (found["suit"],) if found["suit"] else colored
    return {card for card in _CARDS if card[0] == rank and card[1] in allowed}


_ONCE = r"(?: once| one time)?"
_PATTERNS: tuple[tuple[str, Count], ...] = (
    (
        rf"(?:if )?{_DIE} is {_ROLLED}{_ONCE}[.,] {_CHANCE} (?:of (?:rolling|getting|obtaining) "
        rf"|(?:that )?{_NUMBER_IS} is ){_ONE_EVENT}",
        _one_die,
    ),
    (
        rf"{_OF} {_ONE_EVENT} (?:with|on|when (?:rolling|throwing)|by rolling)"
        rf"(?: one roll of| a roll of)? {_DIE}",
        _one_die,
    ),
    (rf"you roll {_DIE}{_ONCE}\. {_OF} {_ONE_EVENT}", _one_die),
    (rf"(?:if )?two {_DICE} are {_ROLLED}[.,] {_PAIR_SUM}", _two_dice),
    (
        rf"{_OF} a (?P<how>sum|product) (?:of )?(?P<event>[a-z0-9 ]{{1,40}}?) (?:when|with|by)"
        rf" (?:rolling )?two {_DICE}(?P<also>)(?P<again>)",
        _two_dice,
    ),
    (rf"(?:if )?two {_DICE} are {_ROLLED}[.,] {_OF} (?:doubles|a double)", _doubles),
    (
        rf"(?:if )?two {_DICE} are {_ROLLED}[.,] {_CHANCE} that (?:both (?:dice )?show|both dice land on)"
        r" the same number",
        _doubles,
    ),
    (rf"(?:if )?{_COIN} is {_FLIPPED} {_FLIPS}(?: times)?[.,] {_CHANCE} {_HEADS}", _coins),
    (rf"(?:if )?{_FLIPS} (?:{_FAIR} )?coins are {_FLIPPED}[.,] {_CHANCE} {_HEADS}", _coins),
    (
        rf"{_CHANCE} {_HEADS} (?:in|when|if) (?:you flip |flipping )?{_FLIPS} (?:flips|tosses) of {_COIN}",
        _coins,
    ),
    (
        rf"{_HOLDS}\. (?:if )?(?:one|a) {_THING} is (?:randomly )?{_DRAWN}"
        rf"{_RANDOMLY}{_FROM_IT}{_RANDOMLY}[.,] {_CHANCE} (?:that )?(?:it|the (?P=thing)) is {_COLOR}",
        _one_marble,
    ),
    (rf"{_HOLDS}\. {_OF} (?:an? )?{_COLOR} {_THING}{_RANDOMLY}{_FROM_IT}", _one_marble),
    (
        rf"{_HOLDS}\. (?:if )?(?P<drawn>two|three|four|2|3|4) {_THING}s are (?:randomly )?{_DRAWN}"
        rf"{_RANDOMLY}{_FROM_IT}{_RANDOMLY},? {_REPLACED}[.,] {_CHANCE} that "
        rf"(?P<every>both|all|all two|all three|all four)(?: (?:of them|(?P=thing)s))? are {_COLOR}",
        _several_marbles,
    ),
    (
        rf"(?:if )?(?:a|one|a single) card is (?:randomly )?{_DRAWN}{_RANDOMLY} from {_DECK}{_RANDOMLY}[.,] "
        rf"{_CHANCE} (?:that (?:it|the card) is |of (?:drawing|getting|picking) ){_ONE_EVENT}",
        _one_card,
    ),
    (rf"{_OF} {_ONE_EVENT} (?:from|out of) {_DECK}", _one_card),
)
_COMPILED = [(re.compile(pattern, re.IGNORECASE), count) for pattern, count in _PATTERNS]
_LONGEST = 400
_NAMES = r"P|p|Pr|probability|the probability|E|A"


def recognize(problem: str) -> Callable[[Node], Certificate] | None:
    """How to check a probability that can be counted."""
    words = plain_words(problem)
    if not words or len(words) > _LONGEST:
        return None
    for pattern, count in _COMPILED:
        found = pattern.fullmatch(words)
        value = count(found) if found else None
        if value is not None:
            asked = Asked(exact(value), "the probability", problem, _NAMES)
            return lambda answer: certify_number(asked, _unnamed(answer))
    return None


def _unnamed(answer: Node) -> Node:
    """The value behind P(…) =."""
    if isinstance(answer, Relation) and answer.operators[0] is RelationOperator.EQUAL:
        first, *rest = answer.operands
        if isinstance(first, Application) and first.name in {"P", "Pr"}:
            return rest[0] if len(rest) == 1 else Relation(tuple(rest), answer.operators[1:])
    return answer
