"""A function or a formula at given values: "Evaluate f(x) = x² + 1 at x = 3"."""

from tutor.check.certifying.families.asking import (
    ASK,
    CheckAnswer,
    Match,
    expression_of,
    first_fit,
    number_of,
    patterns,
    tree_of,
)
from tutor.check.certifying.families.judging import value_check
from tutor.check.certifying.verdicts import unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.question import Question
from tutor.check.expressions import UnbuildableError
from tutor.check.reading.tree import (
    Application,
    ListOf,
    Node,
    Relation,
    RelationOperator,
    Symbol,
)
from tutor.check.trees import applied, letters, substituted
from tutor.vocabulary.verdict import Certificate

_EQUAL = (RelationOperator.EQUAL,)


def _evaluate(match: Match, question: Question) -> CheckAnswer | None:
    """The body with all its letters replaced by the given values."""
    body = _body(match["math"], match.groupdict().get("name"))
    values = _values(match["values"])
    if body is None or values is None or set(values) != set(letters(body)) or applied(body):
        return None
    return _check(substituted(body, values), frozenset(values), question)


def _at_number(match: Match, question: Question) -> CheckAnswer | None:
    """f(3) of a named function, or "at 3" of a function in one letter."""
    body = _body(match["math"], match["name"])
    value = number_of(match["value"])
    names = frozenset() if body is None else letters(body)
    if body is None or value is None or len(names) != 1 or applied(body):
        return None
    return _check(substituted(body, dict.fromkeys(names, value)), names, question)


def _check(worth: Node, names: frozenset[str], question: Question) -> CheckAnswer:
    """The answer must be the value; a value for one of the letters is none of the function."""
    check = value_check(worth, question)

    def judged(answer: Node) -> Certificate:
        label = split_label(answer).label
        if label is not None and label.name in names:
            return unchecked(f"the answer is a value for {label.name}")
        return check(answer)

    return judged


def _body(text: str, name: str | None) -> Node | None:
    """The right side of f(x) = … or y = …, where the name is the one asked for; an expression as it is."""
    expression = expression_of(text)
    if expression is not None:
        return None if name else expression
    tree = tree_of(text)
    if not isinstance(tree, Relation) or tree.operators != _EQUAL:
        return None
    head, body = tree.operands
    if isinstance(head, Application):
        arguments = [one.name for one in head.arguments if isinstance(one, Symbol)]
        plain = not head.order and not head.inverse and len(arguments) == len(head.arguments)
        fits = plain and set(arguments) == set(letters(body))
    else:
        fits = isinstance(head, Symbol) and head.name not in letters(body)
    named = head.name if isinstance(head, Application | Symbol) else None
    return body if fits and name in (None, named) else None


def _values(text: str) -> dict[str, Node] | None:
    """x = 3; x = 3 and y = 4."""
    tree = tree_of(text)
    parts = tree.items if isinstance(tree, ListOf) else (tree,)
    values: dict[str, Node] = {}
    for part in parts:
        if not isinstance(part, Relation) or part.operators != _EQUAL:
            return None
        name, value = part.operands
        if not isinstance(name, Symbol) or letters(value) or name.name in values:
            return None
        values[name.name] = value
    return values


_WHAT = (
    r"(?:(?:the )?(?:value of )?(?:the )?(?:following |given |quadratic |linear |cubic )*"
    r"(?:(?:function|polynomial|expression|formula|equation)\b)?:? ?)"
)
_WHEN = r",? (?:at|when|for|if|where|with)(?: the point)? "
_GIVEN = r"(?:if|given(?: that)?|let|for|suppose(?: that)?|consider)(?: the)?(?: function)?"
_NAME = r"(?P<name>[A-Za-z])"
_CALLED = rf"{_NAME} ?\((?P<value>[^=]+)\)"

_PATTERNS = patterns(
    (rf"{ASK} {_WHAT}(?P<math>.+?){_WHEN}(?P<values>[A-Za-z] ?=.+)", _evaluate),
    (
        rf"{ASK} (?:the )?(?:value of )?{_NAME}{_WHEN}(?P<values>[A-Za-z]"
        rf" ?=[^=]+?) (?:if|in|for|given(?: that)?) (?P<math>.+=.+)",
        _evaluate,
    ),
    (
        rf"{_GIVEN} (?P<math>.+?)[,.;:]? (?:then )?{ASK} (?:the )?(?:value of"
        rf" )?{_NAME}{_WHEN}(?P<values>[A-Za-z] ?=.+)",
        _evaluate,
    ),
    (rf"{_GIVEN} (?P<math>.+?)[,.;:]? (?:then )?{ASK} (?:the )?(?:value of )?{_CALLED}", _at_number),
    (
        rf"{ASK} (?:the )?(?:value of )?{_CALLED},?"
        rf" (?:if|for|where|when|given(?: that)?)(?: the function)? (?P<math>.+)",
        _at_number,
    ),
    (rf"(?P<math>[A-Za-z] ?\([a-z]\) ?=.+?)[.;] {ASK} (?:the )?(?:value of )?{_CALLED}", _at_number),
    (r"substitute (?P<values>[A-Za-z] ?=.+?) into (?P<math>.+?)(?: and (?:simplify|evaluate))?", _evaluate),
)


def recognize(problem: str) -> CheckAnswer | None:
    """One function or formula, with a number for each of its letters."""
    try:
        return first_fit(_PATTERNS, problem)
    except UnbuildableError:
        return None
