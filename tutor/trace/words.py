"""Words that help to tell mathematics from prose."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Words a clause may begin with before its mathematics: what follows them is stated as a whole.
LEAD_INS = (
    "simplifies to",
    "leads to",
    "resulting in",
    r"i(?!\s*[-=^+*/<>])",  # the pronoun, not the imaginary unit
    *_words(
        "so then thus hence therefore now and or but that this it which means is are gives give gave get"
        " have has know see find obtain write we us you can also where since because if when let let's for"
        " with first next finally equation expression formula the becomes be yields implies to suppose"
        " assume say check solution solutions root roots answer answers final result value values wait hmm"
        " okay ok yes no again solving simplifying giving substituting as from in need want either both case"
        " indeed original new second our should must compute that's it's solve here there"
    ),
)

# Words of letters that are mathematics.
FUNCTIONS = frozenset(
    _words(
        "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp sqrt cbrt abs max min gcd"
        " lcm det mod sgn floor ceil pi theta alpha beta gamma lambda phi"
    )
)

# Words of two letters that are English or units, not products of letters.
_ENGLISH = _words(
    "is of to in at we or so an it if be by as on no do he me my up us go am pm oh ok ah hi vs ie eg th"
    " nd rd st"
)
_UNITS = _words("km cm mm nm kg mg gm ml mL lb oz ft yd mi hr sq")
NOT_PRODUCTS = frozenset((*_ENGLISH, *(word.title() for word in _ENGLISH), *_UNITS, "AM", "PM", "OK"))

# What changes the number before it, or says more about it: no unit.
BAD_UNITS = frozenset(
    _words(
        "squared cubed dozen times score pairs half hundred thousand million billion trillion percent degrees"
        " factorial mod modulo remainder pi plus minus over more less with and or but not is are if when of"
        " than the which so because since by per each to in for at into as from then"
    )
)

# What an answer in words may begin with.
WORD_ANSWERS = (
    *_words("yes none true false undefined infinit neither impossible even odd"),
    *("no solution", "no real", "all real", "does not exist", "there is no", "there are no"),
)
