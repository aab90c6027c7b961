"""A tree as text with brackets where a quick eye may see another reading: (1/2)*x, -(3^2), (x^1)/2."""

import re
from typing import Final

from tutor.check.reading.forms import form
from tutor.check.reading.outcome import Parsed
from tutor.check.reading.read import read
from tutor.check.reading.show import show
from tutor.check.reading.tree import Decimal, Fraction, Integer, Negation, Node, Power, Product, Root, Symbol
from tutor.check.trees import rebuilt, with_children

# Brackets and spaces of `show` that a person leaves out: ∫_(0)^(2) … d x.
_ONE_IN_BRACKETS: Final = re.compile(r"([_^])\((\w|∞)\)")
_DIFFERENTIAL: Final = re.compile(r"\bd ([a-z])(?![a-z])")


def explicit(tree: Node, *, slashes: bool) -> str:
    """Plain text that reads back to the same tree. `slashes`: its fractions were written with `/`."""
    text = show(rebuilt(tree, _with_slashes if slashes else _without_slashes))
    lighter = _DIFFERENTIAL.sub(r"d\1", _ONE_IN_BRACKETS.sub(r"\1\2", text))
    return lighter if lighter != text and read(lighter) == Parsed(tree) else text


def _with_slashes(node: Node) -> Node:
    if isinstance(node, Fraction) and isinstance(node.numerator, Fraction | Power):
        return Fraction(_held(node.numerator), node.denominator)
    return _without_slashes(node)


def _without_slashes(node: Node) -> Node:
    if isinstance(node, Product):
        *others, last = node.factors
        return Product((*map(_as_factor, others), _held(last) if isinstance(last, Fraction) else last))
    if isinstance(node, Negation):
        return with_children(node, _as_negated)
    return node


def _as_factor(node: Node) -> Node:
    bare_root = isinstance(node, Root) and isinstance(node.radicand, Integer)
    return _held(node) if bare_root or isinstance(node, Fraction) else node


def _as_negated(node: Node) -> Node:
    return _held(node) if isinstance(node, Power) and isinstance(node.base, Integer | Decimal) else node


def _held(node: Node) -> Node:
    """The node as a name that prints in brackets: no tree has a place for brackets that change nothing."""
    return Symbol(f"({form(node)[1]})")
