"""The alphabet of mathematics: LaTeX commands and Unicode characters, each with the token it stands for.

A token is a pair (kind, text). A kind is the character itself for punctuation,
a word for classes of tokens, and the command with its backslash for commands
that have a grammar of their own.
"""

from typing import Final

from tutor.check.reading.tables import spelled
from tutor.check.reading.tree import Arrow, FunctionName, SetName

Meaning = tuple[str, str]

NUMBER: Final = "number"  # text: digits with at most one point
LETTER: Final = "letter"  # text: the symbol's name
CONSTANT: Final = "constant"
FUNCTION: Final = "function"  # text: a FunctionName
RELATION: Final = "relation"  # text: a RelationOperator
ARROW: Final = "arrow"  # text: an Arrow
SET: Final = "set"  # text: a SetName
SET_OPERATOR: Final = "set operator"  # text: a SetOperator
TEXT: Final = "text"  # text: words
JOINT: Final = "joint"  # text: "and" or "or"
DEGREE: Final = "degree"
SUPERSCRIPT: Final = "superscript"  # text: digits with an optional sign, or a letter
VULGAR: Final = "vulgar fraction"  # text: "1/2"
DOTS: Final = "dots"
SPACE: Final = "wide space"  # \quad: separates statements where nothing else does
ROW: Final = "row"  # \\ or a line's end in plain text
MONEY: Final = "money"  # text: the currency's unit
ORDINAL: Final = "ordinal"  # the "rd" of 3rd
BASED: Final = "based numeral"  # text: "2516_8"
CLOCK: Final = "clock time"  # text: "4:30pm"
REPEATING: Final = "repeating decimal"  # text: "0.1_6"
SCIENTIFIC: Final = "scientific"  # text: "3.2e5"
CONTINUED: Final = "continued decimal"  # text: "0.333", dots follow in the source
QUOTED: Final = "quoted"  # text: words taken as they are
BEGIN: Final = "begin"  # text: the environment
FINISH: Final = "finish"  # text: the environment
END: Final = "end"

GREEK: Final = frozenset(
    spelled("""
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho
    varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma
    Upsilon Phi Psi Omega ell hbar aleph
""")
)

FUNCTIONS: Final[dict[str, FunctionName]] = {name.value: name for name in FunctionName} | {
    "cosec": FunctionName.CSC,
    "asin": FunctionName.ARCSIN,
    "acos": FunctionName.ARCCOS,
    "atan": FunctionName.ARCTAN,
    "tg": FunctionName.TAN,
    "ctg": FunctionName.COT,
    "cotan": FunctionName.COT,
    "arctg": FunctionName.ARCTAN,
    "arcsinh": FunctionName.ARSINH,
    "arccosh": FunctionName.ARCOSH,
    "arctanh": FunctionName.ARTANH,
    "asinh": FunctionName.ARSINH,
    "acosh": FunctionName.ARCOSH,
    "atanh": FunctionName.ARTANH,
    "sign": FunctionName.SGN,
    "ceiling": FunctionName.CEIL,
    "tr": FunctionName.TRACE,
    "conj": FunctionName.CONJUGATE,
}
INVERSES: Final[dict[FunctionName, FunctionName]] = {
    function: FunctionName("arc" + function.value)
    for function in (
        FunctionName.SIN,
        FunctionName.COS,
        FunctionName.TAN,
        FunctionName.COT,
        FunctionName.SEC,
        FunctionName.CSC,
    )
} | {
    FunctionName.SINH: FunctionName.ARSINH,
    FunctionName.COSH: FunctionName.ARCOSH,
    FunctionName.TANH: FunctionName.ARTANH,
}

