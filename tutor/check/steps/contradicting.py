"""Equations that contradict those before: nothing that satisfied one in force satisfies this one.

A contradiction alone is no mistake, a letter may stand for something new: `derives`
in `surroundings` says whether the words present the equation as what follows.
"""

from collections.abc import Iterable, Sequence

from sympy import Expr, Integer, Symbol, linsolve

from tutor.check.comparing.families import has_pi
from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import (
    Call,
    Constant,
    ConstantName,
    Decimal,
    Degrees,
    Fraction,
    Node,
    PlusMinus,
    Power,
    Product,
    Sum,
)
from tutor.check.reading.tree import Integer as Whole
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.steps.calls import in_its_call
from tutor.check.steps.differences import difference_of, linear_difference
from tutor.check.steps.facts import Facts
from tutor.check.steps.families import without_other_families
from tutor.check.steps.findings import breaks
from tutor.check.steps.links import Link
from tutor.check.steps.readings import TRIGONOMETRIC, without_units
from tutor.check.steps.roots import roots_of, wider_roots_of
from tutor.check.trees import contains, free_letters, rewritten, walk
from tutor.vocabulary.verdict import Verdict

FROM_BEFORE = "what stands before"
_EQUATIONS_TRIED = 10
_SYSTEM_SIZE = 10
_PLACES = 1000
_CLOSE = 0.01


def contradiction(link: Link, facts: Facts, in_sight: Sequence[Link] = ()) -> Verdict | None:
    """A break with its witness, or None where some earlier equation allows this one.

    What was only supposed counts while it is in sight.
    """
    if _is_another_curve(link, facts, in_sight):
        return None
    firm = [known for known in facts.in_force() if known not in facts.supposed or known in in_sight]
    firm = [known for known in firm if not _reads_either_way(known)]
    firm = without_other_families(link, firm)
    if is_assignment(link) and any(_is_of_angle(known) for known in firm if known.letters == link.letters):
        if not (contains(link.right, Degrees) or has_pi(link.right)):
            return None  # sin x = 1/2, x = 30: the sign of degrees may be missing
    else:
        link, firm = _plain(link), [_plain(known) for known in firm]
    earlier = [known for known in reversed(firm) if known.letters & link.letters and known != link]
    if len(link.letters) == 1:
        same = [known for known in earlier if known.letters == link.letters][:_EQUATIONS_TRIED]
        link, same = _in_one_call(link, same)
        found = _refuted_by_roots(link, same) or _other_roots(link, same)
        if found is not None or same:
            return found
    return _refuted_by_system(link, earlier)


def _reads_either_way(known: Link) -> bool:
    """Whether ± stands in it, or the sine of a number that may be meant in degrees."""
    inner = [node for side in (known.left, known.right) for node in walk(side)]
    return any(isinstance(node, PlusMinus) or _has_bare_angle(node) for node in inner)


def _has_bare_angle(node: Node) -> bool:
    if not isinstance(node, Call) or node.function not in TRIGONOMETRIC or free_letters(node):
        return False
    return not contains(node, Degrees, Constant)


def _is_of_angle(known: Link) -> bool:
    """Whether the sine of its letter stands in it, or the like."""
    inner = [node for side in (known.left, known.right) for node in walk(side)]
    return any(
        isinstance(node, Call) and node.function in TRIGONOMETRIC and bool(free_letters(node))
        for node in inner
    )


def _in_one_call(link: Link, earlier: list[Link]) -> tuple[Link, list[Link]]:
    """All of them as equations in sin x, where they are that."""
    own, others = in_its_call(link), [in_its_call(known) for known in earlier]
    found = [known for known in others if known is not None and own is not None]
    if own is None or len(found) < len(earlier) or any(known.letters != own.letters for known in found):
        return link, earlier
    return own, found


def _is_another_curve(link: Link, facts: Facts, in_sight: Sequence[Link]) -> bool:
    """y = 2x + 3 after y = 2x - 1 is another line, unless it is what the one just stated became."""
    if not isinstance(link.left, Letter) or link.letters == {link.left.name}:
        return False
    return any(
        known.left == link.left and known.letters == link.letters and known not in in_sight
        for known in facts.equations
    )


