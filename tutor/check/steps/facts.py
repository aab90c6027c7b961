"""What earlier statements put in force: values of letters, functions, equations."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.outcome import Parsed
from tutor.check.reading.tree import Application, Derivative, Evaluation, Node, Relation, Symbol
from tutor.check.steps.cases import latest_case
from tutor.check.steps.links import Link, claims, links
from tutor.check.steps.surroundings import Remark, is_denied, is_supposed
from tutor.check.trees import applied, free_letters, letters, rewritten, size, substituted
from tutor.check.understanding import understood

_EQUATIONS_KEPT = 24
_ROUNDS = 4
_LARGEST = 400


@dataclass(frozen=True, slots=True)
class Function:
    """f(x) = body, of one or more letters."""

    parameters: tuple[str, ...]
    body: Node


@dataclass(slots=True)
class Facts:
    """The latest value of each letter, the functions, and the equations in the order they were stated.

    `supposed` are those of the equations that words put forward as a supposition only,
    `given` those of the problem's text, `numbers` the links without letters.
    """

    values: dict[str, Node] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    equations: list[Link] = field(default_factory=list)
    supposed: list[Link] = field(default_factory=list)
    given: list[Link] = field(default_factory=list)
    numbers: list[Link] = field(default_factory=list)
    _has_cases: bool = False

    def add(self, link: Link, supposed: bool = False) -> None:
        """Put a link in force."""
        if not link.is_equality or link.has_words:
            return
        if isinstance(link.left, Application):
            self._define(link.left, link.right)
        if isinstance(link.left, Symbol) and link.left.name not in letters(link.right):
            self._assign(link.left.name, link.right)
        if not link.letters:
            self.numbers = [*self.numbers, link][-_EQUATIONS_KEPT:]
            return
        self.equations = [*self.equations, link][-_EQUATIONS_KEPT:]
        if supposed:
            self.supposed.append(link)
        elif link in self.supposed:
            self.supposed.remove(link)

    def in_force(self) -> list[Link]:
        """The equations without those of a case that was left behind."""
        return list(latest_case(tuple(self.equations))) if self._has_cases else self.equations

    def _assign(self, name: str, value: Node) -> None:
        """With another value of a letter another case begins: what was found since the old one goes."""
        names = list(self.values)
        if name in self.values and not free_letters(value) and differ(self.values[name], value):
            self._has_cases = True
            self.values = {kept: self.values[kept] for kept in names[: names.index(name)]}
        self.values.pop(name, None)
        self.values[name] = value

    def _define(self, head: Application, body: Node) -> None:
        names = tuple(one.name for one in head.arguments if isinstance(one, Symbol))
        distinct = len(names) == len(head.arguments) == len(set(names)) > 0
        if distinct and not head.inverse and head.name not in applied(body):
            self.functions[_key(head)] = Function(names, body)


def facts_from(remarks: Iterable[Remark], givens: Iterable[str] = ()) -> Facts:
    """The facts of a problem and after these remarks, in order; what can't be read puts nothing in force.

    What its words deny puts nothing in force either.
    """
    facts = Facts()
    for text in givens:
        for link in links_of(text):
            facts.add(link)
            facts.given.append(link)
    for remark in remarks:
        if is_denied(remark):
            continue
        supposed = is_supposed(remark)
        for link in links_of(remark.statement):
            facts.add(link, supposed)
    return facts


@lru_cache(maxsize=512)
def differ(one: Node, other: Node) -> bool:
    """Whether two values of a letter are not the same."""
    try:
        return one != other and not compare_values(expression(one), expression(other)).equal
    except UnbuildableError:
        return True


def put_in(node: Node, facts: Facts, skip: frozenset[str] = frozenset()) -> Node:
    """The tree with known functions worked out and known letters replaced by their values."""
    values = {name: value for name, value in facts.values.items() if name not in skip}
    for _ in range(_ROUNDS):
        changed = _with_values(_applied(node, facts), values)
        if changed == node or size(changed) > _LARGEST:
            break
        node = changed
    return node


def _with_values(node: Node, values: dict[str, Node]) -> Node:
    """With letters replaced, but not the one that a derivative is taken by: it varies there."""

    def change(inner: Node) -> Node | None:
        if isinstance(inner, Derivative) and inner.variable in values:
            return inner
        return values.get(inner.name) if isinstance(inner, Symbol) else None

    return rewritten(node, change)


def _applied(node: Node, facts: Facts) -> Node:
    def apply(inner: Node) -> Node | None:
        if isinstance(inner, Derivative):
            return _derived_letter(inner, facts)
        if not isinstance(inner, Application) or inner.inverse:
            return None
        function = facts.functions.get(_key(inner))
        if function is None:
            return _derived(inner, facts)
        if len(function.parameters) != len(inner.arguments):
            return None
        if size(function.body) * size(inner) > _LARGEST:
            return None
        arguments = tuple(_applied(argument, facts) for argument in inner.arguments)
        return substituted(function.body, dict(zip(function.parameters, arguments, strict=True)))

    return rewritten(node, apply)


def _derived_letter(inner: Derivative, facts: Facts) -> Node | None:
    """y' of a known y that holds one letter, itself or through others: y = u⁴ where u = 3x + 1."""
    body = facts.values.get(inner.expression.name) if isinstance(inner.expression, Symbol) else None
    if body is None or inner.variable is not None or applied(body):
        return None
    for _ in range(_ROUNDS):
        through = {name: facts.values[name] for name in free_letters(body) & facts.values.keys()}
        through = {name: value for name, value in through.items() if free_letters(value)}
        if not through:
            break
        body = substituted(body, through)
    if len(free_letters(body)) != 1 or size(body) > _LARGEST:
        return None
    (name,) = free_letters(body)
    return Derivative(body, name, inner.order)


def _derived(inner: Application, facts: Facts) -> Node | None:
    """f'(a) of a known f of one letter."""
    function = facts.functions.get(inner.name)
    if not inner.order or function is None or len(function.parameters) != 1 or len(inner.arguments) != 1:
        return None
    (name,) = function.parameters
    derivative = Derivative(function.body, name, inner.order)
    if inner.arguments == (Symbol(name),):
        return derivative
    return Evaluation(derivative, inner.arguments[0], variable=name)


def _key(head: Application) -> str:
    return head.name + "'" * head.order


@lru_cache(maxsize=2048)
def tree_of(text: str) -> Node | str:
    """The tree of a statement, or why there is none."""
    reading = understood(text)
    return reading.tree if isinstance(reading, Parsed) else f"{reading.reason}: {reading.message}"


@lru_cache(maxsize=2048)
def links_of(text: str) -> tuple[Link, ...]:
    """The links of all relations a statement makes; none of what can't be read."""
    tree = tree_of(text)
    if isinstance(tree, str):
        return ()
    return tuple(link for claim in claims(tree) if isinstance(claim, Relation) for link in links(claim))