_RELATIONS = {
    "=": "eq coloneqq triangleq",
    "≠": "ne neq",
    "<": "lt",
    "≤": "le leq leqslant leqq",
    ">": "gt",
    "≥": "ge geq geqslant geqq",
    "≈": "approx simeq thickapprox doteq",
    "≡": "equiv",
    "∈": "in",
    "∉": "notin",
    "⊂": "subset subsetneq",
    "⊆": "subseteq",
    "∣": "mid",
    "∤": "nmid",
    "∼": "sim",
    "≅": "cong",
    "∝": "propto",
    "∥": "parallel",
    "⊥": "perp",
    "→": "to rightarrow longrightarrow",
}
_ARROWS = {
    Arrow.IMPLIES: "implies Rightarrow Longrightarrow therefore",
    Arrow.EQUIVALENT: "iff Leftrightarrow Longleftrightarrow",
}
_SETS = {
    SetName.EMPTY: "emptyset varnothing",
    SetName.REALS: "R Reals",
    SetName.NATURALS: "N",
    SetName.INTEGERS: "Z",
    SetName.RATIONALS: "Q",
    SetName.COMPLEXES: "C Complex",
}
_SET_OPERATORS = {"∪": "cup bigcup cupdot sqcup", "∩": "cap bigcap", "∖": "setminus backslash smallsetminus"}
_PUNCTUATION = {
    "*": "times cdot ast",
    "÷": "div",
    "±": "pm",
    "∓": "mp",
    ":": "colon",
    "⌊": "lfloor",
    "⌋": "rfloor",
    "⌈": "lceil",
    "⌉": "rceil",
    "⟨": "langle",
    "⟩": "rangle",
    "|(": "lvert lVert",
    ")|": "rvert rVert",
    "|": "vert",
    "||": "Vert |",
    "\\{": "{ lbrace",
    "\\}": "} rbrace",
    "[": "lbrack",
    "]": "rbrack",
    "%": "%",
    "'": "prime",
    "∂": "partial",
    "∠": "angle measuredangle",
    "△": "triangle bigtriangleup",
    "∀": "forall",
    "∘": "circ",
    "□": "square Box Diamond",
    "_": "_",
    "&": "&",
    "/": "slash",
    "#": "#",
}
_GRAMMATICAL = spelled("""
    frac sqrt binom sum prod int iint oint lim begin end overline bar vec hat widehat tilde
    underline overrightarrow widetilde dot ddot pmod pod bmod mod boxed fbox not top log max min
    choose over cancel substack text mathbb operatorname xrightarrow underbrace overbrace limits
""")
_SPELLINGS = {
    "dfrac": "\\frac",
    "tfrac": "\\frac",
    "cfrac": "\\frac",
    "rac": "\\frac",  # what is left of \frac when a JSON string had "\f" for it
    "dbinom": "\\binom",
    "tbinom": "\\binom",
    "surd": "\\sqrt",
    "mathop": "{}",
    "bcancel": "\\cancel",
}
_DOTS = ["ldots", "cdots", "dots", "vdots", "ddots", "dotsc", "dotsb", "dotso", "dotsm"]
_IGNORED = spelled("""
    displaystyle textstyle scriptstyle limits nolimits nonumber notag quad qquad left right big Big
    bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm middle , ; : ! > space thinspace
    medspace negthinspace hfill hline cdotp mathstrut strut noindent newline centering bf it rm
    large Large small allowbreak nobreak boldmath
""")


def _spell_out(
    kind: str | None, table: dict[str, str] | dict[Arrow, str] | dict[SetName, str]
) -> dict[str, Meaning]:
    return {
        name: (kind or str(text), str(text))
        for text, spellings in table.items()
        for name in spellings.split()
    }


COMMANDS: Final[dict[str, Meaning]] = {
    **{name: (LETTER, name) for name in GREEK},
    **{name: (FUNCTION, function.value) for name, function in FUNCTIONS.items()},
    "Re": (FUNCTION, "Re"),
    **_spell_out(RELATION, _RELATIONS),
    **_spell_out(ARROW, _ARROWS),
    **_spell_out(SET, _SETS),
    **_spell_out(SET_OPERATOR, _SET_OPERATORS),
    **_spell_out(None, _PUNCTUATION),
    **{name: ("\\" + name, name) for name in _GRAMMATICAL},
    **{name: (kind, kind[1:]) for name, kind in _SPELLINGS.items()},
    **dict.fromkeys(_DOTS, (DOTS, "...")),
    "pi": (CONSTANT, "pi"),
    "infty": (CONSTANT, "infinity"),
    "infin": (CONSTANT, "infinity"),
    "lg": ("\\lg", "lg"),
    "$": (MONEY, "dollar"),
    "Pr": (LETTER, "Pr"),
    "pounds": (MONEY, "pound sterling"),
    "euro": (MONEY, "euro"),
    "degree": (DEGREE, "°"),
    "land": (JOINT, "and"),
    "wedge": (JOINT, "and"),
    "lor": (JOINT, "or"),
    "vee": (JOINT, "or"),
    "quad": (SPACE, ""),
    "qquad": (SPACE, ""),
    "\\": (ROW, ""),
    "cr": (ROW, ""),
}
IGNORED: Final = frozenset(_IGNORED) - {"quad", "qquad"} | {" ", "\n", "\t", "-", "/", "(", ")", "[", "]"}

