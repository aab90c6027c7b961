"""An answer without what only accompanies it: ≈ 0.33, k ∈ ℤ, the work before the last equals sign."""

from tutor.check.comparing.labels import label_of, without_approximations
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import ListOf, NamedSet, Node, Relation, RelationOperator, SetName, Symbol, Text
from tutor.check.trees import applied, contains, letters


def simplified(node: Node) -> Node:
    """The value that is claimed."""
    exact = without_approximations(node)
    if exact is not node and not _is_near(node):
        return node
    return _last_of_chain(_without_domains(exact))


def _is_near(node: Node) -> bool:
    """Whether what stands behind ≈ is near what stands before it; a false chain claims nothing plainly."""
    if not isinstance(node, Relation):
        return False
    try:
        values = [expression(member) for member in node.operands if not label_of(member)]
    except UnbuildableError:
        return False
    first = values[0]
    if any(value.free_symbols or not value.is_real for value in values):
        return False
    return all(abs(value - first) <= abs(first) / 20 for value in values[1:])


def _without_domains(node: Node) -> Node:
    """`x = k·π, k ∈ ℤ` without its second part: a parameter is a whole number anyway."""
    if not isinstance(node, ListOf):
        return node
    kept = [item for item in node.items if not _is_domain(item, node)]
    if len(kept) in (0, len(node.items)):
        return node
    return kept[0] if len(kept) == 1 else ListOf(tuple(kept), node.joint)


def _is_domain(item: Node, whole: ListOf) -> bool:
    match item:
        case Relation(
            operands=(Symbol(name=name), NamedSet(name=SetName.INTEGERS, part="")),
            operators=(RelationOperator.IN,),
        ):
            return any(name in letters(other) for other in whole.items if other is not item)
    return False


def _last_of_chain(node: Node) -> Node:
    """Of `3 + 4 = 7` the 7, if it is true; a false chain claims nothing plainly."""
    if not isinstance(node, Relation) or set(node.operators) != {RelationOperator.EQUAL}:
        return node
    if letters(node) or applied(node) or contains(node, Text):
        return node
    try:
        values = [expression(member) for member in node.operands]
    except UnbuildableError:
        return node
    last = values[-1]
    return node.operands[-1] if all(compare_values(value, last).equal for value in values[:-1]) else node
