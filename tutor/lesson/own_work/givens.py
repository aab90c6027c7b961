"""What a problem says before the work on it begins, as lines that the first line of the work follows from.

Only where the problem asks to solve or to rewrite what it states: in others the work may begin with
another equation, and nothing is put before it.
"""

import re
from typing import Final

from tutor.lesson.own_work.typed_formulas import typed_formula
from tutor.lesson.quoted import quoted

_SOLVE: Final = re.compile(
    r"\b(solv\w*|solutions?|roots?|zeros?|rearrang\w*|isolat\w*|satisf\w*)\b|\bsubject\b", re.IGNORECASE
)
_REWRITE: Final = re.compile(
    r"\b(simplif\w*|expand\w*|factori\w*|factor|multiply\s+out|evaluate|compute|calculate)\b", re.IGNORECASE
)
_FIND: Final = re.compile(
    r"\b(find|what\s+is|determine)\s+(the\s+)?((positive|negative|real|possible|exact)\s+)*"
    r"(values?\s+of\s+)?(\$\s*[A-Za-z]\s*\$|\b[A-Za-z]\b)\s*,?\s*(if|such\s+that|so\s+that|given(\s+that)?|when)\b",
    re.IGNORECASE,
)
_ORDER: Final = re.compile(r"[<>≤≥]|\\[lg]eq?(?![A-Za-z])|\\[lg]eqslant|\\[lg]t(?![A-Za-z])")
_COUNTED: Final = re.compile(
    r"\b(integers?|whole|natural|counting|how\s+many|numbers?\s+of|number|primes?|digits?|even|odd|least|most"
    r"|largest|smallest|greatest)\b|\\mathbb",
    re.IGNORECASE,
)
_WORK_OUT: Final = re.compile(
    r"\b(derivatives?|differentiate|integrate|integrals?)\b|\\int(?![A-Za-z])", re.IGNORECASE
)
_EXTREME: Final = re.compile(
    r"\b(maxim\w*|minim\w*|extrem\w*|critical|stationary|turning|tangents?|inflection|increasing|decreasing|where|when|zeros?)\b",
    re.IGNORECASE,
)
_VERTEX: Final = re.compile(r"\bvertex\s+(of|for)\b", re.IGNORECASE)
_MOVED: Final = re.compile(r"\b(shift\w*|translat\w*|reflect\w*|image|after|inverse|moved)\b", re.IGNORECASE)
_SYSTEM: Final = re.compile(r"\bsystem\b", re.IGNORECASE)
_DEFINITION: Final = re.compile(r"^\s*(?P<letter>[A-Za-z])\s*=(?P<body>[^=]+)$")
_FOR_LETTER: Final = re.compile(r"\bfor\s+\$\s*[A-Za-z]\s*\$")
_SLOPE: Final = re.compile(r"\bslope\s+of\s+the\s+line\b", re.IGNORECASE)
_OTHER_LINE: Final = re.compile(r"\b(parallel|perpendicular|tangent|normal|through|other)\b", re.IGNORECASE)
_COMMAND: Final = re.compile(r"\\(?:begin|end)\{[a-z]*\}|\\[A-Za-z]+")
_GREEK: Final = re.compile(
    r"\\(alpha|beta|gamma|delta|theta|vartheta|lambda|mu|phi|varphi|omega|sigma|tau|rho|psi)(?![A-Za-z])"
)
_NAMES: Final = re.compile(
    r"(?<![A-Za-z])(?:or(?![A-Za-z])|and(?![A-Za-z])|"
    r"(?:arc)?(?:sin|cos|tan|cot|sec|csc|ln|log|exp|sqrt|pi)(?:(?![A-Za-z])|(?=[A-Za-z](?![A-Za-z]))))"
)
_GREEK_LETTERS: Final = {
    **{"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "θ": "theta", "λ": "lambda", "μ": "mu"},
    **{"φ": "phi", "ω": "omega", "σ": "sigma", "τ": "tau", "ρ": "rho", "ψ": "psi"},
}
_ZEROS: Final = re.compile(r"\b(zeros?|roots?)\b", re.IGNORECASE)
_FUNCTION: Final = re.compile(r"^\s*[A-Za-z]\s*\(\s*[A-Za-z]\s*\)\s*=(?P<body>[^=]+)$")
_RELATION: Final = re.compile(r"[=<>≤≥]|\\[lg]eq?(?![A-Za-z])|\\[lg]eqslant|\\[lg]t(?![A-Za-z])")


def given_lines(problem: str) -> list[str]:
    """Lines to put before the work, formulas between dollar signs."""
    stated = [_typed(" ".join(text.split())) for text in quoted(problem) if _RELATION.search(text)]
    if stated and (_SOLVE.search(problem) or _FIND.search(problem)):
        function = _FUNCTION.match(stated[0]) if len(stated) == 1 and _ZEROS.search(problem) else None
        told = [f"{function['body'].strip()} = 0"] if function else _equated(problem, stated)
        return [f"${text}$" for text in [*stated, *told]]
    return []


def _typed(formula: str) -> str:
    """As the lines of the work are read, where it names functions: cos x as \\cos x."""
    return (typed_formula(formula) if _NAMES.search(_COMMAND.sub(" ", formula)) else None) or formula


def _equated(problem: str, stated: list[str]) -> list[str]:
    """Of a system of two equations for one letter alone: what it equals twice, set equal."""
    alone = [found for text in stated if (found := _DEFINITION.match(text))]
    if len(stated) != 2 or len(alone) != 2 or not _SYSTEM.search(problem):
        return []
    one, other = alone
    same = one["letter"] == other["letter"]
    return [f"{one['body'].strip()} = {other['body'].strip()}"] if same else []


def only_rewrites(problem: str) -> bool:
    """Whether it asks for another form or the value of an expression, and states no equation."""
    if not _REWRITE.search(problem) or _SOLVE.search(problem):
        return False
    return not any(map(_RELATION.search, quoted(problem)))


def is_over_reals(problem: str) -> bool:
    """Whether it states an inequality and speaks of nothing that is counted."""
    return any(map(_ORDER.search, quoted(problem))) and not _COUNTED.search(problem)


def asks_results(problem: str) -> bool:
    """Whether it asks for derivatives or integrals, and no equation is to be solved on the way."""
    return bool(_WORK_OUT.search(problem)) and not _SOLVE.search(problem) and not _EXTREME.search(problem)


def to_rearrange(problem: str) -> str:
    """The one equation in several letters that is only written otherwise; empty for other problems."""
    stated = [text for text in quoted(problem) if _RELATION.search(text)]
    only = len(stated) == 1 and stated[0].count("=") == 1 and len(letters_of(stated[0])) > 1
    shape = _SLOPE.search(problem) or (_VERTEX.search(problem) and not _MOVED.search(problem))
    asked = solves_for_letter(problem) or (shape and not _OTHER_LINE.search(problem))
    return stated[0] if only and asked else ""


def solves_for_letter(problem: str) -> bool:
    """Whether it names the letter to solve for."""
    return _FOR_LETTER.search(problem) is not None


def letters_of(formula: str) -> frozenset[str]:
    """The letters of a formula, Greek ones by their names; those of commands and functions left out."""
    greek = [*_GREEK.findall(formula), *(_GREEK_LETTERS[sign] for sign in formula if sign in _GREEK_LETTERS)]
    plain = _NAMES.sub(" ", _COMMAND.sub(" ", formula))
    return frozenset([*re.findall(r"[A-Za-z]", plain), *greek])
