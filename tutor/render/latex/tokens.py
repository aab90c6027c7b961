"""Cuts mathematical source into tokens. Linear in the length of the source; knows no command."""

import re
from enum import StrEnum
from typing import NamedTuple


class TokenKind(StrEnum):
    """What a token is to the reader."""

    COMMAND = "command"
    NUMBER = "number"
    LETTERS = "letters"
    SPACE = "space"
    CHAR = "char"


class Token(NamedTuple):
    """A token and where it begins in the source."""

    kind: TokenKind
    text: str
    start: int


_TOKEN = re.compile(
    r"(?P<command>\\(?:[A-Za-z]+|.)|\\\Z)"
    # 1,000 is one number only where nothing else can be meant; 1{,}000 is TeX's way to say so
    r"|(?P<number>\d{1,3}(?:(?:,|\{,\})\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w)\]}])\.\d+)"
    r"|(?P<letters>[A-Za-z]+)"
    r"|(?P<space>\s+)"
    r"|(?P<char><=|>=|=>|->|:=|\+/-|.)",
    re.DOTALL,
)


def tokenize(source: str) -> list[Token]:
    """The tokens of a source, none left out."""
    return [
        Token(TokenKind(match.lastgroup or TokenKind.CHAR), match.group(), match.start())
        for match in _TOKEN.finditer(source)
    ]