def is_assignment(link: Link) -> bool:
    """x = 5: a letter alone and its value."""
    return isinstance(link.left, Letter) and link.letters == {link.left.name}


def is_plain_value(link: Link) -> bool:
    """x = -5, x = 2/3 or x = 2π/3: a letter alone and a number with nothing left to work out."""
    inner = list(walk(link.right))
    if not is_assignment(link) or any(isinstance(node, Sum | Power | Call) for node in inner):
        return False
    return all(_is_plain_product(node) for node in inner if isinstance(node, Product))


def is_next_angle(link: Link, earlier: Sequence[Link]) -> bool:
    """x = 45° + 180° after x = 45° or tan x = 1: another solution, worked out from the one before."""
    terms = link.right.terms if is_assignment(link) and isinstance(link.right, Sum) else ()
    if not any(contains(term, Degrees) or _is_of_pi(term) for term in terms):
        return False
    return all(is_assignment(known) or contains(known.left, Call) for known in earlier)


def _is_of_pi(term: Node) -> bool:
    """Whether it is a multiple of π."""
    return any(node == Constant(ConstantName.PI) for node in walk(term))


def _is_plain_product(node: Product) -> bool:
    """Whether it is a number times a root or a constant."""
    return sum(isinstance(factor, Whole | Decimal | Fraction) for factor in node.factors) <= 1


def _plain(link: Link) -> Link:
    """Without units and degree signs, which are not always repeated."""
    return Link(_bare(link.left), link.operator, _bare(link.right))


def _bare(node: Node) -> Node:
    def change(inner: Node) -> Node | None:
        if isinstance(inner, Call):
            return inner  # the sine of 70° is not that of 70
        return _bare(inner.value) if isinstance(inner, Degrees) else None

    return rewritten(without_units(node), change)


def _refuted_by_roots(link: Link, earlier: Sequence[Link]) -> Verdict | None:
    """In one letter: no solution of an earlier equation satisfies it, none of its own satisfies those."""
    equations = [known for known in earlier if not _is_identity(known)]
    if earlier and not equations:
        return _no_identity_any_more(link)
    earlier = equations
    own = _solutions(link)
    witness: tuple[Expr, Link] | None = None
    for known in earlier:
        roots = _solutions(known)
        if roots is not None and not roots:
            return None
        if not all(_refutes(root, link) for root in roots or ()) or _is_rounded(link, known, own, roots):
            return None
        if own is None and roots is None:
            return None
        if roots is None and not all(_refutes(root, known) for root in own or ()):
            return None
        if roots and witness is None:
            witness = roots[0], known
    return _shown(link, *witness) if witness else None


def _other_roots(link: Link, earlier: Sequence[Link]) -> Verdict | None:
    """It has lost a solution and got another instead: that follows from no equation, by no case of it."""
    own = _solutions(link)
    witness: tuple[Expr, Link] | None = None
    for known in earlier:
        roots = _solutions(known)
        if not own or not roots or is_assignment(known) or is_assignment(link):
            return None
        if wider_roots_of(known) is not None:
            return None  # one that was lost may never have solved it
        lost = [root for root in roots if _refutes(root, link)]
        if not lost or not any(_refutes(root, known) for root in own) or _is_rounded(link, known, own, roots):
            return None
        witness = witness or (lost[0], known)
    return _shown(link, *witness) if witness else None


def _solutions(link: Link) -> tuple[Expr, ...] | None:
    """With those that an equation only gets by squaring: they stay until they are put to the test."""
    found = roots_of(link)
    if found is not None:
        found = wider_roots_of(link) or found
    return None if found is None else found.real + found.complex


def _is_identity(link: Link) -> bool:
    difference = difference_of(link)
    return difference is not None and bool(difference.expand() == 0)


def _no_identity_any_more(link: Link) -> Verdict | None:
    """After an equality that holds for every value, one that does not."""
    if _is_unsolvable(link):
        (name,) = link.letters
        return breaks(f"true for every {name} before; here there is no solution")
    if free_letters(link.left) != free_letters(link.right):
        return None  # an expression that was rewritten is now set equal to a number
    return next(
        (_shown(link, Integer(value), link) for value in (1, 2, 3) if _refutes(Integer(value), link)), None
    )


