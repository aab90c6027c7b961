"""Where the parser stands in the tokens, and the table of what may begin an operand."""

from collections.abc import Callable
from typing import Final, TypeVar

from tutor.check.reading import notation as n
from tutor.check.reading.limits import Limits
from tutor.check.reading.outcome import UnreadError
from tutor.check.reading.tokens import Token
from tutor.check.reading.tree import Node
from tutor.vocabulary.verdict import Reason

T = TypeVar("T")

# Letters that name functions wherever a bracket follows them.
FUNCTION_LETTERS: Final = frozenset({"f", "g", "h", "F", "G", "H", "phi", "psi", "varphi"})


class Cursor:
    """The next token and the state of the grammar that hangs on what stands around it.

    `bar` says what a bare | after an operand means: "divides", "close" (an absolute value is open) or
    "stop" (the element of a set is being read). `differential` says that an integral waits for its dx.
    `bound` holds letters that are variables here though they could be constants. `places` says where
    each group or box begins that holds more than a value.
    """

    __slots__ = (
        "bar",
        "bound",
        "contents",
        "depth",
        "differential",
        "functions",
        "index",
        "limits",
        "links",
        "open_bars",
        "places",
        "source",
        "token",
        "tokens",
    )

    def __init__(self, source: str, tokens: list[Token], limits: Limits) -> None:
        self.source = source
        self.tokens = tokens
        self.limits = limits
        self.index = 0
        self.token = tokens[0]
        self.depth = 0
        self.links = 0
        self.open_bars: frozenset[int] | None = None
        self.contents: dict[int, set[str]] | None = None
        self.bar = "divides"
        self.differential = False
        self.bound: frozenset[str] = frozenset()
        self.functions: frozenset[str] = FUNCTION_LETTERS
        self.places: list[tuple[Node, int]] = []

    def advance(self) -> Token:
        """The token under the cursor, which moves on; it never moves past the end."""
        token = self.token
        if token.kind != n.END:
            self.index += 1
            self.token = self.tokens[self.index]
        return token

    def accept(self, kind: str) -> bool:
        """Move over a token of this kind, if it is next."""
        if self.token.kind != kind:
            return False
        self.advance()
        return True

    def expect(self, kind: str) -> Token:
        """Move over a token of this kind; anything else stops the reading."""
        if self.token.kind != kind:
            raise self.unread(f"{kind!r} expected")
        return self.advance()

    def peek(self, offset: int = 1) -> Token:
        """The token `offset` places on."""
        return self.tokens[min(self.index + offset, len(self.tokens) - 1)]

    def unread(self, message: str = "") -> UnreadError:
        """The error that says where reading stopped and at what."""
        token = self.token
        if token.kind == n.END:
            return UnreadError(f"{message or 'something is missing'} at the end", token.start)
        found = repr(self.source[token.start : token.end])
        return UnreadError(f"{message}: {found}" if message else f"{found} does not fit there", token.start)

    def deepen(self, levels: int = 1) -> None:
        """Some levels down; the caller comes back with `depth -= levels`."""
        self.depth += levels
        if self.depth > self.limits.depth:
            raise UnreadError("nested too deeply", self.token.start, Reason.TOO_LARGE)

    def at_side(self) -> bool:
        """Whether the + or − of 0⁺ stands here, which is no exponent."""
        if self.token.kind != "^":
            return False
        kinds = [self.peek(offset).kind for offset in (1, 2, 3)]
        if kinds[0] == "{":
            return kinds[1] in {"+", "-"} and kinds[2] == "}"
        return kinds[0] in {"+", "-"} and kinds[1] == "}"

    def lengthen(self) -> None:
        """Count a link of a left-nested chain (a/b/c, x!!!): they deepen the tree without recursion."""
        self.links += 1
        if self.links > self.limits.depth:
            raise UnreadError("chained too long", self.token.start, Reason.TOO_LARGE)

    def inside(self, read: "Callable[[Cursor], T]", bar: str = "divides") -> T:
        """Read a part between brackets: bars and differentials outside have no meaning there."""
        outside = self.bar, self.differential
        self.bar, self.differential = bar, False
        result = read(self)
        self.bar, self.differential = outside
        return result

    def holds(self, kind: str) -> bool:
        """Whether a token of this kind stands directly in the bracket under the cursor."""
        if self.contents is None:
            self.contents = _bracket_contents(self.tokens)
        return kind in self.contents.get(self.index, ())

    def insert(self, tokens: list[Token]) -> None:
        """Put tokens before the one under the cursor."""
        self.tokens[self.index : self.index] = tokens
        self.token = self.tokens[self.index]
        self.contents = self.open_bars = None

    def opens_bar(self) -> bool:
        """Whether the bare | here, after an operand, opens an absolute value: |x||y|, not 3 | 12."""
        if self.open_bars is None:
            self.open_bars = _paired_bars(self.tokens)
        return self.bar == "divides" and self.index in self.open_bars


def _bracket_contents(tokens: list[Token]) -> dict[int, set[str]]:
    """The kinds of token that stand directly in each bracket, by the place where it opens."""
    found: dict[int, set[str]] = {}
    inner: list[set[str]] = [set()]
    for place, token in enumerate(tokens):
        if token.kind in OPENERS:
            inner.append(found.setdefault(place, set()))
        elif token.kind in CLOSERS:
            if len(inner) > 1:
                inner.pop()
        else:
            inner[-1].add(token.kind)
    return found


def _paired_bars(tokens: list[Token]) -> frozenset[int]:
    """The bars with an odd number of further bars on the same level of brackets."""
    found = set()
    counts = [0]
    for index in range(len(tokens) - 1, -1, -1):
        kind = tokens[index].kind
        if kind in CLOSERS:
            counts.append(0)
        elif kind in OPENERS:
            counts[-1:] = [] if len(counts) > 1 else [0]
        elif kind == "|":
            if counts[-1] % 2:
                found.add(index)
            counts[-1] += 1
    return frozenset(found)


OPENERS: Final = frozenset({"(", "[", "{", "\\{", "|(", "(.", "⌊", "⌈", "⟨", n.BEGIN})
CLOSERS: Final = frozenset({")", "]", "}", "\\}", ")|", ".)", "⌋", "⌉", "⟩", n.FINISH})
Prefix = Callable[[Cursor], Node]
PREFIXES: Final[dict[str, Prefix]] = {}


def prefix(*kinds: str) -> Callable[[Prefix], Prefix]:
    """Register what reads an operand that begins with one of these kinds, still under the cursor."""

    def register(read: Prefix) -> Prefix:
        PREFIXES.update(dict.fromkeys(kinds, read))
        return read

    return register
