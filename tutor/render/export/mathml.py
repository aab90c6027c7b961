"""A formula as MathML, by `latex2mathml`, held to what a page may carry.

The library reads what no model should write and lets it through (attributes with
addresses, commands it does not know as names); its tree is checked here before it
is believed, and what is not believed is shown in Unicode by the caller.
"""

import html
import re
from functools import lru_cache
from xml.etree import ElementTree

from latex2mathml import exceptions
from latex2mathml.converter import convert_to_element

from tutor.render.safe import sanitize

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MAX_CHARACTERS = 2_000
MAX_DEPTH = 30

# its faults have no parent of their own, and some of Python's get out of it
_FAULTS: tuple[type[Exception], ...] = (
    *(kind for kind in vars(exceptions).values() if isinstance(kind, type) and issubclass(kind, Exception)),
    *(AssertionError, AttributeError, LookupError, RecursionError, StopIteration, TypeError, ValueError),
)
_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
# environments of rows that it does not know, or would number
_ROWS = re.compile(
    r"\\(begin|end)\{(?:align|aligned|alignedat|gathered|gather\*?|multline\*?|equation\*?|eqnarray\*?)\}"
)
_ARITY = {
    "mfrac": 2,
    "msup": 2,
    "msub": 2,
    "mroot": 2,
    "munder": 2,
    "mover": 2,
    "msubsup": 3,
    "munderover": 3,
}
_ELEMENTS = frozenset(
    {
        *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mstyle", "msqrt", "menclose", "mpadded"),
        *("mphantom", "mtable", "mtr", "mtd", *_ARITY),
    }
)
_ATTRIBUTES = frozenset(
    {
        *("accent", "accentunder", "columnalign", "columnlines", "columnspacing", "depth", "display"),
        *("displaystyle", "fence", "form", "height", "largeop", "linebreak", "linethickness", "lspace"),
        *("mathvariant", "maxsize", "minsize", "movablelimits", "notation", "rowlines", "rowspacing"),
        *("rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width"),
    }
)
_VALUE = re.compile(r"[\w .%+-]{0,60}")


@lru_cache(maxsize=256)  # the same few letters come again and again in one text
def to_mathml(latex: str, *, display: bool = False) -> str | None:
    """The element `math`, or None where the formula can't be shown so."""
    source = _ROWS.sub(r"\\\1{align*}", sanitize(latex).strip())
    if not source or len(source) > MAX_CHARACTERS or _depth(source) > MAX_DEPTH:
        return None
    if NOT_IN_XML.search(source):
        return None
    try:
        element = convert_to_element(source, display="block" if display else "inline")
    except _FAULTS:
        return None
    if not all(_is_sound(each) for each in element.iter()):
        return None
    return ElementTree.tostring(element, encoding="unicode", short_empty_elements=False)


def _depth(source: str) -> int:
    deepest = depth = 0
    for brace in re.finditer(r"[{}]|\\left|\\right|\\begin|\\end|[\^_]", source):
        depth += 1 if brace.group() in ("{", "\\left", "\\begin") else 0
        deepest = max(deepest, depth)
        depth -= 1 if brace.group() in ("}", "\\right", "\\end") else 0
    return deepest


def _is_sound(element: ElementTree.Element) -> bool:
    """Bring an element to what a page may carry; False where it shows that the formula was not understood."""
    name = element.tag.removeprefix(f"{{{_NAMESPACE}}}")
    if name not in _ELEMENTS or len(element) != _ARITY.get(name, len(element)):
        return False
    for attribute, value in list(element.attrib.items()):
        if attribute not in (*_ATTRIBUTES, "xmlns") or (attribute != "xmlns" and not _VALUE.fullmatch(value)):
            del element.attrib[attribute]
    # it writes some characters as references, which a serializer would escape once more
    element.text = html.unescape(element.text) if element.text else element.text
    text = element.text or ""
    return name == "mtext" or not ("\\" in text or text == "&")