def _is_unsolvable(link: Link) -> bool:
    difference = difference_of(link)
    return difference is not None and bool(difference.is_Rational and difference != 0)


def _refutes(root: Expr, link: Link) -> bool:
    if (wider := wider_roots_of(link)) is not None:
        return all(is_different(compare_values(root, one)) for one in wider.real + wider.complex)
    sides = _put(root, link)
    return sides is not None and is_different(compare_values(*sides)) and _is_far(link, (root,), *sides)


def _is_rounded(link: Link, known: Link, own: Sequence[Expr] | None, roots: Sequence[Expr] | None) -> bool:
    """Whether a solution of a line with decimals is one of before, rounded."""
    if not _has_decimal(link):
        return False
    rounded = [root for root in roots or () if _has_decimal(known) or not _is_short(root)]
    return any(
        abs((one - root).evalf()) <= _CLOSE * max(1, abs(root.evalf()))
        for one in own or ()
        for root in rounded
    )


def _has_decimal(link: Link) -> bool:
    return contains(link.left, Decimal) or contains(link.right, Decimal)


def _is_short(value: Expr) -> bool:
    """Whether it has few decimals, so that nobody rounds it."""
    return bool(value.is_Rational and (value * _PLACES).is_Integer)


def _is_far(link: Link, values: Iterable[Expr], left: Expr, right: Expr) -> bool:
    """Whether the sides at some values differ by more than these may have been rounded by."""
    if not _has_decimal(link):
        return True
    if all(map(_is_short, values)):
        return True
    if not (left.is_number and right.is_number):
        return False
    return bool(abs((left - right).evalf()) > _CLOSE * max(abs(left.evalf()), abs(right.evalf())))


def _put(root: Expr, link: Link) -> tuple[Expr, Expr] | None:
    try:
        left, right = expression(link.left), expression(link.right)
    except UnbuildableError:
        return None
    symbols = left.free_symbols | right.free_symbols
    if len(symbols) != 1:
        return None
    unknown = next(iter(symbols))
    return left.subs(unknown, root), right.subs(unknown, root)


def _shown(link: Link, root: Expr, known: Link) -> Verdict | None:
    sides = _put(root, link)
    if sides is None:
        return None
    (name,) = known.letters
    here = f"{shown(sides[0])} ≠ {shown(sides[1])}"
    value = f"{name} = {shown(root)}"
    return breaks(f"for {value}: {here}" if known is link else f"{value} fits {FROM_BEFORE}, but here {here}")


def _refuted_by_system(link: Link, earlier: Sequence[Link]) -> Verdict | None:
    """In several letters: a constant other than zero on every solution of the linear equations before."""
    target = linear_difference(link)
    if target is None:
        return None
    system = [found for known in earlier if (found := linear_difference(known)) is not None][:_SYSTEM_SIZE]
    symbols = sorted({symbol for one in system for symbol in one.free_symbols}, key=str)
    if not symbols or not target.free_symbols <= set(symbols):
        return None
    solutions = list(linsolve(system, symbols))
    if not solutions:
        return None
    values = dict(zip(symbols, solutions[0], strict=True))
    rest = target.subs(values, simultaneous=True).expand()
    if not rest.is_number or rest == 0:
        return None
    left, right = (
        expression(side).subs(values, simultaneous=True).expand() for side in (link.left, link.right)
    )
    used = [value for symbol, value in values.items() if symbol.name in link.letters]
    return _shown_system(link, values, left, right) if _is_far(link, used, left, right) else None


def _shown_system(link: Link, values: dict[Symbol, Expr], left: Expr, right: Expr) -> Verdict:
    known = ", ".join(
        f"{symbol.name} = {shown(value)}"
        for symbol, value in values.items()
        if symbol.name in link.letters and value.is_number
    )
    here = f"here {shown(left)} ≠ {shown(right)}"
    return breaks(
        f"{known} fits {FROM_BEFORE}, but {here}" if known else f"by {FROM_BEFORE} it is wrong: {here}"
    )
