"""Nouns for what is counted: people and things that are told apart, the words for what comes out."""

NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)"
PEOPLE = (
    r"(?:people|persons|students|children|friends|boys|girls|men|women|kids|players|runners|guests|adults"
    r"|pupils|members|employees|workers|teachers|athletes|candidates|applicants|volunteers|swimmers"
    r"|contestants|finalists|singers|dancers|scientists|classmates|family members|club members)"
)
# Things of which everybody takes it that no two are alike; of others it must be said.
_OWN = (
    r"(?:books|paintings|pictures|photos|photographs|songs|movies|films|toppings"
    r"|courses|topics)"
)
_ANY = (
    r"(?:objects|things|items|cars|flags|balls|marbles|beads|coins|toys|cards|trophies|plants|hats|shirts"
    r"|colors|colours|letters|numbers|points|plates|prizes)"
)
DISTINCT = rf"(?:(?:different |distinct )?(?:{PEOPLE}|{_OWN})|(?:different|distinct) {_ANY})"
COUNTED = frozenset(
    {
        *("way", "arrangement", "permutation", "combination", "choice", "selection", "possibility", "option"),
        *("order", "ordering", "seating", "anagram", "word", "number", "integer", "code", "password", "pin"),
        *("committee", "team", "group", "pair", "subset", "set", "hand", "meal", "outfit", "handshake"),
        *("game", "match", "outcome", "result"),
    }
)
