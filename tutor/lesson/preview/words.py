"""Which words of plain text are mathematics, and which words come after a formula that is complete."""

from typing import Final

from tutor.check.reading.notation import GREEK
from tutor.check.reading.tables import spelled
from tutor.lesson.preview.repairs.commands import BARE
from tutor.lesson.preview.repairs.letters import is_glued

FUNCTIONS: Final = frozenset(
    spelled("""
    sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp sqrt cbrt abs gcd lcm det
    floor ceil
""")
)
_NAMES: Final = GREEK - {"ell"} | {"pi", "infinity", "infty", "dx", "dy", "dt", "dz", "du"}
_PRODUCTS: Final = frozenset({"xyz", "abc", "pqr"})
# Two letters that are English or units rather than a product.
_NO_PRODUCTS: Final = frozenset(
    spelled("""
    is of to in at we or so an it if be by as on no do he me my up us go am pm oh ok ah hi vs ie eg th nd rd
    st km cm mm nm kg mg gm ml lb oz ft yd mi hr sq ii iv vi ix
""")
)
# After one of these words, an operator before it has lost what should stand behind it.
CONNECTIVES: Final = frozenset(
    spelled("""
    for where when if and or find given is are then with in to by on at using as find solve show when has have
    between over from such that
""")
)


def is_symbol(word: str) -> bool:
    """Whether a run of letters may be mathematics by itself: a letter, a function, a product like "xy"."""
    if len(word) == 1 or word in FUNCTIONS or word in _NAMES or word in BARE:
        return True
    if len(word) == 2:
        return word.lower() not in _NO_PRODUCTS and not word.istitle()
    return word in _PRODUCTS or is_glued(word)
