"""Words that say how many, how much, when or whether: none of them is passed over as part of a name."""

_SMALL = (
    *("not", "no", "non", "never", "nothing", "without", "except", "but", "if", "unless", "when", "while"),
    *(
        "until",
        "till",
        "before",
        "after",
        "since",
        "then",
        "now",
        "again",
        "once",
        "twice",
        "thrice",
        "times",
    ),
    *("every", "each", "all", "both", "either", "neither", "any", "some", "many", "much", "few", "several"),
    *("more", "less", "fewer", "most", "least", "than", "at", "only", "also", "even", "odd", "just", "still"),
    *("exactly", "about", "around", "approximately", "almost", "nearly", "roughly", "over", "under", "below"),
    *("above", "up", "down", "off", "out", "half", "third", "quarter", "double", "triple", "dozen", "pairs"),
    *("other", "another", "same", "different", "identical", "additional", "extra", "further", "total"),
    *("average", "together", "altogether", "first", "last", "next", "second", "previous", "former", "latter"),
    *("daily", "weekly", "monthly", "yearly", "annually", "hourly", "per", "percent", "consecutive"),
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *(
        "hundred",
        "thousand",
        "million",
        "and",
        "or",
        "with",
        "plus",
        "minus",
        "by",
        "to",
        "for",
        "from",
        "in",
    ),
    *("on", "is", "are", "was", "were", "be", "been", "has", "had", "have", "will", "would", "may", "might"),
    *("could", "should", "can", "that", "which", "who", "whose", "it", "its", "costs", "cost", "originally"),
    *("normally", "regularly", "usually", "always", "often", "sometimes", "already", "later", "earlier"),
    *("late", "early", "of", "as", "so", "into", "between", "among", "round", "rounded", "part", "rest"),
)
SMALL = "|".join(_SMALL)
BIG_WORD = rf"(?!(?:{SMALL})\b)[a-z]+(?:['’-][a-z]+)?"
"""A word that may belong to the name of a thing, a person or a place."""
