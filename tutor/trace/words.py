"""Words that help to tell mathematics from prose."""

# Words a clause may begin with before its mathematics: what follows them is stated as a whole.
LEAD_INS = (
    *("so", "then", "thus", "hence", "therefore", "now", "and", "or", "but", "that", "this", "it", "which"),
    *("means", "is", "are", "gives", "give", "get", "have", "has", "know", "see", "find", "obtain", "write"),
    *(
        "we",
        "us",
        "you",
        "can",
        "also",
        "where",
        "since",
        "because",
        "if",
        "when",
        "let",
        "let's",
        "for",
        "with",
    ),
    *("first", "next", "finally", "i\\.e\\.", "equation", "expression", "formula", "the", "becomes", "be"),
    *("simplifies to", "leads to", "yields", "implies", "to", "get", "suppose", "assume", "say", "check"),
    *("solution", "answer", "final", "result", "value", "wait", "hmm", "okay", "ok", "yes", "no", "again"),
    *("solving", "simplifying", "giving", "substituting", "resulting in", "as", "from", "in", "need", "want"),
    *("either", "both", "case", "indeed", "original", "new", "second", "our", "should", "must", "compute"),
)

# Words of letters that are mathematics.
FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp sqrt cbrt abs max min gcd lcm"
    " det mod pi theta alpha beta gamma lambda phi sgn floor ceil".split()
)

# Words of two letters that are English or units, not products of letters.
NOT_PRODUCTS = frozenset(
    "is of to in at we or so an it if be by as on no do he me my up us go am pm oh ok vs ie eg Is Of To In At We Or"
    " So An It If Be By As On No Do He Me My Up Us Go Oh Ok OK km cm mm kg mg ml mL lb oz ft hr mi yd gm sq nm"
    " AM PM Hi Ah ah th nd rd st".split()
)

# What changes the number before it: no unit.
BAD_UNITS = frozenset(
    "squared cubed dozen times hundred thousand million billion trillion percent half more less mod modulo"
    " remainder with plus minus over and or but not is are if when of than the which so because since pi"
    " factorial degrees by per each to in for at into as from then score pairs".split()
)

# What an answer in words may begin with.
WORD_ANSWERS = (
    *(
        "yes",
        "no solution",
        "no real",
        "none",
        "true",
        "false",
        "undefined",
        "all real",
        "infinit",
        "does not exist",
    ),
    *("impossible", "even", "odd", "there is no", "there are no", "neither"),
)
