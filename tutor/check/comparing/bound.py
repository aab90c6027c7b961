"""Parts with names, `x = 4, y = 2`: against the like, or against parts without names in their order."""

from collections.abc import Sequence

from tutor.check.comparing.labels import Named, bindings, is_explicit, split_label, with_arguments
from tutor.check.comparing.members import Compare, compare_in_order, ordered_items
from tutor.check.comparing.outcome import conjunction, different, matching, undecided
from tutor.check.comparing.question import Question
from tutor.check.reading.tree import ListOf, Node
from tutor.vocabulary.verdict import Comparison


def compare_bound(expected: Node, given: Node, compare: Compare, question: Question) -> Comparison | None:
    """`x = 4, y = 2` with the like, or with (4, 2) or "4, 2" in the order of the names; else None."""
    left, right = bindings(expected), bindings(given)
    if left and right:
        return _compare_named(left, right, compare)
    if left:
        return _compare_listed(given, left, expected, compare, question)
    if right:
        return _compare_listed(expected, right, given, lambda value, bare: compare(bare, value), question)
    return None


def _compare_named(left: list[Named], right: list[Named], compare: Compare) -> Comparison:
    theirs = {_name(one): one for one in right}
    missing = [_name(one) for one in left if _name(one) not in theirs]
    if missing and set(theirs) < {_name(one) for one in left}:
        return different(f"nothing is given for {missing[0]}")
    if missing or len(theirs) != len(left):
        return undecided("other names than expected")
    return conjunction([compare(one.value, with_arguments(theirs[_name(one)], one.label)) for one in left])


def _compare_listed(
    bare: Node, named: list[Named], source: Node, compare: Compare, question: Question
) -> Comparison | None:
    """Named parts, as `source` has them, against parts without names."""
    listed = ordered_items(bare)
    is_tuple = listed is not None
    if listed is None and isinstance(bare, ListOf):
        listed = bare.items
    if listed is None:
        return None
    if any(split_label(item).label for item in listed):
        return undecided("other names than expected")
    known = is_explicit(source) or set(question.order) == {_name(one) for one in named}
    values = [one.value for one in (named if is_explicit(source) else _in_order(named, question, is_tuple))]
    return _judge_order(values, listed, compare, known)


def _judge_order(values: Sequence[Node], listed: Sequence[Node], compare: Compare, known: bool) -> Comparison:
    """Equal values in another order are different only where the order is known."""
    result = compare_in_order(values, listed, compare)
    if result.equal or known or len(values) != len(listed):
        return result
    if matching(values, listed, compare).equal:
        return undecided("the same values, perhaps in another order")
    return result


def _in_order(named: list[Named], question: Question, is_tuple: bool) -> list[Named]:
    """The order the question asks for, else that of the alphabet for a tuple, else as written."""
    names = [_name(one) for one in named]
    if set(question.order) == set(names):
        return sorted(named, key=lambda one: question.order.index(_name(one)))
    if all(len(name) == 1 for name in names) and is_tuple:
        return sorted(named, key=_name)
    return named


def _name(named: Named) -> str:
    return named.label.name if named.label else ""