CHARACTERS: Final[dict[str, Meaning]] = {
    **{character: (character, character) for character in "+*/÷^_!',;:|()[]{}±∓⌊⌋⌈⌉⟨⟩∂∠△∀%&#∘□‖"},
    **{character: (RELATION, character) for character in "=≠<≤>≥≈≡∈∉⊂⊆∣∤∼≅∝∥⊥→"},
    **{character: (SET, character) for character in "ℕℤℚℝℂ∅"},
    **{character: (SET_OPERATOR, character) for character in "∪∩∖"},
    **{character: (SUPERSCRIPT, plain) for character, plain in zip("ᵃᵇᶜᵏᵐⁿᵖᵗˣʸ", "abckmnptxy", strict=True)},
    **{
        character: (VULGAR, text)
        for character, text in zip(
            "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒",
            spelled("""
    1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8 1/7 1/9 1/10
"""),
            strict=True,
        )
    },
    **{
        character: (LETTER, name)
        for character, name in zip(
            "αβγδεζηθικλμνξρστυφχψωΓΔΘΛΞΣΦΨΩϕϵℓµ",
            spelled("""
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau upsilon
    phi chi psi omega Gamma Delta Theta Lambda Xi Sigma Phi Psi Omega phi epsilon ell mu
"""),
            strict=True,
        )
    },
    "-": ("-", "-"),
    "−": ("-", "-"),
    "–": ("-", "-"),
    "—": ("-", "-"),
    "‐": ("-", "-"),
    "‑": ("-", "-"),
    "×": ("*", "*"),
    "·": ("*", "*"),
    "⋅": ("*", "*"),
    "∙": ("*", "*"),
    "•": ("*", "*"),
    "∗": ("*", "*"),
    "✕": ("*", "*"),
    "⁄": ("/", "/"),
    "∕": ("/", "/"),
    "∶": (":", ":"),
    "√": ("\\sqrt", "√"),
    "∛": ("\\sqrt", "∛"),
    "∜": ("\\sqrt", "∜"),
    "π": (CONSTANT, "pi"),
    "∞": (CONSTANT, "infinity"),
    "°": (DEGREE, "°"),
    "º": (DEGREE, "°"),
    "′": ("'", "'"),
    "’": ("'", "'"),
    "‖": ("||", "||"),
    "〈": ("⟨", "⟨"),
    "〉": ("⟩", "⟩"),
    "…": (DOTS, "..."),
    "⋯": (DOTS, "..."),
    "⇒": (ARROW, Arrow.IMPLIES),
    "⟹": (ARROW, Arrow.IMPLIES),
    "∴": (ARROW, Arrow.IMPLIES),
    "⇔": (ARROW, Arrow.EQUIVALENT),
    "⟺": (ARROW, Arrow.EQUIVALENT),
    "∧": (JOINT, "and"),
    "∨": (JOINT, "or"),
    "⩽": (RELATION, "≤"),
    "⩾": (RELATION, "≥"),
    "≦": (RELATION, "≤"),
    "≧": (RELATION, "≥"),
    "≃": (RELATION, "≈"),
    "≔": (RELATION, "="),
    "\\": (SET_OPERATOR, "∖"),
    "∑": ("\\sum", "∑"),
    "∏": ("\\prod", "∏"),
    "∫": ("\\int", "∫"),
    "$": (MONEY, "dollar"),
    "€": (MONEY, "euro"),
    "£": (MONEY, "pound sterling"),
    "¥": (MONEY, "yen"),
    "₹": (MONEY, "rupee"),
    "¢": (TEXT, "cents"),
    "?": ("□", "?"),
    ".": (".", "."),
    '"': ('"', '"'),
}
SUPERSCRIPT_DIGITS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
SUBSCRIPT_DIGITS: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₙ", "0123456789n")
