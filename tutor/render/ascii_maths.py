"""Unicode mathematics in ASCII, for terminals and pipes that can show nothing else."""

import re
import unicodedata

from tutor.render.latex.scripts import SUBSCRIPTS, SUPERSCRIPTS

_LOWERED = {raised: plain for plain, raised in SUPERSCRIPTS.items()}
_RAISED = {lowered: plain for plain, lowered in SUBSCRIPTS.items()}
_SUPERSCRIPT_RUN = re.compile(f"[{re.escape(''.join(_LOWERED))}]+")
_SUBSCRIPT_RUN = re.compile(f"[{re.escape(''.join(_RAISED))}]+")
_ROOT = re.compile(r"([√∛∜])(\()?(\d[\d.,]*\d|\w)?")
# letters that become words: 2πr is `2pi r`
_NAMES_MEET = re.compile(r"(?<=[A-Za-zα-ωΑ-Ω])(?=[α-ωΑ-Ω])|(?<=[α-ωΑ-Ω])(?=[A-Za-z√∛∜])")
_ROOTS = {"√": "sqrt", "∛": "cbrt", "∜": "root4"}
_SYMBOLS = str.maketrans(
    {
        **{"−": "-", "–": "-", "—": "-", "·": "*", "⋅": "*", "×": "*", "÷": "/", "±": "+-", "∓": "-+"},
        **{"≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "≡": "==", "→": "->", "⇒": "=>", "⇔": "<=>"},
        **{"∞": "inf", "π": "pi", "θ": "theta", "°": " deg", "′": "'", "″": "''", "…": "...", "⋯": "..."},
        **{"∪": "union", "∩": "intersect", "∈": "in", "∉": "not in", "∑": "sum", "∏": "prod", "∫": "int"},
        **{"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "λ": "lambda", "μ": "mu", "σ": "sigma"},
        **{"φ": "phi", "ω": "omega", "Δ": "Delta", "ε": "epsilon", "ρ": "rho", "τ": "tau", "∂": "d"},
        **{"ℝ": "R", "ℤ": "Z", "ℕ": "N", "ℚ": "Q", "ℂ": "C", "∅": "{}", "∠": "angle ", "⌊": "floor("},
        **{"⌋": ")", "⌈": "ceil(", "⌉": ")", "∖": "\\", "∴": "therefore", "□": "[ ]", "•": "-"},
        **{"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u0305": "_", "\u0304": "_"},
    }
)


def to_ascii(text: str) -> str:
    """The same text in ASCII: `√49 ≤ x²` becomes `sqrt(49) <= x^2`; what has no such form becomes `?`."""
    text = maths_in_ascii(text)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text)
    letters = "".join(character for character in text if not unicodedata.combining(character))
    return letters.encode("ascii", "replace").decode("ascii")


def maths_in_ascii(text: str) -> str:
    """The signs of mathematics in ASCII; the letters of every language stay."""
    if text.isascii():
        return text
    text = _ROOT.sub(_root, _NAMES_MEET.sub(" ", text))
    text = _SUPERSCRIPT_RUN.sub(lambda run: _script("^", run.group(), _LOWERED), text)
    text = _SUBSCRIPT_RUN.sub(lambda run: _script("_", run.group(), _RAISED), text)
    return text.translate(_SYMBOLS)


def _root(match: re.Match[str]) -> str:
    name = _ROOTS[match[1]]
    if match[2]:
        return f"{name}({match[3] or ''}"
    return f"{name}({match[3]})" if match[3] else f"{name} "


def _script(mark: str, run: str, table: dict[str, str]) -> str:
    plain = "".join(table[character] for character in run).replace("−", "-")
    simple = plain.isalnum() and (plain.isdigit() or len(plain) == 1)
    return f"{mark}{plain}" if simple else f"{mark}({plain})"
